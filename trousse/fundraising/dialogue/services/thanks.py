"""Thanks: drafted, sent to donors once, withdrawn. Donors are told by a job (`telling`)."""

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.dialogue import jobs, rules
from trousse.fundraising.dialogue.enums import ThanksFor
from trousse.fundraising.dialogue.errors import NobodyToThank, NotNow, ThanksMissing
from trousse.fundraising.dialogue.models import Thanks
from trousse.fundraising.dialogue.selectors import readers_of_thanks
from trousse.fundraising.dialogue.services import hiding
from trousse.fundraising.dialogue.services.guards import require_class
from trousse.fundraising.dialogue.services.images import images_drop
from trousse.people.accounts.models import User
from trousse.platform.audit.services import record


@transaction.atomic
def thanks_draft(*, campaign: Campaign, by: User, text: str, audience: ThanksFor) -> Thanks:
    """Keep a thank-you that its class alone sees, to look at it and to add a drawing. Raises NotYourClass, NotNow."""
    require_class(by, campaign)
    if not rules.may_tell(campaign.state):
        raise NotNow
    return Thanks.objects.create(campaign=campaign, text=text.strip(), audience=audience)


@transaction.atomic
def thanks_change(*, thanks: Thanks, by: User, text: str, audience: ThanksFor) -> Thanks:
    """Another text, another choice of donors, while it is a draft. Raises NotYourClass, NotNow once it is sent."""
    locked = _locked(thanks)
    require_class(by, locked.campaign)
    if not locked.is_draft:
        raise NotNow
    locked.text, locked.audience = text.strip(), audience
    locked.save(update_fields=["text", "audience"])
    return locked


@transaction.atomic
def thanks_send(*, thanks: Thanks, by: User) -> Thanks:
    """Put it on the donors' pages; a job writes to them. Twice is once. Raises NotYourClass, NotNow, NobodyToThank."""
    locked = _locked(thanks)
    require_class(by, locked.campaign)
    if not rules.may_tell(locked.campaign.state):
        raise NotNow
    if locked.is_draft:
        if not readers_of_thanks(locked):
            raise NobodyToThank
        locked.sent_at = clock.now()
        locked.save(update_fields=["sent_at"])
        record(verb="thanks.send", subject=locked, actor=Actor.of_user(by), data={"audience": locked.audience})
        jobs.tell_thanks.enqueue_once()
    return locked


@transaction.atomic
def thanks_withdraw(*, thanks: Thanks, by: User) -> None:
    """Take it off the donors' pages; a draft is forgotten. Raises NotYourClass."""
    locked = _locked(thanks)
    require_class(by, locked.campaign)
    if locked.is_draft:
        images_drop(kind="thanks", subject_id=locked.pk, actor=Actor.of_user(by))
        locked.delete()
    elif locked.withdrawn_at is None:
        locked.withdrawn_at = clock.now()
        locked.save(update_fields=["withdrawn_at"])
        record(verb="thanks.withdraw", subject=locked, actor=Actor.of_user(by))


def thanks_hide(*, thanks_id: int, actor: Actor, reason: str) -> None:
    """Moderators take it off the donors' pages."""
    hiding.hide(Thanks.objects.filter(pk=thanks_id), kind="thanks", actor=actor, reason=reason)


def thanks_show(*, thanks_id: int, actor: Actor, reason: str) -> None:
    """Moderators put it back."""
    hiding.show(Thanks.objects.filter(pk=thanks_id), kind="thanks", actor=actor, reason=reason)


def _locked(thanks: Thanks) -> Thanks:
    """Raises ThanksMissing for a draft forgotten meanwhile."""
    found = Thanks.objects.select_for_update(of=("self",)).select_related("campaign__project").filter(pk=thanks.pk)
    locked = found.first()
    if locked is None:
        raise ThanksMissing
    return locked
