"""What the templates are fed with: plain frozen dataclasses, no query behind them.

Amounts are whole cents, dates are days of Paris. A view reads through its selectors, fills these cards, and renders;
a template never reaches a model, so that no list of cards can hide a query per card.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trousse.fundraising.campaigns.enums import CampaignState
from trousse.web.components.gauge import Gauge
from trousse.web.components.pictures import PictureView

LAST_DAYS = 10
"""From here on a card says « Plus que » before its number of days."""
MOST_CARDS = 12
"""As many cards as a page shows at once."""


# --- Projects -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProjectCard:
    """One project in a list.

    ``raised`` holds everything, gifts and the part of the funds (``funds_part``). ``days_left`` is 0 on the last day
    and None when the collection is not open. ``url`` and ``give_url`` are ready-made addresses.
    """

    pk: int
    url: str
    title: str
    school_name: str
    town: str
    departement_code: str
    theme_slug: str
    theme_label: str
    levels_label: str
    pupils: int | None
    state: CampaignState
    minimum_goal: int
    optimum_goal: int
    raised: int = 0
    funds_part: int = 0
    supporters: int = 0
    days_left: int | None = None
    opens_on: date | None = None
    deadline: date | None = None
    summary: str = ""
    give_url: str = ""
    cover: PictureView | None = None

    @property
    def gauge(self) -> Gauge:
        return Gauge(raised=self.raised, funds=self.funds_part, minimum=self.minimum_goal, optimum=self.optimum_goal)

    @property
    def percent(self) -> int:
        """Of the minimum goal; may exceed 100 (see ``gauge``)."""
        return self.gauge.percent

    @property
    def minimum_reached(self) -> bool:
        return self.gauge.reached

    @property
    def optimum_reached(self) -> bool:
        return self.raised >= self.optimum_goal

    @property
    def missing(self) -> int:
        """Cents up to the next goal."""
        return self.gauge.missing

    @property
    def gifts(self) -> int:
        return self.gauge.gifts

    @property
    def place(self) -> str:
        """``Les Ormeaux (78)``."""
        return f"{self.town} ({self.departement_code})" if self.departement_code else self.town

    @property
    def is_open(self) -> bool:
        return self.state is CampaignState.OPEN

    @property
    def is_collecting(self) -> bool:
        """Gifts may begin now."""
        return self.is_open and not self.is_ending

    @property
    def is_ending(self) -> bool:
        """Past its deadline, its outcome still to be told: the last payments may be on their way."""
        return self.is_open and self.days_left is None

    @property
    def is_scheduled(self) -> bool:
        return self.state is CampaignState.SCHEDULED

    @property
    def is_suspended(self) -> bool:
        return self.state is CampaignState.SUSPENDED

    @property
    def is_succeeded(self) -> bool:
        return self.state is CampaignState.SUCCEEDED

    @property
    def is_failed(self) -> bool:
        """Ended below the minimum, whether its gifts are on their way back or already there."""
        return self.state in {CampaignState.FAILED, CampaignState.REFUNDED}

    @property
    def days_label(self) -> str:
        """``Plus que 9 jours``, ``24 jours``, ``Dernier jour``; empty when the collection is not open."""
        if self.days_left is None or not self.is_open:
            return ""
        if self.days_left <= 0:
            return "Dernier jour"
        if self.days_left == 1:
            return "Plus qu’un jour"
        days = f"{self.days_left}\u00a0jours"
        return f"Plus que {days}" if self.days_left <= LAST_DAYS else days

    @property
    def tag(self) -> "Tag":
        """The label on the picture: how long it lasts, or how it ended."""
        if self.is_succeeded or (self.is_open and self.optimum_reached):
            return Tag("Objectif atteint", tone="vert", icon="coche")
        endings = {
            CampaignState.SCHEDULED: Tag("Bientôt", tone="contour", icon="calendrier"),
            CampaignState.SUSPENDED: Tag("En pause", tone="contour", icon="horloge"),
            CampaignState.FAILED: Tag("Terminé", tone="contour", icon="horloge"),
            CampaignState.REFUNDED: Tag("Terminé", tone="contour", icon="horloge"),
        }
        if self.is_ending:
            return endings[CampaignState.FAILED]
        return endings.get(self.state, Tag(self.days_label, tone="noir", icon="horloge"))


@dataclass(frozen=True)
class Tag:
    """A small label. Tones: ``""`` (colours of the theme), vert, rouge, noir, fonds, contour."""

    text: str
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True)
class BudgetRow:
    """One line of a budget: what, how much (cents), why, and its share of the whole in percent (``budget_rows``)."""

    label: str
    cents: int
    note: str = ""
    share: int = 0

    @property
    def width(self) -> str:
        return f"{min(self.share, 100)}%"


def budget_rows(lines: Sequence[tuple[str, int, str]]) -> list[BudgetRow]:
    """Rows from (label, cents, note), each with its rounded share of their sum (a bar, not an account)."""
    whole = sum(cents for _, cents, _ in lines)
    return [BudgetRow(label, cents, note, round(cents * 100 / whole) if whole else 0) for label, cents, note in lines]


class EventTone(StrEnum):
    """Colour of a dot on the timeline."""

    PROJECT = ""
    FUNDS = "th-solidarite"


@dataclass(frozen=True)
class TimelineEvent:
    """Something that happened, on a day of Paris. ``anchor``: its id in the page; ``note``: « corrigée le… ».

    ``reportable`` and ``pk``: under which kind and number anybody may report it. ``pictures``: those that everybody who
    reads it sees.
    """

    on: date
    title: str
    text: str = ""
    tone: EventTone = EventTone.PROJECT
    anchor: str = ""
    note: str = ""
    reportable: str = ""
    pk: int = 0
    pictures: Sequence[PictureView] = ()


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question that somebody asked the class, and its answer."""

    pk: int
    first_name: str
    text: str
    answer: str


