"""What a bank may do to a shop: say things twice, late, in disorder, wrongly, or not at all."""

from datetime import timedelta
from functools import partial
from typing import Any

from tests.journeys import giving, world
from tests.journeys.conftest import Journey
from tests.journeys.giving import Donor
from tests.journeys.waiting import mail, until
from trousse.core import clock
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.donations.enums import DonationState
from trousse.money.payments.enums import NoticeState
from trousse.money.payments.jobs import drain_inbox, sweep
from trousse.money.payments.models import InboxNotice, Payment
from trousse.platform.notifications.models import Message

FORGED = ("amount", "status", "wrong_key", "no_signature", "signed_environment", "signed_shop", "signed_currency")


def test_told_again_and_again(journey: Journey) -> None:
    campaign = world.campaign("Un potager qui bourdonne")
    nora = Donor("Nora", "nora@sonnette.exemple.fr")
    journey.bank.behaves(duplicates=3)
    giving.gives(journey.somebody(width=390), campaign, "20", nora)
    journey.bank.is_idle()

    reference = giving.payment_of(nora).reference
    first = journey.bank.notifications(reference)[0]["id"]
    journey.bank.again(first, "replay")
    journey.bank.again(first, "duplicate")
    assert {each["state"] for each in journey.bank.notifications(reference)} == {"delivered"}
    assert InboxNotice.objects.filter(reference=reference, state=NoticeState.DONE).count() == 1
    assert giving.raised(campaign) == 20
    mail(nora.email, "donation.thanks")
    assert Message.objects.filter(to=nora.email).count() == 1


def test_the_donor_never_comes_back(journey: Journey) -> None:
    """The notification alone is enough: the browser is closed on the bank's page."""
    campaign = world.campaign("Une fresque au préau")
    tom = Donor("Tom", "tom@sonnette.exemple.fr")
    visitor = journey.somebody(width=390)
    giving.is_on_the_bank_page(visitor, tom, campaign, "20")
    visitor.loses_the_way_back()
    giving.pays(visitor)
    giving.wait_for(tom, DonationState.SETTLED)
    mail(tom.email, "donation.thanks")


def test_in_disorder(journey: Journey) -> None:
    """A refund made on the bank's desk is announced before the payment itself."""
    campaign = world.campaign("Un théâtre d’ombres")
    zoe = Donor("Zoé", "zoe@sonnette.exemple.fr")
    journey.bank.behaves(hold=True)
    visitor = journey.somebody(width=390)
    giving.is_on_the_bank_page(visitor, zoe, campaign, "20")
    visitor.loses_the_way_back()
    giving.pays(visitor)
    reference = giving.payment_of(zoe).reference
    debit = journey.bank.transactions(reference)[0]["uuid"]
    journey.bank.on_transaction(debit, "capture")
    journey.bank.on_transaction(debit, "refund", amount=500)

    held = [each["id"] for each in journey.bank.notifications(reference)]
    journey.bank.release(*reversed(held))
    until("payment counted", lambda: Payment.objects.filter(reference=reference, state="paid").exists())
    _next_minute_of_the_inbox()
    until("five euros less", lambda: giving.raised(campaign) == 15)
    assert giving.gift_of(zoe).refunded_cents == 500


def test_an_abandoned_payment_is_told_after_its_successor(journey: Journey) -> None:
    """Left at the bank, taken up again, paid: the news of the first attempt, days late, changes nothing."""
    campaign = world.campaign("Un herbier de rue")
    ugo = Donor("Ugo", "ugo@sonnette.exemple.fr")
    visitor = journey.somebody(width=390)
    journey.bank.behaves(hold=True)
    giving.is_on_the_bank_page(visitor, ugo, campaign, "20")
    given_up = giving.payment_of(ugo).reference
    visitor.presses("Abandonner et revenir au site")
    visitor.is_at(giving.NOT_PAID)
    visitor.follows("Réessayer")
    visitor.presses("Reprendre le paiement")
    giving.goes_to_the_bank(visitor)
    giving.pays(visitor)
    visitor.is_at("Merci Ugo")

    paid = giving.payment_of(ugo).reference
    assert paid != given_up
    for reference in (paid, given_up):
        journey.bank.release(*(each["id"] for each in journey.bank.notifications(reference)))
        assert {each["state"] for each in journey.bank.notifications(reference)} == {"delivered"}
    until("all news worked on", lambda: not InboxNotice.objects.filter(state=NoticeState.RECEIVED).exists())
    assert giving.gift_of(ugo).state == DonationState.SETTLED
    assert giving.payment_of(ugo).reference == paid
    assert giving.raised(campaign) == 20
    mail(ugo.email, "donation.thanks")
    assert Message.objects.filter(to=ugo.email).count() == 1


