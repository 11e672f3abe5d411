"""Fictional people: first names and an initial, addresses that reach nobody (``.example``, RFC 2606)."""

from dataclasses import dataclass
from random import Random

from trousse.core.actors import Actor
from trousse.people.accounts.enums import Role, Scope
from trousse.people.accounts.models import AcademicDomain, User
from trousse.people.accounts.services import account_open, account_rename, holder_join_school, role_grant
from trousse.people.schools.models import Academie, Departement, School

DOMAIN = "demo.trousse.example"

FIRST_NAMES = [
    "Jeanne",
    "Samir",
    "Nadia",
    "Lucas",
    "Aïcha",
    "Margaux",
    "Hugo",
    "Inès",
    "Thomas",
    "Fatou",
    "Camille",
    "Yanis",
    "Chloé",
    "Mehdi",
    "Sarah",
    "Antoine",
    "Lina",
    "Paul",
    "Maëlle",
    "Karim",
    "Élise",
    "Bastien",
    "Awa",
    "Romain",
    "Manon",
    "Idriss",
    "Clara",
    "Simon",
    "Leïla",
    "Gabriel",
    "Anouk",
    "Rayan",
    "Louise",
    "Malik",
    "Zoé",
    "Victor",
    "Amina",
    "Noé",
    "Salomé",
    "Adrien",
    "Juliette",
    "Ibrahim",
    "Agathe",
    "Théo",
    "Safia",
    "Martin",
    "Capucine",
    "Bilal",
    "Rose",
    "Étienne",
]
FAMILY_NAMES = [
    "Tisserand",
    "Delorme",
    "Benali",
    "Vasseur",
    "Morvan",
    "Diallo",
    "Castel",
    "Lenoir",
    "Aubry",
    "Fontanel",
    "Haddad",
    "Kerbrat",
    "Pasquier",
    "Roussel",
    "Traoré",
    "Marchand",
    "Olivier",
    "Zeller",
    "Guérin",
    "Navarre",
    "Sorel",
    "Bonneau",
    "Cissé",
    "Lemoine",
    "Perrin",
    "Valette",
    "Duchêne",
    "Rivière",
    "Fabre",
    "Cordier",
]
COMPANIES = (
    "Boulangerie du Pont",
    "Librairie Les Marges",
    "Garage des Tilleuls",
    "Menuiserie Aubier",
    "Café du Lavoir",
)

ACTOR = Actor.system("demo")


@dataclass(frozen=True)
class Staff:
    """Who works on the platform in the demonstration."""

    admin: User
    reviewers: dict[str, User]
    second_approver: User
    moderator: User
    """Decides of reports; contestations are the admin's."""


def open_domain() -> None:
    """The demonstration's own mail domain counts as academic: its holders have no real mailbox."""
    AcademicDomain.objects.get_or_create(domain=DOMAIN, defaults={"active": True})


def staff() -> Staff:
    """The team: one person who sees everything, a reviewer for every académie, finance, committee."""
    admin = _person("Alix", "Delorme")
    if not admin.is_superuser:
        admin.is_staff = admin.is_superuser = True
        admin.save(update_fields=["is_staff", "is_superuser"])
    _grant(admin, Role.PLATFORM)
    reviewers = {}
    names = zip(FIRST_NAMES[20:], FAMILY_NAMES, strict=False)
    everywhere = _person("Solène", "Marchand")
    _grant(everywhere, Role.REVIEWER)
    for code, (first, last) in zip(PILOT, names, strict=False):
        academie = Academie.objects.get(name=code)
        reviewer = _person(first, last)
        role_grant(user=reviewer, role=Role.REVIEWER, scope=Scope.ACADEMIE, academie=academie, actor=ACTOR)
        reviewers[academie.code] = reviewer
    for academie in Academie.objects.exclude(code__in=reviewers).order_by("code"):
        reviewers[academie.code] = everywhere
    finance = _person("Rémi", "Zeller")
    _grant(finance, Role.FINANCE)
    for first, last in (("Yasmine", "Haddad"), ("Pierre", "Kerbrat")):
        _grant(_person(first, last), Role.COMMITTEE)
    _coaches()
    moderator = _person("Maud", "Aubry")
    _grant(moderator, Role.PLATFORM)
    return Staff(admin=admin, reviewers=reviewers, second_approver=finance, moderator=moderator)


def _coaches() -> None:
    """Two by académie and one who covers four départements; elsewhere projects wait for somebody."""
    for (first, last), names in COACHES.items():
        for academie in Academie.objects.filter(name__in=names).order_by("code"):
            user = _person(first, last)
            role_grant(user=user, role=Role.COACH, scope=Scope.ACADEMIE, academie=academie, actor=ACTOR)
    for departement in Departement.objects.filter(code__in=LOCAL_PLACES).order_by("code"):
        user = _person(*LOCAL_COACH)
        role_grant(user=user, role=Role.COACH, scope=Scope.DEPARTEMENT, departement=departement, actor=ACTOR)


COACHES = {
    ("Mireille", "Castel"): ("Lille", "Reims", "Orléans-Tours", "Amiens", "Normandie", "Strasbourg"),
    ("Loïc", "Morvan"): ("Versailles", "Montpellier", "Créteil", "Rennes", "Nantes", "Grenoble", "Lyon"),
}
LOCAL_COACH = ("Anaïs", "Lenoir")
LOCAL_PLACES = ("13", "62", "31", "33")
PILOT = ("Lille", "Montpellier", "Orléans-Tours", "Reims", "Versailles")
"""The five académies of March 2017."""


def draw_teacher(random: Random, taken: set[tuple[str, str]]) -> tuple[str, str]:
    """First and family name of somebody new: nobody teaches in two schools."""
    while True:
        name = random.choice(FIRST_NAMES), random.choice(FAMILY_NAMES)
        if name not in taken:
            taken.add(name)
            return name


def holder(first: str, last: str, school: School) -> User:
    """A teacher of ``school``."""
    user = _person(first, last)
    holder_join_school(user=user, school=school)
    return user


def email_of(first: str, last: str) -> str:
    return f"{first}.{last}@{DOMAIN}".lower().translate(PLAIN)


PLAIN = str.maketrans("àâäéèêëîïôöùûüçñ", "aaaeeeeiioouuucn")


def _person(first: str, last: str) -> User:
    user = account_open(email=email_of(first, last), first_name=first, last_name=last)
    return account_rename(user=user, first_name=first, last_name=last)


def _grant(user: User, role: Role) -> None:
    role_grant(user=user, role=role, scope=Scope.NATION, actor=ACTOR)
