"""``import_schools``, end to end on small files."""

import gzip
import json
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from tests.people.factories import make_school
from trousse.people.schools import services
from trousse.people.schools.enums import Contract, EducationPriority, SchoolKind, SchoolStatus, Sector
from trousse.people.schools.errors import ImportAlreadyRunning
from trousse.people.schools.models import School
from trousse.people.schools.rules import uai_of

pytestmark = pytest.mark.django_db

HEADER = (
    "Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Adresse_1;Code_postal;"
    "Code_commune;Nom_commune;Code_departement;Telephone;Mail;SIREN_SIRET;etat;Appartenance_Education_Prioritaire;"
    "Type_contrat_prive"
)
MICHELET = (
    "0311631E;Collège Michelet;Collège;Public;6 boulevard Michelet;31000;31555;Toulouse;031;05 61 62 46 59;"
    "0311631e@ac-toulouse.fr;19311631600012;OUVERT;REP;SANS OBJET"
)
OZENNE = "0310047H;Lycée Ozenne;Lycée;Public;9 rue Merly;31000;31555;Toulouse;031;;;;OUVERT;;SANS OBJET"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(*lines: str, name: str = "annuaire.csv", header: str = HEADER) -> Path:
        path = tmp_path / name
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return path

    return write


def run(path: Path) -> tuple[dict[str, Any], str]:
    out, err = StringIO(), StringIO()
    call_command("import_schools", str(path), stdout=out, stderr=err)
    return json.loads(out.getvalue().splitlines()[-1]), err.getvalue()


def test_a_first_import_then_the_same_again(write: Write) -> None:
    path = write(MICHELET, OZENNE)
    report, progress = run(path)
    assert report == {"read": 2, "created": 2, "updated": 0, "unchanged": 0, "rejected": []}
    assert "100 %" in progress

    school = School.objects.get(uai="0311631E")
    assert school.name == "Collège Michelet"
    assert school.departement is not None
    assert school.departement.academie.name == "Toulouse"
    assert school.mail == "0311631e@ac-toulouse.fr"
    assert school.education_priority == EducationPriority.REP
    assert school.degree == "second"
    assert school.is_choosable

    assert run(path)[0] == {"read": 2, "created": 0, "updated": 0, "unchanged": 2, "rejected": []}


def test_standard_output_is_one_line_of_json(write: Write) -> None:
    out = StringIO()
    call_command("import_schools", str(write(MICHELET)), stdout=out, stderr=StringIO())
    assert len(out.getvalue().splitlines()) == 1


def test_next_year_changes_one_school(write: Write) -> None:
    run(write(MICHELET, OZENNE))
    report, _err = run(write(MICHELET.replace("Michelet;Collège", "Jules-Michelet;Collège"), OZENNE))
    assert (report["updated"], report["unchanged"]) == (1, 1)
    assert School.objects.get(uai="0311631E").name == "Collège Jules-Michelet"


def test_an_empty_cell_erases_nothing_but_priority_education(write: Write) -> None:
    run(write(MICHELET))
    silent = "0311631E;;Collège;Public;;;;;;;;;OUVERT;;SANS OBJET"
    report, _err = run(write(silent))
    school = School.objects.get(uai="0311631E")
    assert report["updated"] == 1
    assert school.education_priority == EducationPriority.NONE
    assert (school.name, school.mail, school.postcode) == ("Collège Michelet", "0311631e@ac-toulouse.fr", "31000")


def test_services_and_closed_schools_are_kept_but_cannot_be_chosen(write: Write) -> None:
    path = write(
        "0312014W;Rectorat;Service Administratif;;;31000;;Toulouse;031;;;;OUVERT;;SANS OBJET",
        OZENNE.replace("OUVERT", "FERME"),
        MICHELET.replace("OUVERT", "A OUVRIR"),
    )
    uai = uai_of("0312014")
    path.write_text(path.read_text().replace("0312014W", uai))
    report, _err = run(path)
    assert report["created"] == 3
    kinds = dict(School.objects.values_list("uai", "kind"))
    assert kinds == {uai: SchoolKind.SERVICE, "0310047H": SchoolKind.LYCEE, "0311631E": SchoolKind.COLLEGE}
    assert dict(School.objects.values_list("uai", "status"))["0310047H"] == SchoolStatus.CLOSED
    assert not School.objects.choosable().exists()


