"""The committee's pages on the rules: write, publish, simulate, vote, stop."""

from typing import Any

import pytest
from django.test import Client

from tests.giving.equalisation import versions
from tests.people.factories import grant, make_user
from tests.web.reading import page, problems, value_of, words
from trousse.giving.equalisation import hooks, services
from trousse.giving.equalisation.enums import RuleState
from trousse.giving.equalisation.models import RuleVersion, RuleVote
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User

pytestmark = pytest.mark.django_db

HOME = "/comite/regles"
TYPED = {
    "title": "Aider davantage les campagnes",
    "text": "Un projet rural compte moitié plus.",
    "rep": "150",
    "rep_plus": "200 %",
    "rural": "50",
    "ips_low": "40",
    "ips_below": "85,5",
    "most_share": "12,5",
    "most": "800",
    "least_raised": "",
}


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The versions that a simulation was asked for."""
    told: list[int] = []
    monkeypatch.setattr(hooks.simulation_wanted, "_entries", {"tests": told.append})
    return told


@pytest.fixture
def member() -> User:
    return versions.member()


@pytest.fixture
def client(member: User) -> Client:
    return as_(member)


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: Any) -> str:
    return words(page(answer).main)


def drafted(client: Client, **changes: str) -> RuleVersion:
    client.post(f"{HOME}/nouvelle", {**TYPED, **changes})
    return RuleVersion.objects.latest("pk")


def publishing(version: RuleVersion, **days: int) -> dict[str, str]:
    calendar = versions.calendar(**days)
    return {
        "seen": version.content_sha256,
        "comments_until": calendar.comments_until.isoformat(),
        "planned_from": calendar.planned_from.isoformat(),
    }


class TestWriting:
    def test_euros_and_percents_are_read_as_people_write_them(self, client: Client) -> None:
        made = drafted(client)
        assert (made.rep_plus, made.rural, made.ips_low, made.ips_below) == (200, 50, 40, 855)
        assert (made.most_share_bp, made.most_cents, made.least_raised_bp) == (1_250, 80_000, 0)

    def test_they_are_shown_as_they_were_typed(self, client: Client) -> None:
        made = drafted(client)
        form = client.get(f"{HOME}/{made.number}/modifier")
        shown = {name: value_of(form, name) for name in TYPED}
        assert shown == {**TYPED, "rep_plus": "200"}

    def test_a_new_one_begins_as_those_in_force_or_as_another(self, client: Client) -> None:
        form = client.get(f"{HOME}/nouvelle")
        assert (value_of(form, "rep"), value_of(form, "rural"), value_of(form, "title")) == ("150", "25", "")
        made = drafted(client)
        assert value_of(client.get(f"{HOME}/nouvelle?modele={made.number}"), "rural") == "50"
        assert client.get(f"{HOME}/nouvelle?modele=99").status_code == 404

    @pytest.mark.parametrize(
        ("field", "typed"),
        [
            ("title", " "),
            ("text", ""),
            ("rep", "beaucoup"),
            ("rep", "99"),
            ("rep_plus", "149"),
            ("rural", "-5"),
            ("ips_below", ""),
            ("ips_below", "8,55"),
            ("most_share", "0"),
            ("most_share", "101"),
            ("most", "0"),
            ("least_raised", "100"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_lost(self, client: Client, field: str, typed: str) -> None:
        answer = client.post(f"{HOME}/nouvelle", {**TYPED, field: typed})
        assert answer.status_code == 422
        assert len(problems(answer)) == 1
        assert value_of(answer, "text") == ("" if field == "text" else TYPED["text"])
        assert value_of(answer, field) == typed.strip() or field == "title"
        assert RuleVersion.objects.count() == 1

    def test_everything_that_is_wrong_is_said_at_once(self, client: Client) -> None:
        wrong = {"title": "", "rep": "beaucoup", "rural": "201", "ips_below": "", "most_share": "120"}
        assert len(problems(client.post(f"{HOME}/nouvelle", {**TYPED, **wrong}))) == len(wrong)
        unreadable = {"ips_low": "un peu", "rep_plus": "trop"}
        assert len(problems(client.post(f"{HOME}/nouvelle", {**TYPED, **unreadable, "ips_below": "85"}))) == 2

    def test_two_people_at_once(self, client: Client, member: User) -> None:
        made = drafted(client)
        seen = made.content_sha256
        here = f"{HOME}/{made.number}/modifier"
        client.post(here, {**TYPED, "seen": seen, "title": "Le sien"})
        answer = client.post(here, {**TYPED, "seen": seen, "title": "Le mien"})
        assert answer.status_code == 422
        assert "Quelqu’un d’autre a changé cette version" in text(answer)
        assert value_of(answer, "title") == "Le mien"
        client.post(here, {**TYPED, "seen": value_of(answer, "seen"), "title": "Le mien"})
        made.refresh_from_db()
        assert made.title == "Le mien"


class TestPublishing:
    def test_from_draft_to_everybody(self, client: Client, asked: list[int]) -> None:
        made = drafted(client)
        here = client.get(f"{HOME}/{made.number}")
        assert value_of(here, "seen") == made.content_sha256
        answer = client.post(f"{HOME}/{made.number}/publier", publishing(made), follow=True)
        assert "En discussion" in text(answer)
        assert asked == [made.pk]
        assert Client().get(f"/regles-de-solidarite/{made.number}").status_code == 200

    def test_too_short_is_said_and_kept(self, client: Client) -> None:
        made = drafted(client)
        typed = publishing(made, comments_until=3)
        answer = client.post(f"{HOME}/{made.number}/publier", typed)
        assert answer.status_code == 422
        assert "laissez le temps de lire" in problems(answer)[0]
        assert value_of(answer, "comments_until") == typed["comments_until"]

    def test_changed_meanwhile(self, client: Client) -> None:
        made = drafted(client)
        answer = client.post(f"{HOME}/{made.number}/publier", {**publishing(made), "seen": "0" * 64}, follow=True)
        assert "Quelqu’un d’autre a changé" in words(page(answer))
        made.refresh_from_db()
        assert made.is_draft

    def test_what_changes_nothing_has_no_button(self, client: Client) -> None:
        same = {"rural": "25", "ips_low": "0", "ips_below": "", "most_share": "", "most": ""}
        made = drafted(client, **same)
        told = text(client.get(f"{HOME}/{made.number}"))
        assert "il n’y a rien à discuter" in told
        assert "Publier pour avis" not in told


class TestVoting:
    @pytest.fixture
    def version(self, member: User) -> RuleVersion:
        versions.member("Paul")
        return versions.published(member)

    def ballot(self, version: RuleVersion, **changes: str) -> dict[str, str]:
        return {"seen": version.content_sha256, "ballot": "for", "reason": "Il était temps", **changes}

    def test_once_each(self, client: Client, version: RuleVersion) -> None:
        assert "Il s’ouvre quand les avis sont clos" in text(client.get(f"{HOME}/2"))
        with versions.later(15):
            assert "À vous de voter" in text(client.get(HOME))
            assert "0 membre sur 2 a voté" in text(client.get(f"{HOME}/2"))
            answer = client.post(f"{HOME}/2/voter", self.ballot(version), follow=True)
            assert "Votre vote est enregistré" in words(page(answer))
            assert "Vous avez voté." in text(answer)
            assert "À vous de voter" not in text(client.get(HOME))
            again = client.post(f"{HOME}/2/voter", self.ballot(version, ballot="against"), follow=True)
            assert "déjà voté" in words(page(again))
        assert RuleVote.objects.get().ballot == "for"

    def test_the_last_one_ends_it(self, client: Client, version: RuleVersion) -> None:
        with versions.later(15):
            client.post(f"{HOME}/2/voter", self.ballot(version))
            other = as_(User.objects.get(first_name="Paul"))
            answer = other.post(f"{HOME}/2/voter", self.ballot(version), follow=True)
            assert "la version est adoptée" in words(page(answer))
            assert "2 voix pour, 0 contre" in text(answer)

    def test_not_without_choosing(self, client: Client, version: RuleVersion) -> None:
        with versions.later(15):
            answer = client.post(f"{HOME}/2/voter", {"seen": version.content_sha256, "reason": "Parce que"})
        assert answer.status_code == 422
        assert len(problems(answer)) == 1
        assert value_of(answer, "reason") == "Parce que"

    def test_it_waits_for_the_simulation(self, client: Client, member: User) -> None:
        versions.published(member, simulated=False)
        with versions.later(15):
            assert "Le vote s’ouvrira quand la simulation sera faite" in text(client.get(f"{HOME}/2"))


class TestStopping:
    def test_taken_back_then_withdrawn(self, client: Client, member: User) -> None:
        made = versions.published(member)
        services.comment_write(version=made, first_name="Léa", text="Bien", user=make_user())
        client.post(f"{HOME}/2/reprendre", {"reason": "Le seuil prête à confusion"})
        made.refresh_from_db()
        assert made.is_draft
        answer = client.post(f"{HOME}/2/retirer", {"reason": "Une autre est prête"}, follow=True)
        assert "par Yasmine" in text(answer)
        assert RuleVersion.objects.get(number=2).state == RuleState.WITHDRAWN

    @pytest.mark.parametrize("action", ["reprendre", "retirer"])
    def test_not_without_a_reason(self, client: Client, member: User, action: str) -> None:
        versions.published(member)
        answer = client.post(f"{HOME}/2/{action}", {"reason": ""})
        assert answer.status_code == 422
        assert page(answer).select_one("details[open]") is not None

    def test_simulating(self, client: Client, asked: list[int]) -> None:
        made = drafted(client)
        answer = client.post(f"{HOME}/{made.number}/simuler", follow=True)
        assert asked == [made.pk]
        assert "revenez dans quelques minutes" in words(page(answer))
        versions.simulate(made)
        seen = made.content_sha256
        client.post(f"{HOME}/{made.number}/modifier", {**TYPED, "rural": "60", "seen": seen})
        assert "qui ne vaut plus" in text(client.get(f"{HOME}/{made.number}"))


class TestWhoMay:
    @pytest.mark.parametrize("role", [Role.PLATFORM, Role.FINANCE])
    def test_readers_see_no_button(self, role: Role, client: Client) -> None:
        made = drafted(client)
        reader = make_user()
        grant(reader, role)
        other = as_(reader)
        assert "Écrire une version" not in text(other.get(HOME))
        assert page(other.get(f"{HOME}/{made.number}")).main.select("form") == []  # type: ignore[union-attr]
        assert other.get(f"{HOME}/nouvelle").status_code == 403

    def test_nobody_else(self) -> None:
        assert Client().get(HOME).status_code == 302
        assert as_(make_user()).get(HOME).status_code == 403

    def test_the_first_version_is_read_like_the_others(self, client: Client) -> None:
        assert "En vigueur depuis le 1er janvier 2017" in text(client.get(f"{HOME}/1"))
        assert "Les règles du premier jour" in text(client.get(HOME))
