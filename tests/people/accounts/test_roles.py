"""Roles: who gives them, over what, and what they reach."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from tests.people.factories import SYSTEM, grant, make_holder, make_school, make_user
from trousse.core.actors import Actor
from trousse.people.accounts import selectors
from trousse.people.accounts.enums import Role, Scope, Space
from trousse.people.accounts.errors import GrantMisplaced, GrantRefused, NotAcademic, SchoolNotChoosable
from trousse.people.accounts.models import RoleGrant
from trousse.people.accounts.services import holder_join_school, role_grant, role_revoke
from trousse.people.schools.enums import SchoolStatus
from trousse.people.schools.models import Academie, Departement
from trousse.platform.audit.models import Event

pytestmark = pytest.mark.django_db


def test_a_national_role_reaches_everything() -> None:
    user = make_user()
    grant(user, Role.REVIEWER)
    assert selectors.academies_of(user, Role.REVIEWER).count() == 30
    assert selectors.departements_of(user, Role.REVIEWER).count() == 101
    assert selectors.has_role(user, Role.REVIEWER, school=make_school())
    assert not selectors.academies_of(user, Role.COACH).exists()


def test_a_role_over_an_academie() -> None:
    user, lille, lyon = make_user(), make_school(), make_school(departement_id="69", commune_name="Lyon")
    grant(user, Role.REVIEWER, academie="09")
    assert list(selectors.academies_of(user, Role.REVIEWER)) == [Academie.objects.get(name="Lille")]
    assert set(selectors.departements_of(user, Role.REVIEWER).values_list("code", flat=True)) == {"59", "62"}
    assert list(selectors.schools_of(user, Role.REVIEWER)) == [lille]
    assert selectors.has_role(user, Role.REVIEWER, school=lille)
    assert not selectors.has_role(user, Role.REVIEWER, school=lyon)


def test_a_role_over_a_departement_does_not_reach_its_academie() -> None:
    user, nord, pas_de_calais = make_user(), make_school(), make_school(departement_id="62")
    grant(user, Role.COACH, departement="59")
    assert not selectors.academies_of(user, Role.COACH).exists()
    assert list(selectors.departements_of(user, Role.COACH)) == [Departement.objects.get(pk="59")]
    assert selectors.has_role(user, Role.COACH, school=nord)
    assert not selectors.has_role(user, Role.COACH, school=pas_de_calais)


def test_a_role_over_a_school_without_departement() -> None:
    user, overseas, other = make_user(), make_school(departement_id=None), make_school(departement_id=None)
    grant(user, Role.COACH, school=overseas)
    assert selectors.has_role(user, Role.COACH, school=overseas)
    assert not selectors.has_role(user, Role.COACH, school=other)
    assert list(selectors.schools_of(user, Role.COACH)) == [overseas]


def test_several_roles_add_up() -> None:
    user = make_user()
    grant(user, Role.REVIEWER, academie="09")
    grant(user, Role.REVIEWER, departement="69")
    grant(user, Role.FINANCE)
    assert selectors.roles_of(user) == {Role.REVIEWER, Role.FINANCE}
    assert set(selectors.departements_of(user, Role.REVIEWER).values_list("code", flat=True)) == {"59", "62", "69"}


def test_visitors_and_closed_accounts_have_no_role() -> None:
    user = make_holder()
    grant(user, Role.REVIEWER)
    user.is_active = False
    user.save()
    for nobody in (user, AnonymousUser()):
        assert selectors.roles_of(nobody) == set()
        assert not selectors.has_role(nobody, Role.REVIEWER)
        assert not selectors.has_role(nobody, Role.REVIEWER, school=make_school())
        assert not selectors.grants_of(nobody, Role.REVIEWER).exists()


def test_giving_twice_gives_once_and_the_journal_says_so() -> None:
    user = make_user()
    first = grant(user, Role.REVIEWER, academie="09")
    assert grant(user, Role.REVIEWER, academie="09") == first
    events = Event.objects.filter(verb="role.grant")
    assert events.count() == 1
    assert events.get().data == {"user": user.pk, "role": "reviewer", "scope": "academie", "territory": "09"}


def test_a_role_is_taken_back_and_may_be_given_again() -> None:
    user = make_user()
    given = grant(user, Role.REVIEWER)
    role_revoke(grant=given, actor=SYSTEM, reason="Change de poste")
    role_revoke(grant=given, actor=SYSTEM)
    assert selectors.roles_of(user) == set()
    assert Event.objects.filter(verb="role.revoke").get().reason == "Change de poste"
    assert grant(user, Role.REVIEWER) != given
    assert selectors.roles_of(user) == {Role.REVIEWER}


def test_only_the_platform_gives_and_takes_back() -> None:
    boss, other, user = make_user(), make_user(), make_user()
    grant(boss, Role.PLATFORM)
    grant(other, Role.REVIEWER)
    given = role_grant(user=user, role=Role.COACH, scope=Scope.NATION, actor=Actor.of_user(boss))
    assert given.granted_by == boss
    with pytest.raises(GrantRefused):
        role_grant(user=user, role=Role.FINANCE, scope=Scope.NATION, actor=Actor.of_user(other))
    with pytest.raises(GrantRefused):
        role_revoke(grant=given, actor=Actor.of_user(other))


def test_the_first_of_the_team_is_let_in_by_a_superuser() -> None:
    chief = make_user(is_superuser=True)
    role_grant(user=chief, role=Role.PLATFORM, scope=Scope.NATION, actor=Actor.of_user(chief))
    assert selectors.has_role(chief, Role.PLATFORM)


@pytest.mark.parametrize(
    ("scope", "places"),
    [
        (Scope.ACADEMIE, {}),
        (Scope.NATION, {"academie": "09"}),
        (Scope.ACADEMIE, {"departement": "59"}),
        (Scope.DEPARTEMENT, {"departement": "59", "academie": "09"}),
    ],
)
def test_the_territory_is_the_one_that_the_scope_asks_for(scope: Scope, places: dict[str, str]) -> None:
    with pytest.raises(GrantMisplaced):
        role_grant(
            user=make_user(),
            role=Role.COACH,
            scope=scope,
            actor=SYSTEM,
            academie=Academie.objects.filter(pk=places.get("academie")).first(),
            departement=Departement.objects.filter(pk=places.get("departement")).first(),
        )


def test_a_holder_is_one_of_a_school() -> None:
    with pytest.raises(GrantMisplaced):
        grant(make_user(), Role.HOLDER)


def test_postgresql_refuses_a_misplaced_grant() -> None:
    with pytest.raises(IntegrityError):
        RoleGrant.objects.create(user=make_user(), role=Role.COACH, scope=Scope.ACADEMIE)


def test_postgresql_refuses_the_same_grant_twice() -> None:
    user = make_user()
    RoleGrant.objects.create(user=user, role=Role.COACH, scope=Scope.NATION)
    with pytest.raises(IntegrityError):
        RoleGrant.objects.create(user=user, role=Role.COACH, scope=Scope.NATION)


def test_a_holder_joins_a_school_on_the_strength_of_a_mailbox() -> None:
    holder, school = make_holder(), make_school()
    assert selectors.roles_of(holder) == {Role.HOLDER}
    assert not selectors.has_role(holder, Role.HOLDER, school=school)
    joined = holder_join_school(user=holder, school=school)
    assert holder_join_school(user=holder, school=school) == joined
    assert selectors.has_role(holder, Role.HOLDER, school=school)
    assert list(selectors.schools_of(holder, Role.HOLDER)) == [school]


def test_joining_takes_an_academic_mailbox_and_a_school_that_can_be_chosen() -> None:
    with pytest.raises(NotAcademic):
        holder_join_school(user=make_user("nadia@exemple.fr"), school=make_school())
    with pytest.raises(SchoolNotChoosable):
        holder_join_school(user=make_holder(), school=make_school(status=SchoolStatus.CLOSED))
    with pytest.raises(NotAcademic):
        holder_join_school(user=make_holder(is_active=False), school=make_school())


def test_where_people_land() -> None:
    donor, holder, reviewer = make_user(), make_holder(), make_holder()
    grant(reviewer, Role.REVIEWER, academie="09")
    assert selectors.main_space(donor) is Space.DONOR
    assert selectors.main_space(holder) is Space.TEACHER
    assert selectors.main_space(reviewer) is Space.REVIEWER
