"""A class and those around it: followed, told, asked, thanked; letters both ways."""

from urllib.parse import urlsplit

from tests.giving import builders
from tests.journeys import giving, world
from tests.journeys.conftest import Journey
from tests.journeys.giving import Donor
from tests.journeys.test_pictures import a_drawing
from tests.journeys.tour import Tour
from tests.journeys.visitor import Visitor
from tests.journeys.waiting import link_in, mail
from trousse.fundraising.campaigns.models import Campaign, Supporter
from trousse.fundraising.dialogue.enums import Audience
from trousse.fundraising.dialogue.links import letters_token
from trousse.fundraising.dialogue.services import letter_from_donor, news_draft
from trousse.people.accounts.services import account_open

NEIGHBOUR = "odile@voisinage.exemple.fr"
DRAWING = "Un arrosoir dessiné au crayon de couleur par un élève"


def test_a_class_and_those_who_follow_it(journey: Journey) -> None:
    """Without JavaScript for everybody but the holder."""
    campaign = world.campaign("Un verger dans la cour")
    holder = Tour.of(journey, campaign.project.holder)
    jeanne = Donor("Jeanne", "jeanne@verger.exemple.fr", is_named=True, word="Bravo à tous")
    donor, neighbour = (journey.somebody(width=390, javascript=False) for _ in range(2))
    giving.gives(donor, campaign, "20", jeanne)

    _neighbour_follows(neighbour, campaign)
    _class_tells(holder, campaign)
    news = mail(NEIGHBOUR, "dialogue.news")
    assert campaign.project.holder.email not in news.text
    assert mail(jeanne.email, "dialogue.news").params["url"] == news.params["url"]
    neighbour.goes_to(link_in(news, "/projet/"))
    neighbour.reads("Les premiers bourgeons", "Signaler cette nouvelle")

    _question_is_answered(neighbour, holder, campaign)
    _letters_go_both_ways(donor, holder, campaign, jeanne)
    _class_thanks(donor, holder, campaign, jeanne)
    neighbour.goes_to(link_in(news, "/ne-plus-suivre/"), "Ne plus suivre ce projet")
    neighbour.presses("Ne plus suivre")
    neighbour.is_at("C’est fait")


def _neighbour_follows(neighbour: Visitor, campaign: Campaign) -> None:
    neighbour.goes_to(giving.page_of(campaign), campaign.title)
    neighbour.follows("Suivre ce projet")
    neighbour.is_at("Suivre ce projet")
    neighbour.types("Votre courriel", NEIGHBOUR)
    neighbour.presses("Recevoir le courriel")
    neighbour.is_at("Regardez vos courriels")
    neighbour.goes_to(link_in(mail(NEIGHBOUR, "dialogue.follow_confirm"), "/suivre/"), "Suivre ce projet")
    neighbour.presses("Oui, je suis ce projet")
    neighbour.is_at("Vous suivez ce projet")


def _class_tells(holder: Tour, campaign: Campaign) -> None:
    """Written, seen, given a drawing, published."""
    visitor = holder.visitor
    holder.opens(f"/enseignant/projet/{campaign.pk}/nouvelles", "Nouvelles de la classe")
    holder.presses("Continuer", status=422)
    visitor.types("Titre", "Les premiers bourgeons")
    visitor.types("Votre nouvelle", "Ce matin, trois bourgeons.\n\nNous les avons comptés deux fois.")
    holder.presses("Continuer", "Avant de publier")
    visitor.reads("2 personnes seront prévenues")
    _hangs_a_drawing(holder)
    visitor.reads(DRAWING)
    holder.presses("Publier", "Nouvelles de la classe")


def _hangs_a_drawing(holder: Tour) -> None:
    _chooses_a_drawing(holder.visitor)
    holder.visitor.ticks("Non : mains, dos, objets")
    holder.presses("Ajouter l’image")


def _chooses_a_drawing(visitor: Visitor) -> None:
    visitor.page.get_by_text("Ajouter un dessin ou une photo").click()
    drawing = {"name": "IMG_2.jpg", "mimeType": "image/jpeg", "buffer": a_drawing("#ffc629")}
    visitor.field("L’image").set_input_files(drawing)  # type: ignore[arg-type]
    visitor.types("Que voit-on", DRAWING)


def _question_is_answered(neighbour: Visitor, holder: Tour, campaign: Campaign) -> None:
    neighbour.goes_to(giving.page_of(campaign), campaign.title)
    neighbour.follows("Poser une question")
    neighbour.types("Votre question", "Quelles variétés ? Écrivez-moi à odile@voisinage.exemple.fr")
    neighbour.types("Votre prénom", "Odile")
    neighbour.types("Votre courriel", NEIGHBOUR)
    neighbour.presses("Envoyer à la classe")
    neighbour.reads("tout le monde la lira")
    neighbour.types("Votre question", "Quelles variétés plantez-vous ?")
    neighbour.presses("Envoyer à la classe")
    neighbour.is_at("Votre question est partie")

    holder.opens(urlsplit(mail(campaign.project.holder.email, "dialogue.question").params["url"]).path, "Questions")
    holder.visitor.does_not_read(NEIGHBOUR)
    holder.visitor.types("Votre réponse", "Des reinettes, et un poirier.")
    holder.presses("Répondre et publier", "Questions")
    neighbour.goes_to(link_in(mail(NEIGHBOUR, "dialogue.answered"), "/projet/"))
    neighbour.reads("Quelles variétés plantez-vous", "Des reinettes, et un poirier")
    neighbour.does_not_read(NEIGHBOUR, campaign.project.holder.email)


