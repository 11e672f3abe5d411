"""Views of the holder's space, by subject."""

from trousse.web.teacher.views.coaching import coaching
from trousse.web.teacher.views.dashboard import dashboard, link_resend
from trousse.web.teacher.views.dialogue import letters, letters_list, news, news_edit, questions
from trousse.web.teacher.views.kit import kit, kit_piece, kit_print
from trousse.web.teacher.views.pictures import picture_attestation, picture_change, step_images
from trousse.web.teacher.views.reports import receipt_drop, receipt_show, report
from trousse.web.teacher.views.schools import project_new, project_school, project_school_add, school_search
from trousse.web.teacher.views.steps import project_edit, step
from trousse.web.teacher.views.submitting import project_preview, project_submit, project_wait
from trousse.web.teacher.views.thanks import thanks, thanks_cards, thanks_edit
from trousse.web.teacher.views.told_pictures import told_picture

__all__ = [
    "coaching",
    "dashboard",
    "kit",
    "kit_piece",
    "kit_print",
    "letters",
    "letters_list",
    "link_resend",
    "news",
    "news_edit",
    "picture_attestation",
    "picture_change",
    "project_edit",
    "project_new",
    "project_preview",
    "project_school",
    "project_school_add",
    "project_submit",
    "project_wait",
    "questions",
    "receipt_drop",
    "receipt_show",
    "report",
    "school_search",
    "step",
    "step_images",
    "thanks",
    "thanks_cards",
    "thanks_edit",
    "told_picture",
]
