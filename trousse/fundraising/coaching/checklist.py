"""What there is to do week by week, with the reason why it works. Pure: facts tick some lines, people the others."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from trousse.fundraising.coaching.enums import Phase
from trousse.fundraising.coaching.rules import WEEK, Facts

Fact = Callable[[Facts], bool]


@dataclass(frozen=True)
class Item:
    """One line. ``key`` is kept with its tick: never change it. With ``fact`` nobody ticks it by hand."""

    key: str
    phase: Phase
    label: str
    advice: str
    fact: Fact | None = None


@dataclass(frozen=True)
class Line:
    """An item as it stands for one project."""

    item: Item
    done: bool

    @property
    def by_hand(self) -> bool:
        return self.item.fact is None


@dataclass(frozen=True)
class Week:
    """A phase, its lines, and whether it is the one of today."""

    phase: Phase
    lines: tuple[Line, ...]
    is_now: bool

    @property
    def done(self) -> int:
        return sum(line.done for line in self.lines)


def _told_after(start: Callable[[Facts], datetime | None]) -> Fact:
    """News published since that moment."""

    def fact(facts: Facts) -> bool:
        since = start(facts)
        return bool(since and facts.last_news_at and facts.last_news_at >= since)

    return fact


def _second_week(facts: Facts) -> datetime | None:
    return facts.opened_at + WEEK if facts.opened_at else None


def _middle(facts: Facts) -> datetime | None:
    return facts.opened_at + 2 * WEEK if facts.opened_at else None


def _last_week(facts: Facts) -> datetime | None:
    return facts.closes_at - timedelta(days=7) if facts.closes_at else None


def _thanked_after_closing(facts: Facts) -> bool:
    return bool(facts.closed_at and facts.last_thanks_at and facts.last_thanks_at >= facts.closed_at)


ITEMS: tuple[Item, ...] = (
    Item(
        "first_ten",
        Phase.BEFORE,
        "Noter dix personnes à qui écrire le premier jour",
        "Des proches de la classe : une collecte qui démarre avec trois dons donne confiance aux suivants.",
    ),
    Item(
        "poster",
        Phase.BEFORE,
        "Imprimer l’affiche",
        "Une à la grille, une à la boulangerie, une à la mairie. Le QR code mène droit à la page.",
    ),
    Item(
        "families_told",
        Phase.BEFORE,
        "Annoncer la date aux familles",
        "Un mot dans le cahier de liaison, quelques jours avant : personne n’est pris de court.",
    ),
    Item(
        "opened",
        Phase.WEEK_1,
        "La collecte est ouverte",
        "Elle s’ouvre d’elle-même le jour choisi, dès que l’école et la structure ont répondu.",
        lambda facts: facts.opened_at is not None,
    ),
    Item(
        "wrote_to_ten",
        Phase.WEEK_1,
        "Écrire à vos dix personnes, une par une",
        "Un message qui commence par un prénom est lu. Un message collectif, rarement.",
    ),
    Item(
        "first_gift",
        Phase.WEEK_1,
        "Recevoir le premier don",
        "Il vient presque toujours de quelqu’un à qui l’on a parlé.",
        lambda facts: facts.first_gift_at is not None,
    ),
    Item(
        "first_news",
        Phase.WEEK_1,
        "Publier une première nouvelle",
        "Trois phrases et une photo des mains au travail suffisent.",
        lambda facts: facts.last_news_at is not None,
    ),
    Item(
        "second_news",
        Phase.WEEK_2,
        "Raconter la semaine",
        "Laissez les élèves écrire : une phrase chacun, c’est déjà une belle nouvelle.",
        _told_after(_second_week),
    ),
    Item(
        "first_thanks",
        Phase.WEEK_2,
        "Remercier les premiers donateurs",
        "Un dessin photographié touche plus qu’une longue lettre. Beaucoup le montrent autour d’eux.",
        lambda facts: facts.last_thanks_at is not None,
    ),
    Item(
        "neighbours",
        Phase.WEEK_2,
        "Parler du projet hors de l’école",
        "La mairie, une association, le journal local : proposez-leur de venir voir la classe.",
    ),
    Item(
        "regular_news",
        Phase.MIDDLE,
        "Donner encore des nouvelles",
        "Une par semaine. Ce qui avance, ce qui rate aussi : on s’attache aux vraies histoires.",
        _told_after(_middle),
    ),
    Item(
        "event",
        Phase.MIDDLE,
        "Choisir un moment pour en parler à l’école",
        "Une réunion, une kermesse, une porte ouverte : l’affiche et dix minutes suffisent.",
    ),
    Item(
        "minimum",
        Phase.MIDDLE,
        "Atteindre le minimum",
        "À partir de là, le projet se fera.",
        lambda facts: bool(facts.minimum) and facts.minimum_reached,
    ),
    Item(
        "last_call",
        Phase.LAST,
        "Écrire à ceux qui n’ont pas répondu",
        "Dites simplement ce qui manque et le jour de la fin. Sans insister : c’est un rappel, pas une demande.",
    ),
    Item(
        "last_news",
        Phase.LAST,
        "Publier une nouvelle des derniers jours",
        "Où en est la classe, ce que chaque don rendra possible.",
        _told_after(_last_week),
    ),
    Item(
        "told_the_end",
        Phase.AFTER,
        "Dire comment la collecte a fini",
        "Vos donateurs aiment l’apprendre de vous, quelle que soit l’issue.",
        _told_after(lambda facts: facts.closed_at),
    ),
    Item(
        "thanked_all",
        Phase.AFTER,
        "Remercier tout le monde avec la classe",
        "Un merci pour tous, signé des élèves, avant les vacances.",
        _thanked_after_closing,
    ),
    Item(
        "kept_receipts",
        Phase.AFTER,
        "Garder les factures et quelques photos",
        "Le bilan se remplira en dix minutes le moment venu.",
    ),
)
BY_KEY: Mapping[str, Item] = {item.key: item for item in ITEMS}


def weeks(facts: Facts, ticked: Collection[str], phase: Phase) -> list[Week]:
    """The whole list in the order of the weeks, with what is done."""
    return [
        Week(
            each,
            tuple(
                Line(item, item.fact(facts) if item.fact else item.key in ticked)
                for item in ITEMS
                if item.phase is each
            ),
            each is phase,
        )
        for each in Phase
    ]
