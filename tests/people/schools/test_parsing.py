"""What a row tells of a school, in each schema the ministry has published. No database."""

from decimal import Decimal
from typing import Any

import pytest

from trousse.people.schools.enums import Contract, EducationPriority, SchoolKind, SchoolStatus, Sector
from trousse.people.schools.importing.columns import Column, Header, header_key
from trousse.people.schools.importing.files import Record
from trousse.people.schools.importing.parsing import SchoolFacts, facts_of
from trousse.people.schools.importing.rows import Row

DIRECTORY = {"Identifiant_de_l_etablissement": "0310047H", "Adresse_1": "1 rue des Écoles", "etat": "OUVERT"}
NATIONAL = {"uai": "0310047H", "ips": "101.2"}


def facts(cells: dict[str, str]) -> SchoolFacts:
    header = Header.recognise(list(cells), Column.UAI)
    assert header is not None
    return facts_of(Row(header, Record(2, list(cells.values()))), "0310047H")


def known(**cells: str) -> dict[str, Any]:
    return facts(DIRECTORY | cells).known


@pytest.mark.parametrize(
    "name",
    [
        "Identifiant_de_l_etablissement",
        "identifiant_de_l_etablissement",
        "Identifiant de l'établissement",
        "Code établissement",
        "Numéro de l'école",
        "numero_uai",
        " UAI ",
        "uai",
        "NUMERO",
    ],
)
def test_the_uai_has_many_names(name: str) -> None:
    header = Header.recognise(["x", name, "y"], Column.UAI)
    assert header is not None
    assert header.index[Column.UAI] == 1


def test_columns_that_look_like_the_uai_are_not() -> None:
    assert Header.recognise(["UAI tête de réseau", "multi_uai", "nom"], Column.UAI) is None


def test_the_most_precise_name_wins_whatever_the_order() -> None:
    header = Header.recognise(["NUMERO", "numero_uai"], Column.UAI)
    assert header is not None
    assert header.index[Column.UAI] == 1


def test_names_are_compared_without_accents_spaces_or_case() -> None:
    assert header_key("N°Département") == header_key("n_departement")
    assert header_key("circonscription ") == "circonscription"


def test_a_line_of_the_directory() -> None:
    told = facts(
        DIRECTORY
        | {
            "Nom_etablissement": "Collège Michelet",
            "Type_etablissement": "Collège",
            "Statut_public_prive": "Public",
            "Adresse_2": "BP 12",
            "Code_postal": "31000",
            "Code_commune": "31555",
            "Nom_commune": "Toulouse",
            "Code_departement": "031",
            "Telephone": "05 61 62 46 59",
            "Mail": "0311631E@ac-toulouse.fr",
            "Appartenance_Education_Prioritaire": "REP+",
            "SIREN_SIRET": "19311631600012",
            "Nombre_d_eleves": "431",
            "Type_contrat_prive": "SANS OBJET",
            "latitude": "43.604396096847545",
            "longitude": "1.4556795731069385",
            "code_nature": "340",
            "colonne_inconnue": "peu importe",
        }
    )
    assert told.known == {
        "name": "Collège Michelet",
        "kind": SchoolKind.COLLEGE,
        "nature_code": "340",
        "sector": Sector.PUBLIC,
        "contract": Contract.NOT_APPLICABLE,
        "status": SchoolStatus.OPEN,
        "address": "1 rue des Écoles, BP 12",
        "postcode": "31000",
        "commune_code": "31555",
        "commune_name": "Toulouse",
        "departement_id": "31",
        "mail": "0311631e@ac-toulouse.fr",
        "phone": "05 61 62 46 59",
        "siret": "19311631600012",
        "pupils": 431,
        "education_priority": EducationPriority.REP_PLUS,
        "latitude": 43.604396,
        "longitude": 1.45568,
    }
    assert told.guesses == {}


def test_empty_and_damaged_cells_tell_nothing() -> None:
    told = known(Nom_etablissement="", SIREN_SIRET="2,17003E+13", Telephone="5,62E+08", Nombre_d_eleves="")
    assert told.keys() == {"status", "address", "departement_id"}


def test_an_older_directory_with_spaces_in_its_names() -> None:
    told = facts(
        {
            "Code établissement": "0310047H",
            "Nom établissement": "Lycée Ozenne",
            "Type établissement": "Lycée",
            "Adresse 1": "9 rue Merly",
            "Code postal": "31000",
            "Statut public privé": "Privé",
            "Type contrat privé": "CONTRAT D'ASSOCIATION TOUTES CLASSES",
            "Etat": "A FERMER",
            "coordonnee_X": "574000",
            "position": "43.6, 1.44",
        }
    ).known
    assert told["name"] == "Lycée Ozenne"
    assert told["contract"] is Contract.ASSOCIATION
    assert told["status"] is SchoolStatus.TO_CLOSE
    assert (told["latitude"], told["longitude"]) == (43.6, 1.44)


