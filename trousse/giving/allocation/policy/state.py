"""What a season's policy is told every day and what it answers, format ``season-1``. Cents and days. Pure."""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NotRequired, TypedDict

Kind = Literal["seed", "top_up"]


class FundState(TypedDict):
    """Money that names no project, as it stands. ``expires`` is the last day it may pay."""

    id: str
    balance: int
    restrict: Mapping[str, Sequence[str]]
    expires: int | None
    cap: int | None
    cap_share_bp: int | None
    min_grant: int


class CampaignState(TypedDict):
    """An open campaign. ``raised`` is without grants; ``granted_by`` is what each fund gave already.

    ``granted_by_day``, where it is told, says on which mornings that was (as long as ``gifts_by_day``): whoever reads
    many days at once must know which gauge the donors of each day found.
    """

    id: str
    goal: int
    raised: int
    granted: int
    granted_by: Mapping[str, int]
    opened_day: int
    duration_days: int
    weight: NotRequired[int]
    worth: NotRequired[int]
    """What its success counts by the rules of solidarity, in hundredths of an ordinary one (absent: as one)."""
    themes: Sequence[str]
    dept: str
    academie: str
    level: str
    rep: str
    zone: str
    gifts_by_day: Sequence[int]
    granted_by_day: NotRequired[Sequence[int]]


class Closed(TypedDict):
    """A campaign that closed the evening before."""

    id: str
    goal: int
    opened_day: int
    duration_days: int
    raised: int
    granted: int
    succeeded: bool
    gifts_by_day: Sequence[int]
    granted_by_day: NotRequired[Sequence[int]]


class State(TypedDict):
    """All that is known at one moment: ``morning``, then the gifts of the day, then ``evening``."""

    format: str
    day: int
    moment: str
    horizon_days: int
    funds: Sequence[FundState]
    campaigns: Sequence[CampaignState]
    history: Sequence[Closed]


class Proposal(TypedDict):
    """One grant."""

    fund: str
    project: str
    amount: int
    kind: Kind


def gap_of(campaign: CampaignState) -> int:
    """Cents missing to reach the goal."""
    return campaign["goal"] - campaign["raised"] - campaign["granted"]


def worth_of(campaign: CampaignState) -> float:
    """Its success, in ordinary ones."""
    return campaign.get("worth", 100) / 100


def last_day(campaign: CampaignState) -> int:
    """The last day on which it takes gifts; it closes that evening."""
    return campaign["opened_day"] + campaign["duration_days"] - 1


def accepts(fund: FundState, campaign: CampaignState) -> bool:
    """Whether the campaign meets every criterion; inside one, any listed value will do. Raises KeyError on others."""
    return meets(fund["restrict"], told_of(campaign))


def told_of(campaign: CampaignState) -> dict[str, Sequence[str]]:
    """What restrictions look at in a campaign, by key."""
    return {
        "theme": campaign["themes"],
        "dept": (campaign["dept"],),
        "academie": (campaign["academie"],),
        "level": (campaign["level"],),
        "rep": (campaign["rep"],),
        "zone": (campaign["zone"],),
    }


def meets(restrict: Mapping[str, Collection[str]], told: Mapping[str, Sequence[str]]) -> bool:
    """Whether what is ``told`` has a listed value for every key. Raises KeyError on a key that nobody knows."""
    for key, allowed in restrict.items():
        for value in told[key]:
            if value in allowed:
                break
        else:
            return False
    return True


def room(fund: FundState, campaign: CampaignState) -> int:
    """Most cents that the caps still let this fund give to this campaign, its balance aside."""
    had, most = campaign["granted_by"].get(fund["id"], 0), campaign["goal"]
    if fund["cap"] is not None:
        most = min(most, fund["cap"] - had)
    if fund["cap_share_bp"] is not None:
        most = min(most, campaign["goal"] * fund["cap_share_bp"] // 10_000 - had)
    return max(0, most)
