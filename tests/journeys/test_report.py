"""What became of a project: written on a telephone and at a desk, published, read by a donor from the e-mail."""

from tests.fundraising import make
from tests.fundraising.reports.test_reports import PDF, STORY
from tests.giving import builders as gifts
from tests.journeys.conftest import Journey
from tests.journeys.test_pictures import a_drawing
from tests.journeys.tour import Tour
from tests.journeys.visitor import Visitor
from tests.journeys.waiting import link_in, mail
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.projects.enums import BudgetSide
from trousse.fundraising.projects.rules import BudgetEntry

JEANNE = "jeanne@bilan.exemple.fr"
DRAWING = "Un nichoir en bois, au-dessus d’un muret"
FACES = "Deux élèves clouent une planche, on les voit de face"
BUDGET = (
    BudgetEntry(BudgetSide.EXPENSE, "Planches et clous", Euro.of(180)),
    BudgetEntry(BudgetSide.EXPENSE, "Une matinée avec une naturaliste", Euro.of(80)),
    BudgetEntry(BudgetSide.INCOME, "Commune", Euro.of(60)),
)


def funded() -> Campaign:
    """It reached its optimum, 200 €, with Jeanne; the commune had promised 60 € more."""
    goals = {"minimum_goal": Euro.of(100), "optimum_goal": Euro.of(200)}
    campaign = make.campaign(title="Des nichoirs pour les mésanges", budget=BUDGET, **goals)
    gifts.give(campaign, 200, who=gifts.donor(email=JEANNE))
    return Campaign.objects.get(pk=campaign.pk)


def test_a_report_from_the_first_word_to_a_donor(journey: Journey) -> None:
    """A telephone without JavaScript begins, a desk ends; the donor's telephone has no JavaScript either."""
    campaign = funded()
    address = f"/enseignant/projet/{campaign.pk}/bilan"
    phone, desk = journey.somebody(width=390, javascript=False), Tour.of(journey, campaign.project.holder)
    Tour(phone).signs_in(campaign.project.holder)

    desk.opens(address, "Le bilan de votre projet")
    desk.visitor.presses("Commencer le bilan")
    desk.visitor.reads("Encore 3 points", "Dites ce qui est vraiment venu de « Commune »")
    desk.visitor.types("Un mot à celles et ceux", "Merci, écrit au bureau")
    _begins_on_the_telephone(phone, address)
    _chooses_between_two_tabs(desk)
    _hangs_pictures(desk)
    _accounts_for_everything(desk)
    desk.presses("Publier le bilan", "Le bilan de votre projet")
    desk.visitor.reads("Votre bilan est en ligne")

    donor = journey.somebody(width=390, javascript=False)
    told = mail(JEANNE, "reports.published")
    assert "avec les images et les comptes" in told.text
    donor.goes_to(link_in(told, "/projet/"), campaign.title)
    donor.reads(
        "24 élèves ont participé",
        "Commune 60 € 40 €",
        "En tout 260 € 240 €",
        "Sapin offert par un père",
        "Il reste 5 €",
    )
    donor.does_not_read("ticket.pdf")
    shown = donor.page.locator("#bilan picture img")
    assert [each.get_attribute("alt") for each in shown.all()] == [DRAWING]
    reader = Tour.of(journey)
    reader.opens(f"/projet/{campaign.pk}-{campaign.slug}", campaign.title)
    _is_read_by_the_academie(reader)
    assert desk.misdeeds + reader.misdeeds == []


def _is_read_by_the_academie(reader: Tour) -> None:
    """With the invoice, which donors do not see."""
    reader.signs_in(make.reviewer())
    reader.opens("/instruction/bilans/publies", "Bilans publiés")
    reader.visitor.reads("1 pièce jointe")
    reader.visitor.follows("Des nichoirs pour les mésanges")
    reader.looks("Des nichoirs pour les mésanges")
    reader.visitor.reads("ticket.pdf", "Il reste 5 €")


def _begins_on_the_telephone(phone: Visitor, address: str) -> None:
    """An invoice is chosen, then lines are added: it is kept."""
    phone.goes_to(address, "Le bilan de votre projet")
    phone.types("Ce que les élèves ont vécu", STORY)
    phone.types("Élèves qui ont participé", "24")
    phone.types("Un mot à celles et ceux", "Merci, écrit au téléphone")
    ticket = {"name": "ticket.pdf", "mimeType": "application/pdf", "buffer": PDF}
    phone.field("Factures et tickets").set_input_files(ticket)  # type: ignore[arg-type]
    phone.presses("Ajouter des dépenses")
    phone.reads("La pièce ticket.pdf est gardée.")
    phone.types("Autre dépense", "Sapin offert par un père")
    phone.presses("Enregistrer")
    phone.reads("Votre bilan est enregistré.", "ticket.pdf")


def _chooses_between_two_tabs(desk: Tour) -> None:
    """The desk was opened before: what the telephone saved stands beside what is typed here, and nothing is lost."""
    desk.presses("Enregistrer", status=409)
    desk.visitor.reads(
        "Enregistré ailleurs entre-temps",
        "Ici, non enregistré : Merci, écrit au bureau",
        "Enregistré ailleurs : Merci, écrit au téléphone",
    )
    desk.visitor.follows("Reprendre plutôt ce qui est enregistré")
    desk.visitor.reads("Encore 2 points")


def _hangs_pictures(desk: Tour) -> None:
    """One that everybody may see, one that waits for the parents."""
    for alt, minors in ((DRAWING, "Non : mains, dos, objets"), (FACES, "Oui, on peut reconnaître")):
        desk.visitor.page.locator("summary", has_text="Ajouter").click()
        drawing = {"name": "IMG_3.jpg", "mimeType": "image/jpeg", "buffer": a_drawing("#ffc629")}
        desk.visitor.field("L’image").set_input_files(drawing)  # type: ignore[arg-type]
        desk.visitor.types("Que voit-on", alt)
        desk.visitor.ticks(minors)
        if minors.startswith("Oui"):
            desk.presses("Ajouter l’image", status=422)
            desk.visitor.field("L’image").set_input_files(drawing)  # type: ignore[arg-type]
            desk.visitor.ticks("Je n’ai pas encore toutes les autorisations")
        desk.visitor.presses("Ajouter l’image")
        desk.visitor.reads("L’image est ajoutée.", alt)
    desk.presses("Attester l’accord des parents, ou supprimer", "Cette image")
    desk.visitor.follows("Revenir")


def _accounts_for_everything(desk: Tour) -> None:
    """What was planned and what came; a sum that cannot be read is said beside its field."""
    visitor = desk.visitor
    spent = visitor.page.locator("[name^=depenses-][name$=-amount]")
    for place, euros in enumerate(("165", "70", "des clous")):
        spent.nth(place).fill(euros)
    visitor.types("Reçu", "40")
    visitor.types("La différence", "Le reste paiera les graines de l’hiver.")
    desk.presses("Enregistrer", status=422)
    spent.nth(2).fill("0")
    visitor.presses("Enregistrer")
    visitor.reads("Tout est prêt", "Il reste 5 €")
