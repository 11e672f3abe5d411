"""What is thought of each campaign before any fund is asked: seed it, complete it, or leave it alone. Pure."""

from dataclasses import dataclass
from typing import Any

from trousse.giving.allocation.enums import GrantKind, Verdict

PERCENT = 100


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A campaign tonight. Cents of its minimum goal; ``chance``: of reaching it alone, in percent, None if unknown."""

    goal: int
    missing: int
    granted: int
    chance: int | None
    days_left: int
    age: int


@dataclass(frozen=True, kw_only=True)
class Habits:
    """When to act: the parameters ``allocation.*``."""

    alone_percent: int
    top_up_days: int
    seed_gain: int


@dataclass(frozen=True, kw_only=True)
class Wish:
    """``ask`` cents, and how many points of chance they add; or the verdict that spares the funds, and its ``why``."""

    kind: GrantKind = GrantKind.TOP_UP
    ask: int = 0
    gain: int = 0
    verdict: Verdict | None = None
    why: str = ""


def wish_of(moment: Moment, habits: Habits, seed: int = 0) -> Wish:
    """Towards the end, all that is missing; before, what the policy of seasons would add; never what comes by itself.

    ``seed``: the cents that it would add now.
    """
    chance = 0 if moment.chance is None else moment.chance
    if chance >= habits.alone_percent:
        return Wish(verdict=Verdict.ALONE)
    if moment.days_left <= habits.top_up_days:
        return Wish(ask=moment.missing, gain=max(1, PERCENT - chance))
    if seed:
        return Wish(kind=GrantKind.SEED, ask=min(seed, moment.missing), gain=habits.seed_gain)
    return Wish(verdict=Verdict.EARLY)


@dataclass(frozen=True, kw_only=True)
class Examined:
    """One campaign of a round, as it is stored: its moment, what was wished, and its line in the problem."""

    campaign: int
    moment: Moment
    wish: Wish
    line: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """What ``from_json`` reads."""
        return {
            "campaign": self.campaign,
            "moment": vars(self.moment),
            "wish": {**vars(self.wish), "verdict": self.wish.verdict or "", "kind": self.wish.kind.value},
            "line": self.line,
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Examined":
        wish = told["wish"]
        return cls(
            campaign=told["campaign"],
            moment=Moment(**told["moment"]),
            wish=Wish(
                kind=GrantKind(wish["kind"]),
                ask=wish["ask"],
                gain=wish["gain"],
                verdict=Verdict(wish["verdict"]) if wish["verdict"] else None,
                why=wish.get("why", ""),
            ),
            line=told["line"],
        )
