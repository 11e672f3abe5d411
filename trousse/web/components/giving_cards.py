"""From funds and the rules of giving to the cards that templates show."""

from collections.abc import Sequence
from dataclasses import replace

from django.urls import reverse

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.donations import rules
from trousse.giving.donations.enums import DonorKind
from trousse.giving.donations.selectors import amount_limits, suggested_amounts, tax_rate
from trousse.giving.funds.enums import AgreementPhase, FundKind
from trousse.giving.funds.models import Fund
from trousse.web.components.cards import FundCard, GiftBox, GiftOption
from trousse.web.components.doubling import doubling_words


def fund_card(fund: Fund) -> FundCard:
    """What a list or a page says of a fund; reads nothing more, once that of a patron came with its agreement."""
    today = clock.today()
    is_coming = fund.kind == FundKind.PATRON and fund.agreement.phase(today) is AgreementPhase.COMING
    return FundCard(
        url=reverse("public:fund", args=[fund.slug]),
        give_url=reverse("checkout:fund_amount", args=[fund.slug]),
        name=fund.name,
        description=fund.description,
        criteria=fund.criteria_words,
        theme_slug=fund.theme_slug,
        received=fund.received_cents,
        balance=fund.balance_cents,
        gifts_count=fund.gifts_count,
        is_open_to_all=fund.is_open_to_all,
        is_live=fund.is_live(today),
        begins_on=fund.agreement.starts_on if is_coming else None,
    )


def campaign_gift_box(campaign: Campaign, *, room: Euro, receipts: bool) -> GiftBox:
    """The amounts to propose to a campaign that can still take ``room``; its form leads to the second step."""
    box = _gift_box(reverse("checkout:project_donor", args=[campaign.pk]), room, receipts, "Donner à cette classe")
    return replace(box, doubling=doubling_words(campaign))


def fund_gift_box(fund: Fund, *, receipts: bool) -> GiftBox:
    """The amounts to propose to a fund, which takes any; its form leads to the second step."""
    return _gift_box(reverse("checkout:fund_donor", args=[fund.slug]), None, receipts, "Donner à ce fonds")


def _gift_box(action: str, room: Euro | None, receipts: bool, button: str) -> GiftBox:
    """The cost after tax is shown only where receipts are issued (CGI 200), and for the commonest donor: a person."""
    rate = tax_rate(DonorKind.INDIVIDUAL) if receipts else None
    proposed = rules.suggestions(suggested_amounts(), room=room)
    minimum = amount_limits().minimum
    smallest = min(minimum, room) if room is not None else minimum
    return GiftBox(
        action=action,
        options=[_option(amount, rate) for amount in proposed],
        minimum=smallest.cents,
        chosen=_middle(proposed).cents if proposed else None,
        room=room.cents if room is not None else None,
        tax_rate=rate,
        button=button,
    )


def _option(amount: Euro, rate: int | None) -> GiftOption:
    after_tax = rules.cost_after_reduction(amount, rate).cents if rate is not None else None
    return GiftOption(cents=amount.cents, after_tax=after_tax)


def _middle(amounts: Sequence[Euro]) -> Euro:
    return amounts[min(1, len(amounts) - 1)]
