"""The life of a gift as a table. Money moves in the services that perform these."""

from trousse.core.workflow import Reason, Transition, Workflow
from trousse.giving.donations import perms
from trousse.giving.donations.enums import UNPAID, DonationState
from trousse.giving.donations.models import Donation


class DonationWorkflow(Workflow[Donation]):
    """A payment may come late, twice, or after it was given up: every arrival has an arrow."""

    model = "donations.Donation"
    log = "donations.DonationLog"
    states = DonationState

    settle = Transition(UNPAID, DonationState.SETTLED, system=True, label="Le paiement arrive, le don est compté")
    bounce = Transition(UNPAID, DonationState.REFUNDING, system=True, label="Le paiement arrive, la place est prise")
    give_up = Transition(
        {DonationState.STARTED}, DonationState.NOT_PAID, system=True, label="Paiement refusé, abandonné ou expiré"
    )
    retry = Transition({DonationState.NOT_PAID}, DonationState.STARTED, system=True, label="Le donateur recommence")
    give_back = Transition(
        {DonationState.SETTLED},
        DonationState.REFUNDING,
        system=True,
        label="Le don quitte sa destination pour son donateur",
    )
    cancel = Transition(
        {DonationState.SETTLED},
        DonationState.REFUNDING,
        allowed=perms.can_refund_donation,
        reason=Reason.REQUIRED,
        label="Annuler et rembourser",
    )
    finish_refund = Transition({DonationState.REFUNDING}, DonationState.REFUNDED, system=True, label="Tout est rendu")
    charge_back = Transition(
        {DonationState.SETTLED, DonationState.REFUNDING, DonationState.REFUNDED},
        DonationState.CHARGED_BACK,
        system=True,
        label="La banque du donateur reprend le paiement",
    )
