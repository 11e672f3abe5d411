"""The way of one gift, step by step, as its donor reads it on /mon-don/<token>."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from trousse.core import formats
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.giving.donations.enums import DonationState, RefundReason
from trousse.giving.donations.models import Donation
from trousse.giving.donations.refund_keys import reason_of
from trousse.giving.funds.models import Fund
from trousse.money.payments.enums import RefundState
from trousse.money.payments.models import Refund


class StepCode(StrEnum):
    """What a step is about; the page picks its picture by it."""

    PAYMENT = "payment"
    COUNTED = "counted"
    CAMPAIGN = "campaign"
    WAITING = "waiting"
    AT_WORK = "at_work"
    CAME_HOME = "came_home"
    NEXT = "next"
    REFUND = "refund"
    CHARGED_BACK = "charged_back"


class StepState(StrEnum):
    """Done, going on now, or still to come."""

    DONE = "done"
    CURRENT = "current"
    COMING = "coming"

    @property
    def label(self) -> str:
        """For those who do not see colours."""
        return {StepState.DONE: "Fait", StepState.CURRENT: "En cours", StepState.COMING: "À venir"}[self]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line of the way: ``label`` says what, ``detail`` says more, ``at`` when it happened."""

    code: StepCode
    state: StepState
    label: str
    detail: str = ""
    at: datetime | None = None
    amount: Euro | None = None
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Use:
    """Part of a gift to a fund, in one project. ``news``: what came of it; ``came_home_at``: it waits again.

    Of a gift to a project: what a fund added to double it; ``title`` is then the name of the fund.
    """

    amount: Euro
    title: str
    school: str
    url: str
    at: datetime
    news: str = ""
    came_home_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Trace:
    """The whole way of a gift. ``what_next``: what will happen, and what there is to do (often nothing)."""

    donation: Donation
    destination_name: str
    steps: tuple[Step, ...]
    what_next: str


def donation_trace(donation: Donation, uses: Sequence[Use] = ()) -> Trace:
    """Where the money of ``donation`` is, how it came there, and what comes next.

    ``uses``: what funds did with it, oldest first (``giving.allocation`` knows).
    """
    refunds = _refunds(donation)
    if donation.is_unpaid:
        steps, what_next = _unpaid(donation)
    else:
        steps, what_next = _paid(donation, refunds, uses)
    return Trace(
        donation=donation,
        destination_name=str(donation.destination),
        steps=tuple(steps),
        what_next=what_next,
    )


def _refunds(donation: Donation) -> list[Refund]:
    """Of the payment that counts, and of any other made for this gift."""
    refunds = Refund.objects.filter(payment__payable_kind="donation", payment__payable_id=str(donation.pk))
    return list(refunds.select_related("payment").order_by("asked_at", "pk"))


def _unpaid(donation: Donation) -> tuple[list[Step], str]:
    if donation.state == DonationState.STARTED:
        step = Step(
            code=StepCode.PAYMENT,
            state=StepState.CURRENT,
            label="Nous attendons la réponse de la banque",
            at=donation.created_at,
            amount=donation.amount,
        )
        return [step], (
            "La réponse arrive d’habitude en moins d’une minute. Si vous avez fermé la page de la banque, "
            "attendez un peu avant de recommencer : nous lui demanderons nous-mêmes ce qu’il en est."
        )
    step = Step(
        code=StepCode.PAYMENT,
        state=StepState.DONE,
        label="Le paiement n’a pas abouti",
        at=donation.created_at,
        amount=donation.amount,
    )
    return [step], "Rien n’a été débité. Vous pouvez recommencer quand vous voulez."


def _paid(donation: Donation, refunds: Sequence[Refund], uses: Sequence[Use]) -> tuple[list[Step], str]:
    steps = [
        Step(
            code=StepCode.PAYMENT,
            state=StepState.DONE,
            label="Votre paiement est arrivé",
            at=donation.settled_at,
            amount=donation.paid,
        )
    ]
    if donation.taken:
        steps.append(_counted(donation))
    excess = [refund for refund in refunds if reason_of(refund.key) in _PARTIAL]
    steps += [_refund_step(refund) for refund in excess]
    if donation.state == DonationState.CHARGED_BACK:
        steps.append(Step(code=StepCode.CHARGED_BACK, state=StepState.DONE, label="Votre banque a repris le paiement"))
        return steps, "Ce don n’est plus compté. Si c’est une erreur, écrivez-nous : nous vous aiderons."
    if donation.state in {DonationState.REFUNDING, DonationState.REFUNDED}:
        return _given_back(donation, steps, [refund for refund in refunds if refund not in excess])
    if donation.campaign is not None:
        return _in_campaign(donation.campaign, steps + [_doubled(use) for use in uses if not use.came_home_at])
    assert donation.fund is not None, "a gift has one destination"
    return _in_fund(donation, donation.fund, steps, uses)


def _counted(donation: Donation) -> Step:
    where = "la collecte" if donation.campaign_id else "le fonds"
    return Step(
        code=StepCode.COUNTED,
        state=StepState.DONE,
        label=f"Votre don a rejoint {where}",
        detail=str(donation.destination),
        at=donation.settled_at,
        amount=donation.taken,
    )


def _given_back(donation: Donation, steps: list[Step], refunds: Sequence[Refund]) -> tuple[list[Step], str]:
    campaign = donation.campaign
    if campaign is not None and campaign.state in {CampaignState.FAILED, CampaignState.REFUNDED} and donation.taken:
        steps.append(_failed(campaign))
    steps += [_refund_step(refund) for refund in refunds]
    if donation.state == DonationState.REFUNDED:
        return (
            steps,
            "Tout vous a été rendu. L’argent apparaît sur votre relevé, en général sous une semaine.",
        )
    return steps, "Vous n’avez rien à faire : nous vous écrirons quand la banque aura renvoyé l’argent."


