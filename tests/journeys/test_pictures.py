"""Pictures of pupils: attested, shown, gone when their authorisation ends; reported, hidden, decided, contested."""

from datetime import timedelta
from io import BytesIO

from PIL import Image, ImageDraw

from tests.fundraising import make
from tests.journeys import giving, world
from tests.journeys.conftest import Journey
from tests.journeys.tour import Tour
from tests.journeys.visitor import Visitor
from tests.journeys.waiting import link_in, mail
from tests.platform.pictures import samples
from trousse.core import clock
from trousse.fundraising.campaigns.models import Campaign
from trousse.people.accounts.enums import Role
from trousse.platform.pictures import calendar
from trousse.platform.pictures.models import Picture

MINORS = "Deux élèves arrosent un semis de radis, on les voit de face"
COVER = "Une serre en bouteilles, dans la cour"
HANDS = "Des mains d’élèves tiennent un arrosoir au-dessus d’un bac de terre"


def a_drawing(colour: str) -> bytes:
    """A garden in flat colours, as a telephone would send it."""
    image = Image.new("RGB", (1280, 960), "#e0eefe")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 640, 1280, 960), fill="#2e9e5b")
    pen.ellipse((900, 90, 1120, 310), fill=colour)
    target = BytesIO()
    image.save(target, "JPEG", quality=80)
    return target.getvalue()


def chooses(visitor: Visitor, content: bytes, alt: str) -> None:
    visitor.field("L’image").set_input_files({"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": content})
    visitor.types("Que voit-on", alt)


def shown(visitor: Visitor, campaign: Campaign) -> list[str]:
    """What the pictures of the public page say, those that really came."""
    visitor.goes_to(giving.page_of(campaign), campaign.title)
    images = visitor.page.locator("main picture img")
    images.evaluate_all("all => Promise.all(all.map(each => { each.loading = 'eager'; return each.decode(); }))")
    return [str(alt) for alt in images.evaluate_all("all => all.map(each => each.alt)")]


def test_a_picture_of_pupils_lives_and_ends_with_its_authorisation(journey: Journey) -> None:
    campaign = world.campaign("Un jardin de radis")
    tour = Tour.of(journey, campaign.project.holder)
    holder, visitor = tour.visitor, journey.somebody(width=390, javascript=False)
    tour.opens(f"/enseignant/projet/{campaign.pk}/images", "Les images")

    chooses(holder, samples.png_bomb(), HANDS)
    holder.ticks("Non : mains, dos, objets")
    tour.presses("Ajouter l’image", status=422)
    holder.reads("60000 × 60000 pixels : c’est trop")

    chooses(holder, a_drawing("#ffc629"), MINORS)
    holder.ticks("Oui, on peut reconnaître")
    holder.ticks("Je n’ai pas encore toutes les autorisations")
    tour.presses("Ajouter l’image")
    holder.reads("Attestation attendue")
    assert shown(journey.somebody(), campaign) == []

    holder.follows("Attester l’accord des parents")
    tour.looks("L’accord des parents")
    today = clock.today()
    holder.types("Signées le", today.isoformat())
    holder.types("Jusqu’à quel jour", (today + timedelta(days=30)).isoformat())
    holder.types("Où les parents acceptent-ils", "La page du projet")
    tour.presses("J’atteste, montrer l’image", "Les images")
    holder.reads("Autorisée", "Couverture")
    parent = journey.somebody()
    assert shown(parent, campaign) == [MINORS]
    address = parent.page.locator("main picture img").get_attribute("src")

    _a_month_passes(MINORS)
    mail(campaign.project.holder.email, "pictures.expired")
    visitor.goes_to(giving.page_of(campaign), campaign.title)
    assert visitor.page.locator("main picture").count() == 0
    gone = visitor.page.request.get(f"{visitor.site_url}{address}")
    assert gone.status == 404
    tour.opens(f"/enseignant/projet/{campaign.pk}/images", "Les images")
    holder.reads("Autorisation expirée", "Renouveler l’attestation")
    assert tour.misdeeds == []


def test_a_reported_picture_is_hidden_decided_and_contested(journey: Journey) -> None:
    campaign = world.campaign("Une serre de poche")
    holder = Tour.of(journey, campaign.project.holder).visitor
    holder.goes_to(f"/enseignant/projet/{campaign.pk}/images", "Les images")
    for colour, alt in (("#ffc629", COVER), ("#f26b2c", HANDS)):
        chooses(holder, a_drawing(colour), alt)
        holder.ticks("Non : mains, dos, objets")
        holder.presses("Ajouter l’image")
        holder.reads("L’image est ajoutée.", alt)
    anybody = Tour.of(journey)
    anybody.opens(giving.page_of(campaign), campaign.title)
    anybody.visitor.reads("En images")

    neighbour = journey.somebody(width=390, javascript=False)
    neighbour.goes_to(giving.page_of(campaign), campaign.title)
    neighbour.follows(f"Signaler cette image : {HANDS}")
    neighbour.is_at("Signaler quelque chose")
    neighbour.ticks("Un enfant est reconnaissable")
    neighbour.types("Votre courriel", "lea@serre.exemple.fr")
    neighbour.presses("Envoyer le signalement")
    neighbour.is_at("Merci, c’est arrivé")
    assert shown(journey.somebody(), campaign) == [COVER]
    mail("lea@serre.exemple.fr", "moderation.received")
    mail(campaign.project.holder.email, "moderation.hidden")

    _decides(journey, "Retirer", reason="Le visage se reflète dans l’arrosoir.", law="article 9 du code civil")
    statement = mail(campaign.project.holder.email, "moderation.statement")
    author = journey.somebody(width=390)
    author.goes_to(link_in(statement, "/signaler/contester/"), "Contester une décision")
    author.reads("Le visage se reflète dans l’arrosoir.")
    author.types("Pourquoi cette décision", "C’est un reflet de feuillage : il n’y avait personne derrière.")
    author.presses("Contester cette décision")
    author.is_at("Votre contestation est arrivée")

    _decides(journey, "Laisser en ligne", reason="En effet, ce n’est pas un visage.")
    mail("lea@serre.exemple.fr", "moderation.settled")
    assert shown(journey.somebody(), campaign) == [COVER, HANDS]
    assert anybody.misdeeds == []


def _decides(journey: Journey, outcome: str, *, reason: str, law: str = "") -> None:
    """Another moderator each time reads the queue and decides of the case of this journey."""
    moderator = Tour.of(journey, make.granted(Role.PLATFORM, first_name="Ines")).visitor
    moderator.goes_to("/moderation", "Modération")
    moderator.follows(HANDS)
    moderator.is_at(HANDS)
    moderator.ticks(outcome)
    moderator.ticks("La loi" if law else "Nos conditions")
    moderator.types("L’article", law)
    moderator.types("Pourquoi, en mots simples", reason)
    moderator.presses("Décider et prévenir")
    moderator.is_at("Modération")
    moderator.reads("C’est décidé")


def _a_month_passes(alt: str) -> None:
    """The authorisation of this picture ended yesterday; the calendar does its work, as every ten minutes."""
    yesterday = clock.today() - timedelta(days=1)
    Picture.objects.filter(alt=alt).update(attestation_on=yesterday, attestation_expires_on=yesterday)
    calendar.pictures_expire()
