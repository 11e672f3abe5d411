"""Reports, verdicts and links, made quickly."""

from typing import Any

from tests.fundraising import make
from trousse.core.actors import Actor
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.platform.moderation.enums import Ground, Outcome, Party, ReportReason
from trousse.platform.moderation.links import appeal_url
from trousse.platform.moderation.models import Case
from trousse.platform.moderation.services import Verdict, report_file
from trousse.platform.notifications.models import Message
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.selectors import pictures_of

ANYBODY = Actor.link("reporter", "Une personne qui signale")
EMAIL = "jeanne@exemple.fr"
WHY = "On reconnaît deux enfants au premier plan."
HIDE = Verdict(Outcome.HIDE, Ground.LAW, WHY, "article 9 du code civil")
LEAVE = Verdict(Outcome.NO_ACTION, Ground.TERMS, "Les enfants sont de dos.")
CHANGE = Verdict(Outcome.CHANGE, Ground.TERMS, "Floutez le visage à gauche, s’il vous plaît.")


def moderator(first_name: str = "Ines") -> User:
    return make.granted(Role.PLATFORM, first_name=first_name)


def report(picture: Picture, reason: ReportReason = ReportReason.RIGHTS, **fields: Any) -> Case:
    filed = report_file(
        kind="picture", subject_id=str(picture.pk), reason=reason, actor=ANYBODY, **{"email": EMAIL, **fields}
    )
    return filed.case


def is_shown(picture: Picture) -> bool:
    return picture in pictures_of("project", picture.subject_id)


def told(kind: str, to: str | None = None) -> int:
    messages = Message.objects.filter(kind=f"moderation.{kind}")
    return messages.filter(to=to).count() if to else messages.count()


def token(case: Case, party: Party) -> str:
    return appeal_url(case, party).rsplit("/", 1)[1]
