"""From projects and campaigns to the cards that templates show.

A draft has no campaign yet: its card shows an empty pencil and the opening day the holder chose, so that the preview
looks exactly like the page that donors will see. Only pictures cost a query, one for a whole list.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from django.urls import reverse

from trousse.core import clock
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.projects.enums import BudgetSide, LevelCode
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.rules import BudgetEntry
from trousse.fundraising.projects.selectors import classes_of, other_schools_of
from trousse.people.bodies.enums import BodyKind
from trousse.people.schools.models import School
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.selectors import covers_of, pictures_of
from trousse.web.components.cards import BudgetRow, ProjectCard, ProjectPage, budget_rows
from trousse.web.components.pictures import picture_view
from trousse.web.components.typography import day, plural

UNTITLED = "Projet sans titre"
RECEIVERS = {
    BodyKind.COOP: "la coopérative scolaire",
    BodyKind.EPLE: "l’établissement",
    BodyKind.AS: "l’association sportive",
    BodyKind.MDL: "la maison des lycéens",
    BodyKind.OGEC: "l’organisme de gestion (OGEC)",
}
"""After « L’argent va à », before the manager has named the body itself."""
LAST_INSTANT = timedelta(seconds=1)
"""A campaign closes at the midnight that ends its last day: one second before is still that day."""


def card_of_draft(project: Project, *, url: str = "") -> ProjectCard:
    """A project that is not (or not yet) collecting. ``url`` is where its title leads."""
    return ProjectCard(
        pk=project.pk,
        url=url,
        title=project.title or UNTITLED,
        school_name=project.school.name,
        town=project.school.commune_name,
        departement_code=project.school.departement_id or "",
        theme_slug=project.theme_id or "",
        theme_label=project.theme.label if project.theme else "Thème à choisir",
        levels_label=levels_label(project.levels) or "Niveaux à cocher",
        pupils=project.pupils,
        state=CampaignState.SCHEDULED,
        minimum_goal=project.minimum_goal_cents or 0,
        optimum_goal=project.optimum_goal_cents or 0,
        opens_on=project.opens_on,
        summary=project.summary,
    )


def cards_of_campaigns(campaigns: Iterable[Campaign]) -> list[ProjectCard]:
    """Cards in the same order with their covers, read in one statement."""
    shown = list(campaigns)
    covers = covers_of("project", [campaign.pk for campaign in shown])
    return [card_of_campaign(campaign, covers.get(str(campaign.pk))) for campaign in shown]


def card_of_campaign(campaign: Campaign, cover: Picture | None = None) -> ProjectCard:
    """A campaign with its school, theme and project loaded; without cover, the card shows the scene of its theme."""
    return ProjectCard(
        pk=campaign.pk,
        url=reverse("public:project", args=[campaign.pk, campaign.slug]),
        title=campaign.title,
        school_name=campaign.school.name,
        town=campaign.school.commune_name,
        departement_code=campaign.departement_id or "",
        theme_slug=campaign.theme_id,
        theme_label=campaign.theme.label,
        levels_label=levels_label(campaign.levels),
        pupils=campaign.project.pupils,
        state=CampaignState(campaign.state),
        minimum_goal=campaign.minimum_goal_cents,
        optimum_goal=campaign.optimum_goal_cents,
        raised=campaign.raised.cents,
        funds_part=campaign.granted_cents,
        supporters=campaign.supporters_count,
        days_left=campaign.days_left if campaign.is_collecting else None,
        opens_on=campaign.opens_on,
        deadline=clock.paris_day(campaign.closes_at - LAST_INSTANT) if campaign.closes_at else None,
        summary=campaign.project.summary,
        give_url=reverse("checkout:amount", args=[campaign.pk]),
        cover=picture_view(cover) if cover else None,
    )


def page_of_draft(project: Project, budget: Sequence[BudgetEntry]) -> ProjectPage:
    """The whole public page of a project that is not collecting yet, with the budget as typed."""
    page = project_page(project, card_of_draft(project), budget)
    return replace(page, receiving_body=RECEIVERS[BodyKind(project.body_kind)] if project.body_kind else "")


def with_pictures(page: ProjectPage, key: str = "") -> ProjectPage:
    """The page with its published pictures, the first on its card; for who may see them. One statement.

    ``key`` lets who came by a signed link see those of a project that is not public yet.
    """
    pictures = [picture_view(picture, key) for picture in pictures_of("project", page.card.pk)]
    return replace(page, pictures=pictures, card=replace(page.card, cover=pictures[0] if pictures else None))


def project_page(project: Project, card: ProjectCard, budget: Sequence[BudgetEntry]) -> ProjectPage:
    """What the holder wrote, which a page shows alike before, during and after the collection."""
    expenses, others = rows_of_budget(budget, BudgetSide.EXPENSE), other_schools_of(project)
    return ProjectPage(
        card=card,
        story=project.story,
        learning=project.learning_items,
        signature=project.class_signature,
        thanks=project.thanks,
        holder_label=project.holder.first_name,
        accepted_on=clock.paris_day(project.accepted_at) if project.accepted_at else None,
        budget=expenses,
        incomes=rows_of_budget(budget, BudgetSide.INCOME),
        other_schools=[place_of(school) for school in others],
        classes=_class_lines(project, {school.uai: school.name for school in others}),
        calendar=_calendar(project),
        school_project=project.school_project,
        budget_total=sum(row.cents for row in expenses),
    )


def _class_lines(project: Project, schools: Mapping[str, str]) -> list[str]:
    """« 6e B, Collège du Lac : 25 élèves » for each class; a class alone is told by the levels of the project."""
    classes = classes_of(project)
    if len(classes) < 2:
        return []
    names = [
        ", ".join(filter(None, (each.name or levels_label(each.levels), schools.get(each.uai)))) for each in classes
    ]
    return [
        f"{name} : {plural(each.pupils, 'élève')}" if each.pupils else name
        for name, each in zip(names, classes, strict=True)
    ]


def _calendar(project: Project) -> str:
    """« Du 12 avril au 18 juin », or the only day; nothing while the dates are not chosen."""
    start, end = project.starts_on, project.ends_on
    if start is None or end is None:
        return ""
    return f"Le {day(start)}" if start == end else f"Du {day(start)} au {day(end)}"


def rows_of_budget(budget: Iterable[BudgetEntry], side: BudgetSide) -> list[BudgetRow]:
    return budget_rows([(entry.label, entry.amount.cents, entry.note) for entry in budget if entry.side is side])


def levels_label(levels: Sequence[str]) -> str:
    """``CM1, CM2``; more than three that follow each other become ``PS à CM2``."""
    order = list(LevelCode)
    places = sorted(order.index(LevelCode(level)) for level in levels)
    labels = [order[place].label for place in places]
    in_a_row = len(places) > 3 and places[-1] - places[0] == len(places) - 1
    return f"{labels[0]} à {labels[-1]}" if in_a_row else ", ".join(labels)


def place_of(school: School) -> str:
    """``École des Hirondelles, Les Ormeaux (78)``."""
    return f"{school.name}, {school.place}" if school.place else school.name
