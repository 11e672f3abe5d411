"""What pages show of the rules of solidarity."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from trousse.giving.equalisation.enums import RuleState
from trousse.giving.equalisation.models import RuleVersion
from trousse.giving.equalisation.rules import BASE, Rules, Tally
from trousse.giving.equalisation.words import Difference, Example, Worth, differences, example, limits_words, worths
from trousse.web.components.cards import Cell, Column, Table, Tag
from trousse.web.components.typography import day

_TONES = {
    RuleState.DRAFT: "contour",
    RuleState.PUBLISHED: "noir",
    RuleState.ADOPTED: "vert",
    RuleState.REJECTED: "contour",
    RuleState.WITHDRAWN: "contour",
}


@dataclass(frozen=True)
class WorthBar:
    """One kind of project and its bar: an ordinary project, and striped what the rules add to it."""

    worth: Worth
    most: int

    @property
    def base(self) -> str:
        return f"{100 * BASE / self.most:.1f}%"

    @property
    def added(self) -> str:
        return f"{100 * (self.worth.cents - BASE) / self.most:.1f}%"


@dataclass(frozen=True)
class RulesView:
    """What rules change for a class: bars, sentences, an example."""

    bars: Sequence[WorthBar]
    limits: Sequence[str]
    example: Example


def rules_view(rules: Rules) -> RulesView:
    told = worths(rules.weights)
    most = max(worth.cents for worth in told)
    return RulesView(
        bars=[WorthBar(worth, most) for worth in told],
        limits=limits_words(rules.limits),
        example=example(rules.weights),
    )


def differences_table(before: RuleVersion, after: RuleVersion) -> Table | None:
    """What changes between two versions; None when nothing does."""
    found = differences(before.rules, after.rules)
    if not found:
        return None
    return Table(
        caption=f"Ce qui change de la version {before.number} à la version {after.number}",
        columns=(Column("La règle"), Column(f"Version {before.number}"), Column(f"Version {after.number}")),
        rows=[[Cell(each.label), Cell(each.before), Cell(each.after)] for each in found],
        stacks=True,
    )


@dataclass(frozen=True)
class VersionCard:
    """A version in a list: its state, its dates, what it changed."""

    version: RuleVersion
    tag: Tag
    dates: str
    vote: str
    changes: Sequence[Difference]
    heard: int


def version_cards(versions: Iterable[RuleVersion], today: date) -> list[VersionCard]:
    """Each with what it follows and the day when another took its place. ``versions``: as ``selectors.versions``."""
    listed = list(versions)
    adopted = sorted((each for each in listed if each.in_force_from), key=_first_day)
    following = {each.pk: after.in_force_from for each, after in pairwise(adopted)}
    return [_card(each, _followed(each, adopted), following.get(each.pk), today) for each in listed]


def _card(version: RuleVersion, before: RuleVersion | None, until: date | None, today: date) -> VersionCard:
    return VersionCard(
        version=version,
        tag=tag_of(version, today, until),
        dates=dates_of(version, today, until),
        vote=vote_words(version),
        changes=differences(before.rules, version.rules) if before else [],
        heard=getattr(version, "heard", 0),
    )


def _followed(version: RuleVersion, adopted: Sequence[RuleVersion]) -> RuleVersion | None:
    """As ``selectors.version_before``, among versions that are there already."""
    day = version.compared_on
    others = [each for each in adopted if each.pk != version.pk and (day is None or _first_day(each) <= day)]
    return others[-1] if others else None


def _first_day(version: RuleVersion) -> date:
    return version.in_force_from or date.max


def tag_of(version: RuleVersion, today: date, until: date | None = None) -> Tag:
    """« En vigueur », « En discussion », « Vote en cours »…"""
    state = RuleState(version.state)
    if state is RuleState.ADOPTED and version.in_force_from is not None:
        if version.in_force_from > today:
            return Tag("Adoptée, pas encore en vigueur", tone="noir")
        return Tag("Ancienne version", tone="contour") if until and until <= today else Tag("En vigueur", tone="vert")
    if state is RuleState.PUBLISHED and not version.takes_comments(today):
        return Tag("Vote en cours", tone="noir")
    return Tag(state.label, tone=_TONES[state])


def dates_of(version: RuleVersion, today: date, until: date | None = None) -> str:
    """One sentence on when."""
    if version.in_force_from is not None:
        start = day(version.in_force_from)
        if version.in_force_from > today:
            return f"En vigueur à partir du {start}."
        return (
            f"En vigueur du {start} au {day(until)}." if until and until <= today else f"En vigueur depuis le {start}."
        )
    if version.is_published and version.comments_until and version.votes_until:
        if version.takes_comments(today):
            return f"Avis jusqu’au {day(version.comments_until)}, puis vote du comité."
        return f"Avis clos. Le comité vote jusqu’au {day(version.votes_until)}."
    if version.decided_on is not None:
        return f"Décision du {day(version.decided_on)}."
    return (
        f"Publiée le {day(version.published_at)}." if version.published_at else f"Écrite le {day(version.created_at)}."
    )


def vote_words(version: RuleVersion) -> str:
    """« 4 voix pour, 1 contre, 1 abstention » ; nothing without a vote."""
    if version.votes_for is None:
        return ""
    return tally_words(version.votes_for, version.votes_against or 0, version.votes_abstain or 0)


def tally_words(in_favour: int, against: int, abstained: int) -> str:
    abstentions = "abstention" if abstained < 2 else "abstentions"
    return f"{in_favour} voix pour, {against} contre, {abstained} {abstentions}"


def progress_words(tally: Tally) -> str:
    """« 2 membres sur 5 ont voté »: not what they voted, as long as the vote is open."""
    voted = "a voté" if tally.voters < 2 else "ont voté"
    return f"{tally.voters} membre{'s' if tally.voters > 1 else ''} sur {tally.members} {voted}"
