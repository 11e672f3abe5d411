"""What a change moved, in one sentence."""

import pytest

from tests.giving import builders
from trousse.core.money import Euro
from trousse.giving.allocation.names import campaign_name
from trousse.web.committee.differences import SHOWN, what_moved

pytestmark = pytest.mark.django_db


def plan(*sums: tuple[int, int]) -> dict[str, object]:
    return {"grants": [{"fund": "f1", "project": campaign_name(pk), "amount": cents} for pk, cents in sums]}


def test_who_gets_more_less_something_or_nothing_the_most_moved_first() -> None:
    one, two, three = (builders.campaign() for _ in range(3))
    before = plan((one.pk, 5_000), (one.pk, 1_000), (two.pk, 2_000))
    told = what_moved(before, plan((one.pk, 9_000), (three.pk, 500)))
    assert told == (
        f"Ce qui change : « {one.title} » reçoit {Euro.of(90)} au lieu de {Euro.of(60)} ; "
        f"« {two.title} » ne reçoit plus rien ; « {three.title} » reçoit {Euro.of(5)}."
    )


def test_nothing_else() -> None:
    assert what_moved(plan((1, 100)), plan((1, 100))) == "Rien d’autre ne change."


def test_the_others_are_counted() -> None:
    many = [builders.campaign().pk for _ in range(SHOWN + 2)]
    assert what_moved(plan(), plan(*((pk, 100) for pk in many))).endswith("2 autres projets changent.")
