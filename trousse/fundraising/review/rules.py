"""Pure rules of the review circuit: which acts a head attests, how old they may be, who holds the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from trousse.fundraising.review.enums import Authority, Waiting

OLDEST_ACT = timedelta(days=3 * 366)
REFERENCE_MAX = 80


@dataclass(frozen=True)
class Act:
    """A decision of the institution that the head attests: whose, of which day, and its reference."""

    authority: Authority
    on: date
    reference: str


@dataclass(frozen=True)
class ActProblem:
    """What is wrong with the acts typed, by authority (French)."""

    authority: Authority
    advice: str


@dataclass(frozen=True)
class Holding:
    """Who holds the project, and since when (UTC; None when nobody does)."""

    who: Waiting
    since: datetime | None

    @property
    def label(self) -> str:
        return self.who.label

    def days(self, now: datetime) -> int:
        """Whole days of waiting at ``now``."""
        return max((now - self.since).days, 0) if self.since else 0


def required_authorities(is_first_degree: bool) -> tuple[Authority, ...]:
    """First degree: IEN and DASEN. Second degree: the board (« conseil d’administration »).

    Source: validation circuit of the platform; neither has an account, hence the head's attestation.
    """
    return (Authority.IEN, Authority.DASEN) if is_first_degree else (Authority.CA,)


def problems_of_acts(acts: Sequence[Act], required: Sequence[Authority], today: date) -> list[ActProblem]:
    """What keeps these acts from being attested; empty when each required authority has one that holds."""
    by_authority = {act.authority: act for act in acts}
    found = []
    for authority in required:
        act = by_authority.get(authority)
        if act is None:
            found.append(ActProblem(authority, f"{authority.short} : donnez la date et la référence."))
        elif act.on > today:
            found.append(ActProblem(authority, f"{authority.short} : cette date est à venir. Attestez après l’acte."))
        elif act.on < today - OLDEST_ACT:
            found.append(
                ActProblem(authority, f"{authority.short} : cette date a plus de trois ans : vérifiez l’année.")
            )
        elif not act.reference.strip():
            found.append(
                ActProblem(authority, f"{authority.short} : donnez la référence (numéro, courriel du…, délibération).")
            )
    found.extend(
        ActProblem(act.authority, f"{act.authority.short} : cet avis n’est pas demandé ici.")
        for act in acts
        if act.authority not in required
    )
    return found


def same_domain(address: str, other: str) -> bool:
    """Whether two addresses are of one mail domain, to the letter: a subdomain is another one."""
    domain = address.rpartition("@")[2].lower()
    return bool(domain) and domain == other.rpartition("@")[2].lower()


def holding_of_files(head_since: datetime | None, manager_since: datetime | None, done_at: datetime | None) -> Holding:
    """While the two files are filled in parallel: ``*_since`` is None for the one that is done."""
    if head_since and manager_since:
        return Holding(Waiting.HEAD_AND_MANAGER, min(head_since, manager_since))
    if head_since:
        return Holding(Waiting.HEAD, head_since)
    if manager_since:
        return Holding(Waiting.MANAGER, manager_since)
    return Holding(Waiting.CALENDAR, done_at)


REMARKABLE: dict[str, str] = {
    "school": "Établissement",
    "other_schools": "Établissements qui participent",
    "title": "Titre",
    "summary": "Résumé",
    "story": "Ce que les élèves vont faire",
    "learning": "Ce qu’ils vont apprendre",
    "theme": "Thème",
    "school_project": "Projet d’école ou d’établissement",
    "levels": "Niveaux",
    "classes_label": "Classes",
    "pupils": "Nombre d’élèves",
    "starts_on": "Début du projet",
    "ends_on": "Fin du projet",
    "minimum_goal": "Objectif minimum",
    "optimum_goal": "Objectif optimum",
    "ceiling_reason": "Raison d’un minimum élevé",
    "budget": "Budget",
    "opens_on": "Jour d’ouverture",
    "duration_days": "Durée",
    "body_kind": "Structure réceptrice",
    "manager_email": "Gestionnaire",
    "head_email": "Direction",
    "pictures": "Images",
    "class_signature": "Signature de la classe",
    "thanks": "Remerciements",
}
"""The fields a reviewer may remark on, with their name for people."""
