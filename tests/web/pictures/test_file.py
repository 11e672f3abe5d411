"""What the address of a picture answers, to whom, and for how long it may be kept."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.fundraising import make
from tests.platform.pictures.quick import add, attestation, moderator
from tests.web.reading import page
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.projects.models import Project
from trousse.fundraising.review.enums import LinkPurpose
from trousse.fundraising.review.models import AccessLink
from trousse.fundraising.review.selectors import pictures_key
from trousse.fundraising.review.services import link_resend
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.services import picture_take_down

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_studio")]


def address(picture: Picture, ending: str = "webp", width: int = 480) -> str:
    return f"/images/{picture.pk}/{width}.{ending}"


def door(project: Project, purpose: LinkPurpose) -> str:
    return reverse(AccessLink.URL_NAMES[purpose], args=[make.token(project, purpose)])


def key_of(project: Project) -> str:
    return pictures_key(make.token(project, LinkPurpose.HEAD), LinkPurpose.HEAD)


def kept(answer: Any) -> dict[str, str]:
    return dict(re.findall(r"([a-z-]+)=?(\d*)", answer["Cache-Control"]))


def test_a_public_picture_is_kept_a_day_by_browsers_and_a_minute_by_others(client: Client) -> None:
    picture = add(make.campaign().project)
    answer = client.get(address(picture))
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"awebp", "image/webp")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert kept(answer) == {"public": "", "immutable": "", "max-age": "86400", "s-maxage": "60"}
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize(("ending", "media_type"), [("avif", "image/avif"), ("jpg", "image/jpeg")])
def test_each_format_says_what_it_is(client: Client, ending: str, media_type: str) -> None:
    answer = client.get(address(add(make.campaign().project), ending))
    assert answer["Content-Type"] == media_type


def test_what_is_compressed_already_travels_as_it_is(client: Client) -> None:
    picture = add(make.campaign().project, content=b"a" * 5_000)
    answer = client.get(address(picture), headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in answer
    assert not answer["ETag"].startswith("W/")
    assert client.get("/conditions", headers={"accept-encoding": "gzip"})["Content-Encoding"] == "gzip"


def test_what_a_browser_has_is_not_sent_again(client: Client) -> None:
    picture = add(make.campaign().project)
    etag = client.get(address(picture))["ETag"]
    again = client.get(address(picture), headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == etag
    assert client.get(address(picture), headers={"if-none-match": '"other"'}).status_code == 200


def test_it_is_never_kept_beyond_its_authorisation(client: Client) -> None:
    project = make.campaign().project
    picture = add(project, minors=True, attested=attestation(days=0))
    last_hour = clock.end_of_day(clock.today()) - timedelta(minutes=1)
    with clock.frozen(last_hour):
        assert kept(client.get(address(picture)))["max-age"] == "60"
    with clock.frozen(last_hour + timedelta(minutes=2)):
        assert client.get(address(picture)).status_code == 404


def test_taken_down_it_is_gone_even_for_who_has_its_etag(client: Client) -> None:
    picture = add(make.campaign().project)
    etag = client.get(address(picture))["ETag"]
    picture_take_down(picture=picture, actor=Actor.of_user(moderator()), reason="Un enfant est reconnaissable.")
    answer = client.get(address(picture), headers={"if-none-match": etag})
    assert answer.status_code == 404
    assert "immutable" not in answer.get("Cache-Control", "")


def test_a_draft_shows_to_its_holder_and_leaves_no_trace(client: Client) -> None:
    project = make.draft()
    picture = add(project)
    assert client.get(address(picture)).status_code == 404
    client.force_login(project.holder)
    answer = client.get(address(picture))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"


def test_a_reviewer_sees_what_they_review(client: Client) -> None:
    project = make.submitted()
    picture = add(project, minors=True)
    client.force_login(make.reviewer())
    assert client.get(address(picture)).status_code == 200


class TestBySignedLink:
    """The head and the manager have no account: the page of their link carries a key to its pictures."""

    @pytest.fixture
    def project(self) -> Project:
        return make.accepted()

    @pytest.mark.parametrize("purpose", list(LinkPurpose))
    def test_their_page_shows_the_pictures(self, client: Client, project: Project, purpose: LinkPurpose) -> None:
        picture = add(project)
        shown = page(client.get(door(project, purpose)))
        sources = [str(image["src"]) for image in shown.select(f"img[src*='{picture.pk}']")]
        assert len(sources) == 2, "at the head of the page, and in the whole project"
        answer = client.get(sources[0])
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        assert client.get(sources[0].partition("?")[0]).status_code == 404

    def test_nothing_that_waits_for_an_authorisation(self, client: Client, project: Project) -> None:
        waiting, ready = add(project, minors=True), add(project)
        key = key_of(project)
        assert str(waiting.pk) not in client.get(door(project, LinkPurpose.HEAD)).content.decode()
        assert client.get(address(ready), {"cle": key}).status_code == 200
        assert client.get(address(waiting), {"cle": key}).status_code == 404

    def test_of_their_project_alone(self, client: Client, project: Project) -> None:
        other = add(make.accepted())
        assert client.get(address(other), {"cle": key_of(project)}).status_code == 404

    @pytest.mark.parametrize("wrong", ["", "x", "IjE6YSI:1xVq1C:zzzz"])
    def test_another_key_opens_nothing(self, client: Client, project: Project, wrong: str) -> None:
        assert client.get(address(add(project)), {"cle": wrong}).status_code == 404

    def test_the_link_itself_is_no_key(self, client: Client, project: Project) -> None:
        token = make.token(project, LinkPurpose.HEAD)
        assert client.get(address(add(project)), {"cle": token}).status_code == 404

    def test_it_ends_with_the_link(self, client: Client, project: Project) -> None:
        picture, key = add(project), key_of(project)
        with clock.frozen(clock.now() + timedelta(days=40)):
            assert client.get(address(picture), {"cle": key}).status_code == 404
        link_resend(project=project, purpose=LinkPurpose.HEAD, by=make.reviewer())
        assert client.get(address(picture), {"cle": key}).status_code == 404


@pytest.mark.parametrize("wrong", ["481.webp", "480.png", "99999999.webp", "480.svg"])
def test_no_other_address_answers(client: Client, wrong: str) -> None:
    picture = add(make.campaign().project)
    assert client.get(f"/images/{picture.pk}/{wrong}").status_code == 404


def test_it_costs_two_statements(client: Client, django_assert_num_queries: Any) -> None:
    picture = add(make.campaign().project)
    client.get(address(picture))
    with django_assert_num_queries(3 + 2):
        client.get(address(picture))