def test_the_geolocated_list_of_establishments() -> None:
    told = facts(
        {
            "numero_uai": "0310047H",
            "appellation_officielle": "LYCEE OZENNE",
            "secteur_public_prive_libe": "Public",
            "adresse_uai": "9 RUE MERLY",
            "localite_acheminement_uai": "TOULOUSE",
            "libelle_commune": "TOULOUSE",
            "nature_uai": "306",
            "etat_etablissement": "1",
            "etat_etablissement_libe": "Ouvert",
            "latitude": "43,604",
            "longitude": "1,44",
        }
    ).known
    assert told["kind"] is SchoolKind.LYCEE
    assert told["status"] is SchoolStatus.OPEN
    assert told["latitude"] == 43.604


def test_a_table_of_ips_only_guesses_who_the_school_is() -> None:
    told = facts(
        NATIONAL
        | {
            "type": "ecole",
            "nom": "ECOLE ELEMENTAIRE JULES FERRY",
            "secteur": "privé sous contrat",
            "code_departement": "02A",
            "commune": "AJACCIO",
            "effectifs": "53.0",
            "ips": "89,5",
            "ep": "REP",
        }
    )
    assert told.known == {"ips": Decimal("89.5"), "education_priority": EducationPriority.REP}
    assert told.guesses["name"] == "ECOLE ELEMENTAIRE JULES FERRY"
    assert told.guesses["kind"] is SchoolKind.ELEMENTAIRE
    assert told.guesses["contract"] is Contract.UNDER_CONTRACT
    assert told.guesses["departement_id"] == "2A"
    assert told.guesses["pupils"] == 53


def test_the_rep_list() -> None:
    told = facts(
        {
            "ACADEMIE": "TOULOUSE",
            "N°Département": "31",
            "UAI tête de réseau": "0311631E",
            "NUMERO": "0310047H",
            "NOM DE L'ETABLISSEMENT": "MARIE CURIE",
            "TYPE_DETABLISSEMENT": "ECOLE MATERNELLE",
            "EP": "REP+",
            "circonscription ": "IEN",
            "contact collège ou circonscription ": "ce.0311631E@ac-toulouse.fr",
        }
    )
    assert told.known == {"education_priority": EducationPriority.REP_PLUS}
    assert told.guesses["kind"] is SchoolKind.MATERNELLE
    assert "mail" not in told.guesses  # the contact is that of the network, not of the school


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("REP", "REP"), ("rep+", "REP+"), ("REP +", "REP+"), ("", ""), ("HORS EP", ""), ("peut-être", None)],
)
def test_priority_education(cell: str, expected: str | None) -> None:
    assert known(Appartenance_Education_Prioritaire=cell).get("education_priority") == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Type_etablissement": "Ecole", "Ecole_maternelle": "1", "Ecole_elementaire": "1"}, SchoolKind.PRIMAIRE),
        ({"Type_etablissement": "Ecole", "Ecole_maternelle": "1", "Ecole_elementaire": "0"}, SchoolKind.MATERNELLE),
        ({"Type_etablissement": "École", "Ecole_maternelle": "0", "Ecole_elementaire": "1"}, SchoolKind.ELEMENTAIRE),
        ({"Type_etablissement": "Ecole", "code_nature": "101"}, SchoolKind.MATERNELLE),
        ({"Type_etablissement": "Ecole", "Nom_etablissement": "Ecole primaire du Parc"}, SchoolKind.PRIMAIRE),
        ({"Type_etablissement": "Collège", "code_nature": "302"}, SchoolKind.COLLEGE),
        ({"Type_etablissement": "Lycée", "code_nature": "306"}, SchoolKind.LYCEE),
        ({"Type_etablissement": "Lycée", "code_nature": "320"}, SchoolKind.LYCEE_PRO),
        ({"Type_etablissement": "Lycée", "Nom_etablissement": "Lycée professionnel Diderot"}, SchoolKind.LYCEE_PRO),
        (
            {
                "Type_etablissement": "Lycée",
                "Voie_generale": "0",
                "Voie_technologique": "0",
                "Voie_professionnelle": "1",
            },
            SchoolKind.LYCEE_PRO,
        ),
        ({"Type_etablissement": "Lycée", "code_nature": "400"}, SchoolKind.OTHER),
        ({"Type_etablissement": "EREA"}, SchoolKind.EREA),
        ({"Type_etablissement": "Médico-social"}, SchoolKind.MEDICO_SOCIAL),
        ({"Type_etablissement": "Service Administratif"}, SchoolKind.SERVICE),
        ({"Type_etablissement": "Information et orientation"}, SchoolKind.ORIENTATION),
        ({"Type_etablissement": "Autre", "code_nature": "380"}, SchoolKind.OTHER),
        ({"Type_etablissement": "", "code_nature": "809"}, SchoolKind.SERVICE),
        ({"Type_etablissement": "", "code_nature": "240"}, SchoolKind.MEDICO_SOCIAL),
        ({"Type_etablissement": "", "code_nature": "162"}, SchoolKind.ELEMENTAIRE),
        ({"Type_etablissement": ""}, None),
    ],
)
def test_kinds(cells: dict[str, str], expected: SchoolKind | None) -> None:
    assert known(**cells).get("kind") is expected


