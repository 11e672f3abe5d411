"""The paperwork of a fictional project: what its holder writes, what the head attests, what the manager declares."""

from datetime import datetime, timedelta
from random import Random

from schwifty import IBAN
from stdnum import luhn

from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.services import campaign_suspend
from trousse.fundraising.projects.enums import BudgetSide, Cycle, LevelCode, LevelGroup, ProjectState
from trousse.fundraising.projects.models import Project, Theme
from trousse.fundraising.projects.rules import BudgetEntry, ClassEntry
from trousse.fundraising.projects.selectors import bodies_open_to
from trousse.fundraising.projects.services import ProjectChanges, project_create, project_update
from trousse.fundraising.review import services as review
from trousse.fundraising.review.criteria import Answer, all_met, grid_on
from trousse.fundraising.review.enums import Authority, LinkPurpose, RefusalReason
from trousse.fundraising.review.rules import Act
from trousse.fundraising.review.selectors import living_link, required_acts
from trousse.fundraising.review.services import BodyDetails
from trousse.operations.demo import ideas
from trousse.operations.demo.people import DOMAIN, Staff
from trousse.operations.demo.places import school_at
from trousse.operations.demo.scenario import Plot
from trousse.people.accounts.models import User
from trousse.people.bodies.enums import AccountState, BodyKind
from trousse.people.bodies.models import BankAccount
from trousse.people.bodies.services import bank_account_approve
from trousse.people.schools.models import School

BODY_NAMES = {
    BodyKind.COOP: "Association départementale des coopératives, {town} (démonstration)",
    BodyKind.EPLE: "{school} (démonstration)",
    BodyKind.AS: "Association sportive, {school} (démonstration)",
    BodyKind.MDL: "Maison des lycéens, {school} (démonstration)",
    BodyKind.OGEC: "OGEC {school} (démonstration)",
}


def write(
    random: Random, plot: Plot, school: School, holder: User, *, opens_in: int, minimum: Euro, optimum: Euro
) -> Project:
    """A complete draft: everything that the readiness checklist asks."""
    idea = plot.idea
    levels = [level for level in LevelCode if level.group is idea.group and level.cycle is not Cycle.INCLUSION]
    start = random.randrange(len(levels))
    chosen = levels[start : start + random.choice((1, 1, 2))]
    others, classes = _classes(random, plot, school, chosen)
    changes = ProjectChanges(
        other_schools=others,
        title=idea.title,
        summary=idea.summary,
        story=f"{idea.summary}\n\n{ideas.STORIES[idea.theme]}\n\n{ideas.COMMON}",
        learning=ideas.LEARNING[idea.theme],
        theme=Theme.objects.get(slug=idea.theme),
        school_project=ideas.SCHOOL_PROJECT,
        classes=classes,
        starts_on=clock.today() + timedelta(days=opens_in + plot.duration_days + 14),
        ends_on=clock.today() + timedelta(days=opens_in + plot.duration_days + 100),
        minimum_goal=minimum,
        optimum_goal=optimum,
        opens_on=clock.today() + timedelta(days=opens_in),
        duration_days=plot.duration_days,
        body_kind=bodies_open_to(school)[0],
        manager_name="Gestion de la démonstration",
        manager_email=f"gestion.{school.uai}@{DOMAIN}",
        head_name="Direction de la démonstration",
        class_signature=f"{holder.first_name} et sa classe",
        thanks="Une carte dessinée par les élèves pour chacun, et des nouvelles à la fin du projet.",
    )
    project = project_create(holder=holder, school=school)
    return project_update(
        project=project, user=holder, version=project.version, changes=changes, budget=_budget(random, plot, optimum)
    )


def _classes(
    random: Random, plot: Plot, school: School, levels: list[LevelCode]
) -> tuple[list[School], list[ClassEntry]]:
    """A class for each level; a 6e works with the CM2 and the ULIS of the école next door."""
    classes = [ClassEntry(level.label, (level.value,), random.randint(18, 28)) for level in levels]
    if LevelCode.SIXIEME not in levels:
        return [], classes
    next_door = school_at(plot.place, LevelGroup.ELEMENTAIRE)
    return [next_door], [
        *classes,
        ClassEntry("CM2", (LevelCode.CM2.value,), 24, next_door.uai),
        ClassEntry("ULIS", (LevelCode.ULIS_ECOLE.value,), 9, next_door.uai),
    ]


def leave_unfinished(now: datetime) -> None:
    """Of the drafts, one stays at its third step: words are there, the classes and what follows are still to come."""
    with clock.frozen(now - timedelta(hours=20)):
        for project in Project.objects.filter(state=ProjectState.DRAFT).select_related("holder").order_by("pk")[1:2]:
            project_update(project=project, user=project.holder, version=project.version, changes=_NOT_YET, budget=())


