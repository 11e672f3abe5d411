"""Views of the reviewers, by subject."""

from trousse.web.reviewer.views.accounts import account_decide, account_document, accounts
from trousse.web.reviewer.views.annual import annual
from trousse.web.reviewer.views.projects import delegation_confirm, link_resend, project, project_document
from trousse.web.reviewer.views.queue import queue
from trousse.web.reviewer.views.reports import report, report_receipt, reports_late, reports_published

__all__ = [
    "account_decide",
    "account_document",
    "accounts",
    "annual",
    "delegation_confirm",
    "link_resend",
    "project",
    "project_document",
    "queue",
    "report",
    "report_receipt",
    "reports_late",
    "reports_published",
]
