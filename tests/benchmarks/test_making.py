"""What the measures are fed with is what the product makes, as far as PostgreSQL and the pages can tell."""

from random import Random
from urllib.parse import parse_qsl

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from benchmarks import anatomy, gifts, many, notices
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.donations.enums import DonationState
from trousse.giving.donations.models import Donation
from trousse.money.payments.port import Incoming, Operation, Status
from trousse.money.payments.providers.systempay.config import SystempayConfig
from trousse.money.payments.registry import provider
from trousse.operations import books
from trousse.platform.notifications.models import Message

CONFIG = SystempayConfig.of(settings.SYSTEMPAY)


@pytest.mark.django_db
class TestManyCampaigns:
    def test_every_state_has_its_page(self, client: Client) -> None:
        many.campaigns_make(60)
        many.campaigns_make(20, seed=1)
        assert Campaign.objects.count() == 80
        seen = {campaign.state: campaign for campaign in Campaign.objects.order_by("pk")}
        assert seen.keys() == {state.value for state in many.STATES}
        for campaign in seen.values():
            path = reverse("public:project", args=[campaign.pk, campaign.slug])
            assert client.get(path).status_code == 200

    def test_the_same_seed_makes_the_same(self) -> None:
        many.campaigns_make(10, seed=3)
        many.campaigns_make(10, seed=3)
        goals = list(Campaign.objects.order_by("pk").values_list("state", "minimum_goal_cents", "raised_cents"))
        assert goals[:10] == goals[10:]


@pytest.mark.django_db
class TestGifts:
    def begin(self, count: int) -> list[Donation]:
        return gifts.gifts_begin(gifts.campaigns_open(3, room=Euro.of(10_000)), count, Random(1))

    def test_their_notifications_are_believed(self) -> None:
        [gift] = self.begin(1)
        assert gift.payment is not None
        fields = dict(parse_qsl(notices.accepted(gift.payment, CONFIG).decode(), keep_blank_values=True))
        notice = provider("systempay").read_notice(Incoming(fields=fields, headers={}))
        assert (notice.reference, notice.amount) == (gift.payment.reference, gift.amount)
        assert (notice.status, notice.operation) == (Status.PAID, Operation.DEBIT)

    def test_they_are_counted_in_one_batch_whose_parts_are_known(self) -> None:
        lot = self.begin(8)
        found = anatomy.dissect(lot, CONFIG)
        assert {gift.state for gift in Donation.objects.all()} == {DonationState.SETTLED}
        assert Message.objects.filter(state="sent").count() == 8
        assert found.ring == 2
        assert found.batch < 50
        assert {name for name, _place, _function in anatomy.STEPS} <= found.shares.keys()
        assert sum(found.shares.values()) == pytest.approx(100, abs=1)
        assert books.check().ok
