"""What the address of a picture answers, to whom, and for how long it may be kept."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.fundraising import make
from tests.platform.pictures.quick import add, attestation, moderator
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.services import picture_take_down

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_studio")]


def address(picture: Picture, ending: str = "webp", width: int = 480) -> str:
    return f"/images/{picture.pk}/{width}.{ending}"


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


@pytest.mark.parametrize("wrong", ["481.webp", "480.png", "99999999.webp", "480.svg"])
def test_no_other_address_answers(client: Client, wrong: str) -> None:
    picture = add(make.campaign().project)
    assert client.get(f"/images/{picture.pk}/{wrong}").status_code == 404


def test_it_costs_two_statements(client: Client, django_assert_num_queries: Any) -> None:
    picture = add(make.campaign().project)
    client.get(address(picture))
    with django_assert_num_queries(3 + 2):
        client.get(address(picture))
