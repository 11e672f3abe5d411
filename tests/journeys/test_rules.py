"""A rule of solidarity, from the first draft to the day it counts.

One member of the committee has a desk; the other, and the reader who gives an opinion, a telephone without JavaScript.
"""

from datetime import timedelta

from django.urls import reverse

from tests.fundraising import make
from tests.journeys.conftest import Journey
from tests.journeys.tour import Tour
from tests.journeys.visitor import Visitor
from tests.journeys.waiting import link_in, mail, until
from trousse.core import clock
from trousse.giving.equalisation.enums import Ballot, RuleState
from trousse.giving.equalisation.jobs import announce_votes
from trousse.giving.equalisation.models import RuleVersion
from trousse.giving.equalisation.selectors import members, rules_on
from trousse.giving.equalisation.services import vote_cast
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User

TITLE = "Le car coûte plus cher que le musée"
WHY = "Les écoles de village paient d’abord la route."
OPINION = "Notre école est à quarante kilomètres du premier théâtre."
LONG = "Une-anticonstitutionnellement-longue-et-interminable règle pour les classes du bout du monde"
REASON = "Les avis reçus m’ont décidée."
A_DAY = timedelta(days=1)


def test_a_rule_from_draft_to_force(journey: Journey) -> None:
    nour, sacha = (make.granted(Role.COMMITTEE, first_name=name) for name in ("Nour", "Sacha"))
    desk = _signed_in(journey, nour, javascript=True)
    number = _writes_and_publishes(desk)
    version = RuleVersion.objects.get(number=number)

    reader = journey.somebody(width=390, javascript=False)
    _gives_an_opinion(reader, number)
    until("the simulation", lambda: RuleVersion.objects.get(number=number).is_simulated)

    _comments_are_closed(version)
    announce_votes()
    desk.goes_to(link_in(mail(nour.email, "equalisation.to_vote"), "/comite/regles/"), TITLE)
    _others_abstain(version, nour, sacha)
    _votes(desk, "Pour")
    phone = _signed_in(journey, sacha, javascript=False)
    phone.goes_to(f"/comite/regles/{number}", TITLE)
    phone.reads("Nour")
    _votes(phone, "Pour", REASON)
    phone.reads("la version est adoptée", "2 voix pour, 0 contre")

    reader.goes_to(link_in(mail("odile@theatre.exemple.fr", "equalisation.decided"), "/regles-de-solidarite/"), TITLE)
    reader.reads("Adoptée, pas encore en vigueur", REASON, OPINION)
    assert rules_on(clock.today()).version != number

    _the_day_comes(version)
    assert (rules_on(clock.today()).version, rules_on(clock.today()).weights.rural) == (number, 50)
    reader.goes_to("/regles-de-solidarite", "Règles de solidarité")
    reader.reads(f"Version {number}, « {TITLE} »", "Dans une commune rurale")


def test_every_state_of_the_pages_of_rules(journey: Journey) -> None:
    """Refused, unfolded, empty; by the committee and by anybody."""
    tour = Tour.of(journey, make.granted(Role.COMMITTEE, first_name="Alma"))
    tour.opens("/comite/regles", "Règles de solidarité")
    tour.opens("/comite/regles/nouvelle", "Nouvelle version")
    tour.presses("Enregistrer le brouillon", "Nouvelle version", status=422)
    _fills(tour.visitor, LONG, rural="60")
    tour.presses("Enregistrer le brouillon", "Une-anticonstitutionnellement")
    address = tour.visitor.page.url.removeprefix(tour.visitor.site_url)
    tour.visitor.types("Dernier jour pour donner son avis", clock.today().isoformat())
    tour.presses("Publier pour avis", status=422)
    tour.opens(address)
    tour.presses("Publier pour avis", "Une-anticonstitutionnellement")
    tour.opens(address, unfolded=True)
    tour.presses("Reprendre en brouillon", status=422)
    public = reverse("public:rule_version", args=[address.rpartition("/")[2]])
    tour.opens(public, "Une-anticonstitutionnellement")
    tour.opens(f"{public}/avis", "Donner mon avis")
    tour.presses("Publier mon avis", "Donner mon avis", status=422)
    tour.visitor.types("Votre avis", "Et les îles ?")
    tour.presses("Publier mon avis", "Une-anticonstitutionnellement")
    tour.visitor.reads("1 avis", "Et les îles ?")
    tour.opens(address, unfolded=True)
    tour.visitor.page.locator("#id_retirer_reason").fill("Une autre est prête.")
    tour.presses("Retirer", "Une-anticonstitutionnellement")
    tour.opens(public)
    tour.visitor.reads("Une autre est prête.")
    tour.opens(f"{public}/avis", "Les avis sont clos")
    tour.opens("/regles-de-solidarite", "Règles de solidarité")
    assert tour.seen == 18


