"""Reading the rules of solidarity: those in force, those discussed, those of before."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from trousse.core import clock
from trousse.giving.equalisation.enums import Ballot, RuleState
from trousse.giving.equalisation.errors import CommentMissing, VersionMissing
from trousse.giving.equalisation.models import RuleComment, RuleLog, RuleVersion, RuleVote
from trousse.giving.equalisation.rules import FIRST, Rules, Tally
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import RoleGrant, User

_HEARD = Q(comments__confirmed_at__isnull=False, comments__hidden_at=None)


def version_on(day: date) -> RuleVersion:
    """The version in force that day: the latest that had begun; the first one for every day before it."""
    adopted = RuleVersion.objects.filter(state=RuleState.ADOPTED).defer("simulation")
    found = adopted.filter(in_force_from__lte=day).order_by("-in_force_from").first()
    return found or adopted.order_by("in_force_from")[:1].get()


def rules_on(day: date) -> Rules:
    """The rules of solidarity in force that day, in one statement."""
    return version_on(day).rules


def versions() -> QuerySet[RuleVersion]:
    """All of them for the committee, newest first, with how many comments are read."""
    return RuleVersion.objects.defer("simulation").annotate(heard=Count("comments", filter=_HEARD)).order_by("-number")


def versions_public() -> QuerySet[RuleVersion]:
    """Those that anybody may read: published once, whatever became of them; the first one as well."""
    shown = Q(published_at__isnull=False) & ~Q(state=RuleState.DRAFT) | Q(number=FIRST.version)
    return versions().filter(shown)


def version_get(number: int) -> RuleVersion:
    """For the committee, with its simulation. Raises VersionMissing."""
    return _one(RuleVersion.objects.filter(number=number))


def version_public(number: int) -> RuleVersion:
    """For anybody. Raises VersionMissing for a draft."""
    return _one(versions_public().defer(None).filter(number=number))


def version_before(version: RuleVersion) -> RuleVersion | None:
    """The adopted one that ``version`` follows, or would follow if it were adopted; None for the first."""
    adopted = RuleVersion.objects.filter(state=RuleState.ADOPTED).exclude(pk=version.pk).defer("simulation")
    if version.compared_on is not None:
        adopted = adopted.filter(in_force_from__lte=version.compared_on)
    return adopted.order_by("-in_force_from").first()


def version_next(day: date) -> RuleVersion | None:
    """The adopted one that comes into force first after ``day``, if any."""
    adopted = RuleVersion.objects.filter(state=RuleState.ADOPTED, in_force_from__gt=day).defer("simulation")
    return adopted.order_by("in_force_from").first()


def replaced_on(version: RuleVersion) -> date | None:
    """The day when another took, or takes, the place of an adopted version."""
    following = version_next(version.in_force_from) if version.in_force_from else None
    return following.in_force_from if following else None


def comments_of(version: RuleVersion) -> QuerySet[RuleComment]:
    """What anybody may read, oldest first."""
    return version.comments.filter(confirmed_at__isnull=False, hidden_at=None).order_by("confirmed_at", "pk")


def comment_get(pk: int) -> RuleComment:
    """A confirmed one, hidden or not, with its version. Raises CommentMissing."""
    found = RuleComment.objects.filter(pk=pk, confirmed_at__isnull=False).select_related("version").first()
    if found is None:
        raise CommentMissing
    return found


def votes_of(version: RuleVersion) -> QuerySet[RuleVote]:
    """Those cast, oldest first, with who cast them: for the committee."""
    return version.votes.select_related("user").order_by("at", "pk")


def reasons_of(version: RuleVersion) -> list[RuleVote]:
    """What members wrote with their vote, for everybody: once the vote is over, without their names."""
    if not version.is_decided:
        return []
    return list(version.votes.exclude(reason="").order_by("-ballot", "at", "pk"))


def withdrawal_of(version: RuleVersion) -> RuleLog | None:
    """When and why it was taken away, if it was."""
    return version.log.filter(to_state=RuleState.WITHDRAWN).order_by("-at", "-pk").first()


def members() -> QuerySet[User]:
    """The committee of today."""
    grants = RoleGrant.objects.active().filter(role=Role.COMMITTEE)
    return User.objects.filter(is_active=True, pk__in=grants.values("user")).order_by("pk")


def tally_of(version: RuleVersion) -> Tally:
    """The votes so far, and the committee: its members of today and whoever voted before leaving it."""
    cast = dict(version.votes.order_by().values_list("user_id", "ballot"))
    everybody = set(members().values_list("pk", flat=True)) | cast.keys()
    counts = Counter(Ballot(ballot) for ballot in cast.values())
    return Tally(members=len(everybody), counts=dict(counts))


def versions_to_count(today: date) -> list[int]:
    """Published ones whose vote is over: their last day has passed, or everybody may have voted."""
    over = RuleVersion.objects.filter(state=RuleState.PUBLISHED).filter(
        Q(votes_until__lt=today) | Q(comments_until__lt=today, votes__isnull=False)
    )
    return sorted(set(over.order_by().values_list("pk", flat=True)))


def versions_to_announce(today: date) -> Sequence[RuleVersion]:
    """Published ones on which the committee votes from now on and does not know yet."""
    waiting = RuleVersion.objects.filter(state=RuleState.PUBLISHED, vote_told_at=None).order_by("number")
    return [version for version in waiting if version.takes_votes(today)]


def versions_to_simulate() -> list[RuleVersion]:
    """Published ones of which nobody knows yet what they would have done."""
    return [version for version in RuleVersion.objects.filter(state=RuleState.PUBLISHED) if not version.is_simulated]


def versions_waiting_for(user: User) -> list[RuleVersion]:
    """Those on which this member of the committee can vote today."""
    today = clock.today()
    open_now = RuleVersion.objects.filter(state=RuleState.PUBLISHED, comments_until__lt=today, votes_until__gte=today)
    waiting = open_now.exclude(votes__user=user).defer("simulation").order_by("votes_until", "number")
    return [version for version in waiting if version.takes_votes(today)]


def _one(found: QuerySet[RuleVersion]) -> RuleVersion:
    version = found.first()
    if version is None:
        raise VersionMissing
    return version