@dataclass(frozen=True)
class CriterionView:
    """One of the published selection criteria, and how a project answers it."""

    label: str
    met: bool
    note: str = ""


LATEST_EVENTS = 6
"""Those that a project page unfolds."""


@dataclass(frozen=True)
class ProjectPage:
    """A whole project page: its card, and what the holder wrote.

    ``budget`` are the expenses, ``incomes`` the other money the class has found (cents) and ``budget_total`` all of the
    expenses. ``accepted_on`` is the day the review accepted it. ``acts`` are the validations that the head attested, in
    words. ``criteria`` tell how the project answers the published selection criteria (art. R.548-5 4° a CMF).
    ``other_schools`` and ``classes`` are told when there are several; ``calendar`` says when it takes place.
    ``pictures`` are all that are published, the cover first; ``social_image`` is the whole address of what social
    networks show, ``social_alt`` the same in words; ``oembed_url`` is where other sites ask how to show it.
    """

    card: ProjectCard
    story: str
    learning: Sequence[str] = ()
    signature: str = ""
    thanks: str = ""
    holder_label: str = ""
    receiving_body: str = ""
    accepted_on: date | None = None
    acts: Sequence[str] = ()
    criteria: Sequence[CriterionView] = ()
    budget: Sequence[BudgetRow] = ()
    incomes: Sequence[BudgetRow] = ()
    budget_total: int = 0
    events: Sequence[TimelineEvent] = ()
    has_news: bool = False
    has_more_news: bool = False
    questions: Sequence[AnsweredQuestion] = ()
    has_more_questions: bool = False
    takes_questions: bool = True
    first_names: Sequence[str] = ()
    pictures: Sequence[PictureView] = ()
    other_schools: Sequence[str] = ()
    classes: Sequence[str] = ()
    calendar: str = ""
    school_project: str = ""
    absolute_url: str = ""
    social_image: str = ""
    social_alt: str = ""
    oembed_url: str = ""

    @property
    def latest_events(self) -> Sequence[TimelineEvent]:
        return self.events[:LATEST_EVENTS]

    @property
    def earlier_events(self) -> Sequence[TimelineEvent]:
        return self.events[LATEST_EVENTS:]

    @property
    def criteria_met(self) -> int:
        return sum(criterion.met for criterion in self.criteria)

    @property
    def incomes_total(self) -> int:
        return sum(row.cents for row in self.incomes)

    @property
    def to_collect(self) -> int:
        """What the other incomes leave to find, never below zero."""
        return max(self.budget_total - self.incomes_total, 0)

    @property
    def unnamed_supporters(self) -> int:
        return max(self.card.supporters - len(self.first_names), 0)


# --- Giving ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GiftOption:
    """A suggested amount (cents) and what it costs after tax; None when no receipt is issued, then nothing is said."""

    cents: int
    after_tax: int | None = None

    @property
    def value(self) -> str:
        """What the form sends: ``50`` or ``12,50``."""
        euros, cents = divmod(self.cents, 100)
        return f"{euros},{cents:02d}" if cents else str(euros)


@dataclass(frozen=True)
class GiftBox:
    """The gift box of a project or a fund.

    ``action`` receives a GET with ``montant`` (euros, or « autre ») and ``autre``. ``minimum`` is the smallest gift
    and ``room`` what the campaign can still take, both in cents (None: no limit). ``tax_rate`` is a whole percentage,
    None when the receiving body issues no receipt: then the page says so, and shows no cost after tax. ``button``
    replaces « Donner à cette classe » or « Donner à ce fonds ». ``doubling`` says which fund doubles gifts, if any.
    """

    action: str
    options: Sequence[GiftOption]
    minimum: int
    chosen: int | None = None
    room: int | None = None
    tax_rate: int | None = None
    button: str = ""
    doubling: str = ""

    @property
    def takes_any_amount(self) -> bool:
        """False when only the last euros are missing: less than the minimum gift, they are given as they are."""
        return self.room is None or self.room > self.minimum


