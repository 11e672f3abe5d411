"""Real transactions, real threads: members vote, write and publish all at once."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from tests.giving.equalisation import versions
from tests.giving.equalisation.versions import RURAL
from tests.people.factories import make_user
from tests.races import at_once
from trousse.core import clock
from trousse.giving.equalisation import services
from trousse.giving.equalisation.enums import Ballot, RuleState
from trousse.giving.equalisation.errors import NotADraft, VersionMoved, VoteClosed, VotedAlready
from trousse.giving.equalisation.models import RuleVersion
from trousse.giving.equalisation.rules import Weights
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


def comments_are_closed(version: RuleVersion) -> None:
    """Whatever the calendar says: threads share no frozen clock."""
    days = {"comments_until": clock.today() - timedelta(days=1), "votes_until": clock.today() + timedelta(days=9)}
    RuleVersion.objects.filter(pk=version.pk).update(**days)


def test_everybody_votes_at_once_and_it_is_decided_once() -> None:
    committee = [versions.member(name) for name in ("Yasmine", "Paul", "Inès", "Marc")]
    version, reader = versions.published(committee[0]), make_user()
    services.comment_write(version=version, first_name="Jeanne", text="Oui", user=reader)
    comments_are_closed(version)
    ballots = [Ballot.FOR, Ballot.FOR, Ballot.FOR, Ballot.AGAINST]
    votes = [partial(versions.vote, version, *each) for each in zip(committee, ballots, strict=True)]
    assert at_once(*votes, partial(services.vote_count, version.pk)) == []
    version.refresh_from_db()
    assert (version.state, version.votes_for, version.votes_against) == (RuleState.ADOPTED, 3, 1)
    assert version.log.filter(transition="adopt").count() == 1
    assert Message.objects.filter(kind="equalisation.decided", to=reader.email).count() == 1


def test_a_double_click_votes_once() -> None:
    committee = [versions.member(name) for name in ("Yasmine", "Paul")]
    version = versions.published(committee[0])
    comments_are_closed(version)
    [refused] = at_once(*[partial(versions.vote, version, committee[0])] * 2)
    assert isinstance(refused, VotedAlready)
    assert version.votes.count() == 1


def test_two_versions_decided_at_once_begin_on_two_days() -> None:
    committee = [versions.member(name) for name in ("Yasmine", "Paul")]
    both = [versions.published(committee[0]), versions.published(committee[0], weights=Weights(rural=75))]
    for version in both:
        comments_are_closed(version)
        versions.vote(version, committee[0])
    assert at_once(*[partial(versions.vote, version, committee[1]) for version in both]) == []
    first, second = sorted(each.in_force_from for each in RuleVersion.objects.filter(pk__in=[v.pk for v in both]))  # type: ignore[type-var]
    assert second == first + timedelta(days=1)  # type: ignore[operator]


def test_drafts_written_at_once_have_their_own_numbers() -> None:
    member = versions.member()
    write = partial(services.version_draft, by=member, content=RURAL)
    assert at_once(write, write, write) == []
    assert sorted(RuleVersion.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_edited_while_it_is_published_one_of_the_two_is_refused() -> None:
    member = versions.member()
    made = services.version_draft(by=member, content=RURAL)
    seen = made.content_sha256
    other = replace(RURAL, weights=Weights(rural=75))
    publish = partial(services.version_publish, version=made, by=member, calendar=versions.calendar(), seen_sha256=seen)
    edit = partial(services.version_edit, version=made, by=member, content=other, seen_sha256=seen)
    [refused] = at_once(publish, edit)
    assert isinstance(refused, VersionMoved | NotADraft)


def test_simulated_while_it_is_edited_nothing_false_is_kept() -> None:
    member = versions.member()
    made = services.version_draft(by=member, content=RURAL)
    other = replace(RURAL, weights=Weights(rural=75))
    seen, fingerprint = made.content_sha256, made.rules.fingerprint
    edit = partial(services.version_edit, version=made, by=member, content=other, seen_sha256=seen)
    record = partial(services.simulation_record, made.pk, versions.RESULT, fingerprint=fingerprint)
    assert at_once(edit, record) == []
    assert not RuleVersion.objects.get(pk=made.pk).is_simulated


def test_the_last_vote_and_the_withdrawal() -> None:
    """The vote began: nobody takes it back, whoever is quicker."""
    committee = [versions.member(name) for name in ("Yasmine", "Paul")]
    version = versions.published(committee[0])
    comments_are_closed(version)
    vote = partial(versions.vote, version, committee[0])
    withdraw = partial(services.version_withdraw, version=version, by=committee[1], reason="Trop tard")
    [refused] = at_once(vote, withdraw)
    version.refresh_from_db()
    voted = version.votes.exists()
    assert voted == (version.state == RuleState.PUBLISHED)
    assert voted != isinstance(refused, VoteClosed)
