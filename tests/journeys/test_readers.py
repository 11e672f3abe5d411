"""Those who follow a project: the grid that a reviewer answers, the pictures a head sees, the receipts of a report."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.fundraising import make
from tests.fundraising.reports.test_reports import PDF, content
from tests.giving import builders as gifts
from tests.journeys import world
from tests.journeys.conftest import Journey
from tests.journeys.test_pictures import a_drawing
from tests.journeys.tour import Tour
from tests.journeys.waiting import link_in, mail
from trousse.core.actors import Actor
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.projects.models import Project
from trousse.fundraising.reports.models import Report
from trousse.fundraising.reports.services import receipt_add, report_begin, report_publish, report_save
from trousse.people.accounts.enums import Role
from trousse.platform.pictures.services import picture_add

pytestmark = pytest.mark.usefixtures("one_shelf")
TITLE = "Une cabane à livres dans la cour"


@pytest.fixture
def one_shelf(journey: Journey, settings: Any) -> None:
    """What is kept here is on the shelf of the site."""
    settings.MEDIA_ROOT = journey.site.state / "media"


def test_from_the_grid_of_the_reviewer_to_the_eyes_of_the_head(journey: Journey) -> None:
    project = make.submitted(make.school(mail="ce.cabane@ac-grenoble.fr"), title=TITLE)
    _pictured(project)
    reviewer = Tour.of(journey, make.reviewer())

    reviewer.opens(f"/instruction/{project.pk}", TITLE)
    reviewer.visitor.ticks("Accepter")
    reviewer.presses("Envoyer ma décision", TITLE, status=422)
    reviewer.visitor.reads("Répondez par oui ou par non")
    grid = reviewer.visitor.page.locator(".critere")
    for criterion in grid.all():
        criterion.get_by_label("Oui").check()
    grid.last.get_by_label("Non").check()
    grid.last.get_by_label("Un mot").fill("Une journée à vivre.")
    reviewer.presses("Envoyer ma décision", "Projets à instruire")
    reviewer.opens(f"/instruction/{project.pk}", TITLE, unfolded=True)
    reviewer.visitor.reads("8 critères remplis sur 9", "Une journée à vivre.")

    head = journey.somebody(width=390, javascript=False)
    head.goes_to(link_in(mail("ce.cabane@ac-grenoble.fr", "review.head_link"), "/direction/"), "attestation")
    shown = head.page.locator(".bref__image img")
    assert shown.evaluate("image => image.complete && image.naturalWidth > 0")
    assert reviewer.misdeeds == []


def test_the_receipts_of_a_report(journey: Journey) -> None:
    report = _published()
    told = f"/instruction/bilans/{report.pk}"
    reviewer = Tour.of(journey, make.reviewer())
    reviewer.opens(f"/instruction/{report.pk}", report.campaign.title)
    reviewer.visitor.follows("Le lire, avec ses justificatifs")
    reviewer.looks(report.campaign.title)
    reviewer.visitor.reads("1 justificatif", "facture du bois.pdf")
    file = reviewer.visitor.context.request.get(f"{reviewer.visitor.site_url}{told}/pieces/{_receipt(report)}")
    assert file.body() == PDF

    coach = Tour.of(journey, make.granted(Role.COACH, make.academie()))
    coach.opens(f"/accompagnement/{report.pk}", report.campaign.title, unfolded=True)
    coach.visitor.follows("Le bilan et ses justificatifs")
    coach.looks(report.campaign.title)
    coach.visitor.reads("facture du bois.pdf")
    coach.opens(f"/enseignant/projet/{report.pk}/kit", "Le kit de")
    reader = journey.somebody(javascript=False)
    reader.goes_to(f"/projet/{report.pk}-{report.campaign.slug}", report.campaign.title)
    reader.does_not_read("facture du bois.pdf")
    assert reviewer.misdeeds + coach.misdeeds == []


def _pictured(project: Project) -> None:
    picture_add(
        subject_kind="project",
        subject_id=project.pk,
        content=a_drawing("#ffc928"),
        alt="Une cabane en bois peinte en bleu",
        minors=False,
        attestation=None,
        actor=Actor.of_user(project.holder),
    )


def _published() -> Report:
    campaign = world.campaign("Des livres pour la cabane")
    gifts.give(campaign, 200)
    campaign = Campaign.objects.get(pk=campaign.pk)
    by = campaign.project.holder
    begun = report_begin(campaign=campaign, by=by)
    receipt_add(report=begun, by=by, name="facture du bois.pdf", content=PDF)
    version = Report.objects.get(pk=begun.pk).version
    return report_publish(report=report_save(report=begun, by=by, version=version, content=content(begun)), by=by)


def _receipt(report: Report) -> int:
    return report.receipts.get().pk


def test_the_map_of_the_cockpit_leads_to_its_table(journey: Journey) -> None:
    make.submitted()
    team = Tour.of(journey, make.granted(Role.PLATFORM))
    team.opens("/pilotage", "Pilotage")
    tile = team.visitor.page.locator(".carte-ac a", has_text="Gre")
    tile.focus()
    team.visitor.page.keyboard.press("Enter")
    expect(team.visitor.page.locator("tr:target")).to_contain_text("Grenoble")
    team.looks("Pilotage")
    assert team.misdeeds == []
