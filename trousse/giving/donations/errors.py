"""Refusals of giving, in the words of the person who meets them."""

from trousse.core.errors import BusinessError, Gone, Invalid, Missing
from trousse.giving.donations.rules import Problems


class DonationInvalid(Invalid):
    """Something in the form is missing or wrong. ``problems``: field → French sentence, to be shown beside each."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


class DonationMissing(Missing):
    """No such gift, or not yours."""

    def __init__(self) -> None:
        super().__init__("Nous ne retrouvons pas ce don. Le lien est dans le courriel que nous vous avons envoyé.")


class FundClosed(Gone):
    """The fund takes no more gifts."""

    def __init__(self) -> None:
        super().__init__("Ce fonds ne reçoit plus de dons. Les autres fonds sont ouverts.")


class RefundImpossible(BusinessError):
    """The gift cannot be given back now; the message says why."""
