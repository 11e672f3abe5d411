"""What the holder's dashboard shows: their projects, sorted by what they are waiting for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from trousse.fundraising.campaigns.models import Campaign, Supporter
from trousse.fundraising.campaigns.selectors import Supporters
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.selectors import Readiness
from trousse.fundraising.review.enums import LinkPurpose
from trousse.web.components.cards import Action, CopyNote, Milestone, ProjectCard
from trousse.web.teacher.coaching_block import CoachingBoard


@dataclass(frozen=True)
class Album:
    """The pictures of a project: how many are shown, how many wait for an attestation, when the next agreement ends.

    ``ends_on`` is said only when that is soon.
    """

    title: str
    url: str
    shown: int = 0
    waiting: int = 0
    ends_on: date | None = None


@dataclass(frozen=True)
class CampaignBoard:
    """A campaign of theirs: totals, and the donors who agreed to be named with their words. Never who gave how much."""

    campaign: Campaign
    card: ProjectCard
    supporters: Supporters
    actions: Sequence[Action]
    note: str
    talk: "Talk"
    report_due: date | None = None

    @property
    def with_words(self) -> list[Supporter]:
        """Named donors who wrote something."""
        return [supporter for supporter in self.supporters.named if supporter.message]

    @property
    def without_words(self) -> list[Supporter]:
        return [supporter for supporter in self.supporters.named if not supporter.message]

    @property
    def has_supporters(self) -> bool:
        return bool(self.supporters.count)


@dataclass(frozen=True)
class Talk:
    """The conversations of a class: questions without answer, letters not read, when it last told
    news, and thanked.
    """

    questions: int = 0
    letters: int = 0
    last_news: datetime | None = None
    last_thanks: datetime | None = None


@dataclass(frozen=True)
class FileBoard:
    """An accepted project on its way to its opening: the two files, who holds them, and since when."""

    project: Project
    card: ProjectCard
    milestones: Sequence[Milestone]
    reminders: Sequence["Reminder"]


@dataclass(frozen=True)
class Reminder:
    """A link that the holder may send again: whose, and to which address it goes."""

    purpose: LinkPurpose
    label: str
    recipient: str


@dataclass(frozen=True)
class ReviewBoard:
    """A submitted project: in whose hands, for how long, and what the head said if they declined."""

    project: Project
    card: ProjectCard
    holder_label: str
    since: datetime | None
    days: int
    declined: str


@dataclass(frozen=True)
class CorrectionBoard:
    """A project sent back, with the remarks in red ink beside what stands there."""

    project: Project
    card: ProjectCard
    notes: Sequence[CopyNote]
    word: str
    reviewer: str


@dataclass(frozen=True)
class DraftBoard:
    """A draft, and how far it is."""

    project: Project
    card: ProjectCard
    readiness: Readiness


@dataclass(frozen=True)
class RefusedBoard:
    """A project that was refused, and why."""

    project: Project
    card: ProjectCard
    reason: str
    text: str


@dataclass
class Dashboard:
    """Everything on the page, each list newest first; ``albums`` by the number of their project."""

    albums: dict[int, Album] = field(default_factory=dict)
    campaigns: list[CampaignBoard] = field(default_factory=list)
    files: list[FileBoard] = field(default_factory=list)
    corrections: list[CorrectionBoard] = field(default_factory=list)
    reviews: list[ReviewBoard] = field(default_factory=list)
    drafts: list[DraftBoard] = field(default_factory=list)
    refused: list[RefusedBoard] = field(default_factory=list)
    coaching: list[CoachingBoard] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any((self.campaigns, self.files, self.corrections, self.reviews, self.drafts, self.refused))

    @property
    def is_preparing(self) -> bool:
        """Nothing is with the reviewers, the school or the donors yet: the drafts take the main column."""
        return not (self.campaigns or self.files or self.reviews)

    @property
    def main(self) -> CampaignBoard | None:
        """The campaign shown in large: the one that collects, else the latest."""
        return self.campaigns[0] if self.campaigns else None

    @property
    def main_album(self) -> Album | None:
        return self.albums.get(self.main.campaign.pk) if self.main else None

    @property
    def others(self) -> list[CampaignBoard]:
        return self.campaigns[1:]
