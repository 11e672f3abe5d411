"""Names are held for a time; amounts stay."""

from datetime import timedelta

import pytest

from tests.giving import builders
from trousse.core import clock
from trousse.fundraising.campaigns.models import Supporter
from trousse.giving.donations import forgetting
from trousse.giving.donations.models import Donation
from trousse.operations.books import check

pytestmark = pytest.mark.django_db


def test_who_did_not_pay_is_forgotten_after_a_month() -> None:
    gift = builders.start(builders.campaign())
    assert forgetting.unpaid_forget() == 0
    with clock.frozen(clock.now() + timedelta(days=31)):
        assert forgetting.unpaid_forget() == 1
        assert forgetting.unpaid_forget() == 0
    gift.refresh_from_db()
    assert (gift.first_name, gift.email) == (forgetting.NOBODY, forgetting.NOWHERE)
    assert gift.amount_cents > 0


def test_first_names_and_words_are_forgotten_after_three_years_and_the_books_hold() -> None:
    gift = builders.give(builders.campaign())
    Donation.objects.filter(pk=gift.pk).update(named=True, message="Bravo !")
    forgetting.words_forget()
    assert Donation.objects.get(pk=gift.pk).message == "Bravo !"
    with clock.frozen(clock.now() + timedelta(days=1_100)):
        forgetting.words_forget()
    gift.refresh_from_db()
    assert (gift.named, gift.message) == (False, "")
    assert not Supporter.objects.exclude(first_name="", message="", named=False).exists()
    assert gift.last_name
    assert check().problems == ()
