"""Projects and themes in the administration."""

from typing import Any

from django.contrib import admin

from trousse.core.admin import ReadOnlyAdmin, ReadOnlyMixin
from trousse.fundraising.projects.models import BudgetLine, Project, ProjectLog, Theme


class BudgetLineInline(ReadOnlyMixin, admin.TabularInline[BudgetLine, Project]):
    model = BudgetLine
    extra = 0


class ProjectLogInline(ReadOnlyMixin, admin.TabularInline[ProjectLog, Project]):
    model = ProjectLog
    extra = 0
    fields = ("at", "transition", "from_state", "to_state", "actor_label", "reason")


@admin.register(Project)
class ProjectAdmin(ReadOnlyAdmin):
    """A project is changed by its holder and decided by its reviewer, never here."""

    list_display = ("pk", "title", "school", "holder", "state", "submitted_at")
    list_filter = ("state", "theme")
    list_select_related = ("school", "holder")
    search_fields = ("title", "school__name", "=school__uai", "=holder__email")
    inlines = (BudgetLineInline, ProjectLogInline)


@admin.register(Theme)
class ThemeAdmin(admin.ModelAdmin[Theme]):
    """A new theme also needs its colour and its picture: see ``docs/architecture.md``."""

    list_display = ("label", "slug", "order")

    def get_readonly_fields(self, request: Any, obj: Theme | None = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()
