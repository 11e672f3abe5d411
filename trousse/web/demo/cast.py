"""Who is in the demonstration, and the signed links that wait for an answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from django.db.models import QuerySet
from django.urls import reverse

from trousse.core import clock
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.review.enums import HeadState, LinkPurpose, ManagerState
from trousse.fundraising.review.models import AccessLink
from trousse.giving.funds.models import AgreementContact
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import RoleGrant, User

DOMAIN = "@demo.trousse.example"
"""Everybody in the demonstration has such an address, and nobody else."""
SHOWN = 6
"""People of a role that are shown at once; the others are a click further."""
LINKS = 3


@dataclass(frozen=True)
class Person:
    """Somebody one may become."""

    pk: int
    name: str
    place: str
    situation: str = ""


@dataclass(frozen=True)
class Part:
    """A role, what it does here, where it works (name of a page), and who plays it."""

    code: str
    title: str
    about: str
    home: str
    people: Sequence[Person]

    @property
    def first(self) -> Sequence[Person]:
        return self.people[:SHOWN]

    @property
    def rest(self) -> Sequence[Person]:
        return self.people[SHOWN:]


@dataclass(frozen=True)
class WaitingLink:
    """The link of a head or a manager who has no account."""

    label: str
    title: str
    url: str


PATRON = "Voir ce qu’un fonds a fait, en faire un rapport, montrer un logo."
LATER = "Son espace viendra ; ses membres existent déjà."
ROLES: dict[Role, tuple[str, str, str]] = {
    Role.HOLDER: ("Porter un projet", "Écrire un projet, le soumettre, suivre sa collecte.", "teacher:dashboard"),
    Role.REVIEWER: ("Instruire", "Lire la file d’une académie, accepter, rendre ou refuser.", "reviewer:queue"),
    Role.FINANCE: (
        "Vérifier les comptes",
        "La seconde personne, qui approuve un compte bancaire.",
        "reviewer:accounts",
    ),
    Role.PLATFORM: ("Équipe de la plateforme", "Voir tous les projets, décider des signalements.", "reviewer:queue"),
    Role.COMMITTEE: (
        "Comité de solidarité",
        "Lire ce que le calcul propose, changer une aide, signer.",
        "committee:home",
    ),
    Role.COACH: ("Accompagner", "Suivre les collectes, répondre, conseiller.", "coach:projects"),
    Role.EDITOR: ("Rédiger", LATER, "public:how"),
}
"""Roles in the order of the main story: title, what they do, where they arrive."""


def demo_users() -> QuerySet[User]:
    """The fictional people, oldest account first: the demo command creates the leading parts first."""
    return User.objects.filter(email__endswith=DOMAIN, is_active=True).order_by("date_joined", "pk")


def parts() -> list[Part]:
    """Roles that somebody plays, then the administration, then those who have no role (donors)."""
    users = list(demo_users())
    grants: dict[int, list[RoleGrant]] = {}
    active = RoleGrant.objects.active().filter(user__in=users).select_related("academie", "departement", "school")
    for grant in active.order_by("pk"):
        grants.setdefault(grant.user_id, []).append(grant)
    found = [
        Part(role.value, title, about, home, _playing(users, grants, role))
        for role, (title, about, home) in ROLES.items()
        if role is not Role.HOLDER
    ]
    title, about, home = ROLES[Role.HOLDER]
    holders = _one_of_each_first(_playing(users, grants, Role.HOLDER))
    found.insert(0, Part(Role.HOLDER.value, title, about, home, holders))
    admins = [Person(user.pk, user.display_name, "Toute la France") for user in users if user.is_staff]
    patrons = _patrons(users)
    found.append(Part("patron", "Suivre le fonds d’un mécène", PATRON, "patron:funds", patrons))
    known = {*grants, *(person.pk for person in patrons)}
    others = [Person(user.pk, user.display_name, "") for user in users if user.pk not in known and not user.is_staff]
    found.append(
        Part("admin", "Administrer", "Les tables de la plateforme, en lecture pour l’argent.", "admin:index", admins)
    )
    found.append(
        Part("donor", "Donner avec un compte", "Facultatif : un don se fait sans compte.", "donor:find", others)
    )
    return [part for part in found if part.people]


def _patrons(users: Iterable[User]) -> list[Person]:
    """Those whom an agreement names, with its organisation."""
    by_email = {user.email: user for user in users}
    contacts = AgreementContact.objects.filter(email__in=by_email).select_related("agreement").order_by("pk")
    found = {each.email: each.agreement.organisation for each in contacts}
    return [Person(by_email[email].pk, by_email[email].display_name, place) for email, place in found.items()]


def part_of(code: str, pk: int) -> Part | None:
    """The part ``code`` when the person ``pk`` plays it."""
    playing = (part for part in parts() if part.code == code and any(person.pk == pk for person in part.people))
    return next(playing, None)


def waiting_links() -> list[WaitingLink]:
    """A few of the links that heads and managers have received and not answered, oldest first."""
    living = AccessLink.objects.filter(
        revoked_at=None,
        used_at=None,
        expires_at__gt=clock.now(),
        project__state=ProjectState.ACCEPTED,
        project__holder__email__endswith=DOMAIN,
    ).select_related("project")
    heads = living.filter(purpose=LinkPurpose.HEAD, project__head_file__state=HeadState.WAITING)
    managers = living.filter(purpose=LinkPurpose.MANAGER, project__manager_file__state=ManagerState.WAITING)
    return [
        *_links(heads.order_by("created_at", "pk"), "Direction"),
        *_links(managers.order_by("created_at", "pk"), "Gestionnaire"),
    ]


def _playing(users: Sequence[User], grants: dict[int, list[RoleGrant]], role: Role) -> list[Person]:
    return [
        Person(user.pk, user.display_name, grant.place)
        for user in users
        for grant in islice((each for each in grants.get(user.pk, []) if each.role == role), 1)
    ]


def _one_of_each_first(people: Sequence[Person]) -> list[Person]:
    """Holders with the state of their latest project; the first ones show one state each, to be tried in turn."""
    latest: dict[int, Project] = {}
    projects = Project.objects.filter(holder__in=[person.pk for person in people]).select_related("campaign")
    for project in projects.order_by("created_at", "pk"):
        latest[project.holder_id] = project
    told = [replace(person, situation=_situation(latest.get(person.pk))) for person in people]
    first = {person.situation: person for person in reversed(told)}
    leading = sorted(first.values(), key=lambda person: _rank(person.situation))
    return [*leading, *(person for person in told if person not in leading)]


def _situation(project: Project | None) -> str:
    if project is None:
        return "Pas encore de projet"
    campaign: Campaign | None = getattr(project, "campaign", None)
    return f"Collecte : {CampaignState(campaign.state).label}" if campaign else ProjectState(project.state).label


def _rank(situation: str) -> int:
    """What one would like to try first."""
    return TRY_FIRST.index(situation) if situation in TRY_FIRST else len(TRY_FIRST)


TRY_FIRST = (
    f"Collecte : {CampaignState.OPEN.label}",
    ProjectState.TO_REVISE.label,
    ProjectState.DRAFT.label,
    ProjectState.ACCEPTED.label,
    ProjectState.SUBMITTED.label,
)


def _links(found: Iterable[AccessLink], label: str) -> list[WaitingLink]:
    return [
        WaitingLink(label, link.project.title, reverse(AccessLink.URL_NAMES[link.purpose], args=[link.token]))
        for link in islice(found, LINKS)
    ]
