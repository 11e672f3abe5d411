"""Whoever comes second reads what became of the round; nothing is done twice."""

from typing import Any

import pytest
from django.test import Client

from tests.giving import builders
from tests.giving.allocation.grants import grant as give
from tests.people.factories import grant, make_user
from tests.web.reading import page, words
from trousse.giving.allocation import asking, services
from trousse.giving.allocation.enums import RoundState
from trousse.giving.allocation.models import Round
from trousse.giving.allocation.names import campaign_id_of
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Round:
    """40 € are missing; the fund has 70 €."""
    monkeypatch.setattr(asking, "campaigns_forecast", lambda campaigns: {})
    campaign = builders.campaign(minimum=100)
    builders.give(campaign, 60)
    builders.give(euros=70)
    made = services.round_propose()
    assert made is not None
    return made


def member() -> User:
    user = make_user(first_name="Yasmine")
    grant(user, Role.COMMITTEE)
    return user


def at_the_desk_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sign(of: Round, user: User) -> None:
    services.round_sign(round=of, by=user, plan_sha256=of.plan_sha256, no_conflict=True)


def told(answer: Any) -> str:
    return words(page(answer).body)


def test_two_clicks_are_one_signature(waiting: Round) -> None:
    client, facts = at_the_desk_of(member()), {"plan": waiting.plan_sha256, "no_conflict": "on"}
    client.post(f"/comite/{waiting.pk}/signer", facts)
    answer = client.post(f"/comite/{waiting.pk}/signer", facts, follow=True)
    assert "Votre signature est enregistrée, une seule fois." in told(answer)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.signatures.count()) == (RoundState.SIGNED_ONCE, 1)


@pytest.mark.parametrize(
    ("became", "expected"),
    [
        ("signed", "Deux personnes ont signé avant vous"),
        ("dropped", "abandonnée pendant que vous la lisiez"),
        ("superseded", "Une proposition plus récente remplace celle-ci"),
    ],
)
@pytest.mark.parametrize("act", ["signer", "changer", "revenir", "abandonner"])
def test_what_became_of_it_is_told(waiting: Round, became: str, expected: str, act: str) -> None:
    facts = {
        "signer": {"plan": waiting.plan_sha256, "no_conflict": "on"},
        "changer": {"projet": _helped(waiting), "decision": "somme", "amount": "10", "why": "Un peu."},
        "revenir": {"projet": _helped(waiting), "decision": "revenir"},
        "abandonner": {"reason": "Pas ce soir."},
    }[act]
    if became == "signed":
        sign(waiting, member())
        sign(waiting, member())
    elif became == "dropped":
        services.round_drop(round=waiting, by=member(), reason="Lundi.")
    else:
        services.round_propose(anew=True)
    path = f"/comite/{waiting.pk}/{'changer' if act == 'revenir' else act}"
    answer = at_the_desk_of(member()).post(path, facts, follow=True)
    assert expected in told(answer)
    waiting.refresh_from_db()
    assert waiting.grants.count() == (1 if became == "signed" else 0)


def test_a_part_of_a_page_leads_to_the_whole_that_tells_it(waiting: Round) -> None:
    services.round_drop(round=waiting, by=member(), reason="Lundi.")
    facts = {"projet": _helped(waiting), "decision": "somme", "amount": "10", "why": "Un peu."}
    client = at_the_desk_of(member())
    answer = client.post(f"/comite/{waiting.pk}/changer", facts, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == f"/comite/{waiting.pk}"
    assert "abandonnée pendant que vous la lisiez" in told(client.get(answer["HX-Redirect"]))


def test_money_that_went_elsewhere_between_two_signatures(waiting: Round) -> None:
    sign(waiting, member())
    other = builders.campaign(minimum=100)
    give(other, 50)
    facts = {"plan": waiting.plan_sha256, "no_conflict": "on"}
    answer = at_the_desk_of(member()).post(f"/comite/{waiting.pk}/signer", facts, follow=True)
    assert "Un fonds n’a plus ce qu’il faut" in told(answer)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.signatures.count(), waiting.grants.count()) == (RoundState.SIGNED_ONCE, 1, 0)


def _helped(of: Round) -> int:
    return campaign_id_of(of.plan["grants"][0]["project"])
