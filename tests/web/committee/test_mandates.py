"""The pages of mandates: list, write, read, sign, stop."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.giving import builders
from tests.giving.allocation.mandates import in_force, member, sign, terms, written
from tests.giving.allocation.test_mandates import give
from tests.people.factories import grant as give_role
from tests.people.factories import make_user
from tests.web.reading import TRANSACTION, is_ticked, page, problems, value_of, words
from trousse.core import clock
from trousse.core.money import Euro
from trousse.giving.allocation import services
from trousse.giving.allocation.enums import MandateState
from trousse.giving.allocation.models import Mandate
from trousse.giving.funds.selectors import open_fund
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User

pytestmark = pytest.mark.django_db


def as_member(user: User | None = None) -> Client:
    client = Client()
    client.force_login(user or member())
    return client


def text(answer: Any) -> str:
    return words(page(answer).main)


def facts(**changes: Any) -> dict[str, Any]:
    told = {
        "purpose": "Lancer les collectes d’automne.",
        "kinds": ["seed", "match"],
        "envelope": "2000",
        "project_cap": "150,50",
        "grant_cap": "",
        "reach": "tous",
        "begins_on": clock.today().isoformat(),
        "ends_on": (clock.today() + timedelta(days=40)).isoformat(),
    }
    return {**told, **changes}


class TestListing:
    def test_nothing_yet(self) -> None:
        told = text(as_member().get("/comite/mandats"))
        assert "Aucun mandat en cours" in told
        assert "Aucun pour l’instant." in told

    def test_each_with_where_it_stands(self) -> None:
        alive, waiting, over = in_force(), written(), in_force()
        give(alive, 120)
        services.mandate_revoke(mandate=over, by=member(), reason="Les règles changent.")
        told = text(as_member().get("/comite/mandats"))
        assert f"En vigueur Mandat n° {alive.pk}" in told
        assert "120 € versés sur 500 €, reste 380 €" in told
        assert f"À signer Mandat n° {waiting.pk}" in told
        assert "Révoqué le" in told

    def test_the_committee_finds_the_way(self) -> None:
        assert page(as_member().get("/comite")).select_one("a[href='/comite/mandats']")

    @pytest.mark.parametrize(("role", "status"), [(Role.FINANCE, 200), (Role.PLATFORM, 200), (Role.COACH, 403)])
    def test_who_reads(self, role: Role, status: int) -> None:
        user, made = make_user(), written()
        give_role(user, role)
        client = as_member(user)
        for path in ("/comite/mandats", f"/comite/mandats/{made.pk}"):
            answer = client.get(path)
            assert answer.status_code == status
            assert b"Donner la premi" not in answer.content
        assert client.get("/comite/mandats/nouveau").status_code == 403
        assert client.post(f"/comite/mandats/{made.pk}/signer", {}).status_code == 403


class TestWriting:
    def test_what_was_written_is_what_is_read(self) -> None:
        chosen = {"reach": "choisis", "funds": [str(open_fund().pk)]}
        answer = as_member().post("/comite/mandats/nouveau", facts(**chosen), follow=True)
        told = text(answer)
        assert "Lancer les collectes d’automne." in told
        assert "Amorçage, Doublement" in told or "Doublement, Amorçage" in told
        assert "150,50 € au plus" in told
        assert "Fonds de solidarité" in told
        made = Mandate.objects.get()
        assert (made.envelope, made.grant_cap, made.every_fund) == (Euro.of(2000), Euro(15050), False)

    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({"purpose": ""}, "dites à quoi sert ce mandat."),
            ({"kinds": []}, "choisissez au moins une nature d’aide."),
            ({"envelope": "beaucoup"}, "écrivez une somme en euros"),
            ({"project_cap": "3000"}, "Le plafond par projet ne dépasse pas l’enveloppe."),
            ({"reach": "choisis"}, "cochez au moins un fonds"),
            ({"ends_on": "demain"}, "écrivez un jour comme 24/11/2026."),
            ({"begins_on": "2020-01-01"}, "Un mandat ne commence pas dans le passé."),
        ],
    )
    def test_mistakes_are_told_and_nothing_typed_is_lost(self, changes: dict[str, Any], problem: str) -> None:
        answer = as_member().post("/comite/mandats/nouveau", facts(**changes))
        assert answer.status_code == 422
        assert problem.lower() in " ".join(problems(answer)).lower()
        assert value_of(answer, "project_cap") == facts(**changes)["project_cap"]
        assert is_ticked(answer, "kinds", "match") is ("kinds" not in changes)
        assert not Mandate.objects.exists()

    def test_another_like_it(self) -> None:
        made = written(purpose="Un modèle.")
        answer = as_member().get(f"/comite/mandats/nouveau?modele={made.pk}")
        assert (value_of(answer, "purpose"), value_of(answer, "envelope")) == ("Un modèle.", "500")
        assert value_of(answer, "ends_on") == ""
        assert as_member().get("/comite/mandats/nouveau?modele=x").status_code == 200


class TestReading:
    def test_what_was_given_and_what_is_left(self) -> None:
        made = in_force()
        give(made, 120)
        told = text(as_member().get(f"/comite/mandats/{made.pk}"))
        for expected in ("120 € versés à 1 projet", "380 € encore disponibles", "120 € Amorçage Un potager"):
            assert expected in told, expected

    def test_each_state_says_why_nothing_was_given(self) -> None:
        client, made = as_member(), written()
        assert "attend ses deux signatures" in text(client.get(f"/comite/mandats/{made.pk}"))
        later = in_force(begins_on=clock.today() + timedelta(days=3))
        assert "Son premier jour n’est pas encore là." in text(client.get(f"/comite/mandats/{later.pk}"))
        now = in_force()
        assert "Le calcul regarde matin et soir" in text(client.get(f"/comite/mandats/{now.pk}"))

    def test_the_same_number_of_statements_for_any_number_of_grants(self, django_assert_max_num_queries: Any) -> None:
        made, client = in_force(), as_member()
        for _ in range(4):
            give(made, 10)
        with django_assert_max_num_queries(TRANSACTION + 20):
            client.get(f"/comite/mandats/{made.pk}")

    def test_no_such_mandate(self) -> None:
        assert as_member().get("/comite/mandats/99").status_code == 404


class TestSigning:
    def test_two_people(self) -> None:
        made, first, second = written(), as_member(), as_member()
        read = {"content": made.content_sha256, "no_conflict": "on"}
        told = text(first.post(f"/comite/mandats/{made.pk}/signer", read, follow=True))
        assert "Vous avez signé. Une autre personne du comité doit signer." in told
        answer = second.post(f"/comite/mandats/{made.pk}/signer", read, follow=True)
        assert "Le mandat est en vigueur." in words(page(answer).body)
        assert "En vigueur" in text(answer)

    def test_the_declaration_is_asked_for(self) -> None:
        made = written()
        answer = as_member().post(f"/comite/mandats/{made.pk}/signer", {"content": made.content_sha256})
        assert answer.status_code == 422
        assert "cochez cette case pour signer." in " ".join(problems(answer)).lower()

    def test_other_words_are_not_signed(self) -> None:
        made = written()
        wrong = {"content": "0" * 64, "no_conflict": "on"}
        answer = as_member().post(f"/comite/mandats/{made.pk}/signer", wrong, follow=True)
        assert "Ce n’est pas ce mandat que vous avez lu" in words(page(answer).body)


class TestStopping:
    def test_by_one_person_with_a_reason_that_everybody_reads(self) -> None:
        made, client = in_force(), as_member()
        assert client.post(f"/comite/mandats/{made.pk}/arreter", {"reason": ""}).status_code == 422
        answer = client.post(f"/comite/mandats/{made.pk}/arreter", {"reason": "Les règles changent."}, follow=True)
        assert "Plus rien ne sera versé" in words(page(answer).body)
        assert "Pourquoi il est arrêté" in text(answer)
        assert "Les règles changent." in text(answer)
        assert "Arrêter maintenant" not in text(answer)
        made.refresh_from_db()
        assert made.state == MandateState.REVOKED

    def test_stopped_by_somebody_else_meanwhile(self) -> None:
        made, client = in_force(), as_member()
        services.mandate_revoke(mandate=made, by=member(), reason="Avant vous.")
        assert client.post(f"/comite/mandats/{made.pk}/arreter", {"reason": "Oui."}).status_code == 409


class TestLinks:
    @pytest.mark.parametrize(
        "typed",
        [
            "{pk}",
            "https://exemple.fr/projet/{pk}-un-potager",
            "/projet/{pk}-un-potager/",
            "http://localhost:8000/projet/{pk}-x",
        ],
    )
    def test_by_the_address_of_a_page_or_a_number(self, typed: str) -> None:
        made, one, campaign = written(), member(), builders.campaign()
        sign(made, one)
        answer = as_member(one).post(
            f"/comite/mandats/{made.pk}/lien", {"project": typed.format(pk=campaign.pk)}, follow=True
        )
        assert "Déjà déclaré : Un potager pour l’école" in text(answer)

    @pytest.mark.parametrize("typed", ["", "le potager", "987654"])
    def test_with_nothing_that_exists(self, typed: str) -> None:
        answer = as_member().post(f"/comite/mandats/{written().pk}/lien", {"project": typed})
        assert answer.status_code == 422
        assert value_of(answer, "project") == typed


def test_terms_are_told_as_they_were_signed() -> None:
    """The page shows what the fingerprint holds."""
    made = in_force(grant_cap=Euro.of(50))
    assert made.terms == terms(grant_cap=Euro.of(50))
    assert "200 € au plus, 50 € en une fois" in text(as_member().get(f"/comite/mandats/{made.pk}"))
