"""People, their roles and the academic domains, in the administration."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from trousse.core.actors import Actor
from trousse.core.admin import ReadOnlyMixin
from trousse.core.errors import BusinessError
from trousse.people.accounts.enums import Role, Scope
from trousse.people.accounts.models import AcademicDomain, RoleGrant, User
from trousse.people.accounts.perms import can_grant_role
from trousse.people.accounts.services import account_open, role_grant, role_revoke
from trousse.platform.audit.services import record

# The administration has no sign-in page of its own: one door, with its code, its second factor and its limits.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """People. The address is the account: it is typed once and never changed."""

    list_display = ("email", "display_name", "roles", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "grants__role")
    search_fields = ("email", "first_name", "last_name")
    fields = ("email", "first_name", "last_name", "is_active", "is_staff", "is_superuser", "groups", "last_login")
    readonly_fields = ("last_login",)
    filter_horizontal = ("groups",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("grants")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Only a superuser opens the administration to others."""
        closed = () if request.user.is_superuser else ("is_staff", "is_superuser", "groups")
        return (*self.readonly_fields, *closed, *(("email",) if obj else ()))

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm[User], change: bool) -> None:
        if not change:
            account = account_open(email=obj.email)
            obj.pk, obj.password, obj.date_joined = account.pk, account.password, account.date_joined
        super().save_model(request, obj, form, change=True)
        record(
            verb="account.change",
            subject=obj,
            actor=Actor.of_user(request.user),
            data={"fields": sorted(form.changed_data), "is_active": obj.is_active, "is_staff": obj.is_staff},
        )

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """An account is closed, not deleted: what it signed stays signed."""
        return False

    @admin.display(description="rôles")
    def roles(self, user: User) -> str:
        return ", ".join(sorted({Role(grant.role).label for grant in user.grants.all() if grant.revoked_at is None}))


class RoleGrantForm(forms.ModelForm[RoleGrant]):
    """One territory, the one that the scope asks for."""

    class Meta:
        model = RoleGrant
        fields = ("user", "role", "scope", "academie", "departement", "school")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        scope = cleaned.get("scope")
        wanted = {Scope.ACADEMIE: "academie", Scope.DEPARTEMENT: "departement", Scope.SCHOOL: "school"}
        for place, field in wanted.items():
            if (scope == place) != bool(cleaned.get(field)):
                self.add_error(field, "Indiquez-le pour cette portée." if scope == place else "À laisser vide ici.")
        if cleaned.get("role") == Role.HOLDER and scope != Scope.SCHOOL:
            self.add_error("scope", "Un porteur de projet l’est dans un établissement.")
        return cleaned


@admin.register(RoleGrant)
class RoleGrantAdmin(ReadOnlyMixin, admin.ModelAdmin[RoleGrant]):
    """Who may do what, and where. A role is given or taken back, never edited."""

    form = RoleGrantForm
    list_display = ("user", "email", "role", "place", "granted_by", "granted_at", "revoked_at")
    list_filter = ("role", "scope", ("revoked_at", admin.EmptyFieldListFilter), "academie")
    list_select_related = ("user", "academie", "departement", "school", "granted_by")
    search_fields = ("user__email", "user__last_name")
    autocomplete_fields = ("user", "school")
    actions = ("revoke",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_grant_role(request.user)

    def save_model(self, request: HttpRequest, obj: RoleGrant, form: forms.ModelForm[RoleGrant], change: bool) -> None:
        grant = role_grant(
            user=obj.user,
            role=Role(obj.role),
            scope=Scope(obj.scope),
            actor=Actor.of_user(request.user),
            academie=obj.academie,
            departement=obj.departement,
            school=obj.school,
        )
        obj.pk = grant.pk

    @admin.action(description="Retirer les rôles choisis")
    def revoke(self, request: HttpRequest, queryset: QuerySet[RoleGrant]) -> None:
        try:
            for grant in queryset.order_by("pk"):
                role_revoke(grant=grant, actor=Actor.of_user(request.user), reason="Retiré depuis l’administration")
        except BusinessError as error:
            self.message_user(request, error.user_message, messages.ERROR)
            return
        self.message_user(request, "Les rôles choisis sont retirés.", messages.SUCCESS)

    @admin.display(description="adresse")
    def email(self, grant: RoleGrant) -> str:
        return grant.user.email


@admin.register(AcademicDomain)
class AcademicDomainAdmin(admin.ModelAdmin[AcademicDomain]):
    """Which mailboxes open the door to holders. One that must no longer count is made inactive."""

    list_display = ("domain", "academie", "active")
    list_filter = ("active",)
    list_select_related = ("academie",)
    search_fields = ("domain",)

    def save_model(
        self, request: HttpRequest, obj: AcademicDomain, form: forms.ModelForm[AcademicDomain], change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        verb = "academic_domain.change" if change else "academic_domain.add"
        record(
            verb=verb,
            subject=obj,
            actor=Actor.of_user(request.user),
            data={"domain": obj.domain, "active": obj.active},
        )

    def has_delete_permission(self, request: HttpRequest, obj: AcademicDomain | None = None) -> bool:
        return False
