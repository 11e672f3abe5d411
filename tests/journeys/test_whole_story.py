"""One project, from the idea to the report: everybody who has a hand in it, each at their own screen."""

from dataclasses import dataclass, replace

import pytest

from tests.fundraising import make
from tests.journeys import giving, school, world
from tests.journeys.conftest import Journey
from tests.journeys.giving import Donor
from tests.journeys.school import Answers
from tests.journeys.visitor import Visitor
from tests.journeys.waiting import link_in, mail
from trousse.core import clock
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import campaigns_open_due
from trousse.giving.donations.jobs import outcomes_tell
from trousse.people.accounts.enums import Role
from trousse.people.bodies.enums import AccountState
from trousse.people.bodies.models import BankAccount
from trousse.people.schools.enums import SchoolKind
from trousse.platform.notifications.models import Message

REPORT = "Nous avons écrit, répété, filmé et monté. La première a réuni tout le quai. " * 4


@dataclass(frozen=True)
class Story:
    """A teacher, their school and their browser: what differs between an école and a collège.

    Journeys share one database: each has its own names and addresses.
    """

    title: str
    teacher: str
    mailbox: str
    manager: str
    name: str
    kind: SchoolKind
    class_name: str
    levels: tuple[str, ...]
    body: str
    legal_name: str
    siren: str
    iban: str
    act: str
    javascript: bool
    donors: str


FIRST_DEGREE = Story(
    title="Un film sur le port, écrit et tourné par nous",
    teacher="solveig@ac-grenoble.fr",
    mailbox="ce.0739999x@ac-grenoble.fr",
    manager="coop.port@exemple.fr",
    name="École du Quai des Brumes",
    kind=SchoolKind.PRIMAIRE,
    class_name="CM1-CM2",
    levels=("CM1", "CM2"),
    body="Coopérative scolaire",
    legal_name="Coopérative du Quai des Brumes",
    siren=school.SIREN,
    iban=school.IBAN,
    act="Accord de la direction académique",
    javascript=True,
    donors="port.exemple.fr",
)
SECOND_DEGREE = Story(
    title="Une radio au collège, le midi",
    teacher="solene@ac-grenoble.fr",
    mailbox="ce.0739998y@ac-grenoble.fr",
    manager="intendance@exemple.fr",
    name="Collège du Phare",
    kind=SchoolKind.COLLEGE,
    class_name="6e B",
    levels=("6e",),
    body="Établissement (EPLE)",
    legal_name="Collège du Phare",
    siren="552 100 554",
    iban="FR76 3000 6000 0112 3456 7890 189",
    act="conseil d’administration",
    javascript=False,
    donors="phare.exemple.fr",
)


