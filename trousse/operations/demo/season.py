"""Plays the season day by day: papers, openings, gifts, closings, refunds, each at its moment, through the services."""

import heapq
import itertools
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from trousse.core import clock, jobs
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.selectors import room_left
from trousse.fundraising.campaigns.services import campaigns_close_due, campaigns_open_due
from trousse.fundraising.projects.models import Project
from trousse.fundraising.review import services as review
from trousse.giving.allocation import jobs as allocation
from trousse.giving.donations import jobs as giving
from trousse.giving.donations.enums import DonorKind
from trousse.giving.donations.rules import Consents, DonorDetails
from trousse.giving.donations.services import donation_start
from trousse.giving.donations.terms import TERMS_VERSION
from trousse.giving.funds.models import Fund
from trousse.money.payments.enums import NoticeSource
from trousse.money.payments.services import inbox_drain, notice_receive
from trousse.operations.demo import gifts, papers, people, places
from trousse.operations.demo.bank import TestBank
from trousse.operations.demo.gifts import PlannedGift
from trousse.operations.demo.people import Staff
from trousse.operations.demo.scenario import ON_THE_WAY, Ending, Plot, goals, preparation
from trousse.people.accounts.models import User

MESSAGES = (
    "Bon voyage, et beaux dessins !", "J’étais élève ici en 1987. Bravo !", "De la part des voisins d’en face.",
    "Pour que personne ne reste à la maison.", "Allez la classe !", "Quelle belle idée.", "Racontez-nous la suite !",
)  # fmt: skip

Action = Callable[[], None]


@dataclass
class Season:
    """``now`` is where the story stops: the real present.

    Every project draws its own chances from the seed, so that neither the day on which the season is played nor what
    happens to the others changes who gives what to it.
    """

    seed: int
    bank: TestBank
    staff: Staff
    now: datetime
    tell: Callable[[str], None]
    _agenda: list[tuple[datetime, int, Action]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=itertools.count)
    _teachers: set[tuple[str, str]] = field(default_factory=set)
    gifts_made: int = 0

    def schedule(self, at: datetime, action: Action) -> None:
        """Do ``action`` at ``at``, unless that is still to come when the story stops."""
        if at <= self.now:
            heapq.heappush(self._agenda, (at, next(self._order), action))

    def play(self) -> None:
        """Everything in order; at the start of each Paris day what the clock alone decides."""
        day = clock.paris_day(self._agenda[0][0])
        last = clock.paris_day(self.now)
        while day <= last:
            self._begin(day)
            tomorrow = clock.end_of_day(day)
            while self._agenda and self._agenda[0][0] < tomorrow:
                at, _number, action = heapq.heappop(self._agenda)
                with clock.frozen(at):
                    action()
            self._settle(min(tomorrow - timedelta(minutes=1), self.now))
            if day.day == 1:
                self.tell(f"{day:%d/%m/%Y} : {self.gifts_made} dons")
            day += timedelta(days=1)

    def add(self, plot: Plot) -> None:
        """Put the whole life of one project in the agenda."""
        random = self.chances(plot.idea.title)
        opening = clock.start_of_day(clock.paris_day(self.now) - timedelta(days=plot.opened_days_ago))
        begun = opening - preparation(plot.ending) + timedelta(hours=random.randint(8, 19))
        if plot.ending in ON_THE_WAY:
            begun = self.now - timedelta(days=random.randint(4, 16), hours=random.randint(1, 9))
        planned = self._plan_gifts(random, plot, opening)
        minimum, optimum = goals(random, plot.ending, planned)
        story = _Story(
            self,
            plot,
            random,
            teacher=people.draw_teacher(random, self._teachers),
            opens_in=max((opening - begun).days + 1, 1),
            minimum=minimum,
            optimum=optimum,
        )
        story.schedule(begun, planned)

    def chances(self, name: str) -> Random:
        """What chance holds for ``name``, the same each time that this seed is played."""
        return Random(f"{self.seed}:{name}")

    def give(self, random: Random, destination: Campaign | Fund, amount: Euro, *, settle_now: bool = False) -> None:
        """One gift, as a donor makes it: form, bank, return. A project that is full or closed takes no more."""
        if isinstance(destination, Campaign):
            amount = min(amount, room_left(destination))
        if not amount:
            return
        at = clock.now()
        donation = donation_start(
            checkout_key=uuid.UUID(int=random.getrandbits(128), version=4),
            destination=destination,
            amount=amount,
            donor=_donor(random),
            consents=Consents(
                terms_version=TERMS_VERSION,
                terms_accepted=True,
                named=random.random() < 0.6,
                message=random.choice(MESSAGES) if random.random() < 0.25 else "",
            ),
        )
        assert donation.payment is not None, "a gift that was begun has a payment"
        with clock.running():
            answer = self.bank.pay(donation.payment)
        with clock.frozen(at + timedelta(seconds=random.randint(25, 90))):
            notice_receive(provider=donation.payment.provider, data=answer, source=NoticeSource.RETURN)
            if settle_now:
                inbox_drain()
        self.gifts_made += 1

    def _begin(self, day: date) -> None:
        morning = clock.start_of_day(day) + timedelta(minutes=5)
        if morning > self.now:
            return
        with clock.frozen(morning):
            campaigns_open_due()
        with clock.frozen(min(morning + timedelta(hours=2), self.now)):
            campaigns_close_due()
            giving.campaigns_refund()
            allocation.grants_return()
            giving.outcomes_tell()

    def _settle(self, at: datetime) -> None:
        """The evening: notices, e-mails, refunds.

        On the last one the bank refuses refunds: there are campaigns whose money has not found its way back yet.
        """
        if at >= self.now:
            self.bank.refuse_refunds()
        with clock.frozen(at):
            inbox_drain()
            allocation.gifts_double()
            jobs.run_pending()

    def _plan_gifts(self, random: Random, plot: Plot, opening: datetime) -> list[PlannedGift]:
        ends = opening + timedelta(days=plot.duration_days)
        begins = opening + timedelta(minutes=10)
        return gifts.plan(
            random, count=plot.gifts, starts=begins, ends=ends, until=min(self.now, ends - timedelta(hours=1))
        )


