"""Agreements end: who is told, once, and who is forgotten."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.giving.funds.patron import SYSTEM, patron_fund
from trousse.core import clock
from trousse.core.money import Euro
from trousse.giving.funds.endings import agreements_tell, contacts_forget
from trousse.giving.funds.models import Agreement
from trousse.giving.funds.notifications import AgreementEnding
from trousse.giving.funds.patrons import Contact, contact_add
from trousse.giving.funds.rules import Restriction
from trousse.giving.funds.services import fund_deposit
from trousse.platform.notifications.models import Message
from trousse.platform.notifications.rendering import render

pytestmark = pytest.mark.django_db


def ending(in_days: int, *emails: str) -> Agreement:
    """An agreement that ends that many days from today."""
    fund = patron_fund(restriction=Restriction(), expires_on=clock.today() + timedelta(days=in_days))
    fund_deposit(fund_id=fund.pk, amount=Euro.of(80))
    for email in emails:
        contact_add(agreement=fund.agreement, contact=Contact(email), actor=SYSTEM)
    return fund.agreement


def told(today: date) -> list[tuple[str, bool]]:
    agreements_tell(today)
    letters = Message.objects.filter(kind="funds.agreement_ending").order_by("pk")
    return [(letter.to, letter.params["is_over"]) for letter in letters]


def test_a_month_before_and_the_day_after_once_each() -> None:
    today = clock.today()
    ending(40, "maud@embruns.example", "yann@embruns.example")
    assert told(today) == told(today + timedelta(days=9)) == []
    soon = [("maud@embruns.example", False), ("yann@embruns.example", False)]
    assert told(today + timedelta(days=10)) == told(today + timedelta(days=40)) == soon
    over = [*soon, ("maud@embruns.example", True), ("yann@embruns.example", True)]
    assert told(today + timedelta(days=41)) == told(today + timedelta(days=90)) == over


def test_one_without_end_is_never_told() -> None:
    fund = patron_fund(restriction=Restriction())
    contact_add(agreement=fund.agreement, contact=Contact("maud@embruns.example"), actor=SYSTEM)
    assert told(clock.today() + timedelta(days=4000)) == []


def test_contacts_are_forgotten_a_year_after_the_end() -> None:
    agreement = ending(5, "maud@embruns.example")
    assert contacts_forget(clock.today() + timedelta(days=370)) == 0
    assert contacts_forget(clock.today() + timedelta(days=371)) == 1
    assert not agreement.contacts.exists()


@pytest.mark.parametrize("is_over", [False, True])
@pytest.mark.parametrize("rest", [Euro(0), Euro.of(1240)])
def test_the_letter_reads_well(is_over: bool, rest: Euro) -> None:
    rendered = render(replace(AgreementEnding.sample(), is_over=is_over, rest=rest))
    for body in (rendered.text, rendered.html):
        assert "Fonds des Embruns" in body
        assert ("1\u202f240" in body) == bool(rest)
        assert "None" not in body
