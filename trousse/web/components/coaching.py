"""What the holder's page and the coach's share: the message form, the advice of the moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.urls import reverse

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.coaching import words
from trousse.fundraising.coaching.checklist import Week, weeks
from trousse.fundraising.coaching.enums import Cause
from trousse.fundraising.coaching.models import TEXT_MAX, CoachAssignment, Nudge
from trousse.fundraising.coaching.reading import facts_of
from trousse.fundraising.coaching.rules import phase_of

TOO_LONG = "C’est un peu long : %(limit_value)d signes au plus, il y en a %(show_value)d."


class MessageForm(forms.Form):
    """A message of the thread."""

    use_required_attribute = False

    text = forms.CharField(
        label="Votre message",
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Écrivez quelques mots avant d’envoyer.", "max_length": TOO_LONG},
    )


@dataclass(frozen=True)
class NudgeView:
    """A piece of advice in words, and where its holder goes with it."""

    cause: str
    made_at: datetime
    advice: words.Advice
    url: str


def nudge_views(nudges: Iterable[Nudge], assignment: CoachAssignment, missing: int) -> list[NudgeView]:
    """``missing``: cents up to the minimum."""
    now = clock.now()
    told = [(nudge, words.advice(Cause(nudge.cause), nudge.since, now, Euro(missing))) for nudge in nudges]
    return [NudgeView(nudge.cause, nudge.made_at, said, _url(said.where, assignment.pk)) for nudge, said in told]


def weeks_of(assignment: CoachAssignment) -> list[Week]:
    """The checklist as it stands today."""
    facts = facts_of([assignment])[assignment.pk]
    ticked = set(assignment.ticks.order_by("pk").values_list("item", flat=True))
    return weeks(facts, ticked, phase_of(facts, clock.now()))


def _url(where: words.Where, pk: int) -> str:
    match where:
        case words.Where.NEWS:
            return reverse("teacher:news", args=[pk])
        case words.Where.THANKS:
            return reverse("teacher:thanks", args=[pk])
        case words.Where.PROJECT:
            return f"{reverse('teacher:dashboard')}#dossier-{pk}"
    return f"{reverse('teacher:coaching', args=[pk])}#semaines"
