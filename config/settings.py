"""Settings, from the environment alone. Working defaults everywhere but in production, which refuses to start
when something is missing or unsafe (see also ``config/safety.py``). The table is in docs/operations.md."""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF

from config import env
from config.accounts import *  # noqa: F403  (django-allauth reads its settings from here)
from config.env import MODE, Mode
from config.logging import logging_config
from config.safety import refuse_unsafe

django_stubs_ext.monkeypatch()

# Before numpy is imported: one thread a process. Processes share the cores, and threads that wait for each other made
# one fit take a hundred seconds instead of seven; alone, sums are also the same on every machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

BASE_DIR = Path(__file__).resolve().parent.parent
STATE_DIR = Path(env.optional("TROUSSE_STATE_DIR", str(BASE_DIR / "var")))
SHARED_DIR = Path(env.optional("TROUSSE_SHARED", str(BASE_DIR.parent / "shared")))

PRODUCTION = MODE is Mode.PRODUCTION
DEMO = MODE is Mode.DEMO
TESTING = MODE is Mode.TEST
DEBUG = MODE is Mode.DEVELOPMENT

# --- Who we are -----------------------------------------------------------------------------------------------------

SECRET_KEY = env.text("SECRET_KEY", default="not-a-secret-outside-production")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
BASE_URL = env.text("BASE_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

SITE_NAME = "La Trousse à Projets"
# Shown on every page, e-mail and flyer (art. R.548-4 I du code monétaire et financier).
SITE_LEGAL = {
    "name": env.text("LEGAL_NAME", default="La Trousse à Projets (démonstration)"),
    "form": env.optional("LEGAL_FORM", "Groupement d’intérêt public"),
    "address": env.text("LEGAL_ADDRESS", default="Adresse de démonstration"),
    "email": env.text("LEGAL_EMAIL", default="bonjour@trousse.example"),
    "telephone": env.text("LEGAL_TELEPHONE", default="01 99 00 00 00"),  # numbers that Arcep keeps for fiction
    "orias": env.text("LEGAL_ORIAS", default="00000000"),
    "director": env.text("LEGAL_DIRECTOR", default="Direction de la démonstration"),
    "host": env.text("LEGAL_HOST", default="Cet ordinateur"),
}

# --- The house ------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "trousse.platform.audit",
    "trousse.platform.parameters",
    "trousse.platform.limits",
    "trousse.platform.documents",
    "trousse.platform.notifications",
    "trousse.platform.moderation",
    "trousse.platform.pictures",
    "trousse.people.schools",
    "trousse.people.accounts",
    "trousse.people.bodies",
    "trousse.people.rollout",
    "trousse.money.ledger",
    "trousse.money.payments",
    "trousse.fundraising.projects",
    "trousse.fundraising.review",
    "trousse.fundraising.campaigns",
    "trousse.fundraising.dialogue",
    "trousse.fundraising.kit",
    "trousse.fundraising.coaching",
    "trousse.fundraising.reports",
    "trousse.giving.funds",
    "trousse.giving.donations",
    "trousse.giving.equalisation",
    "trousse.giving.allocation",
    "trousse.web",
    "trousse.web.components",
    "trousse.operations",
]
MIDDLEWARE = [
    "trousse.web.request_id.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "trousse.web.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "trousse.web.errors.BusinessErrorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

# Addresses have no trailing slash: what is under « /enseignant » begins with one.
SILENCED_SYSTEM_CHECKS = ["urls.W002"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "trousse" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "trousse.web.components.context.site",
            ],
        },
    }
]

# --- Data -----------------------------------------------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL"), engine="trousse.core.postgresql", conn_max_age=600, conn_health_checks=True
    )
}
DATABASES["default"].setdefault("OPTIONS", {})["application_name"] = "trousse"

MEDIA_ROOT = STATE_DIR / "media"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# Several jobs at once: a bank that is slow to answer must not hold back the inbox.
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful", "concurrency": 4}

# --- Pages ----------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = STATE_DIR / "static"
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [BASE_DIR / "trousse" / "web" / "static"]
FONTS_DIR = STATE_DIR / "vendor" / "fonts"  # copied from their npm packages by the bootstrap
if FONTS_DIR.is_dir():
    STATICFILES_DIRS.append(("fonts", FONTS_DIR))
SERVES_COLLECTED_STATIC = MODE in {Mode.PRODUCTION, Mode.DEMO}
PRINT_FONTS_DIR = STATE_DIR / "vendor" / "print"  # those of posters, notes and letters
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if SERVES_COLLECTED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not SERVES_COLLECTED_STATIC
WHITENOISE_AUTOREFRESH = DEBUG

# --- Payment --------------------------------------------------------------------------------------------------------

PAYMENT_PROVIDER = "systempay"
SYSTEMPAY = {
    "form_url": env.text("SYSTEMPAY_FORM_URL", default="http://localhost:8100/vads-payment/"),
    "rest_url": env.text("SYSTEMPAY_REST_URL", default="http://localhost:8100/api-payment/V4"),
    "site_id": env.text("SYSTEMPAY_SITE_ID", default="12345678"),
    "key": env.text("SYSTEMPAY_KEY", default="test-bank-key"),
    "algorithm": env.optional("SYSTEMPAY_ALGORITHM", "sha256"),
    "ctx_mode": env.text("SYSTEMPAY_CTX_MODE", default="TEST"),
    "rest_password": env.text("SYSTEMPAY_REST_PASSWORD", default="test-bank-password"),
}
PAYMENT_ORIGIN = "/".join(SYSTEMPAY["form_url"].split("/")[:3])

# --- E-mail ---------------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", default="La Trousse à Projets <bonjour@trousse.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_BACKEND = env.text("EMAIL_BACKEND", default="django.core.mail.backends.dummy.EmailBackend")
EMAIL_HOST = env.optional("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.optional("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.optional("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.yes("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20

# --- Security -------------------------------------------------------------------------------------------------------

SECURE = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# Lax: the visitor comes back from the bank by a cross-site navigation and must still be the same person.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SECURE_SSL_REDIRECT = SECURE and env.yes("SSL_REDIRECT", default=PRODUCTION)
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.yes("BEHIND_PROXY") else None
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 1 if env.yes("BEHIND_PROXY") else 0)
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF, PAYMENT_ORIGIN],
        "frame-ancestors": [NONE],
        "frame-src": [SELF],
        "img-src": [SELF, "data:"],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}

LOGGING = logging_config(MODE)

if PRODUCTION:
    refuse_unsafe(globals())
