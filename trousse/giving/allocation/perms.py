"""Who may do what with a round or a mandate. Each docstring is the rule in plain words."""

from trousse.fundraising.projects.models import Project
from trousse.giving.allocation.models import Interest, Mandate, Round
from trousse.giving.allocation.names import campaign_id_of
from trousse.giving.funds.models import Fund
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import has_role


def can_change_round(user: User, round: Round) -> bool:  # noqa: A002
    """The committee alone."""
    return has_role(user, Role.COMMITTEE)


def can_sign_round(user: User, round: Round) -> bool:  # noqa: A002
    """A member of the committee who has not signed this plan yet, and has nothing to do with what it helps.

    Neither the holder of a project that it helps, nor whoever ever declared an interest in one.
    """
    if not has_role(user, Role.COMMITTEE):
        return False
    if round.signatures.filter(user=user, plan_sha256=round.plan_sha256).exists():
        return False
    helped = helped_by(round)
    if Project.objects.filter(pk__in=helped, holder=user).exists():
        return False
    return not Interest.objects.filter(user=user, campaign__in=helped).exists()


def helped_by(round: Round) -> set[int]:  # noqa: A002
    """The campaigns that its plan gives money to."""
    return {campaign_id_of(grant["project"]) for grant in round.plan["grants"]}


def can_write_mandate(user: User) -> bool:
    """The committee alone."""
    return has_role(user, Role.COMMITTEE)


def can_sign_mandate(user: User, mandate: Mandate) -> bool:
    """A member of the committee who has not signed it yet, and follows none of its funds for a patron."""
    if not has_role(user, Role.COMMITTEE) or mandate.signatures.filter(user=user).exists():
        return False
    followed = Fund.objects.filter(agreement__contacts__email=user.email)
    return not (followed if mandate.every_fund else followed.filter(mandates=mandate)).exists()


def can_revoke_mandate(user: User, mandate: Mandate) -> bool:
    """Any member of the committee, alone."""
    return has_role(user, Role.COMMITTEE)
