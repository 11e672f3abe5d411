"""Versions of the rules for tests: written straight into the database, or led through their life by the services."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.people.factories import grant, make_user
from trousse.core import clock
from trousse.giving.equalisation import services
from trousse.giving.equalisation.enums import Ballot, RuleState
from trousse.giving.equalisation.models import RuleVersion
from trousse.giving.equalisation.rules import Content, Limits, Weights
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User

RURAL = Content(
    title="Aider davantage les campagnes",
    text="Un projet rural compte moitié plus.",
    weights=Weights(rural=50),
    limits=Limits(),
)
RESULT: dict[str, Any] = {"format": "rules-simulation-1", "seasons": []}


def draft(**fields: Any) -> RuleVersion:
    """The next version, as a draft."""
    last = RuleVersion.objects.order_by("-number").values_list("number", flat=True).first() or 0
    words = {"title": RURAL.title, "text": RURAL.text}
    return RuleVersion.objects.create(**{"number": last + 1, **words, **fields})


def adopted(*, in_force_from: date, **fields: Any) -> RuleVersion:
    """Voted by three out of four, the day before."""
    day = in_force_from - timedelta(days=1)
    voted = {"members": 4, "votes_for": 3, "votes_against": 0, "votes_abstain": 0, "decided_on": day}
    dates = {"comments_until": day - timedelta(days=8), "votes_until": day, "published_at": clock.now()}
    state = {"state": RuleState.ADOPTED.value, "planned_from": in_force_from, "in_force_from": in_force_from}
    return draft(**{**voted, **dates, **state, **fields})


def member(first_name: str = "Yasmine") -> User:
    """Of the committee."""
    user = make_user(first_name=first_name)
    grant(user, Role.COMMITTEE)
    return user


def calendar(**days: int) -> services.Calendar:
    """The shortest that is allowed, or other days from today."""
    least = {"comments_until": 14, "planned_from": 30, **days}
    return services.Calendar(**{name: clock.today() + timedelta(days=count) for name, count in least.items()})


def published(by: User, *, simulated: bool = True, **changes: Any) -> RuleVersion:
    """Open for comments since today."""
    made = services.version_draft(by=by, content=replace(RURAL, **changes))
    made = services.version_publish(version=made, by=by, calendar=calendar(), seen_sha256=made.content_sha256)
    if simulated:
        simulate(made)
    return made


def simulate(version: RuleVersion) -> None:
    """As allocation does."""
    assert services.simulation_record(version.pk, RESULT, fingerprint=version.rules.fingerprint)
    version.refresh_from_db()


@contextmanager
def later(days: int) -> Iterator[None]:
    """So many days from now."""
    with clock.frozen(clock.now() + timedelta(days=days)):
        yield


def vote(version: RuleVersion, by: User, ballot: Ballot = Ballot.FOR, reason: str = "", **seen: str) -> RuleVersion:
    """What was read is what stands, unless a test says otherwise."""
    content = seen.get("seen_sha256", version.content_sha256)
    return services.vote_cast(version=version, by=by, ballot=ballot, reason=reason, seen_sha256=content)