def test_tampered(journey: Journey) -> None:
    """Believed by nobody, refused with an answer that makes the bank try again; the true one is believed."""
    campaign = world.campaign("Une météo de la cour")
    eve = Donor("Ève", "eve@sonnette.exemple.fr")
    reference, true = _pays_in_silence(journey, campaign, eve)
    journey.bank.behaves(hold=False)
    forged = {kind: journey.bank.again(true, "tamper", kind=kind) for kind in FORGED}

    for kind, number in forged.items():
        answer = until(f"the bank gives up: {kind}", partial(_outcome, journey, reference, number))
        assert (kind, answer["state"]) == (kind, "given_up")
        assert "400" in answer["answer"], kind
    assert not InboxNotice.objects.filter(reference=reference).exists()
    assert giving.gift_of(eve).state == DonationState.STARTED
    journey.bank.release(true)
    giving.wait_for(eve, DonationState.SETTLED)
    assert giving.raised(campaign) == 20


def test_another_amount_well_signed(journey: Journey) -> None:
    """Not what we asked for: the bank is asked, and knows the true amount."""
    campaign = world.campaign("Une balance de la cour")
    ada = Donor("Ada", "ada@sonnette.exemple.fr")
    reference, true = _pays_in_silence(journey, campaign, ada)
    journey.bank.behaves(hold=False)
    doubtful = journey.bank.again(true, "tamper", kind="signed_amount")
    answer = until("the bank is answered", partial(_outcome, journey, reference, doubtful))
    assert answer["state"] == "delivered"
    set_aside = InboxNotice.objects.filter(reference=reference, state=NoticeState.REJECTED)
    until("the notice set aside", set_aside.first)
    _some_time_passes(ada)
    giving.wait_for(ada, DonationState.SETTLED)
    assert giving.raised(campaign) == 20


def _pays_in_silence(journey: Journey, campaign: Campaign, donor: Donor) -> tuple[str, int]:
    """Pays; the bank holds its notification, and the browser never comes back. The reference, and what is held."""
    journey.bank.behaves(hold=True)
    visitor = journey.somebody(width=390)
    giving.is_on_the_bank_page(visitor, donor, campaign, "20")
    visitor.loses_the_way_back()
    giving.pays(visitor)
    reference = giving.payment_of(donor).reference
    [held] = journey.bank.notifications(reference)
    return reference, int(held["id"])


def _outcome(journey: Journey, reference: str, number: int) -> dict[str, Any] | None:
    """The notification of that number, once the bank is done with it."""
    found = {each["id"]: each for each in journey.bank.notifications(reference)}[number]
    return found if found["state"] in ("delivered", "given_up") else None


def _next_minute_of_the_inbox() -> None:
    """News that came too early is taken up again, as each minute, without waiting for it."""
    InboxNotice.objects.filter(state=NoticeState.RECEIVED).update(process_after=clock.now())
    drain_inbox()


def _some_time_passes(donor: Donor) -> None:
    """Enough for the bank to be asked about this payment, as each minute, without waiting for it."""
    Payment.objects.filter(pk=giving.payment_of(donor).pk).update(next_check_at=clock.now())
    sweep()


def test_lost(journey: Journey) -> None:
    """The notification never comes, nor does the donor: after some silence the bank is asked."""
    campaign = world.campaign("Un carnet de voyage")
    sam = Donor("Sam", "sam@sonnette.exemple.fr")
    journey.bank.behaves(lose=True)
    visitor = journey.somebody(width=390)
    giving.is_on_the_bank_page(visitor, sam, campaign, "20")
    visitor.loses_the_way_back()
    giving.pays(visitor)
    assert giving.gift_of(sam).state == DonationState.STARTED

    _some_time_passes(sam)
    giving.wait_for(sam, DonationState.SETTLED)
    assert giving.raised(campaign) == 20
    mail(sam.email, "donation.thanks")


def test_lost_and_never_paid(journey: Journey) -> None:
    """Nothing was paid and nothing is heard: in the end the place is free again."""
    campaign = world.campaign("Une radio de récré", minimum=20, optimum=30)
    pia = Donor("Pia", "pia@sonnette.exemple.fr")
    visitor = journey.somebody(width=390)
    giving.is_on_the_bank_page(visitor, pia, campaign, "30")
    visitor.page.close()
    long_ago = clock.now() - timedelta(hours=1)
    Payment.objects.filter(pk=giving.payment_of(pia).pk).update(
        started_at=long_ago, expires_at=long_ago + timedelta(minutes=15), next_check_at=clock.now()
    )
    sweep()
    giving.wait_for(pia, DonationState.NOT_PAID)
    giving.gives(journey.somebody(), campaign, "30", Donor("Max", "max@sonnette.exemple.fr"))
    assert giving.raised(campaign) == 30


def test_the_desk_of_the_bank(journey: Journey) -> None:
    """A developer holds a notification back, then lets it go, from the pages of the test bank."""
    campaign = world.campaign("Un cadran solaire")
    lea = Donor("Léa", "lea@sonnette.exemple.fr")
    journey.bank.behaves(hold=True)
    donor, developer = journey.somebody(width=390), journey.somebody()
    giving.is_on_the_bank_page(donor, lea, campaign, "20")
    donor.loses_the_way_back()
    giving.pays(donor)
    reference = giving.payment_of(lea).reference

    developer.goes_to(f"{journey.bank.url}/?order={reference}", "Opérations de la boutique")
    developer.reads(reference, "retenue")
    developer.presses("Livrer")
    developer.is_at("Opérations de la boutique")
    giving.wait_for(lea, DonationState.SETTLED)
