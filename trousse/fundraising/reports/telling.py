"""Telling donors of a report once, and holders that one is expected."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.defaultfilters import truncatewords
from django.urls import reverse

from trousse.core import clock
from trousse.fundraising.campaigns.models import Campaign, Supporter
from trousse.fundraising.reports.enums import ReportState
from trousse.fundraising.reports.models import Reminder, Report
from trousse.fundraising.reports.notifications import ReportExpected, ReportPublished
from trousse.fundraising.reports.selectors import campaigns_without_report, due_on
from trousse.platform.notifications.services import notify, notify_many
from trousse.platform.parameters.selectors import integer
from trousse.platform.pictures.selectors import pictures_of

EXCERPT_WORDS = 45
WITH_ITS_HOLDER = ("project__holder", "project__school")


def reports_tell() -> int:
    """Tell the donors of every report that was published and not told. Returns how many letters were written."""
    due = Report.objects.filter(state=ReportState.PUBLISHED, told_at=None, hidden_at=None).order_by("pk")
    return sum(_tell(pk) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _tell(pk: int) -> int:
    """In one transaction with the note that it was done: each donor once, however many gifts they made."""
    report = (
        Report.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("campaign__project__school")
        .filter(pk=pk, told_at=None, hidden_at=None)
        .first()
    )
    if report is None:
        return 0
    campaign = report.campaign
    supporters = Supporter.objects.filter(campaign=campaign, removed_at=None).order_by("-at", "-pk")
    first_names = {email.lower(): name for email, name in supporters.values_list("email", "first_name")}
    about = {
        "title": campaign.title,
        "school": campaign.project.school_in_words,
        "url": reverse("public:project", args=[campaign.pk, campaign.slug]) + "#bilan",
        "signature": campaign.project.class_signature or "La classe",
        "campaign_id": campaign.pk,
        "excerpt": truncatewords(" ".join(report.story.split()), EXCERPT_WORDS),
        "has_pictures": bool(pictures_of("report", report.pk)),
    }
    notify_many((ReportPublished(**about, first_name=name), email) for email, name in first_names.items())
    report.told_at = clock.now()
    report.save(update_fields=["told_at"])
    return len(first_names)


def holders_remind() -> int:
    """Remind the holders whose report is expected soon or late, once each ``reports.remind_days``."""
    before = clock.now() - timedelta(days=integer("reports.due_days") - integer("reports.remind_days"))
    return sum(
        _remind(campaign)
        for campaign in campaigns_without_report(closed_before=before).select_related(*WITH_ITS_HOLDER)
    )


@transaction.atomic
def _remind(campaign: Campaign) -> int:
    today, every = clock.today(), timedelta(days=integer("reports.remind_days"))
    expected = due_on(campaign)
    if expected is None or Reminder.objects.filter(campaign=campaign, on__gt=today - every).exists():
        return 0
    _reminder, created = Reminder.objects.get_or_create(campaign=campaign, on=today)
    if not created:
        return 0
    project = campaign.project
    message = ReportExpected(
        title=campaign.title,
        school=project.school_in_words,
        url=f"{settings.BASE_URL}{reverse('teacher:report', args=[campaign.pk])}",
        first_name=project.holder.first_name,
        due_on=expected,
        is_late=expected < today,
    )
    notify(message, to=project.holder.email)
    return 1
