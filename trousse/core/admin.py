"""Admin pages that show and never touch: for what PostgreSQL keeps append-only, and for money."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest


class ReadOnlyMixin:
    """Nothing can be added, changed or deleted; who may view it stays a matter of permissions."""

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnlyMixin, admin.ModelAdmin):  # type: ignore[type-arg]
    """A model whose rows are read and searched in the admin, and written by services only."""

    show_full_result_count = False
