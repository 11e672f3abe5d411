"""The lives of a payment and of a refund as tables. The provider has the last word: most arrows are the system's."""

from trousse.core.workflow import Transition, Workflow
from trousse.money.payments.enums import PaymentState, RefundState
from trousse.money.payments.models import Payment, Refund

S = PaymentState
R = RefundState


class PaymentWorkflow(Workflow[Payment]):
    """A payment may arrive after it was refused, left or given up: it counts all the same."""

    model = "payments.Payment"
    log = "payments.PaymentLog"
    states = PaymentState

    settle = Transition({S.STARTED, S.FAILED, S.ABANDONED, S.EXPIRED}, S.PAID, system=True, label="L’argent arrive")
    refuse = Transition({S.STARTED}, S.FAILED, system=True, label="La banque refuse")
    abandon = Transition({S.STARTED}, S.ABANDONED, system=True, label="Le payeur renonce")
    expire = Transition({S.STARTED}, S.EXPIRED, system=True, label="Plus de nouvelles")


class RefundWorkflow(Workflow[Refund]):
    """A refund is done when the provider says so, whatever we knew of it."""

    model = "payments.Refund"
    log = "payments.RefundLog"
    states = RefundState

    send = Transition({R.ASKED}, R.SENT, system=True, label="Demandé au prestataire")
    postpone = Transition({R.SENT}, R.ASKED, system=True, label="Pas encore possible, à refaire")
    finish = Transition({R.ASKED, R.SENT, R.FAILED}, R.DONE, system=True, label="Rendu")
    refuse = Transition({R.SENT}, R.FAILED, system=True, label="Le prestataire refuse")
    cancel = Transition({R.ASKED, R.SENT}, R.FAILED, system=True, label="Le paiement est contesté")
    retry = Transition({R.FAILED}, R.ASKED, system=True, label="Essayer de nouveau")