def _in_campaign(campaign: Campaign, steps: list[Step]) -> tuple[list[Step], str]:
    if campaign.state == CampaignState.SUCCEEDED:
        steps.append(
            Step(
                code=StepCode.CAMPAIGN,
                state=StepState.DONE,
                label="La collecte a réussi",
                detail=f"{campaign.raised} réunis",
                at=campaign.closed_at,
            )
        )
        steps.append(Step(code=StepCode.NEXT, state=StepState.CURRENT, label="L’argent va être versé pour la classe"))
        return steps, "Vous n’avez rien à faire. La classe racontera ce qu’elle en a fait."
    if campaign.state in {CampaignState.FAILED, CampaignState.REFUNDED}:
        steps.append(_failed(campaign))
        steps.append(Step(code=StepCode.REFUND, state=StepState.CURRENT, label="Nous préparons votre remboursement"))
        return steps, "Vous n’avez rien à faire : tout vous est rendu, sur la carte qui a payé."
    steps.append(_collecting(campaign))
    if campaign.minimum_reached:
        steps.append(Step(code=StepCode.NEXT, state=StepState.COMING, label="L’argent sera versé pour la classe"))
        return steps, "Le minimum est atteint : le projet aura lieu. Nous vous écrirons à la fin de la collecte."
    steps.append(
        Step(
            code=StepCode.NEXT,
            state=StepState.COMING,
            label="L’argent est versé pour la classe, ou vous est rendu",
            detail=f"Il faut {campaign.minimum_goal} ; il manque encore {campaign.missing_to_minimum}.",
        )
    )
    return steps, "Nous vous écrirons à la fin de la collecte. Si elle n’atteint pas son minimum, tout vous est rendu."


def _collecting(campaign: Campaign) -> Step:
    if campaign.state == CampaignState.SUSPENDED:
        return Step(code=StepCode.CAMPAIGN, state=StepState.CURRENT, label="La collecte est suspendue un moment")
    detail = ""
    if campaign.closes_at is not None:
        detail = f"Jusqu’au {formats.day(campaign.closes_at - timedelta(seconds=1))}"
    return Step(code=StepCode.CAMPAIGN, state=StepState.CURRENT, label="La collecte continue", detail=detail)


def _failed(campaign: Campaign) -> Step:
    return Step(
        code=StepCode.CAMPAIGN,
        state=StepState.DONE,
        label="La collecte n’a pas atteint son minimum",
        detail=f"{campaign.raised} réunis, il fallait {campaign.minimum_goal}",
        at=campaign.closed_at,
    )


def _in_fund(donation: Donation, fund: Fund, steps: list[Step], uses: Sequence[Use]) -> tuple[list[Step], str]:
    """What helped projects, what came home from those that failed, what still waits."""
    moves = [(use.at, _at_work(use)) for use in uses]
    moves += [(use.came_home_at, _came_home(use)) for use in uses if use.came_home_at]
    steps += [step for _, step in sorted(moves, key=lambda move: move[0])]
    live = [use for use in uses if not use.came_home_at]
    rest = donation.standing - Euro.total(use.amount for use in live)
    if not rest:
        return steps, "Tout votre don est au travail. Si une collecte échoue, sa part revient au fonds et repart aider."
    steps.append(
        Step(
            code=StepCode.WAITING,
            state=StepState.CURRENT,
            label=f"{'Le reste' if live else 'Votre don'} attend les projets qu’il va aider",
            detail=f"{fund.balance} sont prêts dans « {fund} », grâce à vous et aux autres.",
            amount=rest if uses else None,
        )
    )
    steps.append(
        Step(
            code=StepCode.NEXT,
            state=StepState.COMING,
            label="Il lance une collecte, ou en complète une qui peine",
            detail="C’est l’amorçage, ou l’abondement. Vous verrez ici quels projets il a aidés.",
        )
    )
    return steps, "Vous n’avez rien à faire : ce lien montrera toujours où en est votre don."


def _at_work(use: Use) -> Step:
    return Step(
        code=StepCode.AT_WORK,
        state=StepState.DONE,
        label=f"Il aide « {use.title} »",
        detail=" ".join(part for part in (f"{use.school}.", use.news) if part),
        at=use.at,
        amount=use.amount,
        url=use.url,
    )


def _doubled(use: Use) -> Step:
    """A fund added as much: ``title`` is its name."""
    return Step(
        code=StepCode.AT_WORK,
        state=StepState.DONE,
        label=f"« {use.title} » double votre don",
        detail="Un euro pour un euro, jusqu’au minimum et tant qu’il reste de quoi.",
        at=use.at,
        amount=use.amount,
        url=use.url,
    )


def _came_home(use: Use) -> Step:
    return Step(
        code=StepCode.CAME_HOME,
        state=StepState.DONE,
        label="Cette part revient au fonds",
        detail=f"La collecte de « {use.title} » n’a pas atteint son minimum. L’argent aidera un autre projet.",
        at=use.came_home_at,
        amount=use.amount,
    )


def _refund_step(refund: Refund) -> Step:
    reason = reason_of(refund.key)
    done = refund.state == RefundState.DONE
    label = "Remboursement fait" if done else "Remboursement demandé à la banque"
    if refund.state == RefundState.FAILED:
        label = "La banque n’a pas pu rembourser : nous nous en occupons"
    return Step(
        code=StepCode.REFUND,
        state=StepState.DONE if done else StepState.CURRENT,
        label=label,
        detail=reason.label if reason else "",
        at=refund.done_at if done else refund.asked_at,
        amount=Euro(refund.amount_cents),
    )


_PARTIAL = {RefundReason.EXCESS, RefundReason.TWICE}
