"""A project saved on a telephone without JavaScript while it stands open at a computer: neither text is lost."""

from tests.fundraising import make
from tests.journeys.conftest import Journey
from tests.journeys.tour import Tour


def test_two_devices_one_project_and_nothing_lost(journey: Journey) -> None:
    project = make.draft()
    address = f"/enseignant/projet/{project.pk}"
    phone = journey.somebody(width=390, javascript=False)
    Tour(phone).signs_in(project.holder)
    desk = Tour.of(journey, project.holder)

    desk.opens(address)
    desk.visitor.types("Titre du projet", "Un potager au bureau")
    phone.goes_to(address)
    phone.types("Titre du projet", "Un potager au téléphone")
    phone.presses("Enregistrer")
    phone.reads("Enregistré à")

    desk.presses("Enregistrer", status=409)
    desk.visitor.reads(
        "Enregistré ailleurs entre-temps",
        "Ici, non enregistré : Un potager au bureau",
        "Enregistré ailleurs : Un potager au téléphone",
    )
    project.refresh_from_db()
    assert project.title == "Un potager au téléphone"

    desk.presses("Enregistrer")
    project.refresh_from_db()
    assert project.title == "Un potager au bureau"