def test_bad_lines_are_told_and_the_others_kept(write: Write) -> None:
    path = write(
        MICHELET,
        "0950009E;Fausse lettre;Ecole;Public;;;;;;;;;OUVERT;;",
        ";Sans UAI;Ecole;Public;;;;;;;;;OUVERT;;",
        "",
        ";;;;;;;;;;;;;;",
        "n'importe quoi",
        " 0310047h ;Lycée Ozenne;Lycée;Public;;;;;;;;;OUVERT;;",
    )
    report, _err = run(path)
    assert report["read"] == 5
    assert report["created"] == 2
    assert [row["line"] for row in report["rejected"]] == [3, 4, 7]
    assert "devrait être U" in report["rejected"][0]["reason"]
    assert report["rejected"][1]["reason"] == "UAI absent"
    assert School.objects.get(uai="0310047H").name == "Lycée Ozenne"
    assert report["read"] == report["created"] + report["updated"] + report["unchanged"] + len(report["rejected"])


def test_a_school_on_several_lines_is_merged(write: Write) -> None:
    path = write(
        "0342266D;Cité scolaire (collège);Collège;Public;4 rue du 81e;34090;;Montpellier;034;;;;OUVERT;;SANS OBJET",
        OZENNE,
        "0342266D;Cité scolaire (lycée);Lycée;Public;;;;;034;;ce.0342266D@ac-montpellier.fr;;OUVERT;REP;SANS OBJET",
    )
    report, _err = run(path)
    assert report["created"] == 2
    assert report["rejected"] == [{"line": 4, "reason": "UAI « 0342266D » déjà lu ligne 2 : fusionné avec elle"}]
    school = School.objects.get(uai="0342266D")
    assert (school.name, school.kind) == ("Cité scolaire (collège)", SchoolKind.COLLEGE)
    assert school.mail == "ce.0342266d@ac-montpellier.fr"
    assert school.education_priority == EducationPriority.REP
    assert run(path)[0]["unchanged"] == 2


def test_the_directory_speaks_louder_than_lists_of_figures(write: Write, tmp_path: Path) -> None:
    ips = tmp_path / "ips.csv"
    ips.write_text(
        "uai,type,nom,secteur,code_departement,commune,effectifs,ips,ep\n"
        "0311631E,college,COLLEGE MICHELET,public,031,TOULOUSE,412.0,98.7,REP+\n"
        "0310047H,lycee,LYCEE OZENNE,privé sous contrat,031,TOULOUSE,900.0,120.1,\n",
        encoding="utf-8",
    )
    run(write(MICHELET))
    report, _err = run(ips)
    assert (report["created"], report["updated"]) == (1, 1)

    enriched = School.objects.get(uai="0311631E")
    assert (enriched.name, enriched.commune_name) == ("Collège Michelet", "Toulouse")
    assert (enriched.ips, enriched.pupils) == (Decimal("98.7"), 412)
    assert enriched.education_priority == EducationPriority.REP_PLUS

    created = School.objects.get(uai="0310047H")
    assert (created.name, created.sector, created.contract) == ("LYCEE OZENNE", Sector.PRIVATE, Contract.UNDER_CONTRACT)
    assert created.is_choosable
    assert run(ips)[0]["unchanged"] == 2

    run(write(MICHELET, OZENNE.replace("Public", "Privé").replace("SANS OBJET", "HORS CONTRAT")))
    created.refresh_from_db()
    assert (created.name, created.contract) == ("Lycée Ozenne", Contract.OUTSIDE)
    assert created.ips == Decimal("120.1")
    assert not created.is_choosable


