"""The committee's pages: read, change, sign; with and without JavaScript."""

from typing import Any

import pytest
from django.test import Client

from tests.giving import builders
from tests.people.factories import grant, make_user
from tests.web.reading import TRANSACTION, page, problems, words
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation import asking, services
from trousse.giving.allocation.enums import RoundState
from trousse.giving.allocation.models import Round
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_foretold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "campaigns_forecast", lambda campaigns: {})


@pytest.fixture
def campaign() -> Campaign:
    made = builders.campaign(minimum=100)
    builders.give(made, 60)
    builders.give(euros=70)
    return made


@pytest.fixture
def waiting(campaign: Campaign) -> Round:
    made = services.round_propose()
    assert made is not None
    return made


def member() -> User:
    user = make_user(first_name="Yasmine")
    grant(user, Role.COMMITTEE)
    return user


def as_member(user: User | None = None) -> Client:
    client = Client()
    client.force_login(user or member())
    return client


def text(answer: Any) -> str:
    return words(page(answer).main or page(answer).select_one("#repartition"))


def signing(of: Round, **changes: Any) -> dict[str, Any]:
    of.refresh_from_db()
    return {"plan": of.plan_sha256, "no_conflict": "on", **changes}


def _typed(answer: Any, campaign: Campaign) -> str:
    """What the field of the sum still shows."""
    field = page(answer).select_one(f"#id_{campaign.pk}_amount")
    assert field is not None
    return str(field.get("value", ""))


class TestReading:
    def test_what_waits_and_what_was_decided(self, waiting: Round) -> None:
        told = text(as_member().get("/comite"))
        assert f"Répartition n° {waiting.pk}" in told
        assert "Lire et décider" in told
        assert "Aucune pour l’instant." in told

    def test_nothing_waits(self) -> None:
        assert "Rien n’attend de signature" in text(as_member().get("/comite"))

    def test_each_project_has_its_reason_also_without_help(self, waiting: Round, campaign: Campaign) -> None:
        builders.campaign(minimum=900)
        made = services.round_propose()
        assert made is not None
        told = text(as_member().get(f"/comite/{made.pk}"))
        for expected in (
            "Il manquait 40 €, à 10 jours de la fin.",
            "60 % après 100 % du minimum",
            "Payé par « Fonds de solidarité » (40 €)",
            "Aucun fonds ne peut l’aider : ceux qui lui correspondent peuvent donner 70 € en tout",
            "0 signature sur 2",
            "2 projets examinés",
        ):
            assert expected in told, expected

    def test_the_same_number_of_statements_for_any_number_of_projects(
        self, waiting: Round, django_assert_max_num_queries: Any
    ) -> None:
        client = as_member()
        for _ in range(3):
            builders.campaign(minimum=900)
        made = services.round_propose()
        assert made is not None
        with django_assert_max_num_queries(TRANSACTION + 21):
            client.get(f"/comite/{made.pk}")

    @pytest.mark.parametrize(("role", "status"), [(Role.FINANCE, 200), (Role.PLATFORM, 200), (Role.COACH, 403)])
    def test_who_may_read(self, waiting: Round, role: Role, status: int) -> None:
        user = make_user()
        grant(user, role)
        answer = as_member(user).get(f"/comite/{waiting.pk}")
        assert answer.status_code == status
        assert b"Donner la premi" not in answer.content

    def test_no_such_round(self) -> None:
        assert as_member().get("/comite/99").status_code == 404


