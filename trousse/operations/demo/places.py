"""Fictional schools of fictional towns, in real départements; each is marked as a demonstration."""

from dataclasses import dataclass
from decimal import Decimal

from trousse.fundraising.projects.enums import LevelGroup
from trousse.people.schools.enums import Contract, EducationPriority, SchoolKind, SchoolStatus, Sector
from trousse.people.schools.models import Departement, School
from trousse.people.schools.rules import uai_of

FIRST_NUMBER = 9800
"""Numbers so high are not given to real schools; the letter makes the UAI well-formed all the same."""


@dataclass(frozen=True)
class Place:
    departement: str
    town: str
    rural: bool
    ecole: str
    college: str
    lycee: str
    rep: str = ""
    private: bool = False
    ips: str = ""
    """Social index of its schools, as invented as they are."""


PLACES = (
    Place("78", "Les Ormeaux", False, "des Hirondelles", "Camille-Claudel", "Les Grands-Chênes", ips="117.2"),
    Place("62", "Saint-Avre-sur-Lys", True, "du Clos-Fleuri", "des Deux-Rives", "Louise-Weiss", "REP", ips="86.3"),
    Place("59", "Rochebranche", False, "Jules-Verne", "Louise-Michel", "Le Beffroi", "REP+", ips="71.8"),
    Place("34", "Port-Sainte-Anne", True, "du Phare", "des Embruns", "La Garrigue", ips="99.4"),
    Place("51", "Vignerolles", True, "de la Côte", "Les Coteaux", "Marguerite-Perey", ips="103.8"),
    Place("45", "Bois-Rémy", True, "des Tilleuls", "Val-de-Cosson", "Les Levées", ips="108.1"),
    Place("69", "Montclair", False, "Rosa-Parks", "Ampère-des-Monts", "Les Traboules", "REP", ips="88.9"),
    Place("31", "Garonnelle", False, "des Briques", "La Violette", "Ada-Lovelace", ips="112.6"),
    Place("29", "Ker-Avel", True, "du Vieux-Port", "Per-Jakez", "Armor", private=True, ips="97.5"),
    Place("13", "Les Calanquettes", False, "des Pins", "Frédéric-Ozanam", "Les Alpilles", "REP+", ips="76.2"),
    Place("33", "Dune-les-Bains", True, "des Arbousiers", "La Pinède", "Les Graves", ips="101.9"),
    Place("67", "Steinbourg-le-Haut", True, "des Cigognes", "La Grande-Île", "Les Orgues", ips="109.3"),
    Place("35", "La Chapelle-aux-Ajoncs", True, "Simone-Veil", "Brocéliande", "Les Remparts", ips="106.4"),
    Place("93", "Le Petit-Noyer", False, "Joséphine-Baker", "Aimé-Césaire", "Les Canaux", "REP+", ips="68.9"),
    Place("44", "Pré-Salé", True, "de l’Étier", "Anita-Conti", "Les Salorges", ips="104.7"),
    Place("38", "Belle-Combe", True, "des Edelweiss", "Les Aiguilles", "Du Vercorin", ips="111.0"),
    Place("76", "Valmont-sur-Craie", False, "des Falaises", "La Lézarde", "Les Pommiers", "REP", ips="84.1"),
    Place("80", "Fontaine-les-Saules", True, "de la Baie", "Les Hortillons", "Jeanne-Barret", ips="98.2"),
    Place("973", "Saut-Tapir", True, "des Awaras", "Les Carbets", "Les Grands-Bois", "REP+", ips="74.5"),
    Place("974", "Ravine-Citron", False, "des Flamboyants", "Les Filaos", "La Fournaise", "REP", ips="82.7"),
    Place("2B", "Castellucciu", True, "di u Fiume", "Les Arbousiers", "U Monte", ips="95.6"),
    Place("63", "Puy-Chatel", True, "des Genêts", "Les Laves", "Les Sources", ips="93.8"),
)

KINDS = {
    LevelGroup.MATERNELLE: (SchoolKind.MATERNELLE, "École maternelle"),
    LevelGroup.ELEMENTAIRE: (SchoolKind.ELEMENTAIRE, "École élémentaire"),
    LevelGroup.COLLEGE: (SchoolKind.COLLEGE, "Collège"),
    LevelGroup.LYCEE: (SchoolKind.LYCEE, "Lycée"),
}
PUPILS = {LevelGroup.MATERNELLE: 84, LevelGroup.ELEMENTAIRE: 162, LevelGroup.COLLEGE: 448, LevelGroup.LYCEE: 760}


def school_at(place: Place, group: LevelGroup) -> School:
    """The school of this town for this step, created when it is first needed."""
    kind, noun = KINDS[group]
    own_name = {LevelGroup.COLLEGE: place.college, LevelGroup.LYCEE: place.lycee}.get(group, place.ecole)
    departement = Departement.objects.get(code=place.departement)
    uai = _uai(departement, list(LevelGroup).index(group), PLACES.index(place))
    school, _created = School.objects.get_or_create(
        uai=uai,
        defaults={
            "name": f"{noun} {own_name}",
            "kind": kind,
            "sector": Sector.PRIVATE if place.private else Sector.PUBLIC,
            "contract": Contract.ASSOCIATION if place.private else Contract.NOT_APPLICABLE,
            "status": SchoolStatus.OPEN,
            "address": "1, rue de la Démonstration",
            "postcode": f"{place.departement[:2].replace('2B', '20')}000",
            "commune_name": place.town,
            "departement": departement,
            "mail": f"ce.{uai.lower()}@ecole.demo.trousse.example",
            "pupils": PUPILS[group],
            "education_priority": EducationPriority(place.rep),
            "rural": place.rural,
            "ips": Decimal(place.ips) if place.ips else None,
            "is_demo": True,
        },
    )
    return school


def _uai(departement: Departement, step: int, town: int) -> str:
    corsica = {"2A": "620", "2B": "720"}
    prefix = corsica.get(departement.code, departement.code.zfill(3))
    return uai_of(f"{prefix}{FIRST_NUMBER + step * 30 + town}")