def _signed_in(journey: Journey, user: User, *, javascript: bool) -> Visitor:
    tour = Tour(journey.somebody(width=1280 if javascript else 390, javascript=javascript))
    tour.signs_in(user)
    return tour.visitor


def _fills(desk: Visitor, title: str, rural: str = "50") -> None:
    desk.types("Titre", title)
    desk.types("Ce qui change, et pourquoi", WHY)
    desk.types("En plus, dans une commune rurale", rural)


def _writes_and_publishes(desk: Visitor) -> int:
    """Returns its number."""
    desk.goes_to("/comite/regles", "Règles de solidarité")
    desk.follows("Écrire une version")
    desk.is_at("Nouvelle version")
    _fills(desk, TITLE)
    desk.presses("Enregistrer le brouillon")
    desk.is_at(TITLE)
    desk.reads("Brouillon", "Ce qui change")
    desk.presses("Publier pour avis")
    desk.is_at(TITLE)
    desk.reads("C’est publié", "En discussion")
    return int(desk.page.url.rpartition("/")[2])


def _gives_an_opinion(reader: Visitor, number: int) -> None:
    """Found on the public page, confirmed by the letter."""
    reader.goes_to("/regles-de-solidarite", "Règles de solidarité")
    reader.follows(f"Version {number}")
    reader.is_at(TITLE)
    reader.follows("Donner mon avis")
    reader.is_at("Donner mon avis")
    reader.types("Votre avis", OPINION)
    reader.types("Votre prénom", "Odile")
    reader.types("Votre courriel", "odile@theatre.exemple.fr")
    reader.presses("Envoyer mon avis")
    reader.is_at("Confirmez votre adresse")
    letter = mail("odile@theatre.exemple.fr", "equalisation.comment_confirm")
    reader.goes_to(link_in(letter, "/regles-de-solidarite/avis/"), "Publier votre avis")
    reader.presses("Oui, publier mon avis")
    reader.is_at("Votre avis est publié")
    reader.follows("Revenir au projet de règles")
    reader.is_at(TITLE)
    reader.reads(OPINION)
    reader.does_not_read("odile@theatre.exemple.fr")


def _comments_are_closed(version: RuleVersion) -> None:
    """Two weeks later, for this version."""
    today = clock.today()
    RuleVersion.objects.filter(pk=version.pk).update(
        published_at=clock.now() - 15 * A_DAY, comments_until=today - A_DAY, votes_until=today + 9 * A_DAY
    )


def _others_abstain(version: RuleVersion, *browsing: User) -> None:
    """The members whom other journeys brought."""
    for member in members().exclude(pk__in=[user.pk for user in browsing]):
        stands = RuleVersion.objects.get(pk=version.pk)
        seen = stands.content_sha256
        vote_cast(version=stands, by=member, ballot=Ballot.ABSTAIN, reason="", seen_sha256=seen)


def _votes(member: Visitor, ballot: str, reason: str = "") -> None:
    member.ticks(ballot)
    member.types("Votre raison", reason)
    member.page.locator("form").get_by_role("button", name="Voter").click()
    member.reads("Votre vote est enregistré")


def _the_day_comes(version: RuleVersion) -> None:
    decided = RuleVersion.objects.get(pk=version.pk)
    assert decided.state == RuleState.ADOPTED
    assert decided.in_force_from == decided.planned_from
    RuleVersion.objects.filter(pk=version.pk).update(in_force_from=clock.today())
