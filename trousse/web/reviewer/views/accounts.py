"""New bank details wait for a second person before a single euro goes there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from trousse.core.errors import Missing
from trousse.core.workflow import TransitionRefused
from trousse.fundraising.review.models import ManagerFile
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.bodies import services as bodies
from trousse.people.bodies.models import BankAccount
from trousse.people.bodies.selectors import bank_accounts_to_check, declared_otherwise, is_proposer
from trousse.web.access import GET, POST, requires
from trousse.web.reviewer.files import bank_statement_of
from trousse.web.reviewer.forms import RejectionForm
from trousse.web.reviewer.here import hand_over, signed_in_user

APPROVE = "approuver"


@dataclass(frozen=True)
class AccountToCheck:
    """Bank details and all that helps to judge them."""

    account: BankAccount
    schools: Sequence[str]
    file: ManagerFile | None
    is_own: bool
    differences: Sequence[tuple[str, str]]
    form: RejectionForm


@requires(Role.REVIEWER, Role.FINANCE, Role.PLATFORM, methods=GET)
def accounts(request: HttpRequest) -> HttpResponse:
    """The details that this person may decide about, oldest first."""
    return _page(request, {})


@requires(Role.REVIEWER, Role.FINANCE, Role.PLATFORM, methods=POST)
def account_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve, or reject with the reason the manager will read. Raises SecondPersonNeeded to whoever proposed them."""
    user = signed_in_user(request)
    account = _to_check(user, pk)
    if request.POST.get("decision") == APPROVE:
        bodies.bank_account_approve(account=account, by=user)
        messages.success(request, f"Compte de {account.entity.legal_name} approuvé. Les versements peuvent y aller.")
        return redirect("reviewer:accounts")
    form = RejectionForm(request.POST, auto_id=f"compte-{pk}-%s")
    if not form.is_valid():
        return _page(request, {pk: form}, status=422)
    try:
        bodies.bank_account_reject(account=account, by=user, reason=form.cleaned_data["reason"])
    except TransitionRefused as refusal:
        form.add_error(None, refusal.user_message)
        return _page(request, {pk: form}, status=refusal.http_status)
    messages.success(request, f"Compte de {account.entity.legal_name} refusé. Rien ne peut y être versé.")
    return redirect("reviewer:accounts")


@requires(Role.REVIEWER, Role.FINANCE, Role.PLATFORM, methods=GET)
def account_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The bank statement that came with the details."""
    file = bank_statement_of(_to_check(signed_in_user(request), pk))
    if file is None or file.document is None:
        raise Missing("Aucun relevé n’a été joint à ces coordonnées.")
    return hand_over(file.document)


def _to_check(user: User, pk: int) -> BankAccount:
    account = bank_accounts_to_check(user).filter(pk=pk).first()
    if account is None:
        raise Missing("Ces coordonnées ne sont plus à vérifier : quelqu’un vient peut-être d’en décider.")
    return account


def _page(request: HttpRequest, typed: Mapping[int, RejectionForm], *, status: int = 200) -> HttpResponse:
    user = signed_in_user(request)
    waiting = bank_accounts_to_check(user).prefetch_related("entity__bodies__school", "bodies")
    items = [
        AccountToCheck(
            account=account,
            schools=sorted({str(body.school) for body in account.entity.bodies.all()}),
            file=bank_statement_of(account),
            is_own=is_proposer(user, account),
            differences=declared_otherwise(account),
            form=typed.get(account.pk) or RejectionForm(auto_id=f"compte-{account.pk}-%s"),
        )
        for account in waiting
    ]
    context = {"items": items, "forms": list(typed.values())}
    return render(request, "reviewer/accounts.html", context, status=status)