def test_an_ecole_of_which_nothing_more_is_said_is_a_guess() -> None:
    assert facts(DIRECTORY | {"Type_etablissement": "Ecole"}).guesses == {"kind": SchoolKind.ELEMENTAIRE}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("CONTRAT D'ASSOCIATION TOUTES CLASSES", Contract.ASSOCIATION),
        ("CONTRAT ASSOCIATION PARTIE DES CLASSES", Contract.ASSOCIATION),
        ("C0NTRAT SIMPLE POUR PARTIE DES CLASSES", Contract.SIMPLE),
        ("SOUS CONTRAT ETABLISSEMENT AGRICOLE", Contract.AGRICULTURAL),
        ("HORS CONTRAT", Contract.OUTSIDE),
        ("INCONNU DU GESTIONNAIRE", Contract.UNKNOWN),
        ("", None),
    ],
)
def test_contracts(cell: str, expected: Contract | None) -> None:
    assert known(Statut_public_prive="Privé", Type_contrat_prive=cell).get("contract") is expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("OUVERT", SchoolStatus.OPEN),
        ("A FERMER", SchoolStatus.TO_CLOSE),
        ("À ouvrir", SchoolStatus.TO_OPEN),
        ("FERMÉ", SchoolStatus.CLOSED),
    ],
)
def test_states(cell: str, expected: SchoolStatus) -> None:
    assert known(etat=cell)["status"] is expected


def test_a_state_that_is_not_understood_is_not_open() -> None:
    told = facts(DIRECTORY | {"etat": "EN SOMMEIL"})
    assert "status" not in told.known
    assert told.guesses["status"] is SchoolStatus.CLOSED


def test_saint_martin_is_not_off_newfoundland() -> None:
    told = known(Code_commune="97801", Code_departement="978", latitude="46.921052", longitude="-56.269556")
    assert told["departement_id"] == "971"
    assert "latitude" not in told


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Code_departement": "031"}, "31"),
        ({"Code_departement": "20", "Code_commune": "2A004"}, "2A"),
        ({"Code_departement": ""}, "31"),
        ({"Code_departement": "975"}, "31"),
    ],
)
def test_the_departement_falls_back_on_the_commune_then_on_the_uai(cells: dict[str, str], expected: str) -> None:
    assert known(**cells)["departement_id"] == expected


def test_a_shifted_line_only_fills_blanks() -> None:
    header = Header.recognise(["uai", "nom", "adresse", "etat"], Column.UAI)
    assert header is not None
    told = facts_of(Row(header, Record(2, ["0310047H", "Lycée", "Ozenne", "9 rue Merly", "OUVERT"])), "0310047H")
    assert told.known == {}
    assert told.guesses["name"] == "Lycée"
    assert told.guesses["status"] is SchoolStatus.CLOSED


def test_a_short_line_tells_what_it_has() -> None:
    header = Header.recognise(["uai", "nom", "adresse", "etat", "ep"], Column.UAI)
    assert header is not None
    told = facts_of(Row(header, Record(2, ["0310047H", "Lycée Ozenne"])), "0310047H")
    assert told.known == {"name": "Lycée Ozenne", "departement_id": "31"}


def test_merging_keeps_the_first_value_that_is_not_empty() -> None:
    first = SchoolFacts("0310047H", 2, {"name": "A", "education_priority": ""}, {"mail": "a@ac-lille.fr"})
    first.absorb(SchoolFacts("0310047H", 9, {"name": "B", "education_priority": "REP", "phone": "1"}, {}))
    assert first.known == {"name": "A", "education_priority": "REP", "phone": "1"}
    assert first.guesses == {"mail": "a@ac-lille.fr"}
