"""What the committee reads of a round: one row a project, and the envelope. A fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.rules import percent
from trousse.giving.allocation.models import Round
from trousse.giving.allocation.reading import findings_of
from trousse.giving.allocation.reasons import Finding
from trousse.giving.funds.models import Fund

SURE, DOUBTFUL = 95, 5
"""Percent: nobody is told that a collection cannot fail, or cannot succeed."""
OTHERS_SHOWN = 40
"""Projects that are not helped, on one page; the others are counted."""


@dataclass(frozen=True)
class Payer:
    """What one fund pays to one project."""

    fund: str
    amount: Euro


@dataclass(frozen=True)
class Row:
    """One project of a round. Before and after are those of the night of the proposal."""

    campaign: Campaign
    finding: Finding
    payers: Sequence[Payer]
    has_my_interest: bool

    @property
    def kind_label(self) -> str:
        """« Abondement », or why not, in two words."""
        return self.finding.kind.label if self.finding.cents else self.finding.verdict.label

    @property
    def before(self) -> int:
        """Cents when it was proposed."""
        return self.campaign.minimum_goal_cents - self.finding.missing

    @property
    def after(self) -> int:
        return self.before + self.finding.cents

    @property
    def percent_before(self) -> int:
        """Of the minimum, which is what funds aim at."""
        return percent(Euro(self.before), self.campaign.minimum_goal)

    @property
    def percent_after(self) -> int:
        return percent(Euro(self.after), self.campaign.minimum_goal)

    @property
    def missing(self) -> Euro:
        return Euro(self.finding.missing)

    @property
    def chances(self) -> str:
        """The forecast, in words."""
        told = odds(self.finding.chance)
        return f"{told} de chances d’y arriver sans aide" if told else ""


def odds(chance: int | None) -> str:
    """« 37 % », in words at both ends; nothing when it is not known."""
    if chance is None:
        return ""
    return "Plus de 95 %" if chance > SURE else "Moins de 5 %" if chance < DOUBTFUL else f"{chance} %"


@dataclass(frozen=True)
class Envelope:
    """What funds held that night, and what the plan takes of it."""

    available: Euro
    proposed: Euro
    projects: int
    examined: int

    @property
    def left(self) -> Euro:
        return self.available - self.proposed

    @cached_property
    def width(self) -> str:
        """Of the bar."""
        return f"{percent(self.proposed, self.available)}%"


@dataclass(frozen=True)
class RoundView:
    """A whole round, to be read."""

    round: Round
    envelope: Envelope
    helped: Sequence[Row]
    others: Sequence[Row]
    others_count: int


def round_view(of: Round, interests: set[int]) -> RoundView:
    """``interests``: the campaigns that the reader declared to have to do with."""
    found = findings_of(of)
    helped = [each for each in found if each.cents]
    others = [each for each in found if not each.cents]
    shown = [*helped, *others[:OTHERS_SHOWN]]
    campaigns = (
        Campaign.objects.select_related("school").defer("search_text").in_bulk([each.campaign for each in shown])
    )
    funds = Fund.objects.in_bulk({fund for each in helped for fund in each.paid})
    rows = [_row(each, campaigns[each.campaign], funds, interests) for each in shown]
    envelope = Envelope(
        available=Euro(sum(fund["balance"] for fund in of.problem["funds"])),
        proposed=Euro.total(each.amount for each in helped),
        projects=len(helped),
        examined=len(found),
    )
    return RoundView(of, envelope, rows[: len(helped)], rows[len(helped) :], len(others))


def _row(finding: Finding, campaign: Campaign, funds: dict[int, Fund], interests: set[int]) -> Row:
    payers = [Payer(funds[fund].name, Euro(cents)) for fund, cents in finding.paid.items()]
    return Row(campaign, finding, payers, campaign.pk in interests)