_NOT_YET = ProjectChanges(
    classes=(), starts_on=None, ends_on=None, opens_on=None, minimum_goal=None, optimum_goal=None, body_kind="",
    manager_name="", manager_email="", class_signature="", thanks="",
)  # fmt: skip


def _budget(random: Random, plot: Plot, optimum: Euro) -> list[BudgetEntry]:
    """What the collection must find, plus what the town and the cooperative give already."""
    found = Euro.of(random.choice((0, 100, 200, 400)))
    shares = ideas.EXPENSES[plot.idea.theme]
    parts = (optimum + found).split([share for _label, share, _note in shares])
    lines = [
        BudgetEntry(BudgetSide.EXPENSE, label, amount, note)
        for (label, _share, note), amount in zip(shares, parts, strict=True)
    ]
    if found:
        lines.append(BudgetEntry(BudgetSide.INCOME, "Commune et coopérative scolaire", found))
    return lines


def attest(project: Project) -> None:
    """The head answers the link: which acts, of which day."""
    link = living_link(project, LinkPurpose.HEAD)
    assert link is not None, "an accepted project has a link for its head"
    day = clock.today() - timedelta(days=12)
    references = {Authority.IEN: "Avis favorable", Authority.DASEN: "Visa", Authority.CA: "Délibération n° 14"}
    acts = [Act(authority, day, references[authority]) for authority in required_acts(project)]
    review.head_attest(token=link.token, name="Dominique Lefort", role="Direction (démonstration)", acts=acts)


def complete(random: Random, project: Project, *, receipts: bool) -> None:
    """The manager answers the link: which body receives, on which account."""
    link = living_link(project, LinkPurpose.MANAGER)
    assert link is not None, "an accepted project has a link for its manager"
    school = project.school
    name = BODY_NAMES[BodyKind(project.body_kind)].format(town=school.commune_name, school=school.name)
    details = BodyDetails(
        manager_name="Claude Gestion (démonstration)",
        siren=_siren(random),
        legal_name=name[:120],
        iban=_iban(random),
        holder_name=name[:70],
        issues_receipts=receipts,
        address="1, rue de la Démonstration",
        postcode=school.postcode,
        town=school.commune_name,
    )
    review.manager_complete(token=link.token, details=details)


def approve_account(project: Project, staff: Staff) -> None:
    """A second person compared the account with its papers."""
    body = project.manager_file.body
    assert body is not None, "the manager's file is complete"
    account = BankAccount.objects.get(entity=body.entity, state=AccountState.PROPOSED)
    bank_account_approve(account=account, by=staff.second_approver)


def accept(project: Project, reviewer: User) -> None:
    """Every criterion answered; of three projects in a row one gets a word, and one is retained without a trace."""
    answers = all_met(grid_on(clock.today()))
    match project.pk % 3:
        case 0:
            answers["apprendre"] = Answer(True, "Chaque élève y tient un rôle, et l’écrit dans son carnet.")
        case 1:
            answers["trace"] = Answer(False, "Une journée à vivre, sans objet qui reste : c’est tout son intérêt.")
    review.project_accept(project=project, reviewer=reviewer, answers=answers)


def send_back(project: Project, reviewer: User) -> None:
    review.project_send_back(
        project=project,
        reviewer=reviewer,
        remarks={
            "summary": "Dites en une phrase ce que les élèves feront de leurs mains.",
            "budget": "Ajoutez le devis du transporteur, s’il vous plaît.",
        },
        text="Beau projet ! Deux détails, et nous l’acceptons.",
    )


def refuse(project: Project, reviewer: User) -> None:
    review.project_refuse(
        project=project,
        reviewer=reviewer,
        reason_code=RefusalReason.REPLACES_PUBLIC_MONEY,
        text="L’équipement de la salle relève de la commune. Parlez-en en conseil d’école, puis revenez vers nous.",
    )


def suspend(project: Project, staff: Staff) -> None:
    campaign_suspend(
        campaign=project.campaign, by=staff.admin, reason="La sortie est reportée : la classe choisit une autre date."
    )


def _siren(random: Random) -> str:
    """Well-formed, and in a range that is given to nobody in the demonstration's world: it begins with 000."""
    digits = f"000{random.randrange(10**5):05d}"
    return digits + luhn.calc_check_digit(digits)


def _iban(random: Random) -> str:
    """A well-formed French account at a bank code that does not exist."""
    return str(
        IBAN.generate("FR", bank_code="99999", branch_code="00001", account_code=f"{random.randrange(10**11):011d}")
    )
