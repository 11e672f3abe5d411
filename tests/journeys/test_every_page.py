"""Every page in every state: no axe violation, no word in the console, no stranger, nothing cut at 320 px."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string

from tests.fundraising import make
from tests.giving import builders as gifts
from tests.journeys import giving, world
from tests.journeys.conftest import Journey
from tests.journeys.giving import Donor
from tests.journeys.tour import Tour
from tests.journeys.waiting import mail, until
from tests.web.account.test_sign_in import current_code
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import campaign_suspend
from trousse.fundraising.projects.services import project_create
from trousse.fundraising.review.enums import LinkPurpose, RefusalReason
from trousse.fundraising.review.models import AccessLink
from trousse.fundraising.review.services import head_decline, project_refuse, project_send_back
from trousse.giving.donations.links import follow_token
from trousse.giving.donations.rules import Consents
from trousse.giving.funds.selectors import open_fund
from trousse.giving.funds.services import fund_create
from trousse.people.accounts.enums import Role, Scope
from trousse.people.accounts.models import User
from trousse.people.accounts.services import account_open, role_grant
from trousse.platform.notifications.links import ALL, leave_url, preferences_url
from trousse.platform.notifications.models import Message
from trousse.web.teacher.wizard.sheets import SHEETS

STATIC_PAGES = (
    *("/comment-ca-marche", "/criteres", "/conditions", "/mentions-legales"),
    *("/donnees-personnelles", "/accessibilite"),
)
LONG = "Une anticonstitutionnellement-extraordinaire-et-interminable traversée des Alpes"
LONG_WORD = Consents(terms_version="2026-11", terms_accepted=True, named=True, message="Hourra" + "aaaaaaaaaa" * 12)


def test_public_pages(journey: Journey) -> None:
    nature = make.theme("pages-nature")
    fund_create(name="Une boussole pour chaque classe", theme=nature, actor=Actor.system("tests"))
    world.campaign("Une boussole au collège", theme=nature, levels=["6e"])
    tour = Tour.of(journey)
    tour.opens("/")
    for path in STATIC_PAGES:
        tour.opens(path)
    tour.opens("/projets", unfolded=True)
    tour.opens("/projets?q=boussole")
    tour.opens("/projets?theme=pages-nature&niveau=college&tri=recents")
    tour.opens("/projets?q=introuvable-entre-toutes")
    tour.visitor.reads("introuvable-entre-toutes")
    tour.opens("/fonds")
    tour.opens(giving.page_of(open_fund()))
    tour.opens("/fonds/une-boussole-pour-chaque-classe")
    assert tour.seen == 14


def test_a_project_in_each_of_its_states(journey: Journey) -> None:
    tour = Tour.of(journey)
    for campaign, words in (
        (world.campaign("Des échasses toutes neuves"), "Donner à cette classe"),
        (_with_gifts(LONG, 20), "20 %"),
        (_with_gifts("Des cerfs-volants au minimum", 120), "minimum"),
        (_with_gifts("Des marionnettes au complet", 200), "optimum"),
        (_suspended("Des toupies suspendues"), "Des toupies suspendues"),
        (_over("Des billes en réussite", 150), "150"),
        (_over("Des quilles sans chance", 0), "Des quilles sans chance"),
    ):
        tour.opens(giving.page_of(campaign), campaign.title)
        tour.visitor.reads(words)
    coming = make.accepted(title="Des rollers pour bientôt")
    make.attest(coming)
    make.complete(coming)
    tour.opens(giving.page_of(Campaign.objects.get(pk=coming.pk)), "Des rollers pour bientôt")
    assert tour.seen == 8


def test_each_step_of_a_gift(journey: Journey) -> None:
    campaign = world.campaign("Une maquette du village")
    world.body_is_verified()
    tour = Tour.of(journey)
    visitor = tour.visitor
    tour.opens(f"/don/projet/{campaign.pk}", giving.TO_A_CLASS)
    visitor.types("Autre montant", "deux euros")
    tour.presses("Continuer", status=422)
    visitor.reads_in_title("1 erreur")
    tour.opens(f"/don/projet/{campaign.pk}/vous?montant=20", giving.TO_A_CLASS, unfolded=True)
    visitor.ticks("Je veux un reçu fiscal")
    tour.presses("Continuer vers le paiement", status=422)
    visitor.reads_in_title("erreurs")
    visitor.goes_to(f"/don/projet/{campaign.pk}/vous?montant=20")
    giving.says_who(visitor, Donor("Ida", "ida@pages.exemple.fr", wants_receipt=True, word="Bravo"))
    tour.looks()
    visitor.follows("Corriger mes réponses")
    tour.looks(giving.TO_A_CLASS)
    visitor.presses("Continuer vers le paiement")
    giving.goes_to_the_bank(visitor)
    giving.pays(visitor, "refused")
    tour.looks(giving.NOT_PAID)
    visitor.follows("Réessayer")
    visitor.reads("Reprendre le paiement")
    tour.looks()

    tour.opens(f"/don/fonds/{open_fund().slug}", giving.TO_A_FUND)
    tour.opens(f"/don/fonds/{open_fund().slug}/vous?montant=20", giving.TO_A_FUND)
    tour.opens(f"/don/projet/{_suspended('Des trottinettes à l’arrêt').pk}", "Cette collecte ne reçoit pas de dons")
    reserved = world.campaign("Des luges promises")
    gifts.start(reserved, 200)
    tour.opens(f"/don/projet/{reserved.pk}", "Tout est réservé")
    assert tour.seen == 12


def test_after_a_gift(journey: Journey) -> None:
    campaign = world.campaign("Un planétarium en carton")
    tour = Tour.of(journey)
    waiting, unpaid = gifts.start(campaign, 15), gifts.start(campaign, 15)
    given, to_the_fund = gifts.give(campaign, 15), gifts.give(open_fund(), 15)
    gifts.give_up(unpaid)
    for gift, heading in (
        (waiting, "Votre don arrive"),
        (unpaid, giving.NOT_PAID),
        (given, "Merci"),
        (to_the_fund, "Merci"),
    ):
        tour.opens(f"/don/{gift.checkout_key}/merci", heading)
    for gift in (given, to_the_fund):
        tour.opens(f"/mon-don/{follow_token(gift)}", "Votre don de 15 €")
    tour.opens("/mon-don", "Retrouver mon don")
    tour.presses("Recevoir mes liens", status=422)
    tour.visitor.types("Votre courriel", "personne@pages.exemple.fr")
    tour.presses("Recevoir mes liens", "Regardez vos courriels")
    assert tour.seen == 9


def test_signing_in_and_the_account(journey: Journey) -> None:
    tour = Tour.of(journey)
    visitor, address = tour.visitor, "simone@pages.exemple.fr"
    tour.opens("/compte/connexion", "Se connecter")
    tour.presses("Recevoir mon code")
    visitor.reads_in_title("1 erreur")
    visitor.types("Votre adresse", address)
    tour.presses("Recevoir mon code", "Votre code est parti")
    visitor.types("Code", "AAAA-AAAA")
    tour.presses("Me connecter", "Votre code est parti")
    visitor.types("Code", mail(address, "account.code").params["code"])
    tour.presses("Me connecter", "Bienvenue")
    tour.presses("Continuer", "Bienvenue")
    tour.opens("/compte/", "Mon compte")
    tour.presses("Enregistrer", "Mon compte")
    tour.opens("/compte/securite/", "Connexion en deux étapes")
    tour.opens("/compte/deconnexion", "Quitter la session")
    tour.presses("Quitter la session")
    tour.opens("/compte/ferme")
    assert tour.seen == 12


def test_the_second_step_of_the_account(journey: Journey) -> None:
    user = account_open(email="maud@pages.exemple.fr", first_name="Maud")
    role_grant(user=user, role=Role.FINANCE, scope=Scope.NATION, actor=Actor.system("tests"))
    tour = Tour.of(journey, user)
    visitor = tour.visitor
    tour.opens("/compte/", "Mon compte")
    visitor.reads("Protégez votre compte")
    tour.opens("/compte/securite/application", "Ajouter une application")
    visitor.types("Code", "000000")
    tour.presses("Activer", "Ajouter une application")
    secret = visitor.page.locator("code.cle").inner_text()
    visitor.types("Code", current_code(secret))
    tour.presses("Activer", "Est-ce bien vous")
    visitor.types("Code", "000000")
    tour.presses("Continuer", "Est-ce bien vous")
    visitor.types("Code", current_code(secret))
    tour.presses("Continuer", "Codes de secours")
    for path in ("/compte/securite/", "/compte/securite/codes/nouveaux", "/compte/securite/application/retirer"):
        tour.opens(path)
    visitor.context.clear_cookies()
    visitor.goes_to("/compte/connexion", "Se connecter")
    visitor.types("Votre adresse", user.email)
    visitor.presses("Recevoir mon code")
    visitor.types("Code", mail(user.email, "account.code").params["code"])
    tour.presses("Me connecter", "Encore une étape")
    visitor.types("Code", "000000")
    tour.presses("Me connecter", "Encore une étape")
    assert tour.seen == 11


def test_what_one_may_decline(journey: Journey) -> None:
    address = "lison@pages.exemple.fr"
    tour = Tour.of(journey)
    tour.opens("/preferences", "Régler mes courriels")
    tour.visitor.types("Votre courriel", address)
    tour.presses("Recevoir mon lien", "Regardez vos courriels")
    tour.opens(urlsplit(preferences_url(address)).path, "Mes courriels")
    tour.presses("Enregistrer", "Mes courriels")
    tour.visitor.reads("C’est noté")
    for topic in ("nouvelles", ALL):
        tour.opens(urlsplit(leave_url(address, topic)).path, "Ne plus recevoir")
        tour.presses("Ne plus en recevoir", "C’est fait")
    tour.opens("/preferences/un-lien-coupe", status=404)
    tour.signs_in(account_open(email=address, first_name="Lison"))
    tour.opens("/compte/preferences", "Mes courriels")
    assert tour.seen == 10


def test_the_space_of_a_holder(journey: Journey) -> None:
    school = make.school(name="École des Pages")
    user = make.holder(school, "Ondine")
    tour = Tour.of(journey, user)
    visitor = tour.visitor
    tour.opens("/enseignant")
    tour.opens("/enseignant/projet/nouveau", "Dans quel établissement")
    tour.opens("/enseignant/projet/nouveau?q=des+pages")
    tour.opens("/enseignant/projet/nouveau?q=aucune-de-ce-nom")

    empty = f"/enseignant/projet/{project_create(holder=user, school=school).pk}"
    for slug in SHEETS:
        tour.opens(f"{empty}/etape/{slug}", unfolded=True)
    tour.opens(f"{empty}/images")
    tour.opens(f"{empty}/ecole/ajouter", "Qui participe aussi")
    tour.opens(f"{empty}/soumettre", "avant d’envoyer")
    tour.opens(f"{empty}/apercu")
    tour.opens(f"{empty}/ecole", "Dans quel autre établissement")
    tour.opens(f"{empty}/etape/classes")
    visitor.types("Nombre d’élèves", "9999")
    tour.presses("Continuer", status=422)

    drafted = make.draft(school, title=LONG)
    returned = make.submitted(school, title="Un projet rendu")
    remarks = {"title": "Dites-en plus.", "budget": "Le devis ?", "levels": "Toute l’école ?"}
    project_send_back(project=returned, reviewer=make.reviewer(), remarks=remarks, text="Beau projet !")
    refused = make.submitted(school, title="Un projet refusé")
    project_refuse(
        project=refused, reviewer=make.reviewer(), reason_code=RefusalReason.BUDGET, text="Le budget ne tient pas."
    )
    campaign = _with_gifts("Un projet qui collecte", 130, at=school)
    for project in (drafted, returned, refused, make.submitted(school), make.accepted(school), campaign.project):
        tour.signs_in(project.holder)
        tour.opens("/enseignant", unfolded=True)
        tour.opens(f"/enseignant/projet/{project.pk}/apercu")
    tour.signs_in(drafted.holder)
    tour.opens(f"/enseignant/projet/{drafted.pk}/soumettre", "Tout est prêt")
    tour.signs_in(returned.holder)
    tour.opens(f"/enseignant/projet/{returned.pk}/etape/projet")
    visitor.reads("Dites-en plus.", "Beau projet")
    tour.signs_in(make.person("Basile"))
    tour.opens("/enseignant")
    tour.opens("/enseignant/projet/nouveau")
    assert tour.seen == 34


def test_the_space_of_a_reviewer(journey: Journey) -> None:
    user = make.reviewer()
    tour = Tour.of(journey, user)
    tour.opens("/instruction?academie=aucune")
    waiting = make.submitted(title=LONG)
    tour.opens("/instruction")
    tour.opens("/instruction?vue=a-l-ecole")
    tour.opens(f"/instruction/{waiting.pk}", unfolded=True)
    for outcome in ("Accepter", "Refuser"):
        tour.visitor.ticks(outcome)
        tour.looks()
    tour.presses("Envoyer ma décision", status=422)
    returned, refused = make.submitted(title="Un dossier rendu"), make.submitted(title="Un dossier refusé")
    project_send_back(project=returned, reviewer=user, remarks={"title": "Dites-en plus."}, text="Beau projet !")
    project_refuse(project=refused, reviewer=user, reason_code=RefusalReason.BUDGET, text="Le budget ne tient pas.")
    campaign = world.campaign("Un dossier complet")
    for project in (returned, refused, make.accepted(), campaign.project):
        tour.opens(f"/instruction/{project.pk}", unfolded=True)
    tour.opens("/instruction/comptes", "Comptes à vérifier", unfolded=True)
    tour.presses("Refuser", status=422)
    tour.signs_in(make.granted(Role.REVIEWER, make.academie("97", "Ailleurs", "ac-ailleurs.exemple.fr")))
    tour.opens("/instruction")
    tour.opens("/instruction/comptes", "Comptes à vérifier")
    assert tour.seen == 15


def test_the_links_of_a_school(journey: Journey) -> None:
    tour = Tour.of(journey)
    for path, purpose, button, answer in (
        ("/direction/", LinkPurpose.HEAD, "J’atteste", make.attest),
        ("/gestionnaire/", LinkPurpose.MANAGER, "Enregistrer la structure", make.complete),
    ):
        project = make.accepted(title=LONG)
        link = path + make.token(project, purpose)
        tour.opens(link, unfolded=True)
        tour.presses(button, status=422)
        answer(project)
        tour.opens(link)
        old = make.accepted()
        link = path + make.token(old, purpose)
        past = clock.now() - timedelta(days=40)
        AccessLink.objects.filter(project=old, purpose=purpose).update(
            created_at=past, expires_at=past + timedelta(days=21)
        )
        tour.opens(link, status=410)
        tour.presses("M’envoyer un nouveau lien")
        tour.opens(f"{path}un-lien-coupe", status=404)
    declined = make.accepted()
    link = make.token(declined, LinkPurpose.HEAD)
    other = make.token(declined, LinkPurpose.MANAGER)
    head_decline(token=link, name="Paul Martin", role="Directeur", reason="Le conseil n’a pas encore eu lieu.")
    tour.opens(f"/direction/{link}")
    tour.opens(f"/gestionnaire/{other}", status=410)
    AccessLink.objects.filter(project=declined, purpose=LinkPurpose.MANAGER).update(revoked_at=None)
    tour.opens(f"/gestionnaire/{other}")
    college = make.accepted(make.college(), body_kind="eple")
    tour.opens(f"/direction/{make.token(college, LinkPurpose.HEAD)}")
    assert tour.seen == 16


def test_behind_the_scenes(journey: Journey) -> None:
    """Pages of the demonstration and of whoever works on the site; in production there are none."""
    nadia = account_open(email="nadia.pages@demo.trousse.example", first_name="Nadia")
    role_grant(user=nadia, role=Role.REVIEWER, scope=Scope.NATION, actor=Actor.system("tests"))
    make.accepted()
    tour = Tour.of(journey)
    tour.opens("/demo", "Entrez comme vous voulez")
    tour.visitor.presses("Nadia")
    tour.visitor.page.wait_for_url("**/instruction")
    tour.looks()
    sent = until("a letter that has left", lambda: Message.objects.filter(sent_at__isnull=False).first())
    tour.opens("/_courriels")
    tour.opens("/_courriels?destinataire=personne-de-ce-nom")
    tour.opens(f"/_courriels/{sent.pk}")
    tour.opens("/_courriels/galerie")
    for kind in ("donation.thanks", "notifications.digest"):
        tour.opens(f"/_courriels/galerie/{kind}")
        tour.opens(f"/_courriels/galerie/{kind}/html")
    tour.opens("/_composants")
    assert tour.seen == 11


def test_what_goes_wrong(journey: Journey) -> None:
    tour = Tour.of(journey)
    visitor = tour.visitor
    tour.opens("/nulle-part", "pas dans la trousse", status=404)
    tour.opens("/projet/999999999-inconnu", status=404)
    tour.opens("/mon-don/un-lien-coupe", status=404)
    for _ in range(5):
        visitor.goes_to("/mon-don")
        visitor.presses("Recevoir mes liens")
        visitor.reads_in_title("1 erreur")
    tour.presses("Recevoir mes liens", "Un instant", status=429)
    visitor.goes_to("/compte/connexion")
    visitor.context.clear_cookies()
    visitor.types("Votre adresse", "personne@pages.exemple.fr")
    tour.presses("Recevoir mon code", status=403)
    tour.signs_in(make.person("Lazare"))
    tour.opens("/instruction", "Cette page est réservée", status=403)

    # A breakdown cannot be asked for: its page, which stands alone, is served in place of another.
    alone = render_to_string("500.html")
    visitor.page.route("**/panne", lambda route: route.fulfill(status=500, content_type="text/html", body=alone))
    tour.opens("/panne", status=500)
    assert tour.seen == 7


def _with_gifts(title: str, euros: int, **fields: Any) -> Campaign:
    campaign = world.campaign(title, **fields)
    gift = gifts.start(campaign, euros - 5, consents=LONG_WORD)
    gifts.settle(gift)
    gifts.give(campaign, 5)
    return Campaign.objects.get(pk=campaign.pk)


def _suspended(title: str) -> Campaign:
    platform: User = make.granted(Role.PLATFORM)
    return campaign_suspend(campaign=world.campaign(title), by=platform, reason="Une question à vérifier.")


def _over(title: str, euros: int) -> Campaign:
    campaign = _with_gifts(title, euros) if euros else world.campaign(title)
    world.deadline_passes(campaign)
    ended = Campaign.objects.get(pk=campaign.pk)
    assert ended.state != CampaignState.OPEN
    return ended
