"""Which body for which school, and check digits. No database."""

import pytest

from trousse.people.bodies import rules
from trousse.people.bodies.enums import BodyKind
from trousse.people.schools.enums import Degree, SchoolKind, Sector


@pytest.mark.parametrize(
    ("degree", "sector", "kind", "expected"),
    [
        (Degree.FIRST, Sector.PUBLIC, SchoolKind.PRIMAIRE, (BodyKind.COOP,)),
        (Degree.FIRST, Sector.PUBLIC, SchoolKind.MATERNELLE, (BodyKind.COOP,)),
        (Degree.SECOND, Sector.PUBLIC, SchoolKind.COLLEGE, (BodyKind.EPLE, BodyKind.AS)),
        (Degree.SECOND, Sector.PUBLIC, SchoolKind.EREA, (BodyKind.EPLE, BodyKind.AS)),
        (Degree.SECOND, Sector.PUBLIC, SchoolKind.LYCEE, (BodyKind.EPLE, BodyKind.AS, BodyKind.MDL)),
        (Degree.SECOND, Sector.PUBLIC, SchoolKind.LYCEE_PRO, (BodyKind.EPLE, BodyKind.AS, BodyKind.MDL)),
        (Degree.FIRST, Sector.PRIVATE, SchoolKind.PRIMAIRE, (BodyKind.OGEC,)),
        (Degree.SECOND, Sector.PRIVATE, SchoolKind.LYCEE, (BodyKind.OGEC,)),
        (Degree.NONE, Sector.NONE, SchoolKind.SERVICE, ()),
        (Degree.NONE, Sector.PUBLIC, SchoolKind.MEDICO_SOCIAL, ()),
    ],
)
def test_who_receives_the_money(
    degree: Degree, sector: Sector, kind: SchoolKind, expected: tuple[BodyKind, ...]
) -> None:
    assert rules.eligible_kinds(degree, sector, kind) == expected


def test_a_foyer_socio_educatif_is_never_eligible() -> None:
    assert "fse" not in {kind.value for kind in BodyKind}


@pytest.mark.parametrize("siren", ["552008443", "356000000", "404833048"])
def test_valid_siren(siren: str) -> None:
    assert rules.is_valid_siren(siren)


@pytest.mark.parametrize(
    "text", ["", "552008444", "55200844", "5520084433", "552 008 443", "552008443\n", "٥٥٢٠٠٨٤٤٣", "55200844A"]
)
def test_anything_else_is_no_siren(text: str) -> None:
    assert not rules.is_valid_siren(text)


@pytest.mark.parametrize(
    ("siret", "expected"),
    [
        ("77684512500058", True),
        ("19341577500017", True),
        ("35600000000048", True),  # head office of La Poste: Luhn
        ("35600000049837", True),  # another of its offices: the digits add up to a multiple of five
        ("35600000049838", False),
        ("77677699780045", False),  # real, and yet it fails
        ("7768451250005", False),
        ("77684512500058 ", False),
    ],
)
def test_siret(siret: str, expected: bool) -> None:
    assert rules.is_valid_siret(siret) is expected


@pytest.mark.parametrize(
    "iban", ["FR7630001007941234567890185", "FR76 3000 1007 9412 3456 7890 185", "DE87200500001234567890"]
)
def test_valid_iban(iban: str) -> None:
    assert rules.is_valid_iban(iban)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FR7630001007941234567890186",
        "FR763000100794123456789018",
        "BG87200500001234567890",
        "IE98BOFI90393912121212",
        "FR76３0001007941234567890185",
        "FR7630001007941234567890185\n",
        "pas un IBAN",
    ],
)
def test_anything_else_is_no_iban(text: str) -> None:
    assert not rules.is_valid_iban(text)


def test_a_transfer_needs_the_sepa_zone() -> None:
    assert rules.is_payable_iban("FR7630001007941234567890185")
    assert rules.is_valid_iban("BR1800360305000010009795493C1")
    assert not rules.is_payable_iban("BR1800360305000010009795493C1")


def test_the_key_of_a_french_account_is_checked_too() -> None:
    """Right as an IBAN (mod 97), wrong as a RIB: two digits were swapped before the control digits were made."""
    assert not rules.is_valid_iban("FR4930001007941234567890186")


def test_numbers_as_people_write_them() -> None:
    assert rules.tidy_number(" fr76-3000.1007 9412\u00a03456 7890 185 ") == "FR7630001007941234567890185"


def test_bic() -> None:
    assert rules.is_valid_bic("BDFEFRPP")
    assert rules.is_valid_bic("BDFEFRPPCCT")
    assert not rules.is_valid_bic("BDFE")
    assert rules.bic_of("FR7630001007941234567890185") == "BDFEFRPP"


def test_a_masked_iban_gives_little_away() -> None:
    assert rules.masked_iban("FR7630001007941234567890185") == "FR76 •••• 0185"
