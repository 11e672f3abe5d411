"""Settings of django-allauth: sign-in by a code sent by e-mail, no password, a second factor for whoever wants it."""

from datetime import timedelta

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account_home"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "trousse.web.account.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
# The address is proven by the code itself, before the account exists: there is nothing left to verify.
ACCOUNT_EMAIL_VERIFICATION = "none"
# The same answer whether the address is known or not: a first sign-in opens the account.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "dashed": True, "length": 8}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = int(timedelta(minutes=15).total_seconds())
ACCOUNT_LOGIN_TIMEOUT = int(timedelta(minutes=30).total_seconds())
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 3
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# The library counts in the cache of one process. Ours are counted in PostgreSQL, for all of them: see the limits of
# trousse/web/account/views.py and forms.py.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "request_login_code": "trousse.web.account.forms.SignInForm",
    "confirm_login_code": "trousse.web.account.forms.SignInCodeForm",
}

MFA_ADAPTER = "trousse.web.account.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "La Trousse à Projets"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_COUNT = 10
MFA_FORMS = {
    "authenticate": "trousse.web.account.forms.SecondFactorForm",
    "reauthenticate": "trousse.web.account.forms.ConfirmIdentityForm",
    "activate_totp": "trousse.web.account.forms.LinkApplicationForm",
}