@pytest.mark.parametrize("story", [FIRST_DEGREE, SECOND_DEGREE], ids=["first degree", "second degree"])
def test_from_the_idea_to_the_report(journey: Journey, story: Story) -> None:
    place = make.school(name=story.name, kind=story.kind, mail=story.mailbox)
    reviewer, second_person = make.reviewer(), make.granted(Role.FINANCE, first_name="Ferdinand")

    # A project is written at school.
    solveig = journey.somebody(javascript=story.javascript)
    school.signs_in(solveig, story.teacher, "/enseignant/projet/nouveau")
    school.says_their_name(solveig, "Solveig", "Aubert")
    school.chooses_school(solveig, place.name)
    draft = Answers(title=story.title[:8], class_name=story.class_name, levels=story.levels, body=story.body)
    school.writes(solveig, draft, story.manager)
    solveig.presses("Aperçu")
    solveig.is_at(draft.title)
    solveig.reads("Voici ce que verront les donateurs")
    solveig.follows("Modifier")
    school.submits(solveig)
    solveig.reads("En lecture")
    mail(story.teacher, "review.submitted")

    # The reviewer of the académie sends it back, twice; she corrects it; it is accepted.
    claire = journey.somebody()
    school.signs_in(claire, reviewer.email, "/instruction")
    claire.is_at("Projets à instruire")
    _is_sent_back(claire, solveig, story, draft.title, "De quoi parle ce projet ?", corrected=story.title[:14])
    claire.goes_to("/instruction", "Projets à instruire")
    _is_sent_back(claire, solveig, story, story.title[:14], "Dites qui le fait.", corrected=story.title)
    school.accepts(claire, story.title)
    mail(story.teacher, "review.accepted")

    # The head and the manager answer by a link, without account; a second person checks the account.
    school.attests(journey.somebody(width=390), place.mail)
    school.says_where_the_money_goes(
        journey.somebody(width=390), story.manager, story.legal_name, siren=story.siren, iban=story.iban
    )
    mail(story.teacher, "campaigns.scheduled")
    ferdinand = journey.somebody()
    school.signs_in(ferdinand, second_person.email, "/instruction/comptes")
    ferdinand.is_at("Comptes à vérifier")
    ferdinand.presses(f"Approuver le compte de {story.legal_name}")
    ferdinand.reads(f"Compte de {story.legal_name} approuvé")
    account = BankAccount.objects.get(entity__siren=story.siren.replace(" ", ""))
    assert account.state == AccountState.APPROVED

    # The day comes, the collection opens by itself.
    campaign = Campaign.objects.get(title=story.title)
    solveig.goes_to(giving.page_of(campaign), story.title)
    solveig.reads("Pas encore ouvert")
    Campaign.objects.filter(pk=campaign.pk).update(opens_on=clock.today())
    campaigns_open_due()
    mail(story.teacher, "campaigns.opened")

    # Jeanne gives from her telephone: thank you, a letter, a link to follow her gift.
    jeanne = Donor("Jeanne", f"jeanne@{story.donors}", word="Vive le cinéma !", is_named=True, wants_receipt=True)
    phone = journey.somebody(width=390)
    giving.gives(phone, campaign, "50", jeanne)
    phone.goes_to(link_in(mail(jeanne.email, "donation.thanks"), "/mon-don/"), "Votre don de 50 €")
    phone.reads("Votre don a rejoint la collecte", "il manque encore 70 €")
    giving.gives(journey.somebody(), campaign, "80", replace(jeanne, first_name="Ali", email=f"ali@{story.donors}"))

    # The gauge moved, the class reads the words, and nobody reads the sums.
    phone.goes_to(giving.page_of(campaign), story.title)
    phone.reads("130 € sur 120 €", "108 %")
    solveig.goes_to("/enseignant", "Bonjour Solveig")
    solveig.reads("2 personnes avec vous", "Jeanne", "Vive le cinéma !")
    solveig.does_not_read("50 €")

    # The deadline comes with the minimum reached: the money is ready to leave, and everybody is told.
    world.deadline_passes(campaign)
    outcomes_tell()
    assert Campaign.objects.get(pk=campaign.pk).state == CampaignState.SUCCEEDED
    mail(story.teacher, "campaigns.succeeded")
    phone.goes_to(link_in(mail(jeanne.email, "donation.campaign_succeeded"), "/mon-don/"), "Votre don de 50 €")
    phone.reads("La collecte a réussi", "L’argent va être versé pour la classe")
    phone.goes_to(giving.page_of(campaign), story.title)
    phone.reads("La collecte est terminée et le minimum est atteint", story.act)

    # What it became: told by the class, read by who gave.
    solveig.goes_to(f"/enseignant/projet/{campaign.pk}/bilan", "Le bilan de votre projet")
    solveig.presses("Commencer le bilan")
    solveig.types("Ce que les élèves ont vécu", REPORT)
    solveig.types("Élèves qui ont participé", "24")
    solveig.page.locator("[name=depenses-0-amount]").fill("130")
    solveig.presses("Enregistrer")
    solveig.reads("Tout est prêt")
    solveig.presses("Publier le bilan")
    solveig.reads("Votre bilan est en ligne")
    reader = journey.somebody(width=390, javascript=False)
    reader.goes_to(link_in(mail(jeanne.email, "reports.published"), "/projet/"), story.title)
    reader.reads("24 élèves ont participé", "La première a réuni tout le quai", "130 €")


def _is_sent_back(reviewer: Visitor, holder: Visitor, story: Story, title: str, remark: str, *, corrected: str) -> None:
    """With a remark on the title, which stands in red on its step; it is corrected there and handed in again."""
    last = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    school.sends_back(reviewer, title, remark, "Une belle idée, à préciser.")
    holder.goes_to(link_in(mail(story.teacher, "review.sent_back", after=last), "/enseignant"))
    holder.is_at("Racontez le projet")
    holder.reads(remark, "Une belle idée, à préciser.")
    holder.types("Titre du projet", corrected)
    school.submits(holder)
