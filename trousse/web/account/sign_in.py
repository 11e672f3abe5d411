"""Signing in with a code, for those who have an account and those who will have one in a minute.

django-allauth opens an account first and verifies its address afterwards. Here an account exists only once somebody
proved that they read its mailbox: the same mail, the same page and the same code serve a known and an unknown address,
so that nothing tells one from the other, and a mistyped address leaves no trace.
"""

from typing import Any, Self

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStage, LoginStageController
from django.http import HttpRequest, HttpResponse

from trousse.people.accounts.models import User
from trousse.people.accounts.services import account_open


class SignIn(LoginCodeVerificationProcess):  # type: ignore[misc]
    """One attempt to sign in, kept in the session of the browser that began it."""

    @classmethod
    def begin(cls, request: HttpRequest, *, email: str, user: User | None) -> Self:
        """Send a code to ``email``."""
        login = Login(user=user, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=user, email=email), initiated_by_user=True)
        process = cls(stage=stage)
        process.send()
        process.persist()
        return process

    @classmethod
    def resume(cls, stage: LoginStage) -> Self | None:
        """The attempt under way, or None when it is too old."""
        process = cls(stage=stage)
        if process.is_valid():
            return process
        process.abort()
        return None

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        """The same mail, whether the address has an account or not."""
        context: dict[str, Any] = {"request": self.request, "code": self.generate_code()}
        get_adapter().send_mail("account/email/login_code", email, context)
        self.add_sent_message({"email": email, "recipient": email})

    def finish(self, redirect_url: str | None) -> HttpResponse:
        """The code is right: the mailbox is theirs. Open the account if need be, and go on to the second factor."""
        if self.user is None:
            self._user = account_open(email=self.state["email"])
        response: HttpResponse = super().finish(redirect_url)
        return response
