"""Patrons for tests: fictional organisations, whose numbers are those of nobody."""

from datetime import date
from itertools import count
from typing import Any

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.giving.funds.models import Fund
from trousse.giving.funds.patrons import Terms, agreement_create, patron_deposit
from trousse.giving.funds.rules import FundLimits, Restriction

SYSTEM = Actor.system("tests")
SIREN = "732829320"
_numbers = count(1)


def terms(**changes: Any) -> Terms:
    facts = {
        "organisation": "Fondation des Embruns",
        "siren": SIREN,
        "restriction": Restriction.of(themes=["mer"]),
        "limits": FundLimits(cap=Euro.of(400), share_cap_bp=5_000, least=Euro.of(20)),
        "signed_on": clock.today(),
    }
    return Terms(**{**facts, **changes})


def patron_fund(name: str = "", *, expires_on: date | None = None, **changes: Any) -> Fund:
    """The fund of a patron under an agreement that begins today; themes must exist."""
    if expires_on:
        changes["limits"] = FundLimits(expires_on=expires_on)
    made = agreement_create(terms=terms(**changes), name=name or f"Fonds mécène {next(_numbers)}", actor=SYSTEM)
    return made.fund


def doubling_fund(euros: int = 300, **limits: Any) -> Fund:
    """The fund of a patron that doubles gifts to any project, with so many euros in it."""
    made = patron_fund(restriction=Restriction(), limits=FundLimits(matches=True, **limits))
    deposit(made, euros)
    return made


def deposit(fund: Fund, euros: int) -> None:
    """A transfer of the patron arrives."""
    patron_deposit(
        fund=fund,
        amount=Euro.of(euros),
        bank_reference=f"VIR {fund.pk} {next(_numbers)}",
        received_on=clock.today(),
        actor=SYSTEM,
    )
