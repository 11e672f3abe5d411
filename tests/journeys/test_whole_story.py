"""One project, from the idea to the money: everybody who has a hand in it, each at their own screen."""

from dataclasses import replace

from tests.fundraising import make
from tests.journeys import giving, school, world
from tests.journeys.conftest import Journey
from tests.journeys.giving import Donor
from tests.journeys.school import Answers
from tests.journeys.waiting import link_in, mail
from trousse.core import clock
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import campaigns_open_due
from trousse.giving.donations.jobs import outcomes_tell
from trousse.people.accounts.enums import Role
from trousse.people.bodies.enums import AccountState
from trousse.people.bodies.models import BankAccount

TITLE = "Un film sur le port, écrit et tourné par nous"
TEACHER, MANAGER = "solveig@ac-grenoble.fr", "coop.port@exemple.fr"


def test_from_the_idea_to_the_money(journey: Journey) -> None:
    place = make.school(name="École du Quai des Brumes", mail="ce.0739999x@ac-grenoble.fr")
    reviewer, second_person = make.reviewer(), make.granted(Role.FINANCE, first_name="Ferdinand")

    # Solveig writes her project at school.
    solveig = journey.somebody()
    school.signs_in(solveig, TEACHER, "/enseignant/projet/nouveau")
    school.says_their_name(solveig, "Solveig", "Aubert")
    school.chooses_school(solveig, place.name)
    draft = Answers(title="Un film")
    school.writes(solveig, draft, MANAGER)
    solveig.presses("Aperçu")
    solveig.is_at("Un film")
    solveig.reads("Voici ce que verront les donateurs")
    solveig.follows("Modifier")
    school.submits(solveig)
    solveig.reads("En lecture")
    mail(TEACHER, "review.submitted")

    # The reviewer of the académie sends it back; she corrects it; it is accepted.
    claire = journey.somebody()
    school.signs_in(claire, reviewer.email, "/instruction")
    claire.is_at("Projets à instruire")
    school.sends_back(claire, "Un film", "De quoi parle ce film ?", "Une belle idée, à préciser.")
    solveig.goes_to(link_in(mail(TEACHER, "review.sent_back"), "/enseignant"))
    solveig.is_at("Racontez le projet")
    solveig.reads("De quoi parle ce film ?", "Une belle idée, à préciser.")
    solveig.types("Titre du projet", TITLE)
    school.submits(solveig)
    school.accepts(claire, TITLE)
    mail(TEACHER, "review.accepted")

    # The head and the manager answer by a link, without account; a second person checks the account.
    school.attests(journey.somebody(width=390), place.mail)
    school.says_where_the_money_goes(journey.somebody(width=390), MANAGER, "Coopérative du Quai des Brumes")
    mail(TEACHER, "campaigns.scheduled")
    ferdinand = journey.somebody()
    school.signs_in(ferdinand, second_person.email, "/instruction/comptes")
    ferdinand.is_at("Comptes à vérifier")
    ferdinand.presses("Approuver le compte de Coopérative du Quai des Brumes")
    ferdinand.reads("Compte de Coopérative du Quai des Brumes approuvé")
    account = BankAccount.objects.get(entity__siren=school.SIREN.replace(" ", ""))
    assert account.state == AccountState.APPROVED

    # The day comes, the collection opens by itself.
    campaign = Campaign.objects.get(title=TITLE)
    solveig.goes_to(giving.page_of(campaign), TITLE)
    solveig.reads("Pas encore ouvert")
    Campaign.objects.filter(pk=campaign.pk).update(opens_on=clock.today())
    campaigns_open_due()
    mail(TEACHER, "campaigns.opened")

    # Jeanne gives from her telephone: thank you, a letter, a link to follow her gift.
    jeanne = Donor("Jeanne", "jeanne@port.exemple.fr", word="Vive le cinéma !", is_named=True, wants_receipt=True)
    phone = journey.somebody(width=390)
    giving.gives(phone, campaign, "50", jeanne)
    phone.goes_to(link_in(mail(jeanne.email, "donation.thanks"), "/mon-don/"), "Votre don de 50 €")
    phone.reads("Votre don a rejoint la collecte", "il manque encore 70 €")
    giving.gives(journey.somebody(), campaign, "80", replace(jeanne, first_name="Ali", email="ali@port.exemple.fr"))

    # The gauge moved, the class reads the words, and nobody reads the sums.
    phone.goes_to(giving.page_of(campaign), TITLE)
    phone.reads("130 € sur 120 €", "108 %")
    solveig.goes_to("/enseignant", "Bonjour Solveig")
    solveig.reads("2 personnes avec vous", "Jeanne", "Vive le cinéma !")
    solveig.does_not_read("50 €")

    # The deadline comes with the minimum reached: the money is ready to leave, and everybody is told.
    world.deadline_passes(campaign)
    outcomes_tell()
    assert Campaign.objects.get(pk=campaign.pk).state == CampaignState.SUCCEEDED
    mail(TEACHER, "campaigns.succeeded")
    phone.goes_to(link_in(mail(jeanne.email, "donation.campaign_succeeded"), "/mon-don/"), "Votre don de 50 €")
    phone.reads("La collecte a réussi", "L’argent va être versé pour la classe")
    phone.goes_to(giving.page_of(campaign), TITLE)
    phone.reads("La collecte est terminée et le minimum est atteint")
