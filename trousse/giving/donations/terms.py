"""The general terms that donors accept; their text is the page ``/conditions``, whose foot shows this version."""

from datetime import date

TERMS_VERSION = "2026-11"
"""Changes with every change of the text: each gift keeps the version that its donor accepted."""

IN_FORCE_FROM = date(2026, 11, 24)
