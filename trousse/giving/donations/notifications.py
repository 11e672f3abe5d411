"""What giving tells donors. Templates: ``templates/emails/<kind>/``. Amounts are told to their donor only."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from trousse.core.money import Euro
from trousse.platform.notifications.base import Notification, register

_TITLE = "Un potager pour l’école"
_SCHOOL = "École Jacques-Prévert, Lens"
_FUND = "Fonds de solidarité"
_FOLLOW = "/mon-don/exemple"
_REFERENCE = "DON7K2M9XQ4P"


@dataclass(frozen=True, kw_only=True)
class AboutGift(Notification):
    """What is said of a gift to whoever gave it: ``title`` is the project's, or the name of the fund."""

    first_name: str
    amount: Euro
    title: str
    reference: str
    follow_url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(
            first_name="Jeanne",
            amount=Euro.of(25),
            title=_TITLE,
            reference=_REFERENCE,
            follow_url=_FOLLOW,
            **cls.sample_extra(),
        )

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        """The other fields of a believable one."""
        return {}


@register
@dataclass(frozen=True, kw_only=True)
class DonationThanks(AboutGift):
    """The gift has joined a campaign. Says what happens next, and what comes back when it did not all fit in."""

    kind = "donation.thanks"
    label = "Merci : le don est compté dans une collecte"

    excess: Euro = field(default_factory=Euro.zero)
    school: str
    percent: int
    minimum: Euro
    minimum_reached: bool
    complete: bool
    last_day: date | None

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {
            "excess": Euro.of(5),
            "school": _SCHOOL,
            "percent": 58,
            "minimum": Euro.of(900),
            "minimum_reached": False,
            "complete": False,
            "last_day": date(2026, 12, 4),
        }


@register
@dataclass(frozen=True, kw_only=True)
class DonationThanksFund(Notification):
    """The gift waits in a fund for the projects that it will help."""

    kind = "donation.thanks_fund"
    label = "Merci : le don attend dans un fonds"

    first_name: str
    amount: Euro
    excess: Euro = field(default_factory=Euro.zero)
    fund: str
    reference: str
    follow_url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(first_name="Jeanne", amount=Euro.of(25), fund=_FUND, reference=_REFERENCE, follow_url=_FOLLOW)


@register
@dataclass(frozen=True, kw_only=True)
class DonationNotTaken(AboutGift):
    """The payment arrived too late to be counted: all of it goes back."""

    kind = "donation.not_taken"
    label = "La collecte était terminée : le don est rendu"

    full: bool

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {"full": True}


@register
@dataclass(frozen=True, kw_only=True)
class DonationPaidTwice(AboutGift):
    """Two payments arrived for one gift: the second goes back."""

    kind = "donation.paid_twice"
    label = "Le don a été payé deux fois : le second paiement est rendu"


@register
@dataclass(frozen=True, kw_only=True)
class DonationRefunded(AboutGift):
    """The bank has sent the money back."""

    kind = "donation.refunded"
    label = "Remboursement fait"

    whole: bool
    why: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {"whole": True, "why": "La collecte n’a pas atteint son minimum"}


@register
@dataclass(frozen=True, kw_only=True)
class CampaignSucceeded(Notification):
    """The campaign is over and its money goes to the class."""

    kind = "donation.campaign_succeeded"
    label = "La collecte a réussi"

    first_name: str
    amount: Euro
    raised: Euro
    optimum_reached: bool
    title: str
    school: str
    follow_url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(
            first_name="Jeanne",
            amount=Euro.of(25),
            raised=Euro.of(1260),
            optimum_reached=False,
            title=_TITLE,
            school=_SCHOOL,
            follow_url=_FOLLOW,
        )


@register
@dataclass(frozen=True, kw_only=True)
class CampaignFailed(AboutGift):
    """The campaign ended below its minimum: every gift goes back."""

    kind = "donation.campaign_failed"
    label = "La collecte n’a pas atteint son minimum"

    raised: Euro
    minimum: Euro
    school: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {"raised": Euro.of(420), "minimum": Euro.of(900), "school": _SCHOOL}


@register
@dataclass(frozen=True, kw_only=True)
class DonationCancelled(AboutGift):
    """Finance cancelled the gift, with a reason that the donor reads."""

    kind = "donation.cancelled"
    label = "Don annulé et rendu"

    reason: str

    @classmethod
    def sample_extra(cls) -> dict[str, Any]:
        return {"reason": "Vous nous avez écrit que vous vous étiez trompée de projet."}


@register
@dataclass(frozen=True, kw_only=True)
class DonationChargedBack(AboutGift):
    """The donor's bank took the payment back."""

    kind = "donation.charged_back"
    label = "La banque a repris le paiement"


@register
@dataclass(frozen=True, kw_only=True)
class DonationLinks(Notification):
    """The way back to one's gifts, for those who lost the link. Sent to the address that gave, and only there."""

    kind = "donation.links"
    label = "Retrouver mes dons"
    awaited = True

    first_name: str
    gifts: tuple[tuple[str, str], ...]
    """What it was and when, and the link to it; newest first."""
    more: int = 0

    def context(self) -> dict[str, Any]:
        return {**super().context(), "gifts": [{"what": what, "url": url} for what, url in self.gifts]}

    @classmethod
    def sample(cls) -> Self:
        return cls(
            first_name="Jeanne",
            gifts=(
                ("25 € pour « Un potager pour l’école », le 24 novembre 2026", "/mon-don/exemple-1"),
                ("50 € au Fonds de solidarité, le 3 septembre 2026", "/mon-don/exemple-2"),
            ),
        )