def test_a_hand_made_list(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(
        "Écoles de la circonscription\n\n Numéro de l'école \t Nom de l'école\tVille\n"
        "0311631e\tÉcole des Érables\tBlagnac\n\nx\ty\tz\n".encode("cp1252")
    )
    report, _err = run(path)
    assert report == {
        "read": 2,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "rejected": [{"line": 6, "reason": "UAI « X » : sept chiffres et une lettre sont attendus"}],
    }
    school = School.objects.get(uai="0311631E")
    assert (school.name, school.commune_name, school.departement_id) == ("École des Érables", "Blagnac", "31")


def test_line_numbers_survive_cells_over_several_lines(write: Write) -> None:
    path = write('0311631E;"Collège\nMichelet";Collège;Public;;;;;;;;;OUVERT;;', "0950009E;faux")
    report, _err = run(path)
    assert [row["line"] for row in report["rejected"]] == [4]
    assert School.objects.get().name == "Collège Michelet"


def test_a_compressed_file(write: Write, tmp_path: Path) -> None:
    path = tmp_path / "annuaire.csv.gz"
    path.write_bytes(gzip.compress(write(MICHELET).read_bytes()))
    assert run(path)[0]["created"] == 1


def test_a_siret_that_fails_its_key_is_kept_with_a_warning(write: Write) -> None:
    report, err = run(write(MICHELET.replace("19311631600012", "77677699780045")))
    assert report["created"] == 1
    assert School.objects.get().siret == "77677699780045"
    assert "0311631E" in err


def test_a_separator_too_many(write: Write) -> None:
    report, err = run(write(MICHELET.replace("6 boulevard", "6; boulevard")))
    assert report["created"] == 1
    assert "ligne 2" in err
    assert School.objects.get().status == SchoolStatus.CLOSED  # what stands under « etat » is not a state


def test_values_too_long_for_their_column_do_not_stop_the_import(write: Write) -> None:
    report, _err = run(write(MICHELET.replace("Collège Michelet", "M" * 5000), OZENNE))
    assert report["created"] == 2


def test_several_batches(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "BATCH", 3)
    uais = [uai_of(f"03100{n:02d}") for n in range(20)]
    path = write(*(OZENNE.replace("0310047H", uai) for uai in [*uais, uais[0], uais[7]]))
    report, progress = run(path)
    assert (report["created"], len(report["rejected"])) == (20, 2)
    assert School.objects.count() == 20
    assert len(progress.splitlines()) == 7


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "vide"), (b"nom;ville\nA;B\n", "colonne attendue"), (bytes(range(256)) * 30, "texte")],
    ids=["empty", "no uai column", "binary"],
)
def test_when_nothing_can_be_read_the_command_fails_in_words(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "annuaire.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=why):
        run(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="n’existe pas"):
        run(tmp_path / "absent.csv")


def test_a_header_and_nothing_under_it(write: Write) -> None:
    with pytest.raises(CommandError, match="aucune ligne"):
        run(write())


def test_lines_that_are_all_bad_were_read_all_the_same(write: Write) -> None:
    report, _err = run(write("x;y"))
    assert (report["read"], len(report["rejected"])) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once(write: Write) -> None:
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [services._IMPORT_LOCK])
        with pytest.raises(ImportAlreadyRunning):
            services.schools_import(path=write(MICHELET))
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_all()")
    finally:
        other.close()
    assert services.schools_import(path=write(MICHELET)).tally.created == 1


def test_the_lock_is_given_back(write: Write) -> None:
    run(write(MICHELET))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone() == (0,)


def test_rural_communes(tmp_path: Path) -> None:
    village, town, unknown = (make_school(commune_code=code) for code in ("01002", "01004", "01999"))
    path = tmp_path / "communes.csv"
    path.write_text("insee,kind,name,population\n01002,commune,A,267\n01004,commune,B,14854\n01999,former,C,\n")
    out = StringIO()
    call_command("import_communes", str(path), stdout=out)
    assert json.loads(out.getvalue()) == {"read": 3, "communes": 2, "rural_schools": 1, "others": 1}
    for school, rural in ((village, True), (town, False), (unknown, None)):
        school.refresh_from_db()
        assert school.rural is rural
