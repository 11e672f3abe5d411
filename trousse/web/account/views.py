"""Signing in and out, one's name, the second factor. The flows are django-allauth's; the words and guards are ours."""

from datetime import timedelta
from typing import Any

from allauth.account import views as account_views
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.stages import LoginByCodeStage, LoginStage
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as mfa_views
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as totp_views
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from trousse.giving.funds.selectors import agreements_visible_to
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import RoleGrant, User
from trousse.people.accounts.selectors import has_role, second_factor_missing
from trousse.people.accounts.services import account_rename
from trousse.web.access import GET_POST, Limit, public, signed_in
from trousse.web.account.forms import NameForm, SignInForm
from trousse.web.account.sign_in import SignIn

# By address on the Internet; a whole school may stand behind one.
ASKING_FOR_CODES = Limit("account.ask", times=60, window=timedelta(minutes=10))
TYPING_CODES = Limit("account.type", times=120, window=timedelta(minutes=10))


class _OurContextMixin:
    """The library calls ``site`` what Django's sites framework knows; in our templates it is who runs this one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context.pop("site", None)
        return context


class SignInView(_OurContextMixin, account_views.RequestLoginCodeView):  # type: ignore[misc]
    """One address, one code, whether there is an account or not."""

    template_name = "account/login.html"

    def form_valid(self, form: SignInForm) -> HttpResponse:
        SignIn.begin(self.request, email=form.cleaned_data["email"], user=form._user)
        return HttpResponseRedirect(str(self.get_success_url()))

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> HttpResponseRedirect | None:
        """Coming back to this page is how one corrects a mistyped address: show it, rather than the code page."""
        return None


@method_decorator(login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_login"), name="dispatch")
class SignInCodeView(_OurContextMixin, account_views.ConfirmLoginCodeView):  # type: ignore[misc]
    """The code of the mail."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.stage = request._login_stage  # type: ignore[attr-defined]
        self._process = SignIn.resume(self.stage)
        if self._process is None:
            messages.error(request, "Ce code n’est plus valable. Demandez-en un nouveau.")
            return redirect("account_login")
        # Past the library's own dispatch, which would resume its own process.
        response: HttpResponseBase = super(account_views.ConfirmLoginCodeView, self).dispatch(request, *args, **kwargs)
        return response


class SecondFactorView(_OurContextMixin, mfa_views.AuthenticateView):  # type: ignore[misc]
    """The code of the application, after that of the mail."""


class ClosedView(_OurContextMixin, account_views.AccountInactiveView):  # type: ignore[misc]
    """The account was closed."""


sign_in = public(GET_POST, limits=[ASKING_FOR_CODES])(SignInView.as_view())
sign_in_code = public(GET_POST, limits=[TYPING_CODES])(SignInCodeView.as_view())
second_factor = public(GET_POST, limits=[TYPING_CODES])(SecondFactorView.as_view())
sign_out = public(GET_POST)(account_views.logout)
closed = public()(ClosedView.as_view())

security = signed_in()(mfa_views.index)
confirm_identity = signed_in(GET_POST)(mfa_views.reauthenticate)
link_application = signed_in(GET_POST)(totp_views.activate_totp)
unlink_application = signed_in(GET_POST)(totp_views.deactivate_totp)
new_recovery_codes = signed_in(GET_POST)(recovery_views.generate_recovery_codes)


@public()
def sign_up(request: HttpRequest) -> HttpResponse:
    """There is no form to open an account: the first sign-in does."""
    return redirect("account_login")


@signed_in(GET_POST)
def welcome(request: HttpRequest) -> HttpResponse:
    """The first time: how do others call you? Then on to where the person was going."""
    onward = get_next_redirect_url(request)
    form = NameForm(request.POST or None, initial=_names(request))
    if request.method == "POST" and form.is_valid():
        account_rename(user=_account(request), **form.cleaned_data)
        return redirect(onward or "account_home")
    return render(request, "account/welcome.html", {"form": form, "onward": onward, "submit_label": "Continuer"})


@signed_in(GET_POST)
def home(request: HttpRequest) -> HttpResponse:
    """One's own account: name, address, roles, security."""
    user = _account(request)
    form = NameForm(request.POST or None, initial=_names(request))
    if request.method == "POST" and form.is_valid():
        account_rename(user=user, **form.cleaned_data)
        messages.success(request, "Votre nom est enregistré.")
        return redirect("account_home")
    grants = RoleGrant.objects.active().filter(user=user).select_related("academie", "departement", "school")
    context = {
        "form": form,
        "submit_label": "Enregistrer",
        "grants": grants,
        "can_propose": has_role(user, Role.HOLDER),
        "second_factor_missing": second_factor_missing(user),
        "follows_funds": agreements_visible_to(user).exists(),
    }
    return render(request, "account/home.html", context)


@signed_in()
@never_cache
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes that are left, for whoever has just proved to be themselves."""
    return render(request, "mfa/recovery_codes/index.html", {"codes": _unused_codes(request)})


@signed_in()
@never_cache
def recovery_codes_file(request: HttpRequest) -> HttpResponse:
    """The same, to keep or print."""
    response = render(
        request, "mfa/recovery_codes/download.txt", {"codes": _unused_codes(request)}, content_type="text/plain"
    )
    response["Content-Disposition"] = 'attachment; filename="codes-de-secours.txt"'
    return response


def _account(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _names(request: HttpRequest) -> dict[str, str]:
    user = _account(request)
    return {"first_name": user.first_name, "last_name": user.last_name}


def _unused_codes(request: HttpRequest) -> list[str]:
    """Raises ReauthenticationRequired, which leads to ``confirm_identity`` and back; 404 without a second factor."""
    held = Authenticator.objects.filter(user=_account(request), type=Authenticator.Type.RECOVERY_CODES).first()
    if held is None:
        raise Http404
    raise_if_reauthentication_required(request, app="allauth.mfa")
    codes: list[str] = held.wrap().get_unused_codes()
    return codes
