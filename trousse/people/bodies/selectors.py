"""Reading receiving bodies and the bank details to check."""

from django.db.models import QuerySet

from trousse.core.actors import ActorKind
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import AnyUser, has_role, schools_of
from trousse.people.bodies import rules
from trousse.people.bodies.enums import AccountState, BodyKind
from trousse.people.bodies.models import BankAccount, ReceivingBody
from trousse.people.schools.enums import Degree, SchoolKind, Sector
from trousse.people.schools.models import School


def eligible_kinds(school: School) -> tuple[BodyKind, ...]:
    """The kinds of body that may receive money for ``school``, the most usual first."""
    return rules.eligible_kinds(Degree(school.degree), Sector(school.sector), SchoolKind(school.kind))


def bodies_of(school: School) -> QuerySet[ReceivingBody]:
    """The bodies already declared for ``school``: a second project need not type them again."""
    return ReceivingBody.objects.filter(school=school).select_related("entity", "account")


def bank_accounts_to_check(user: AnyUser) -> QuerySet[BankAccount]:
    """The proposed accounts that ``user`` may decide about, oldest first."""
    waiting = BankAccount.objects.filter(state=AccountState.PROPOSED).select_related("entity")
    if has_role(user, Role.FINANCE) or has_role(user, Role.PLATFORM):
        return waiting
    return waiting.filter(entity__bodies__school__in=schools_of(user, Role.REVIEWER)).distinct()


DECLARED = {
    "legal_name": "Raison sociale",
    "issues_receipts": "Reçus fiscaux",
    "address": "Adresse",
    "postcode": "Code postal",
    "town": "Commune",
}


def declared_otherwise(account: BankAccount) -> list[tuple[str, str]]:
    """What managers of ``account`` said of its entity and the entity does not say, with its name in words (French)."""
    entity, said = account.entity, {"True": "En émet", "False": "N’en émet pas", "": "Rien"}
    found = {
        (DECLARED[name], said.get(str(value), str(value)))
        for body in account.bodies.all()
        for name, value in body.declared.items()
        if getattr(entity, name) != value
    }
    return sorted(found)


def payable_account(body: ReceivingBody) -> BankAccount | None:
    """The account to which the money of ``body`` may go: the one it declared, once approved."""
    account = body.account
    return account if account is not None and account.state == AccountState.APPROVED else None


def is_proposer(user: User, account: BankAccount) -> bool:
    """Whether ``user`` is who proposed ``account``: signed in, or through a link sent to their mailbox."""
    if account.proposed_by_kind == ActorKind.USER:
        return account.proposed_by_id == str(user.pk)
    return account.proposed_by_kind == ActorKind.LINK and account.proposed_by_label.strip().lower() == user.email
