"""The way of a gift, as a donor walks it: how much, who, the bank, thank you."""

from dataclasses import dataclass

from tests.journeys.visitor import Visitor
from tests.journeys.waiting import until
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.donations.enums import DonationState
from trousse.giving.donations.models import Donation
from trousse.giving.funds.models import Fund
from trousse.money.payments.models import Payment

TO_A_CLASS = "Votre don à cette classe"
TO_A_FUND = "Votre don au fonds de solidarité"
NOT_PAID = "Le paiement n’a pas abouti"


@dataclass(frozen=True)
class Donor:
    """Somebody who gives. Their address makes them unique: never use the same twice."""

    first_name: str
    email: str
    last_name: str = "Morel"
    word: str = ""
    is_named: bool = False
    wants_receipt: bool = False


def page_of(destination: Campaign | Fund) -> str:
    """The path of its public page."""
    if isinstance(destination, Fund):
        return f"/fonds/{destination.slug}"
    return f"/projet/{destination.pk}-{destination.slug}"


def chooses_amount(visitor: Visitor, destination: Campaign | Fund, euros: str) -> None:
    """From the page of the project or the fund to the question: who?"""
    is_fund = isinstance(destination, Fund)
    visitor.goes_to(page_of(destination), destination.name if isinstance(destination, Fund) else destination.title)
    visitor.types("Autre montant", euros)
    visitor.presses("Donner à ce fonds" if is_fund else "Donner à cette classe")
    visitor.is_at(TO_A_FUND if is_fund else TO_A_CLASS)


def says_who(visitor: Visitor, donor: Donor) -> None:
    """From who to the last look before the bank."""
    tells_who(visitor, donor)
    visitor.reads("Une dernière vérification", donor.email)
    visitor.is_at("Votre don")


def tells_who(visitor: Visitor, donor: Donor) -> None:
    """Fills the form and sends it, whatever the answer."""
    visitor.types("Prénom", donor.first_name)
    visitor.types("Nom", donor.last_name)
    visitor.types("Courriel", donor.email)
    if donor.wants_receipt:
        visitor.ticks("Je veux un reçu fiscal")
        visitor.types("Adresse", "3 rue des Tilleuls")
        visitor.types("Code postal", "73130")
        visitor.types("Ville", "Saint-Avre")
        visitor.ticks("Je ne reçois rien en échange")
    if donor.word:
        visitor.types("Votre mot à la classe", donor.word)
    if donor.is_named:
        visitor.ticks("La classe peut lire mon prénom")
    visitor.ticks("J’accepte les conditions d’utilisation")
    visitor.presses("Continuer vers le paiement")


def goes_to_the_bank(visitor: Visitor) -> None:
    """From the last look to the payment page of the bank."""
    visitor.presses("Payer par carte")
    visitor.is_at("Payer")


def pays(visitor: Visitor, card: str = "accepted") -> None:
    """Chooses a test card; the bank sends the browser back at once."""
    with visitor.page.expect_response("**/payer"):
        visitor.page.locator(f"button[data-card={card}]").click()


def is_on_the_bank_page(visitor: Visitor, donor: Donor, destination: Campaign | Fund, euros: str) -> None:
    """The whole way up to the bank's payment page, in one sentence."""
    chooses_amount(visitor, destination, euros)
    says_who(visitor, donor)
    goes_to_the_bank(visitor)


def gives(visitor: Visitor, destination: Campaign | Fund, euros: str, donor: Donor) -> Donation:
    """The whole way with a card that works, as far as the thank you."""
    is_on_the_bank_page(visitor, donor, destination, euros)
    pays(visitor)
    visitor.is_at(f"Merci {donor.first_name}")
    return gift_of(donor)


def gift_of(donor: Donor) -> Donation:
    """What the database knows of this donor's only gift."""
    return Donation.objects.select_related("payment", "campaign", "fund").get(email=donor.email)


def payment_of(donor: Donor) -> Payment:
    """The payment under way, or the last one."""
    payment = gift_of(donor).payment
    assert payment is not None
    return payment


def wait_for(donor: Donor, state: DonationState) -> Donation:
    """Until the worker has brought this gift to ``state``."""
    gifts = Donation.objects.select_related("payment", "campaign", "fund").filter(email=donor.email, state=state)
    return until(f"gift of {donor.email} {state}", gifts.first)


def raised(campaign: Campaign) -> int:
    """The gauge now, in euros."""
    cents = Campaign.objects.values_list("raised_cents", flat=True).get(pk=campaign.pk)
    return cents // 100
