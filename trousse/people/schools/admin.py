"""Looking at the directory of schools in the administration."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from trousse.core.admin import ReadOnlyAdmin, ReadOnlyMixin
from trousse.core.search import matches
from trousse.people.schools.models import Academie, Departement, RegionAcademique, School
from trousse.people.schools.rules import tidy_uai


@admin.register(RegionAcademique)
class RegionAcademiqueAdmin(ReadOnlyAdmin):
    list_display = ("name", "code")


@admin.register(Academie)
class AcademieAdmin(ReadOnlyAdmin):
    list_display = ("name", "code", "region", "is_pilot")
    list_filter = ("is_pilot",)


@admin.register(Departement)
class DepartementAdmin(ReadOnlyAdmin):
    list_display = ("code", "name", "academie", "region_name")
    list_select_related = ("academie",)


@admin.register(School)
class SchoolAdmin(ReadOnlyMixin, admin.ModelAdmin[School]):
    """The directory, to look things up: it is written by ``import_schools``."""

    list_display = ("uai", "name", "commune_name", "departement", "kind", "sector", "status")
    list_filter = ("status", "kind", "sector", "education_priority", "is_demo")
    list_select_related = ("departement",)
    search_fields = ("uai",)
    search_help_text = "Nom, commune, code postal ou UAI"
    exclude = ("search_text", "search")
    show_full_result_count = False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[School], search_term: str
    ) -> tuple[QuerySet[School], bool]:
        search = matches(search_term)
        if search is None:
            return queryset, False
        return queryset.filter(search=search) | queryset.filter(uai=tidy_uai(search_term)), False
