"""Members of the committee at their own screens, on the same money at once.

Nobody signs what they did not read, no fund gives what it has not, and whoever comes second reads why.
"""

from collections.abc import Sequence

from tests.fundraising import make
from tests.giving.allocation.grants import grant
from tests.journeys import giving, world
from tests.journeys.conftest import Journey
from tests.journeys.giving import Donor
from tests.journeys.tour import Tour
from tests.journeys.visitor import Visitor
from tests.journeys.waiting import until
from trousse.core.actors import Actor
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.allocation.enums import RoundState
from trousse.giving.allocation.models import Grant, Round
from trousse.giving.funds.models import Fund
from trousse.giving.funds.services import fund_create
from trousse.people.accounts.enums import Role

DECLARES = "Je n’ai aucun lien avec les projets aidés"
FIRST, SECOND = "Donner la première signature", "Signer et verser l’argent"
WHY = "La réunion des parents est demain."
_SENDS_TWICE = "form => { form.requestSubmit(); form.requestSubmit(); }"
_SENDS = "form => { setTimeout(() => form.requestSubmit(), 0); }"


def test_one_changes_while_another_signs(journey: Journey) -> None:
    fund, [campaign] = _fund_and_campaigns(journey, "marees", ["Une horloge des marées"])
    yasmine, pierre = _member(journey, "Yasmine"), _member(journey, "Pierre")
    address = _asks_for_a_round(yasmine)
    pierre.goes_to(address, "Répartition n°")

    _gives_another_sum(pierre, campaign, "25")
    pierre.reads(WHY)
    yasmine.ticks(DECLARES)
    yasmine.presses(FIRST)
    yasmine.reads("a changé pendant que vous la lisiez. Rien n’a été signé", WHY, "0 signature sur 2")

    yasmine.ticks(DECLARES)
    yasmine.button(FIRST).evaluate("button => (" + _SENDS_TWICE + ")(button.form)")
    until("one signature", lambda: _round(address).signatures.count() == 1)
    yasmine.goes_to(address, "Répartition n°")
    yasmine.reads("1 signature sur 2", "Vous avez signé.")

    # Signed once, then changed: that signature was for another plan.
    pierre.goes_to(address, "Répartition n°")
    _gives_another_sum(pierre, campaign, "30")
    pierre.reads("0 signature sur 2")
    for member, button in ((pierre, FIRST), (yasmine, SECOND)):
        member.goes_to(address, "Répartition n°")
        member.ticks(DECLARES)
        member.presses(button)
    yasmine.reads("L’argent est parti")
    assert (giving.raised(campaign), _waiting(fund)) == (30, 3_000)


def test_four_sign_at_once(journey: Journey) -> None:
    fund, [campaign] = _fund_and_campaigns(journey, "phares", ["Une lanterne de papier"])
    members = [_member(journey, name) for name in ("Yasmine", "Pierre", "Nour", "Lise")]
    address = _asks_for_a_round(members[0])
    for member in members:
        member.goes_to(address, "Répartition n°")
        member.ticks(DECLARES)
    for member in members:
        member.button(FIRST).evaluate("button => (" + _SENDS + ")(button.form)")
    until("the money leaves", lambda: _round(address).state == RoundState.POSTED)
    _everybody_arrived(members)

    signed = [member for member in members if "Votre signature est enregistrée" in member.page.inner_text("body")]
    told = [member for member in members if "Deux personnes ont signé avant vous" in member.page.inner_text("body")]
    assert (len(signed), len(told)) == (2, 2)
    assert _round(address).signatures.count() == 2
    given = Grant.objects.get(campaign=campaign, fund=fund)
    assert _waiting(fund) == 6_000 - given.amount_cents