@dataclass(frozen=True)
class FundCard:
    """A fund in a list. ``criteria`` in three words each; ``balance`` (cents) is what waits for projects.

    ``is_live``: it may give today; the fund of a patron whose agreement is over keeps what it has. ``begins_on``: the
    first day of an agreement that has not begun.
    """

    url: str
    give_url: str
    name: str
    description: str = ""
    criteria: Sequence[str] = ()
    theme_slug: str = ""
    received: int = 0
    balance: int = 0
    gifts_count: int = 0
    is_open_to_all: bool = False
    is_live: bool = True
    begins_on: date | None = None

    @property
    def granted(self) -> int:
        """Cents that already reached projects."""
        return max(self.received - self.balance, 0)


@dataclass(frozen=True)
class FundGroup:
    """Funds of a kind (by theme, by département…). Beyond a dozen they are a list of links rather than cards."""

    title: str
    text: str
    funds: Sequence[FundCard]

    @property
    def is_long(self) -> bool:
        return len(self.funds) > MOST_CARDS

    @property
    def has_scenes(self) -> bool:
        """Every fund has a theme: they show as tiles."""
        return all(fund.theme_slug for fund in self.funds)


# --- Places and themes ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ThemeTile:
    slug: str
    label: str
    url: str
    count: int = 0


@dataclass(frozen=True)
class DepartementTile:
    """A département and how many of its projects are running."""

    code: str
    name: str
    count: int
    url: str


@dataclass(frozen=True)
class AcademieTile:
    """An académie on the map of the cockpit: ``share`` is the percentage of its plan, None where there is none.

    ``told`` says it in words; ``url`` leads to its figures.
    """

    code: str
    name: str
    count: int
    is_open: bool
    share: int | None
    told: str
    url: str


# --- Lists ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Crumb:
    """One step of the breadcrumb; the page itself comes last, without a url."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class FacetOption:
    value: str
    label: str
    count: int | None = None
    checked: bool = False


class FacetKind(StrEnum):
    CHECKBOXES = "checkboxes"
    RADIOS = "radios"
    SELECT = "select"


@dataclass(frozen=True)
class Facet:
    """A group of filters; ``name`` is the query parameter. ``label`` is said again above a list to choose in."""

    name: str
    title: str
    options: Sequence[FacetOption]
    kind: FacetKind = FacetKind.CHECKBOXES
    label: str = ""
    is_open: bool = True

    @property
    def is_select(self) -> bool:
        return self.kind is FacetKind.SELECT

    @property
    def input_type(self) -> str:
        return "radio" if self.kind is FacetKind.RADIOS else "checkbox"


@dataclass(frozen=True)
class FilterChip:
    """An active filter and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Column:
    """A column of a table: figures to the right; ``secondary`` ones go first when the screen is narrow."""

    label: str
    numeric: bool = False
    secondary: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell: plain text, an amount in cents, or a label; with a link when there is somewhere to go."""

    text: str = ""
    url: str = ""
    cents: int | None = None
    tag: Tag | None = None
    note: str = ""


@dataclass(frozen=True)
class Table:
    """A table whose first cell of each row is its header. ``foot`` is a last row of totals.

    ``stacks``: on a telephone each row becomes a small card; for cells that hold sentences.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    foot: Sequence[Cell] = ()
    caption_visible: bool = False
    stacks: bool = False

    @property
    def body(self) -> list[list[tuple[Column, Cell]]]:
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]

    @property
    def footer(self) -> list[tuple[Column, Cell]]:
        return list(zip(self.columns, self.foot, strict=True)) if self.foot else []


@dataclass(frozen=True)
class Step:
    """A step of a passage; ``url`` when one may go back to it."""

    label: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Task:
    """One thing to do, in the words of the person who does it."""

    title: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Action:
    """A link among others of the same weight."""

    label: str
    url: str
    icon: str = ""


@dataclass(frozen=True)
class CopyNote:
    """A remark in the margin: which field, what stands there, what the reader wrote."""

    field_label: str
    excerpt: str = ""
    remark: str = ""
    approved: bool = False


@dataclass(frozen=True)
class TicketRow:
    """A line of a bill, amount in cents."""

    label: str
    cents: int


@dataclass(frozen=True)
class Bill:
    """The lines of a gift and what they come to.

    A page that lets the donor answer may hold several, each under the ``name`` of the answer it is for; the one that is
    ``shown`` fits the answers that the server knows, its style sheet follows those that change.
    """

    rows: Sequence[TicketRow]
    total: TicketRow | None = None
    name: str = ""
    shown: bool = True


@dataclass(frozen=True)
class Milestone:
    """A step of a file and whether it is done: who holds it, since when, in words."""

    label: str
    done: bool
    note: str = ""


@dataclass(frozen=True)
class KeyFigure:
    """A figure already written (« 1 204 ») and what it counts."""

    value: str
    label: str


@dataclass(frozen=True)
class Point:
    """A point of a curve: a day and the cents reached at its end."""

    on: date
    cents: int
