"""A project sent back twice with what changed seen beside it; a head's link delegated, expired, renewed, answered."""

from datetime import timedelta

from playwright.sync_api import expect

from tests.fundraising import make
from tests.journeys.conftest import Journey
from tests.journeys.tour import Tour
from tests.journeys.visitor import Visitor
from tests.journeys.waiting import link_in, mail
from trousse.core import clock
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.services import project_update
from trousse.fundraising.review.enums import HeadState, LinkPurpose
from trousse.fundraising.review.models import AccessLink, HeadFile
from trousse.fundraising.review.services import project_submit

DEPUTY = "sonia.petit@ac-grenoble.fr"


def test_a_project_comes_back_twice_and_its_head_hands_the_file_over(journey: Journey) -> None:
    """The head and the deputy work without JavaScript, on a telephone."""
    project = make.submitted(title="Un verger au vent")
    reviewer = make.reviewer()
    reading = Tour.of(journey, reviewer)

    _sends_back(reading, project, "Dites quels arbres.")
    _corrects(project, summary="Les élèves plantent douze pommiers au vent.")
    _sends_back(reading, project, "Et avec quels outils ?")
    _corrects(project, summary="Les élèves plantent douze poiriers au vent, avec leurs bêches.")
    reading.opens(f"/instruction/{project.pk}", project.title)
    reading.visitor.reads("Ce qui a changé depuis la soumission 2")
    expect(reading.visitor.page.locator(".changement del")).to_contain_text(["pommiers"])
    expect(reading.visitor.page.locator(".changement ins").first).to_contain_text("poiriers")
    make.accept(_fresh(project), reviewer)

    head, deputy = (journey.somebody(width=390, javascript=False) for _ in range(2))
    _delegates(head, project)
    _finds_the_link_expired_and_attests(deputy, project)
    reading.opens(f"/instruction/{project.pk}", project.title)
    reading.visitor.reads("Sonia Petit, Directrice adjointe")
    reading.opens("/instruction/rapport-annuel", "Rapport annuel")
    reading.visitor.reads("Grenoble")


def _sends_back(reading: Tour, project: Project, remark: str) -> None:
    reading.opens(f"/instruction/{project.pk}", project.title, unfolded=True)
    reading.visitor.types("Résumé", remark)
    reading.visitor.ticks("Rendre avec des remarques")
    reading.presses("Envoyer ma décision", "Projets à instruire")


def _corrects(project: Project, **fields: str) -> None:
    fresh = _fresh(project)
    changed = make.changes(title=fresh.title, **fields)
    project_update(project=fresh, user=fresh.holder, version=fresh.version, changes=changed, budget=make.BUDGET)
    project_submit(project=_fresh(project), user=fresh.holder)


def _delegates(head: Visitor, project: Project) -> None:
    head.goes_to(link_in(mail(project.school.mail, "review.head_link"), "/direction/"), "a besoin de votre attestation")
    head.page.get_by_text("Confier cette réponse à quelqu’un d’autre").click()
    head.types("Son nom", "Sonia Petit")
    head.types("Son courriel professionnel", DEPUTY)
    head.presses("Lui confier ce dossier")
    head.is_at("Dossier confié à Sonia Petit")
    assert mail(project.holder.email, "review.head_delegated").params["delegate"] == "Sonia Petit"


def _finds_the_link_expired_and_attests(deputy: Visitor, project: Project) -> None:
    first = mail(DEPUTY, "review.head_link")
    past = clock.now() - timedelta(days=30)
    links = AccessLink.objects.filter(project=project, purpose=LinkPurpose.HEAD, revoked_at=None)
    links.update(created_at=past, expires_at=past + timedelta(days=21))
    deputy.goes_to(link_in(first, "/direction/"), "Ce lien n’est plus valable")
    deputy.presses("M’envoyer un nouveau lien")
    again = mail(DEPUTY, "review.head_link", after=first.pk)
    deputy.goes_to(link_in(again, "/direction/"), "a besoin de votre attestation")
    deputy.reads("La direction vous a confié cette réponse")
    day = (clock.today() - timedelta(days=9)).isoformat()
    for authority in ("ien", "dasen"):
        deputy.page.locator(f"[name={authority}_on]").fill(day)
        deputy.page.locator(f"[name={authority}_reference]").fill("Courriel n° 12")
    deputy.types("Votre fonction", "Directrice adjointe")
    deputy.ticks("J’atteste que ces validations")
    deputy.presses("J’atteste")
    deputy.is_at("C’est attesté, merci")
    assert HeadFile.objects.get(project=project).state == HeadState.ATTESTED


def _fresh(project: Project) -> Project:
    return Project.objects.select_related("holder", "school").get(pk=project.pk)
