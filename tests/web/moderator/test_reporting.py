"""Reporting and contesting, without an account."""

from typing import Any

import pytest
from django.test import Client

from tests.fundraising import make
from tests.platform.moderation.cases import HIDE, LEAVE, moderator, report, token
from tests.platform.pictures.quick import add
from tests.web.reading import page, problems, value_of, words
from trousse.fundraising.campaigns.models import Campaign
from trousse.platform.moderation.enums import CaseState, Party
from trousse.platform.moderation.models import Case, Report
from trousse.platform.moderation.services import case_decide
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.selectors import pictures_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_studio")]


@pytest.fixture
def campaign() -> Campaign:
    return make.campaign()


@pytest.fixture
def picture(campaign: Campaign) -> Picture:
    return add(campaign.project)


def test_anybody_reports_a_picture_of_a_child_and_it_is_gone(client: Client, picture: Picture) -> None:
    form = f"/signaler/picture/{picture.pk}"
    assert picture.alt in words(page(client.get(form)).main)
    answer = client.post(form, {"reason": "mineur", "text": "", "email": "jeanne@exemple.fr"}, follow=True)
    assert "Merci, c’est arrivé" in words(page(answer).main)
    assert pictures_of("project", picture.subject_id) == []


def test_a_report_lacking_something_says_what_and_loses_nothing(client: Client, picture: Picture) -> None:
    form = f"/signaler/picture/{picture.pk}"
    assert len(problems(client.post(form, {}))) == 1
    answer = client.post(form, {"reason": "autre", "text": "Bof", "email": "jeanne@"})
    assert answer.status_code == 422
    assert len(problems(answer)) == 2
    assert (value_of(answer, "text"), value_of(answer, "email")) == ("Bof", "jeanne@")
    assert not Report.objects.exists()


@pytest.mark.parametrize("where", ["picture/abc", "campaign/999999999", "campaign/x", "user/1"])
def test_what_does_not_exist_is_not_reported(client: Client, where: str) -> None:
    assert client.get(f"/signaler/{where}").status_code == 404


def test_a_campaign_is_reported(client: Client, campaign: Campaign) -> None:
    client.post(f"/signaler/campaign/{campaign.pk}", {"reason": "tromperie"})
    assert Case.objects.get().title == f"Collecte : {campaign.title}"


def test_one_address_does_not_report_all_day(client: Client, campaign: Campaign) -> None:
    form = f"/signaler/campaign/{campaign.pk}"
    answers = [client.post(form, {"reason": "tromperie"}).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]


def test_a_decision_is_contested_once(client: Client, picture: Picture) -> None:
    case = case_decide(case=report(picture), by=moderator(), verdict=HIDE)
    link = f"/signaler/contester/{token(case, Party.AUTHOR)}"
    shown = client.get(link)
    assert HIDE.reason in words(page(shown).main)
    assert shown["Referrer-Policy"] == "strict-origin"
    assert len(problems(client.post(link, {"text": "Non"}))) == 1
    done = client.post(link, {"text": "Ce sont des mannequins de vitrine."})
    assert "Votre contestation est arrivée" in words(page(done).main)
    case.refresh_from_db()
    assert case.state == CaseState.APPEALED
    again: Any = client.get(link)
    assert again.status_code == 410
    assert "déjà été contestée" in words(page(again).main)


def test_the_other_side_cannot_contest(client: Client, picture: Picture) -> None:
    case = case_decide(case=report(picture), by=moderator(), verdict=LEAVE)
    assert client.get(f"/signaler/contester/{token(case, Party.AUTHOR)}").status_code == 410
    assert client.get(f"/signaler/contester/{token(case, Party.REPORTER)}").status_code == 200


def test_a_link_made_up_opens_nothing(client: Client) -> None:
    assert client.get("/signaler/contester/abc").status_code == 404