def _donor(random: Random) -> DonorDetails:
    first, last = random.choice(people.FIRST_NAMES), random.choice(people.FAMILY_NAMES)
    kind, company = DonorKind.INDIVIDUAL, ""
    if random.random() < 0.05:
        kind, company = DonorKind.ASSOCIATION, random.choice(people.COMPANIES)
    email = people.email_of(first, last).replace("@", "@dons.")
    return DonorDetails(kind=kind, first_name=first, last_name=last, email=email, company_name=company)


@dataclass
class _Story:
    """The life of one project, from its first line to where it stands today."""

    season: Season
    plot: Plot
    random: Random
    teacher: tuple[str, str]
    opens_in: int
    minimum: Euro
    optimum: Euro
    project: Project | None = None

    def schedule(self, begun: datetime, planned: list[PlannedGift]) -> None:
        ending, plan = self.plot.ending, self.season.schedule
        plan(begun, self._write)
        if ending is Ending.DRAFT:
            return
        plan(begun + timedelta(hours=20), self._submit)
        decision = begun + timedelta(days=3, hours=2)
        if ending in {Ending.TO_REVISE, Ending.REFUSED}:
            plan(decision, self._send_back if ending is Ending.TO_REVISE else self._refuse)
        elif ending is not Ending.SUBMITTED:
            self._schedule_files(decision)
        settle_now = ending is Ending.OPTIMUM
        for gift in planned:
            plan(gift.at, partial(self._give, gift.amount, settle_now=settle_now))
        if ending is Ending.SUSPENDED:
            plan(self.season.now - timedelta(days=2), self._suspend)

    def _schedule_files(self, decision: datetime) -> None:
        ending, plan = self.plot.ending, self.season.schedule
        plan(decision, self._accept)
        if ending is not Ending.WITH_HEAD:
            plan(decision + timedelta(hours=30), self._attest)
        if ending is not Ending.WITH_MANAGER:
            plan(decision + timedelta(hours=50), self._complete)
            if self.random.random() < 0.8:
                plan(decision + timedelta(days=5), self._approve)

    @property
    def fresh(self) -> Project:
        assert self.project is not None, "the project is written first"
        self.project = Project.objects.select_related("school__departement", "holder").get(pk=self.project.pk)
        return self.project

    def _write(self) -> None:
        school = places.school_at(self.plot.place, self.plot.idea.group)
        self.project = papers.write(
            self.random,
            self.plot,
            school,
            people.holder(*self.teacher, school),
            opens_in=self.opens_in,
            minimum=self.minimum,
            optimum=self.optimum,
        )

    @property
    def _reviewer(self) -> User:
        departement = self.fresh.school.departement
        assert departement is not None, "demonstration schools have a place"
        return self.season.staff.reviewers[departement.academie_id]

    def _submit(self) -> None:
        review.project_submit(project=self.fresh, user=self.fresh.holder)

    def _accept(self) -> None:
        papers.accept(self.fresh, self._reviewer)

    def _send_back(self) -> None:
        papers.send_back(self.fresh, self._reviewer)

    def _refuse(self) -> None:
        papers.refuse(self.fresh, self._reviewer)

    def _attest(self) -> None:
        papers.attest(self.fresh)

    def _complete(self) -> None:
        papers.complete(self.random, self.fresh, receipts=self.random.random() < 0.6)

    def _approve(self) -> None:
        papers.approve_account(self.fresh, self.season.staff)

    def _suspend(self) -> None:
        papers.suspend(self.fresh, self.season.staff)

    def _give(self, amount: Euro, *, settle_now: bool) -> None:
        campaign = Campaign.objects.filter(project=self.project).first()
        if campaign is not None and campaign.is_collecting:
            self.season.give(self.random, campaign, amount, settle_now=settle_now)
