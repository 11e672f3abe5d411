"""What a gift costs, as the bill beside the form says it; after tax only when a receipt will be made (CGI 200)."""

from trousse.core.money import HARD_SPACE, Euro
from trousse.giving.donations import rules
from trousse.giving.donations.enums import DonorKind
from trousse.giving.donations.selectors import tax_rate
from trousse.web.components.cards import Bill, TicketRow

PLAIN = "simple"
WITH_RECEIPT = {DonorKind.INDIVIDUAL: "particulier", DonorKind.COMPANY: "entreprise"}
"""Who may deduct a gift, and the name of their bill in css/pages/checkout.css."""


def bill(amount: Euro, kind: DonorKind, *, wants_receipt: bool) -> Bill:
    """The one bill of a gift whose donor is known."""
    return _reduced(amount, kind) if wants_receipt and kind in WITH_RECEIPT else _plain(amount)


def bills(amount: Euro, kind: DonorKind, *, receipts: bool, wants_receipt: bool) -> list[Bill]:
    """Beside a form: the bill of every answer, so that the right one shows as the donor ticks.

    ``kind`` and ``wants_receipt`` are the answers so far.
    """
    if not receipts:
        return [_plain(amount)]
    current = WITH_RECEIPT.get(kind, PLAIN) if wants_receipt else PLAIN
    reduced = [_reduced(amount, who, shown=name == current) for who, name in WITH_RECEIPT.items()]
    return [_plain(amount, shown=current == PLAIN), *reduced]


def _plain(amount: Euro, *, shown: bool = True) -> Bill:
    return Bill([TicketRow("Votre don", amount.cents)], name=PLAIN, shown=shown)


def _reduced(amount: Euro, kind: DonorKind, *, shown: bool = True) -> Bill:
    rate = tax_rate(kind)
    cost = rules.cost_after_reduction(amount, rate)
    whose = "votre entreprise" if kind is DonorKind.COMPANY else "vous"
    return Bill(
        rows=[
            TicketRow("Votre don", amount.cents),
            TicketRow(f"Réduction d’impôt ({rate}{HARD_SPACE}%)", (cost - amount).cents),
        ],
        total=TicketRow(f"Coût réel pour {whose}", cost.cents),
        name=WITH_RECEIPT[kind],
        shown=shown,
    )
