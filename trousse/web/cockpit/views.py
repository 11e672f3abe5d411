"""The cockpit, and the pages of the phases."""

import csv
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.knowledge.statistics.academies import AcademieFigures, figures_by_academie
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.accounts.selectors import academies_of, roles_of
from trousse.people.rollout.errors import PhaseRefused
from trousse.people.rollout.models import Phase, Slot
from trousse.people.rollout.rules import PhaseFacts, in_force
from trousse.people.rollout.selectors import phase_facts
from trousse.people.rollout.selectors import phases as all_phases
from trousse.people.rollout.services import phase_save, presets_install
from trousse.people.schools.models import Academie
from trousse.web.access import GET, GET_POST, POST, requires
from trousse.web.cockpit.forms import PhaseForm
from trousse.web.components.cards import AcademieTile
from trousse.web.components.typography import plural

LOOKERS = (Role.PLATFORM, Role.FINANCE, Role.REVIEWER)
SORTS: dict[str, Callable[[AcademieFigures], Any]] = {
    "academie": attrgetter("academie.name"),
    "deposes": lambda row: (-row.submitted, row.academie.name),
    "acceptes": lambda row: (-row.accepted, row.academie.name),
    "en-cours": lambda row: (-row.collecting, row.academie.name),
    "finances": lambda row: (-row.funded, row.academie.name),
    "montants": lambda row: (-row.raised.cents, row.academie.name),
    "attente": lambda row: (-row.waiting, row.academie.name),
}
COLUMNS = (
    ("academie", "Académie"),
    ("deposes", "Déposés"),
    ("acceptes", "Acceptés"),
    ("en-cours", "En collecte"),
    ("finances", "Financés"),
    ("montants", "Réuni"),
    ("attente", "En attente"),
)

HEADINGS = (
    *("Code", "Académie", "Ouverte", "Quota", "Places prises", "En attente"),
    *("Déposés", "Acceptés", "En collecte", "Financés", "Réuni (euros)"),
)
"""Of the spreadsheet."""


@requires(*LOOKERS, methods=GET)
def academies(request: HttpRequest) -> HttpResponse:
    """Each académie against the plan, in the order that is asked for."""
    known = phase_facts()
    phase = _phase(request, known)
    sort, roles = request.GET.get("tri", "academie"), roles_of(request.user)
    rows = sorted(_figures(request, phase, known), key=SORTS.get(sort, SORTS["academie"]))
    context = {
        "rows": rows,
        "tiles": [_tile(row) for row in rows] if len(rows) > 1 else [],
        "opened": sum(row.is_open for row in rows),
        "has_plan": any(row.plan for row in rows),
        "is_shared": any(row.plan and row.quota is None for row in rows),
        "phase": phase,
        "known": known,
        "columns": COLUMNS,
        "sort": sort if sort in SORTS else "academie",
        "total": _total(rows),
        "may_plan": Role.PLATFORM in roles,
        "may_review": bool(roles & {Role.PLATFORM, Role.REVIEWER}),
        "taken": Slot.objects.filter(phase=phase.pk, freed_at=None).count() if phase else 0,
    }
    return render(request, "cockpit/academies.html", context)


@requires(*LOOKERS, methods=GET)
def academies_csv(request: HttpRequest) -> HttpResponse:
    """The same figures for a spreadsheet (UTF-8 with its mark, semicolons: what French ones open)."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="academies-{clock.today():%Y-%m-%d}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow(HEADINGS)
    known = phase_facts()
    writer.writerows(_cells(row) for row in _figures(request, _phase(request, known), known))
    return response


@requires(Role.PLATFORM, methods=GET)
def phases(request: HttpRequest) -> HttpResponse:
    """All phases, and which one counts today."""
    current = in_force(phase_facts(), clock.today())
    return render(request, "cockpit/phases.html", {"phases": all_phases(), "current": current})


@requires(Role.PLATFORM, methods=POST)
def presets(request: HttpRequest) -> HttpResponse:
    """Install the two phases of 2017."""
    made = presets_install(actor=_actor(request))
    told = "Les deux phases de 2017 sont en place." if made else "Les deux phases de 2017 existent déjà."
    messages.success(request, told)
    return redirect("cockpit:phases")


@requires(Role.PLATFORM, methods=GET_POST)
def phase_new(request: HttpRequest) -> HttpResponse:
    """A new phase."""
    return _edit(request, None)


@requires(Role.PLATFORM, methods=GET_POST)
def phase_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a phase: places that are taken stay taken."""
    return _edit(request, get_object_or_404(all_phases(), pk=pk))


def _edit(request: HttpRequest, phase: Phase | None) -> HttpResponse:
    form = PhaseForm(request.POST or None, phase=phase)
    if request.method == "POST" and form.is_valid():
        try:
            saved = phase_save(phase=phase, actor=_actor(request), **form.phase())
        except PhaseRefused as refusal:
            form.add_error(None, refusal.user_message)
        else:
            messages.success(request, f"La phase « {saved.name} » est enregistrée.")
            return redirect("cockpit:phases")
    status = 422 if form.is_bound else 200
    return render(request, "cockpit/phase.html", {"form": form, "phase": phase}, status=status)


def _tile(row: AcademieFigures) -> AcademieTile:
    return AcademieTile(
        code=row.academie.pk,
        name=row.academie.name,
        count=row.submitted,
        is_open=row.is_open,
        share=row.reached,
        told=f"{row.academie.name}\u00a0: {_told(row)}",
        url=f"#academie-{row.academie.slug}",
    )


def _told(row: AcademieFigures) -> str:
    """« 8 places prises sur 10, 80 % du plan »."""
    if not row.is_open:
        return "pas encore ouverte"
    if row.plan:
        return f"{plural(row.taken, 'place prise,places prises')} sur {row.plan}, {row.reached}\u00a0% du plan"
    return plural(row.submitted, "projet déposé,projets déposés")


def _cells(row: AcademieFigures) -> tuple[str | int, ...]:
    return (
        row.academie.pk,
        row.academie.name,
        "oui" if row.is_open else "non",
        row.quota or "",
        row.taken,
        row.waiting,
        row.submitted,
        row.accepted,
        row.collecting,
        row.funded,
        f"{row.raised.cents / 100:.2f}".replace(".", ","),
    )


def _figures(request: HttpRequest, phase: PhaseFacts | None, known: list[PhaseFacts]) -> list[AcademieFigures]:
    return figures_by_academie(list(_seen(request)), phase, is_planned=bool(known))


def _seen(request: HttpRequest) -> QuerySet[Academie]:
    """All of them for whoever works for the nation; a reviewer sees theirs."""
    seen = Q()
    for role in LOOKERS:
        seen |= Q(pk__in=academies_of(request.user, role).values("pk"))
    return Academie.objects.filter(seen)


def _phase(request: HttpRequest, known: list[PhaseFacts]) -> PhaseFacts | None:
    """The phase that is asked for, else the one in force."""
    asked = request.GET.get("phase", "")
    return next((phase for phase in known if str(phase.pk) == asked), None) or in_force(known, clock.today())


def _total(rows: list[AcademieFigures]) -> dict[str, int]:
    return {
        **{name: sum(getattr(row, name) for row in rows) for name in ("submitted", "accepted", "collecting")},
        **{name: sum(getattr(row, name) for row in rows) for name in ("funded", "waiting")},
        "raised": sum(row.raised.cents for row in rows),
    }


def _actor(request: HttpRequest) -> Actor:
    assert isinstance(request.user, User)
    return Actor.of_user(request.user)
