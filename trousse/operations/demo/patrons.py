"""Two patrons of the demonstration: one whose agreement goes on, one whose agreement is over and whose rest stays.

Their organisations are invented; no real SIREN begins with three zeros.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from trousse.core import clock
from trousse.core.money import Euro
from trousse.giving.funds.models import Fund
from trousse.giving.funds.patrons import Contact, Terms, agreement_create, patron_deposit
from trousse.giving.funds.rules import FundLimits, Restriction
from trousse.operations.demo import people
from trousse.operations.demo.season import Season
from trousse.people.accounts.services import account_open, account_rename


@dataclass(frozen=True, kw_only=True)
class Patron:
    """``deposits``: how many days ago, and euros. ``ends_in``: days from the day of the demonstration."""

    organisation: str
    siren: str
    fund: str
    description: str
    restriction: Restriction
    cap: Euro
    least: Euro
    share_cap_bp: int | None
    ends_in: int
    matches: bool
    contact: tuple[str, str]
    deposits: tuple[tuple[int, int], ...]


PATRONS = (
    Patron(
        organisation="Fondation des Embruns",
        siren="000000018",
        fund="Fonds des Embruns",
        description="La mer, la nature et les classes de découverte, pour les écoles qui en sont loin.",
        restriction=Restriction.of(themes=["mer", "botanique", "decouverte"]),
        cap=Euro.of(400),
        least=Euro.of(20),
        share_cap_bp=5_000,
        ends_in=210,
        matches=True,
        contact=("Solène", "Guérin"),
        deposits=((140, 3000), (60, 1500)),
    ),
    Patron(
        organisation="Papeterie du Beffroi",
        siren="000000026",
        fund="Fonds du Beffroi",
        description="Pour les classes des Hauts-de-France, tout près des ateliers de la papeterie.",
        restriction=Restriction.of(departements=["02", "59", "60", "62", "80"]),
        cap=Euro.of(150),
        least=Euro.of(10),
        share_cap_bp=None,
        ends_in=-25,
        matches=False,
        contact=("Octave", "Perrin"),
        deposits=((130, 900),),
    ),
)


def schedule(season: Season) -> None:
    """Agreements are signed when funds open, and transfers arrive on their days. Called on that day."""
    for patron in PATRONS:
        fund = _sign(season, patron)
        for number, (days_ago, euros) in enumerate(patron.deposits, start=1):
            at = season.now - timedelta(days=days_ago)
            reference = f"DEMO {patron.siren} {number}"
            season.schedule(at, partial(_arrives, fund, Euro.of(euros), reference))


def _sign(season: Season, patron: Patron) -> Fund:
    first, last = patron.contact
    user = account_open(email=people.email_of(first, last), first_name=first, last_name=last)
    account_rename(user=user, first_name=first, last_name=last)
    limits = FundLimits(
        cap=patron.cap,
        share_cap_bp=patron.share_cap_bp,
        least=patron.least,
        expires_on=clock.paris_day(season.now) + timedelta(days=patron.ends_in),
        matches=patron.matches,
    )
    terms = Terms(
        organisation=patron.organisation,
        siren=patron.siren,
        restriction=patron.restriction,
        limits=limits,
        signed_on=clock.today(),
    )
    made = agreement_create(
        terms=terms,
        name=patron.fund,
        description=patron.description,
        contacts=[Contact(user.email, user.display_name)],
        actor=people.ACTOR,
    )
    return made.fund


def _arrives(fund: Fund, amount: Euro, reference: str) -> None:
    patron_deposit(fund=fund, amount=amount, bank_reference=reference, received_on=clock.today(), actor=people.ACTOR)
