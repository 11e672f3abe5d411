"""Writing the review circuit: submissions and decisions, the links, the two files."""

from trousse.fundraising.review.selectors import link_open
from trousse.fundraising.review.services.decisions import (
    project_accept,
    project_refuse,
    project_send_back,
    project_submit,
)
from trousse.fundraising.review.services.delegation import delegation_confirm, head_delegate
from trousse.fundraising.review.services.files import (
    BodyDetails,
    Upload,
    head_attest,
    head_decline,
    manager_complete,
)
from trousse.fundraising.review.services.links import link_renew, link_resend, links_remind
from trousse.fundraising.review.services.waiting import reviewers_remind, reviewers_tell

__all__ = [
    "BodyDetails",
    "Upload",
    "delegation_confirm",
    "head_attest",
    "head_decline",
    "head_delegate",
    "link_open",
    "link_renew",
    "link_resend",
    "links_remind",
    "manager_complete",
    "project_accept",
    "project_refuse",
    "project_send_back",
    "project_submit",
    "reviewers_remind",
    "reviewers_tell",
]
