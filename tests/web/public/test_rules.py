"""The page of the rules: in force, discussed, former; and what visitors say."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.giving.equalisation import versions
from tests.people.factories import make_user
from tests.web.reading import TRANSACTION, page, problems, value_of, words
from trousse.core import clock
from trousse.giving.equalisation import links, services
from trousse.giving.equalisation.enums import Ballot
from trousse.giving.equalisation.models import RuleComment, RuleVersion
from trousse.giving.equalisation.rules import Limits, Weights

pytestmark = pytest.mark.django_db

HOME = "/regles-de-solidarite"


def text(answer: Any, section: str = "") -> str:
    found = page(answer)
    return words(found.select_one(f"#{section}") if section else found.main)


@pytest.fixture
def version() -> RuleVersion:
    return versions.published(versions.member())


class TestRules:
    def test_what_holds_is_told_first_with_an_example(self, client: Client) -> None:
        told = text(client.get(HOME), "aujourdhui")
        assert "Version 1, « Les règles du premier jour »" in told
        assert "En REP+ 2" in told
        assert "Les fonds complètent B et C" in told
        assert "Aucun projet de règles n’est en discussion" in text(client.get(HOME), "discussion")

    def test_what_is_discussed_and_what_was(self, client: Client, version: RuleVersion) -> None:
        old = clock.today() - timedelta(days=30)
        versions.adopted(in_force_from=old, title="Les villages d’abord", rural=40)
        versions.adopted(in_force_from=clock.today() + timedelta(days=9), title="Bientôt", rep=170)
        answer = client.get(HOME)
        assert "Aider davantage les campagnes" in text(answer, "discussion")
        history = text(answer, "versions")
        assert "Adoptée, pas encore en vigueur" in history
        assert "Les villages d’abord" in history
        assert "3 voix pour, 0 contre, 0 abstention" in history
        assert "En vigueur du 1er janvier 2017 au" in history
        assert "elle remplace celle-ci le" in text(answer, "aujourdhui")

    def test_the_number_of_statements_does_not_grow(
        self, client: Client, version: RuleVersion, django_assert_num_queries: Any
    ) -> None:
        for days in range(12):
            versions.adopted(in_force_from=clock.today() - timedelta(days=100 - days))
        client.get(HOME)
        with django_assert_num_queries(TRANSACTION + 3):
            client.get(HOME)

    def test_for_machines(self, client: Client) -> None:
        versions.adopted(in_force_from=clock.today(), most_cents=80_000)
        told = client.get(f"{HOME}.json").json()
        assert told["in_force"]["version"] == 2
        assert told["in_force"]["limits"] == {"most_share_bp": None, "most_cents": 80_000, "least_raised_bp": 0}
        assert told["in_force"]["weights"]["rep_plus"] == 200
        assert [each["version"] for each in told["versions"]] == [1, 2]


class TestVersion:
    def test_a_draft_is_nobody_s_business(self, client: Client) -> None:
        versions.draft()
        assert client.get(f"{HOME}/2").status_code == 404
        assert client.get(f"{HOME}/99").status_code == 404
        assert client.get(f"{HOME}/2/avis").status_code == 404

    def test_published(self, client: Client, version: RuleVersion) -> None:
        answer = client.get(f"{HOME}/2")
        assert "Dans une commune rurale, on ajoute 0,25 0,5" in text(answer, "changements")
        assert "Si elle est adoptée" in text(answer)
        assert page(answer).select_one("#simulation") is not None
        assert "Personne n’a encore donné son avis" in text(answer, "avis")

    def test_every_kind_of_rule_is_told(self, client: Client) -> None:
        whole = {
            "weights": Weights(rep=300, rep_plus=300, ips_low=40, ips_below=850),
            "limits": Limits(most_share_bp=4_000, most_cents=80_000, least_raised_bp=2_000),
        }
        versions.published(versions.member(), simulated=False, **whole)
        told = text(client.get(f"{HOME}/2"))
        assert "Les fonds complètent A" in told
        assert "au plus 800 €" in told
        assert "le calcul est en cours" in told.lower()

    def test_decided_with_its_reasons_but_no_name(self, client: Client) -> None:
        committee = [versions.member("Yasmine"), versions.member("Paul")]
        made = versions.published(committee[0])
        with versions.later(15):
            for person in committee:
                versions.vote(made, person, Ballot.FOR, f"Juste {person.pk}")
            told = text(client.get(f"{HOME}/2"), "decision")
        assert "2 voix pour, 0 contre, 0 abstention , sur 2 membres du comité" in told
        assert f"Juste {committee[0].pk}" in told
        assert "Yasmine" not in told

    def test_rejected_and_withdrawn(self, client: Client) -> None:
        by = versions.member()
        versions.published(by)
        with versions.later(25):
            services.vote_count(RuleVersion.objects.get(number=2).pk)
            assert "n’est pas adopté" in text(client.get(f"{HOME}/2"), "decision")
        other = versions.published(by, weights=Weights(rural=75))
        services.version_withdraw(version=other, by=by, reason="Une autre est prête.")
        assert "Une autre est prête." in text(client.get(f"{HOME}/3"), "decision")

    def test_comments_however_many(self, client: Client, version: RuleVersion, django_assert_num_queries: Any) -> None:
        for number in range(40):
            services.comment_write(version=version, first_name="Léa", text=f"Avis {number}", user=make_user())
        client.get(f"{HOME}/2")
        with django_assert_num_queries(TRANSACTION + 5):
            answer = client.get(f"{HOME}/2")
        assert "40 avis" in text(answer, "avis")
        assert len(page(answer).select("#avis .questions > li")) == 30
        assert "@" not in text(answer, "avis")


class TestCommenting:
    def test_a_visitor_confirms_by_the_letter(self, client: Client, version: RuleVersion) -> None:
        said = {"text": "Pensez aux trajets.", "first_name": "Jeanne", "email": "jeanne@exemple.fr"}
        answer = client.post(f"{HOME}/2/avis", said)
        assert "jeanne@exemple.fr" in text(answer)
        comment = RuleComment.objects.get()
        here = links.confirm_url(comment.pk)
        asked = client.get(here)
        assert asked["Referrer-Policy"] == "strict-origin"
        assert not RuleComment.objects.filter(confirmed_at__isnull=False).exists()
        assert "Votre avis est publié" in text(client.post(here))
        assert "Pensez aux trajets." in text(client.get(f"{HOME}/2"), "avis")

    def test_somebody_signed_in_is_read_at_once(self, client: Client, version: RuleVersion) -> None:
        user = make_user(first_name="Nadia")
        client.force_login(user)
        form = client.get(f"{HOME}/2/avis")
        assert value_of(form, "first_name") == "Nadia"
        assert page(form).select_one("[name=email]") is None
        answer = client.post(f"{HOME}/2/avis", {"text": "Très juste.", "first_name": "Nadia"})
        assert answer["Location"] == f"{HOME}/2#avis-{RuleComment.objects.get().pk}"

    def test_nothing_typed_is_lost(self, client: Client, version: RuleVersion) -> None:
        said = {"text": "Écrivez-moi à jeanne@exemple.fr", "first_name": "", "email": "jeanne"}
        answer = client.post(f"{HOME}/2/avis", said)
        assert answer.status_code == 422
        assert len(problems(answer)) == 3
        assert value_of(answer, "text") == said["text"]
        assert value_of(answer, "email") == "jeanne"

    def test_closed(self, client: Client, version: RuleVersion) -> None:
        with versions.later(15):
            assert "Les avis sont clos" in text(client.get(f"{HOME}/2/avis"))
            assert "Donner mon avis" not in text(client.get(f"{HOME}/2"))

    def test_a_text_changed_since_is_said(self, client: Client, version: RuleVersion) -> None:
        services.comment_write(version=version, first_name="Léa", text="Bien", user=make_user())
        RuleVersion.objects.filter(pk=version.pk).update(title="Autre titre")
        assert "sur un texte changé depuis" in text(client.get(f"{HOME}/2"), "avis")

    def test_it_can_be_reported(self, client: Client, version: RuleVersion) -> None:
        said = services.comment_write(version=version, first_name="Léa", text="Bien", user=make_user())
        assert client.get(f"/signaler/rule_comment/{said.pk}").status_code == 200
