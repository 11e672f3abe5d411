"""Questions to the class, and its answers."""

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.dialogue import messages, rules
from trousse.fundraising.dialogue.enums import QuestionState
from trousse.fundraising.dialogue.errors import NotNow, QuestionMissing
from trousse.fundraising.dialogue.models import Question
from trousse.fundraising.dialogue.services import hiding
from trousse.fundraising.dialogue.services.guards import require_class
from trousse.people.accounts.models import User
from trousse.platform.audit.services import record


@transaction.atomic
def question_ask(*, campaign: Campaign, first_name: str, email: str, text: str) -> Question:
    """Hand the question to the class; nobody else reads it before it is answered. Raises NotNow."""
    if not rules.may_ask(campaign.state):
        raise NotNow
    question = Question.objects.create(
        campaign=campaign,
        first_name=first_name.strip(),
        email=email.strip().lower(),
        text=text.strip(),
        asked_at=clock.now(),
    )
    messages.tell_question(question)
    return question


def question_answer(*, question: Question, by: User, answer: str) -> Question:
    """Publish the question with its answer, and tell who asked. Raises NotYourClass, QuestionMissing."""
    return _close(question, by, answer, QuestionState.ANSWERED)


def question_decline(*, question: Question, by: User, answer: str) -> Question:
    """Answer without publishing anything. Raises NotYourClass, QuestionMissing."""
    return _close(question, by, answer, QuestionState.DECLINED)


def question_hide(*, question_id: int, actor: Actor, reason: str) -> None:
    """Moderators take it off the page."""
    hiding.hide(Question.objects.filter(pk=question_id), kind="question", actor=actor, reason=reason)


def question_show(*, question_id: int, actor: Actor, reason: str) -> None:
    """Moderators put it back."""
    hiding.show(Question.objects.filter(pk=question_id), kind="question", actor=actor, reason=reason)


@transaction.atomic
def _close(question: Question, by: User, answer: str, state: QuestionState) -> Question:
    locked = (
        Question.objects.select_for_update(of=("self",)).select_related("campaign__project__school").get(pk=question.pk)
    )
    require_class(by, locked.campaign)
    if locked.state != QuestionState.WAITING:
        raise QuestionMissing
    locked.state, locked.answer, locked.answered_at = state, answer.strip(), clock.now()
    locked.save(update_fields=["state", "answer", "answered_at"])
    record(verb="question.answer", subject=locked, actor=Actor.of_user(by), data={"state": state})
    messages.tell_answer(locked, is_public=state is QuestionState.ANSWERED)
    return locked
