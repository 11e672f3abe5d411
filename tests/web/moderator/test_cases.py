"""The queue of moderators and the page of a case."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.fundraising import make
from tests.platform.documents.samples import PDF
from tests.platform.moderation.cases import CHANGE, HIDE, moderator, report, token
from tests.platform.pictures.quick import add, attestation
from tests.web.reading import TRANSACTION, page, problems, value_of, words
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.campaigns.models import Campaign
from trousse.people.accounts.models import User
from trousse.platform.moderation.enums import CaseState, Party, ReportReason
from trousse.platform.moderation.services import case_contest, case_decide
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.rules import Scan
from trousse.platform.pictures.services import picture_remove

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_studio")]

VERDICT = {"outcome": "hide", "ground": "law", "rule": "article 9 du code civil", "reason": "On les reconnaît."}


@pytest.fixture
def campaign() -> Campaign:
    return make.campaign()


@pytest.fixture
def picture(campaign: Campaign) -> Picture:
    return add(campaign.project)


@pytest.fixture
def ines(client: Client) -> User:
    user = moderator()
    client.force_login(user)
    return user


@pytest.mark.usefixtures("ines")
def test_an_empty_queue_says_so(client: Client) -> None:
    assert "Rien à décider" in words(page(client.get("/moderation")).main)
    assert "Rien n’a encore été décidé" in words(page(client.get("/moderation?vue=decides")).main)


@pytest.mark.usefixtures("ines")
def test_the_queue_tells_what_waits_and_for_how_long(client: Client, picture: Picture) -> None:
    with clock.frozen(clock.now() - timedelta(days=3)):
        case = report(picture, ReportReason.MINOR)
    shown = words(page(client.get("/moderation")).main)
    for said in (picture.alt, "Urgent", "Masqué par prudence", "attend depuis 3", "1 signalement"):
        assert said in shown
    client.post(f"/moderation/{case.pk}", VERDICT)
    assert picture.alt in words(page(client.get("/moderation?vue=decides")).main)


@pytest.mark.usefixtures("ines")
def test_the_queue_costs_the_same_with_many(client: Client, campaign: Campaign, django_assert_num_queries: Any) -> None:
    for _ in range(6):
        report(add(campaign.project))
    client.get("/moderation")
    with django_assert_num_queries(TRANSACTION + 13):
        client.get("/moderation")


@pytest.mark.usefixtures("ines")
def test_a_case_shows_the_picture_the_reports_and_decides(client: Client, picture: Picture) -> None:
    case = report(picture, ReportReason.MINOR, text="Ma fille est au premier rang.")
    shown = page(client.get(f"/moderation/{case.pk}"))
    told = words(shown.main)
    for said in ("Ma fille est au premier rang.", "aucun mineur n’est reconnaissable", "réponse attendue", "Retirer"):
        assert said in told
    assert shown.select(".dossier__image img")
    assert "jeanne@exemple.fr" not in told
    assert client.post(f"/moderation/{case.pk}", VERDICT).status_code == 302
    case.refresh_from_db()
    assert case.state == CaseState.DECIDED
    again = words(page(client.get(f"/moderation/{case.pk}")).main)
    assert "On les reconnaît." in again
    assert "Décider et prévenir" not in again


@pytest.mark.usefixtures("ines")
def test_a_decision_without_reasons_is_not_taken(client: Client, picture: Picture) -> None:
    case = report(picture)
    assert len(problems(client.post(f"/moderation/{case.pk}", {}))) == 3
    answer = client.post(f"/moderation/{case.pk}", {**VERDICT, "rule": ""})
    assert answer.status_code == 422
    assert value_of(answer, "reason") == "On les reconnaît."
    case.refresh_from_db()
    assert case.state == CaseState.OPEN


def test_a_contestation_is_settled_by_another(client: Client, ines: User, picture: Picture) -> None:
    case = case_decide(case=report(picture), by=ines, verdict=HIDE)
    case_contest(token=token(case, Party.AUTHOR), text="Ce sont des mannequins de vitrine.")
    own = words(page(client.get(f"/moderation/{case.pk}")).main)
    assert "Une autre personne le fera" in own
    refused = client.post(f"/moderation/{case.pk}", VERDICT)
    assert refused.status_code == 403
    client.force_login(moderator("Rachid"))
    shown = words(page(client.get(f"/moderation/{case.pk}")).main)
    assert "Ce sont des mannequins" in shown
    assert client.post(f"/moderation/{case.pk}", {**VERDICT, "outcome": "no_action"}).status_code == 302
    case.refresh_from_db()
    assert case.state == CaseState.SETTLED


@pytest.mark.usefixtures("ines")
def test_what_was_deleted_meanwhile_is_said(client: Client, picture: Picture, campaign: Campaign) -> None:
    case = report(picture)
    picture_remove(picture=picture, actor=Actor.of_user(campaign.project.holder))
    assert "l’a supprimé depuis" in words(page(client.get(f"/moderation/{case.pk}")).main)


@pytest.mark.usefixtures("ines")
def test_the_papers_that_the_parents_signed_are_read(client: Client, campaign: Campaign, picture: Picture) -> None:
    attested = attestation(scan=Scan("autorisations.pdf", PDF))
    case = report(add(campaign.project, minors=True, attested=attested))
    shown = page(client.get(f"/moderation/{case.pk}"))
    link = shown.select_one("a[href$='/autorisation']")
    assert link is not None
    answer = client.get(str(link["href"]))
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment")
    assert client.get(f"/moderation/{report(picture).pk}/autorisation").status_code == 404


@pytest.mark.usefixtures("ines")
def test_two_moderators_at_once_one_decides(client: Client, picture: Picture) -> None:
    case = report(picture)
    case_decide(case=case, by=moderator("Rachid"), verdict=CHANGE)
    answer = client.post(f"/moderation/{case.pk}", VERDICT)
    assert answer.status_code == 409
    assert problems(answer)


def test_it_is_for_the_platform_team(client: Client, picture: Picture) -> None:
    case = report(picture)
    for user in (make.reviewer(), make.person()):
        client.force_login(user)
        assert client.get("/moderation").status_code == 403
        assert client.get(f"/moderation/{case.pk}").status_code == 403


@pytest.mark.usefixtures("ines")
def test_no_such_case(client: Client) -> None:
    assert client.get("/moderation/00000000-0000-4000-8000-000000000000").status_code == 404