def _letters_go_both_ways(donor: Visitor, holder: Tour, campaign: Campaign, jeanne: Donor) -> None:
    donor.goes_to(link_in(mail(jeanne.email, "donation.thanks"), "/mon-don/"), "Votre don de 20 €")
    donor.reads("Les premiers bourgeons")
    donor.follows("Écrire à la classe")
    donor.is_at("La classe et vous")
    donor.types("Votre lettre", "J’ai un vieux pommier à greffer.")
    donor.presses("Envoyer à la classe")
    donor.reads("Votre lettre est partie")

    told = mail(campaign.project.holder.email, "dialogue.letter_to_class")
    assert jeanne.email not in told.text
    holder.opens(urlsplit(told.params["url"]).path, "Lettres avec Jeanne")
    holder.visitor.reads("un vieux pommier")
    holder.visitor.does_not_read(jeanne.email)
    holder.visitor.types("Votre lettre", "Avec joie ! Notre téléphone : 04 79 00 00 00")
    holder.presses("Envoyer", status=422)
    holder.visitor.types("Votre lettre", "Avec joie ! Venez un mercredi.")
    holder.presses("Envoyer", "Lettres avec Jeanne")
    answer = mail(jeanne.email, "dialogue.letter_to_donor")
    assert campaign.project.holder.email not in answer.text
    donor.goes_to(link_in(answer, "/lettres/"), "La classe et vous")
    donor.reads("Venez un mercredi")
    donor.does_not_read(campaign.project.holder.email)


def _class_thanks(donor: Visitor, holder: Tour, campaign: Campaign, jeanne: Donor) -> None:
    holder.opens(f"/enseignant/projet/{campaign.pk}/merci", "Remercier")
    holder.visitor.types("Votre merci", "Grâce à vous, le premier arbre est planté.")
    holder.presses("Continuer", "Avant d’envoyer")
    _hangs_a_drawing(holder)
    holder.presses("Envoyer", "Remercier")
    cards = holder.visitor.page.request.get(
        f"{holder.visitor.site_url}/enseignant/projet/{campaign.pk}/merci/cartes.pdf"
    )
    assert cards.body().startswith(b"%PDF-")
    donor.goes_to(link_in(mail(jeanne.email, "dialogue.thanks"), "/lettres/"), "La classe et vous")
    donor.reads("le premier arbre est planté")
    assert donor.page.locator(f"picture img[alt='{DRAWING}']").count() == 2, "of the thanks and of the news"
    assert Supporter.objects.filter(email=jeanne.email).count() == 1


def test_quiet_pages(journey: Journey) -> None:
    """Those that most see empty, and those that few need: long lists, a closed thread, a picture that waits."""
    campaign = world.campaign("Un verger silencieux")
    visitor = Tour.of(journey)
    for path, heading in (("nouvelles", "Les nouvelles de la classe"), ("questions", "Questions posées à la classe")):
        visitor.opens(f"/projet/{campaign.pk}/{path}", heading)
    gift = builders.give(campaign, 15)
    supporter = Supporter.objects.get(donation_key=gift.key)
    letter_from_donor(supporter=supporter, text="Bonjour " + "aaaaaaaaaa" * 12)
    visitor.opens(f"/mon-don/lettres/{letters_token(supporter.pk)}", "La classe et vous")
    visitor.presses("Ne plus recevoir de lettres", "La classe et vous")
    visitor.visitor.reads("Cet échange est fermé")

    holder = Tour.of(journey, campaign.project.holder)
    for path, heading in (
        ("lettres", "Lettres"),
        (f"lettres/{supporter.pk}", "Lettres avec"),
        ("questions", "Questions"),
    ):
        holder.opens(f"/enseignant/projet/{campaign.pk}/{path}", heading)
    _a_picture_waits_for_the_parents(holder, campaign)

    for email in (gift.email, "personne@verger.exemple.fr"):
        Tour.of(journey, account_open(email=email, first_name="Nino")).opens("/mon-don/mes-classes", "Mes classes")


def _a_picture_waits_for_the_parents(holder: Tour, campaign: Campaign) -> None:
    said = {"title": "Bientôt", "text": "Deux élèves arrosent."}
    draft = news_draft(campaign=campaign, by=campaign.project.holder, audience=Audience.DONORS, **said)
    holder.opens(f"/enseignant/projet/{campaign.pk}/nouvelles/{draft.pk}", "Avant de publier")
    _chooses_a_drawing(holder.visitor)
    holder.visitor.ticks("Oui, on peut reconnaître")
    holder.visitor.ticks("Je n’ai pas encore toutes les autorisations")
    holder.presses("Ajouter l’image", "Avant de publier")
    holder.visitor.follows("Attester l’accord des parents, ou supprimer")
    holder.looks("Cette image")
    holder.presses("J’atteste", "Cette image", status=422)
    holder.presses("Supprimer cette image", "Avant de publier")
