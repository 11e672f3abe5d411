"""What the solidarity engine tells donors, holders and the committee. Templates: ``templates/emails/<kind>/``."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from trousse.core.money import Euro
from trousse.platform.notifications.base import DigestLine, Notification, register

_LINES = (
    {
        "amount": "7,40 €",
        "title": "Un potager pour l’école",
        "school": "École Jacques-Prévert, Lens",
        "url": "/projet/12-un-potager-pour-l-ecole",
    },
    {
        "amount": "12 €",
        "title": "Nos robots trient les déchets",
        "school": "Collège Louise-Valmont, Rocheblanche",
        "url": "/projet/15-nos-robots",
    },
)


@dataclass(frozen=True, kw_only=True)
class AboutUnearmarked(Notification):
    """To somebody who let us choose. ``lines``: amount (in words), title, school and address of each project."""

    topic = "nouvelles"

    first_name: str
    given: Euro
    fund: str
    lines: tuple[dict[str, str], ...]
    follow_url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(
            first_name="Jeanne",
            given=Euro.of(50),
            fund="Fonds de solidarité",
            lines=_LINES,
            follow_url="/mon-don/exemple",
        )

    def digest_line(self) -> DigestLine:
        return DigestLine(url=self.follow_url)


@register
@dataclass(frozen=True, kw_only=True)
class GiftAtWork(AboutUnearmarked):
    """Part of the gift has just helped projects."""

    kind = "allocation.gift_at_work"
    label = "Votre don sans choix vient d’aider des projets"


@register
@dataclass(frozen=True, kw_only=True)
class GiftCameHome(AboutUnearmarked):
    """A project that it helped failed: that part waits again in the fund."""

    kind = "allocation.gift_came_home"
    label = "Une collecte aidée s’est arrêtée : l’argent revient au fonds"


@register
@dataclass(frozen=True, kw_only=True)
class GrantToHolder(Notification):
    """Funds help the project."""

    kind = "allocation.grant_to_holder"
    label = "Les fonds de solidarité aident un projet"

    first_name: str
    title: str
    amount: Euro
    reason: str
    missing: Euro
    url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(
            first_name="Nadia",
            title="Un potager pour l’école",
            amount=Euro.of(135),
            reason="Il manque 135 € pour que le projet ait lieu, à trois jours de la fin.",
            missing=Euro.zero(),
            url="/projet/12-un-potager-pour-l-ecole",
        )


@register
@dataclass(frozen=True, kw_only=True)
class DoublingToHolder(Notification):
    """A fund has begun to double the gifts that the project receives."""

    kind = "allocation.doubling_to_holder"
    label = "Un fonds double les dons faits à un projet"

    first_name: str
    title: str
    fund: str
    url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(
            first_name="Nadia",
            title="Un potager pour l’école",
            fund="Fonds des Embruns",
            url="/projet/12-un-potager-pour-l-ecole",
        )


@register
@dataclass(frozen=True, kw_only=True)
class RoundToSign(Notification):
    """To the committee: tonight's proposal."""

    kind = "allocation.round_to_sign"
    label = "Une répartition attend deux signatures"

    amount: Euro
    projects: int
    url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(amount=Euro.of(1845), projects=3, url="/comite/12")


@register
@dataclass(frozen=True, kw_only=True)
class MandateToSign(Notification):
    """To the committee: somebody wrote a mandate."""

    kind = "allocation.mandate_to_sign"
    label = "Un mandat attend deux signatures"

    number: int
    purpose: str
    envelope: Euro
    last_day: date
    url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(
            number=3,
            purpose="Lancer les collectes d’automne sans attendre nos réunions.",
            envelope=Euro.of(2_000),
            last_day=date(2026, 12, 31),
            url="/comite/mandats/3",
        )


@register
@dataclass(frozen=True, kw_only=True)
class MandateSummary(Notification):
    """To the committee, once a day at most: what was given under mandates. ``lines``: text and address of each."""

    kind = "allocation.mandate_summary"
    label = "Ce qui a été versé sous mandat"

    amount: Euro
    grants: int
    lines: tuple[dict[str, str], ...]
    url: str

    @classmethod
    def sample(cls) -> Self:
        lines = ({"title": "Mandat n° 3 : 180 € pour 2 projets, il reste 640 €", "url": "/comite/mandats/3"},)
        return cls(amount=Euro.of(180), grants=2, lines=lines, url="/comite/mandats")


@register
@dataclass(frozen=True, kw_only=True)
class MandateOver(Notification):
    """To the committee: a mandate gives no more, and why."""

    kind = "allocation.mandate_over"
    label = "Un mandat ne verse plus"

    number: int
    why: str
    spent: Euro
    envelope: Euro
    url: str

    @classmethod
    def sample(cls) -> Self:
        return cls(
            number=3,
            why="Nous revoyons les règles lundi.",
            spent=Euro.of(1_360),
            envelope=Euro.of(2_000),
            url="/comite/mandats/3",
        )