def test_two_rounds_want_the_same_fund(journey: Journey) -> None:
    fund, [dike] = _fund_and_campaigns(journey, "digues", ["Une digue en terre"])
    bridge = world.campaign("Un pont de bois", minimum=100, theme=make.theme("journeys-comite-digues"))
    yasmine, pierre, nour = (_member(journey, name) for name in ("Yasmine", "Pierre", "Nour"))
    former = _asks_for_a_round(yasmine)
    latter = _asks_for_a_round(pierre)
    assert former != latter

    # A page that was open since: of the former round nothing can be signed, changed or dropped any more.
    _gives_another_sum(yasmine, dike, "10")
    yasmine.reads("Une proposition plus récente remplace celle-ci", "Rien n’a été versé")
    pierre.ticks(DECLARES)
    pierre.presses(FIRST)
    pierre.reads("Vous avez signé.")

    # Between two signatures, the same money goes elsewhere.
    grant(bridge, 59, fund=fund)
    nour.goes_to(latter, "Répartition n°")
    nour.ticks(DECLARES)
    nour.presses(SECOND)
    nour.reads("Un fonds n’a plus ce qu’il faut", "Rien n’a été versé", "1 signature sur 2")
    assert _round(latter).state == RoundState.SIGNED_ONCE
    assert _waiting(fund) == 100


def test_the_same_round_dropped_and_signed(journey: Journey) -> None:
    _fund_and_campaigns(journey, "voiles", ["Une voile pour la cour"])
    yasmine, pierre = _member(journey, "Yasmine"), _member(journey, "Pierre")
    address = _asks_for_a_round(yasmine)
    pierre.goes_to(address, "Répartition n°")
    yasmine.page.locator("summary", has_text="Abandonner cette répartition").click()
    yasmine.types("Pourquoi abandonner", "Nous attendons lundi.")
    yasmine.presses("Abandonner")
    yasmine.is_at("Comité de solidarité")
    pierre.ticks(DECLARES)
    pierre.presses(FIRST)
    pierre.reads("a été abandonnée pendant que vous la lisiez", "Rien n’a été versé")
    assert not Grant.objects.filter(round=_round(address)).exists()


def _fund_and_campaigns(journey: Journey, name: str, titles: Sequence[str]) -> tuple[Fund, list[Campaign]]:
    """A fund for a theme of its own, with 60 €, and campaigns that it may help."""
    theme = make.theme(f"journeys-comite-{name}")
    fund = fund_create(name=f"Les {name} du comité", theme=theme, actor=Actor.system("tests"))
    campaigns = [world.campaign(title, minimum=60, optimum=200, theme=theme) for title in titles]
    for campaign in campaigns:
        world.ends_in(campaign, days=5)
    giving.gives(journey.somebody(), fund, "60", Donor("Odile", f"odile@{name}-comite.exemple.fr"))
    return fund, campaigns


def _member(journey: Journey, name: str) -> Visitor:
    return Tour.of(journey, make.granted(Role.COMMITTEE, first_name=name)).visitor


def _asks_for_a_round(member: Visitor) -> str:
    """Its address."""
    member.goes_to("/comite", "Comité de solidarité")
    member.presses("Refaire le calcul maintenant")
    member.is_at("Répartition n°")
    return member.page.url


def _gives_another_sum(member: Visitor, campaign: Campaign, euros: str) -> None:
    row = member.page.locator("li.prop").filter(has_text=campaign.title)
    row.locator("summary").click()
    row.get_by_label("Autre somme").fill(euros)
    row.get_by_label("Pourquoi").fill(WHY)
    row.get_by_role("button", name="Donner cette somme").click()


def _everybody_arrived(members: Sequence[Visitor]) -> None:
    """Each at the page that says what became of their signature."""
    for member in members:
        member.reads("signature")
        member.page.locator(".message").first.wait_for()


def _round(address: str) -> Round:
    return Round.objects.get(pk=address.rsplit("/", 1)[1])


def _waiting(fund: Fund) -> int:
    return Fund.objects.values_list("balance_cents", flat=True).get(pk=fund.pk)
