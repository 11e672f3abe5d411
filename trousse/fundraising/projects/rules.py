"""What makes a project ready to be read by a reviewer, and what is only good advice.

Sources: the form of the platform (goals, UAI, receiving body), and art. L548-6 CMF: a gift open to the public needs a
project predefined in its object, target, calendar, quantified use of the money and expected result.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trousse.core.money import Euro
from trousse.fundraising.projects.enums import BudgetSide, LevelCode, LevelGroup

TITLE_MAX = 80
SUMMARY_MAX = 280
STORY_MIN = 200
CLASS_NAME_MAX = 120
LATEST_OPENING = timedelta(days=365)


@dataclass(frozen=True)
class ProjectLimits:
    """Parameters in force. Durations in days, ``optimum_ratio`` is times the minimum; ``unusual_*`` block nothing."""

    minimum_goal_ceiling: Euro
    optimum_ratio: int
    duration_min: int
    duration_max: int
    unusual_per_pupil: Euro
    unusual_expense: Euro
    unusual_low_goal: Euro


@dataclass(frozen=True)
class BudgetEntry:
    """One line of the forecast budget; ``amount`` above zero."""

    side: BudgetSide
    label: str
    amount: Euro
    note: str = ""


@dataclass(frozen=True)
class ClassEntry:
    """A class that takes part, with holes in a draft. ``uai`` is empty for the school that carries the project."""

    name: str = ""
    levels: tuple[str, ...] = ()
    pupils: int | None = None
    uai: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.name or self.levels or self.pupils)


@dataclass(frozen=True)
class ProjectFacts:
    """What the rules look at: a project without its database. ``eligible_bodies``: kinds its school may choose."""

    title: str = ""
    summary: str = ""
    story: str = ""
    learning: str = ""
    theme: str | None = None
    school_project: str = ""
    classes: tuple[ClassEntry, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    minimum_goal: Euro | None = None
    optimum_goal: Euro | None = None
    ceiling_reason: str = ""
    budget: tuple[BudgetEntry, ...] = ()
    opens_on: date | None = None
    duration_days: int | None = None
    body_kind: str = ""
    eligible_bodies: tuple[str, ...] = ()
    manager_email: str = ""
    class_signature: str = ""
    thanks: str = ""


@dataclass(frozen=True)
class Missing:
    """A field that is not ready, and what to do about it (French). ``row`` counts from 0 among repeated fields."""

    field: str
    advice: str
    row: int = 0


def level_group(level: str) -> LevelGroup:
    """The step of school life of ``level``. Raises ValueError for a level that does not exist."""
    return LevelCode(level).group


def level_groups(levels: Collection[str]) -> list[LevelGroup]:
    """The steps that ``levels`` cover, in school order, each once."""
    covered = {level_group(level) for level in levels}
    return [group for group in LevelGroup if group in covered]


def ordered_levels(levels: Collection[str]) -> list[LevelCode]:
    """Known levels, each once, in school order. Raises ValueError for an unknown one."""
    chosen = {LevelCode(level) for level in levels}
    return [level for level in LevelCode if level in chosen]


def levels_of(classes: Sequence[ClassEntry]) -> list[LevelCode]:
    """Every level of these classes, each once, in school order. Raises ValueError for an unknown one."""
    return ordered_levels([level for each in classes for level in each.levels])


def pupils_of(classes: Sequence[ClassEntry]) -> int | None:
    """How many pupils in all; None while no class says."""
    return sum(each.pupils or 0 for each in classes) or None


def classes_label(classes: Sequence[ClassEntry]) -> str:
    """« CM1-CM2, 6e B »: the names of the classes."""
    return ", ".join(each.name for each in classes if each.name)


def total(budget: Sequence[BudgetEntry], side: BudgetSide) -> Euro:
    return Euro.total(entry.amount for entry in budget if entry.side is side)


def to_be_raised(budget: Sequence[BudgetEntry]) -> Euro:
    """Expenses less the other income: what the collection is there to find. May be negative."""
    return total(budget, BudgetSide.EXPENSE) - total(budget, BudgetSide.INCOME)


def is_above_ceiling(minimum: Euro | None, limits: ProjectLimits) -> bool:
    """Whether the minimum goal needs an exception: asked for by the holder with a reason, granted by the reviewer."""
    return minimum is not None and minimum > limits.minimum_goal_ceiling


def missing_fields(facts: ProjectFacts, limits: ProjectLimits, today: date) -> list[Missing]:
    """What still stands between this draft and its submission, in the order of the steps; empty when it is ready."""
    found: list[Missing] = []
    for check in _CHECKS:
        found.extend(check(facts, limits, today))
    return found


def tips(facts: ProjectFacts, limits: ProjectLimits) -> list[Missing]:
    """Good advice that blocks nothing."""
    found = []
    minimum, optimum = facts.minimum_goal, facts.optimum_goal
    found += _early_start(facts)
    found += _unusual_amounts(facts, limits)
    if minimum and optimum and optimum > minimum * limits.optimum_ratio:
        found.append(
            Missing(
                "optimum_goal",
                f"Votre optimum dépasse {limits.optimum_ratio} fois votre minimum ; les donateurs y croient moins. "
                f"Autour de {(minimum * limits.optimum_ratio).format()}, il reste proche.",
            )
        )
    if facts.budget and optimum:
        found.extend(_optimum_against_budget(optimum, to_be_raised(facts.budget)))
    if not facts.thanks.strip():
        found.append(Missing("thanks", "Dites comment la classe remerciera : un dessin, une photo, une carte…"))
    return found


def _early_start(facts: ProjectFacts) -> list[Missing]:
    if facts.starts_on is None or facts.opens_on is None or not facts.duration_days:
        return []
    last_day = facts.opens_on + timedelta(days=facts.duration_days - 1)
    if facts.starts_on > last_day:
        return []
    return [
        Missing(
            "starts_on",
            "Le projet commence avant la fin de la collecte : l’argent n’arrivera qu’après. "
            "Avancez la collecte, ou vérifiez que les premières dépenses peuvent attendre.",
        )
    ]


def _unusual_amounts(facts: ProjectFacts, limits: ProjectLimits) -> list[Missing]:
    """Perhaps a slip of the keyboard, perhaps not: told, never refused."""
    found = [
        Missing(
            "budget",
            f"« {entry.label} » : {entry.amount.format()}. C’est inhabituel sur une seule ligne. "
            "Si c’est juste, détaillez-la : les donateurs comprennent mieux.",
        )
        for entry in facts.budget
        if entry.side is BudgetSide.EXPENSE and entry.amount > limits.unusual_expense
    ]
    pupils = pupils_of(facts.classes)
    if pupils and facts.optimum_goal and facts.optimum_goal > limits.unusual_per_pupil * pupils:
        each = Euro(facts.optimum_goal.cents // pupils // 100 * 100)
        found.append(
            Missing(
                "optimum_goal",
                f"Cela fait environ {each.format()} par élève. C’est inhabituel : si c’est juste, "
                "dites dans le récit ce qui coûte cher.",
            )
        )
    if facts.minimum_goal and facts.minimum_goal < limits.unusual_low_goal:
        found.append(
            Missing(
                "minimum_goal",
                f"{facts.minimum_goal.format()}, c’est peu pour une collecte entière. "
                "Vérifiez que rien ne manque : transport, matériel, assurance.",
            )
        )
    return found


def _optimum_against_budget(optimum: Euro, needed: Euro) -> list[Missing]:
    if optimum > needed:
        return [
            Missing(
                "budget",
                f"À l’optimum, vous auriez {(optimum - needed).format()} de plus que vos dépenses. "
                "Ajoutez une ligne qui dit ce que cette somme permettrait.",
            )
        ]
    if needed > optimum:
        return [
            Missing(
                "budget",
                f"Même à l’optimum, il resterait {(needed - optimum).format()} à trouver. "
                "Ajoutez vos autres recettes, ou relevez l’optimum.",
            )
        ]
    return []


def _words(facts: ProjectFacts, limits: ProjectLimits, today: date) -> list[Missing]:
    found = []
    if not facts.title.strip():
        found.append(Missing("title", "Donnez un titre concret, en quelques mots : « Un potager pour l’école »."))
    if not facts.summary.strip():
        found.append(Missing("summary", "Résumez le projet en deux phrases, comme à un voisin."))
    story = len(facts.story.strip())
    if not story:
        found.append(Missing("story", "Racontez ce que les élèves vont faire, étape par étape."))
    elif story < STORY_MIN:
        found.append(
            Missing("story", f"Racontez un peu plus, par exemple une journée type : encore {STORY_MIN - story} signes.")
        )
    if not facts.learning.strip():
        found.append(Missing("learning", "Dites ce que les élèves vont apprendre, une idée par ligne."))
    if not facts.theme:
        found.append(Missing("theme", "Choisissez le thème le plus proche : il aide les donateurs à vous trouver."))
    if not facts.school_project.strip():
        found.append(
            Missing("school_project", "Dites en une phrase à quel axe du projet d’école ou d’établissement il répond.")
        )
    return found


def _classes(facts: ProjectFacts, limits: ProjectLimits, today: date) -> list[Missing]:
    if not facts.classes:
        return [Missing("classes_label", "Ajoutez au moins une classe : son nom, ses niveaux, ses élèves.")]
    found = []
    for row, each in enumerate(facts.classes):
        if not each.name.strip():
            found.append(Missing("classes_label", "Nommez la classe : « CM1-CM2 », « 4e B et ULIS ».", row))
        if not each.levels:
            found.append(Missing("levels", f"Cochez le ou les niveaux{_of_class(each)}.", row))
        if not each.pupils:
            found.append(Missing("pupils", f"Indiquez combien d’élèves participent{_of_class(each)}, à peu près.", row))
    return found


def _of_class(each: ClassEntry) -> str:
    return f" de la classe « {each.name} »" if each.name else ""


def _thanks(facts: ProjectFacts, limits: ProjectLimits, today: date) -> list[Missing]:
    if facts.class_signature.strip():
        return []
    return [Missing("class_signature", "Dites comment signer les nouvelles : « La classe de CM1-CM2 de Nadia ».")]


def _goals(facts: ProjectFacts, limits: ProjectLimits, today: date) -> list[Missing]:
    minimum, optimum = facts.minimum_goal, facts.optimum_goal
    found = []
    if not minimum:
        found.append(Missing("minimum_goal", "Fixez le minimum : la somme sans laquelle rien n’est possible."))
    elif is_above_ceiling(minimum, limits) and not facts.ceiling_reason.strip():
        found.append(
            Missing(
                "ceiling_reason",
                f"Le minimum dépasse {limits.minimum_goal_ceiling.format()}. Baissez-le, ou dites pourquoi il faut "
                "davantage : l’instructeur pourra accorder une exception.",
            )
        )
    if not optimum:
        found.append(Missing("optimum_goal", "Fixez l’optimum : la somme pour le projet dans de bonnes conditions."))
    elif minimum and optimum < minimum:
        found.append(
            Missing("optimum_goal", f"L’optimum ne peut pas être sous le minimum : au moins {minimum.format()}.")
        )
    return found


def _budget(facts: ProjectFacts, limits: ProjectLimits, today: date) -> list[Missing]:
    if not total(facts.budget, BudgetSide.EXPENSE):
        return [Missing("budget", "Ajoutez au moins une dépense avec son montant : un devis ou un prix relevé suffit.")]
    needed = to_be_raised(facts.budget)
    if facts.minimum_goal and needed < facts.minimum_goal:
        return [
            Missing(
                "budget",
                f"Vos dépenses, moins vos autres recettes, font {needed.format()} : c’est moins que le minimum "
                f"demandé ({facts.minimum_goal.format()}). Ajoutez les dépenses oubliées, ou baissez le minimum.",
            )
        ]
    return []


def _calendar(facts: ProjectFacts, limits: ProjectLimits, today: date) -> list[Missing]:
    found = []
    if facts.starts_on is None:
        found.append(Missing("starts_on", "Dites quand le projet commence avec les élèves, même à peu près."))
    if facts.ends_on is None:
        found.append(
            Missing("ends_on", "Dites quand le projet se termine : les donateurs attendront de ses nouvelles.")
        )
    elif facts.starts_on and facts.ends_on < facts.starts_on:
        found.append(
            Missing("ends_on", "Le projet ne peut pas finir avant d’avoir commencé : vérifiez les deux dates.")
        )
    elif facts.ends_on < today:
        found.append(
            Missing("ends_on", "Ce projet serait déjà fini. Une collecte sert à ce qui n’a pas encore eu lieu.")
        )
    if facts.opens_on is None:
        found.append(Missing("opens_on", "Choisissez le jour d’ouverture : comptez trois semaines de validations."))
    elif facts.opens_on < today:
        found.append(Missing("opens_on", "Ce jour d’ouverture est passé. Choisissez-en un autre."))
    elif facts.opens_on > today + LATEST_OPENING:
        found.append(Missing("opens_on", "Choisissez un jour d’ouverture dans les douze mois."))
    low, high = limits.duration_min, limits.duration_max
    if facts.duration_days is None or not low <= facts.duration_days <= high:
        found.append(Missing("duration_days", f"Choisissez une durée de {low} à {high} jours ; 45 convient souvent."))
    return found


def _receiving_body(facts: ProjectFacts, limits: ProjectLimits, today: date) -> list[Missing]:
    found = []
    if not facts.body_kind:
        found.append(Missing("body_kind", "Choisissez la structure qui recevra l’argent pour la classe."))
    elif facts.body_kind not in facts.eligible_bodies:
        found.append(
            Missing(
                "body_kind",
                "Cette structure n’est pas possible pour votre établissement : choisissez-en une autre.",
            )
        )
    if not facts.manager_email.strip():
        found.append(
            Missing("manager_email", "Donnez le courriel de la personne qui tient les comptes de la structure.")
        )
    return found


_CHECKS: tuple[Callable[[ProjectFacts, ProjectLimits, date], list[Missing]], ...] = (
    _words,
    _classes,
    _calendar,
    _goals,
    _budget,
    _receiving_body,
    _thanks,
)
