"""What the review circuit tells people. Templates: ``templates/emails/<kind>/``."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from trousse.core.money import Euro
from trousse.platform.notifications.base import Notification, register

TITLE = "Un potager pour l’école"
SCHOOL = "École Jean-Giono, Saint-Avre"
HOLDER = "Nadia"


@dataclass(frozen=True, kw_only=True)
class AboutProject(Notification):
    """What every message of the circuit says of its project."""

    title: str
    school: str
    url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(title=TITLE, school=SCHOOL, **cls.sample_extra())

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        """The other fields of a believable one."""
        return {}


@register
@dataclass(frozen=True, kw_only=True)
class ProjectSubmitted(AboutProject):
    """To the holder: it is in the reviewers' hands."""

    kind = "review.submitted"
    label = "Projet soumis"

    first_name: str
    number: int
    academie: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {"first_name": HOLDER, "number": 1, "academie": "Grenoble", "url": "/enseignant/projet/12"}


@register
@dataclass(frozen=True, kw_only=True)
class ProjectsWaiting(Notification):
    """To a reviewer: what waits in their queue. ``late``: it has waited longer than it should."""

    kind = "review.waiting"
    label = "Projets à lire (à l’instructeur)"
    topic = "conseils"

    projects: tuple[str, ...]
    count: int
    late: bool
    url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(projects=(f"{TITLE}, {SCHOOL}",), count=1, late=False, url="/instruction")


@register
@dataclass(frozen=True, kw_only=True)
class ProjectSentBack(AboutProject):
    """To the holder: remarks on precise fields. ``remarks`` maps the name of the field to what is said of it."""

    kind = "review.sent_back"
    label = "Projet rendu avec des remarques"

    first_name: str
    remarks: dict[str, str]
    text: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {
            "first_name": HOLDER,
            "remarks": {
                "Budget": "Ajoutez le devis de la serre, s’il vous plaît.",
                "Résumé": "Dites en une phrase ce que les élèves récolteront.",
            },
            "text": "Très beau projet. Deux précisions et il est prêt.",
            "url": "/enseignant/projet/12",
        }


@register
@dataclass(frozen=True, kw_only=True)
class ProjectAccepted(AboutProject):
    """To the holder: accepted, and who now has something to do. Empty ``manager_recipient``: nothing to ask again."""

    kind = "review.accepted"
    label = "Projet accepté"

    first_name: str
    text: str
    head_recipient: str
    manager_recipient: str
    opens_on: date

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {
            "first_name": HOLDER,
            "text": "Les élèves ont bien de la chance.",
            "head_recipient": "ce.0730000x@exemple.fr",
            "manager_recipient": "coop73@exemple.fr",
            "opens_on": date(2027, 1, 11),
            "url": "/enseignant",
        }


@register
@dataclass(frozen=True, kw_only=True)
class ProjectRefused(AboutProject):
    """To the holder: refused, with the reason from the list and its explanation."""

    kind = "review.refused"
    label = "Projet refusé"

    first_name: str
    reason: str
    text: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {
            "first_name": HOLDER,
            "reason": "Le projet remplacerait un financement public (équipement, aménagement)",
            "text": "L’achat de tables revient à la commune. Un projet autour du jardin, lui, aurait toute sa place.",
            "url": "/enseignant",
        }


@dataclass(frozen=True, kw_only=True)
class LinkMessage(AboutProject):
    """What the bearer of a link reads: who asks, for how much, until when."""

    holder: str
    summary: str
    minimum_goal: Euro
    optimum_goal: Euro
    expires_on: date

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {
            "holder": "Nadia Benali",
            "summary": "Les CM1-CM2 font pousser les légumes de la cantine, de la graine à l’assiette.",
            "minimum_goal": Euro.of(600),
            "optimum_goal": Euro.of(1100),
            "expires_on": date(2026, 12, 15),
            "url": "/direction/exemple",
        }


@register
@dataclass(frozen=True, kw_only=True)
class HeadLink(LinkMessage):
    """To the head of the school: which acts are to be attested."""

    kind = "review.head_link"
    label = "Lien de la direction"

    acts: tuple[str, ...]

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        acts = (
            "Avis de l’inspecteur ou de l’inspectrice de la circonscription (IEN)",
            "Accord de la direction académique (DASEN)",
        )
        return {**super().sample_extra(), "acts": acts}


@register
@dataclass(frozen=True, kw_only=True)
class HeadReminder(HeadLink):
    """The same link, a week later. Part of the service: a project waits for this answer."""

    kind = "review.head_reminder"
    label = "Rappel à la direction"


@register
@dataclass(frozen=True, kw_only=True)
class ManagerLink(LinkMessage):
    """To the manager of the receiving body."""

    kind = "review.manager_link"
    label = "Lien du gestionnaire"

    body: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {**super().sample_extra(), "body": "Coopérative scolaire", "url": "/gestionnaire/exemple"}


@register
@dataclass(frozen=True, kw_only=True)
class ManagerReminder(ManagerLink):
    """The same link, a week later. Part of the service: a project waits for this answer."""

    kind = "review.manager_reminder"
    label = "Rappel au gestionnaire"


@register
@dataclass(frozen=True, kw_only=True)
class HeadDelegated(AboutProject):
    """To the holder and to the reviewer: who answers in the head's place. ``to_check``: a reviewer confirms first."""

    kind = "review.head_delegated"
    label = "La direction délègue son dossier"

    delegate: str
    to_check: bool

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {"delegate": "Sonia Petit", "to_check": True, "url": "/instruction/12"}


@register
@dataclass(frozen=True, kw_only=True)
class HeadDeclined(AboutProject):
    """To the holder: the head does not attest; the project is in the reviewer's hands again."""

    kind = "review.head_declined"
    label = "La direction n’atteste pas (au porteur)"

    first_name: str
    reason: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {
            "first_name": HOLDER,
            "reason": "L’avis de l’inspectrice n’est pas encore arrivé.",
            "url": "/enseignant",
        }


@register
@dataclass(frozen=True, kw_only=True)
class BackInQueue(AboutProject):
    """To the reviewer who had accepted it: the head does not attest."""

    kind = "review.back_in_queue"
    label = "La direction n’atteste pas (à l’instructeur)"

    head: str
    reason: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {
            "head": "Paul Martin, directeur",
            "reason": "L’avis de l’inspectrice n’est pas encore arrivé.",
            "url": "/instruction/12",
        }