class TestChanging:
    def test_another_sum(self, waiting: Round, campaign: Campaign) -> None:
        facts = {"projet": campaign.pk, "decision": "somme", "amount": "25", "why": "Un coup de pouce."}
        answer = as_member().post(f"/comite/{waiting.pk}/changer", facts, follow=True)
        told = text(answer)
        said = words(page(answer).body)
        assert "Le calcul est refait avec votre demande." in said
        assert f"« {campaign.title} » reçoit 25 € au lieu de " in said
        assert "Un coup de pouce." in told
        assert "25 € pour 1 projet" in told

    def test_at_once_with_javascript(self, waiting: Round, campaign: Campaign) -> None:
        facts = {"projet": campaign.pk, "decision": "ecarter", "why": "Attendons dimanche."}
        answer = as_member().post(f"/comite/{waiting.pk}/changer", facts, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        assert page(answer).select_one("main") is None
        assert "Écarté par le comité" in text(answer)
        assert "Attendons dimanche." in text(answer)
        assert f"« {campaign.title} » ne reçoit plus rien." in text(answer)

    def test_and_back(self, waiting: Round, campaign: Campaign) -> None:
        client = as_member()
        url = f"/comite/{waiting.pk}/changer"
        client.post(url, {"projet": campaign.pk, "decision": "ecarter", "why": "Attendons."})
        client.post(url, {"projet": campaign.pk, "decision": "revenir"})
        waiting.refresh_from_db()
        assert waiting.changes == {}
        assert [each["amount"] for each in waiting.plan["grants"]] == [4000]

    @pytest.mark.parametrize(
        ("facts", "problem"),
        [
            ({"amount": "12", "why": ""}, "dites pourquoi : la raison est publiée sur la page du projet."),
            ({"amount": "douze", "why": "Oui."}, "écrivez une somme en euros, par exemple 850 ou 12,50."),
            ({"amount": "", "why": "Oui."}, "écrivez une somme en euros, par exemple 850 ou 12,50."),
            ({"amount": "90", "why": "Oui."}, "il manque 40 € à ce projet : les fonds ne donnent pas davantage."),
        ],
    )
    def test_mistakes_are_told_and_nothing_typed_is_lost(
        self, waiting: Round, campaign: Campaign, facts: dict[str, str], problem: str
    ) -> None:
        facts = {"projet": str(campaign.pk), "decision": "somme", **facts}
        answer = as_member().post(f"/comite/{waiting.pk}/changer", facts)
        assert answer.status_code == 422
        assert problem in " ".join(problems(answer))
        assert _typed(answer, campaign) == facts["amount"]


class TestSigning:
    def test_two_people(self, waiting: Round, campaign: Campaign) -> None:
        first, second = as_member(), as_member()
        answer = first.post(f"/comite/{waiting.pk}/signer", signing(waiting), follow=True)
        assert "Vous avez signé. L’argent partira quand une autre personne" in text(answer)
        answer = second.post(f"/comite/{waiting.pk}/signer", signing(waiting), follow=True)
        assert "L’argent est parti" in words(page(answer).body)
        campaign.refresh_from_db()
        assert campaign.granted == Euro.of(40)
        told = text(second.get("/comite"))
        assert "40 € pour 1 projet" in told

    def test_the_declaration_is_asked_for(self, waiting: Round) -> None:
        answer = as_member().post(f"/comite/{waiting.pk}/signer", signing(waiting, no_conflict=""))
        assert answer.status_code == 422
        assert "Cochez cette case" in " ".join(problems(answer))

    def test_what_changed_meanwhile_is_not_signed(self, waiting: Round, campaign: Campaign) -> None:
        read = signing(waiting)
        services.round_change(
            round=waiting, by=member(), campaign_id=campaign.pk, amount=Euro.of(1), why="Presque rien."
        )
        answer = as_member().post(f"/comite/{waiting.pk}/signer", read, follow=True)
        assert "a changé pendant que vous la lisiez" in words(page(answer).body)
        waiting.refresh_from_db()
        assert waiting.state == RoundState.PROPOSED

    def test_an_interest_is_declared_and_then_one_does_not_sign(self, waiting: Round, campaign: Campaign) -> None:
        client = as_member()
        answer = client.post(f"/comite/{waiting.pk}/lien", {"projet": campaign.pk}, follow=True)
        told = text(answer)
        assert "Vous avez déclaré un lien avec ce projet." in told
        assert "Vous ne signez pas cette répartition" in told
        assert "Donner la première signature" not in told

    def test_dropped_with_a_reason(self, waiting: Round) -> None:
        client = as_member()
        assert client.post(f"/comite/{waiting.pk}/abandonner", {"reason": ""}).status_code == 422
        client.post(f"/comite/{waiting.pk}/abandonner", {"reason": "La règle change demain."})
        waiting.refresh_from_db()
        assert waiting.state == RoundState.DROPPED

    def test_asked_again_right_now(self, campaign: Campaign) -> None:
        answer = as_member().post("/comite/nouvelle", follow=True)
        assert "Donner la première signature" in text(answer)

    def test_asked_again_when_nothing_can_be_helped(self) -> None:
        answer = as_member().post("/comite/nouvelle", follow=True)
        assert "Aucune aide possible en ce moment" in words(page(answer).body)
