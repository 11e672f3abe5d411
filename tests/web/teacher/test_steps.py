"""Writing a project step by step: saved with holes, never losing what was typed."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.fundraising import make
from tests.web.teacher.typed import address, answers
from trousse.core.money import Euro
from trousse.fundraising.projects.enums import ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.rules import ClassEntry
from trousse.fundraising.projects.selectors import budget_of, classes_of
from trousse.fundraising.projects.services import ProjectChanges, project_create, project_update
from trousse.fundraising.review.services import project_send_back, project_submit
from trousse.people.schools.enums import SchoolStatus
from trousse.web import access
from trousse.web.teacher.wizard.steps import STEPS

pytestmark = pytest.mark.django_db

SLUGS = [step.slug for step in STEPS if step.slug != "images"]
AUTO = {"HX-Request": "true"}


@pytest.fixture
def project(client: Client) -> Project:
    project = make.draft()
    client.force_login(project.holder)
    return project


def send(client: Client, project: Project, slug: str, **changes: Any) -> Any:
    return client.post(address(project, slug), answers(client, project, slug, **changes))


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("ecole", "École Jean-Giono"),
        ("projet", "Un potager pour l’école"),
        ("classes", "CM1-CM2"),
        ("calendrier", 'type="date"'),
        ("budget", "Terre et bacs"),
        ("structure", "coop@exemple.fr"),
        ("merci", "Tout y est."),
    ],
)
def test_each_step_shows_what_is_stored_and_is_ready(client: Client, project: Project, slug: str, words: str) -> None:
    page = client.get(address(project, slug))

    assertContains(page, words)
    assertContains(page, "Cette étape est prête")
    assertContains(page, 'aria-current="step"', 1)


def test_the_pictures_are_one_of_the_steps(client: Client, project: Project) -> None:
    page = client.get(address(project, "images"), follow=True)

    assertContains(page, "Ajouter une image")
    assertContains(page, 'aria-current="step"', 1)
    assertContains(page, address(project, "merci"))


def test_a_step_that_does_not_exist(client: Client, project: Project) -> None:
    assert client.get(address(project, "rien")).status_code == 404


def test_one_goes_on_where_something_is_missing(client: Client, project: Project) -> None:
    assertRedirects(client.get(f"/enseignant/projet/{project.pk}"), address(project, "merci"))

    send(client, project, "budget", minimum_goal="")

    assertRedirects(client.get(f"/enseignant/projet/{project.pk}"), address(project, "budget"))


@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_sent_back_unchanged_changes_nothing(client: Client, project: Project, slug: str) -> None:
    assert send(client, project, slug, action="continuer").status_code == 302
    project.refresh_from_db()
    assert project.version == 2


@pytest.mark.parametrize(
    ("action", "page"),
    [
        ("continuer", "etape/classes"),
        ("vers-budget", "etape/budget"),
        ("vers-images", "images"),
        ("enregistrer", "etape/projet"),
        ("nonsense", "etape/projet"),
        ("vers-budget#<script>", "etape/budget"),
        ("apercu", "apercu"),
        ("soumettre", "soumettre"),
    ],
)
def test_each_button_saves_then_leads_somewhere(client: Client, project: Project, action: str, page: str) -> None:
    response = send(client, project, "projet", title="Un verger", action=action)

    assertRedirects(
        response, f"/enseignant/projet/{project.pk}/{page}", fetch_redirect_response=action != "vers-images"
    )
    project.refresh_from_db()
    assert project.title == "Un verger"


def test_a_draft_is_saved_with_holes(client: Client, project: Project) -> None:
    assertRedirects(
        send(client, project, "projet", title="Un verger", story="", action="continuer"), address(project, "classes")
    )

    project.refresh_from_db()
    assert (project.title, project.story, project.version) == ("Un verger", "", 3)
    assertContains(client.get(address(project, "projet")), "Racontez ce que les élèves vont faire")


def test_what_is_unreadable_stays_in_its_field_and_the_rest_is_saved(client: Client, project: Project) -> None:
    page = send(client, project, "budget", minimum_goal="mille", optimum_goal="950", action="continuer")

    assertContains(page, "<title>1\u00a0erreur\u00a0: ", status_code=422)
    assertContains(page, 'value="mille"', status_code=422)
    assertContains(page, "Écrivez une somme en euros", status_code=422)
    project.refresh_from_db()
    assert (project.minimum_goal, project.optimum_goal) == (Euro.of(500), Euro.of(950))


def test_a_text_too_long_is_not_cut_in_silence(client: Client, project: Project) -> None:
    page = send(client, project, "projet", summary="Très long. " * 40)

    assertContains(page, "C’est un peu long\u00a0: 280 signes au plus, il y en a 439.", status_code=422)
    assertContains(page, "Très long. " * 39, status_code=422)
    assert not re.search(r"<textarea[^>]*maxlength", page.content.decode())


def test_two_days_in_the_wrong_order_wait_together(client: Client, project: Project) -> None:
    page = send(client, project, "calendrier", starts_on="2030-06-01", ends_on="2030-05-01", duration_days="20")

    assertContains(page, "avant d’avoir commencé", status_code=422)
    stored = Project.objects.get(pk=project.pk)
    assert (stored.starts_on, stored.ends_on, stored.duration_days) == (project.starts_on, project.ends_on, 20)


class TestBudget:
    def test_lines_are_added_without_saving_or_losing_anything(self, client: Client, project: Project) -> None:
        more = {"depenses-2-label": "Graines", "depenses-2-amount": "pas cher", "recettes-1-amount": "x"}

        page = send(client, project, "budget", minimum_goal="mille", action="plus-depenses", **more)

        for words in ('value="mille"', 'value="pas cher"', 'name="depenses-4-label"', 'value="x"'):
            assertContains(page, words)
        assertNotContains(page, "erreur")
        project.refresh_from_db()
        assert project.version == 2

    def test_a_line_that_is_emptied_disappears_and_one_that_is_filled_appears(
        self, client: Client, project: Project
    ) -> None:
        emptied = {"depenses-0-label": "", "depenses-0-amount": "", "depenses-0-note": ""}
        filled = {"recettes-1-label": "Vente de gâteaux", "recettes-1-amount": "120,50 €"}

        send(client, project, "budget", **emptied, **filled)

        assert [(line.label, line.amount) for line in budget_of(project)] == [
            ("Serre", Euro.of(400)),
            ("Coopérative", Euro.of(200)),
            ("Vente de gâteaux", Euro.of(120, 50)),
        ]

    def test_half_a_line_is_told_and_the_stored_budget_stays(self, client: Client, project: Project) -> None:
        page = send(client, project, "budget", **{"depenses-2-label": "Graines"})

        assertContains(page, "Donnez la somme en euros", status_code=422)
        assert len(budget_of(project)) == 3

    def test_an_unusual_amount_is_told_and_saved(self, client: Client, project: Project) -> None:
        saved = send(client, project, "budget", **{"depenses-0-amount": "8000"}, action="enregistrer")

        assert saved.status_code == 302
        assertContains(client.get(address(project, "budget")), "inhabituel sur une seule ligne")


class TestClasses:
    def test_a_row_is_added_then_filled(self, client: Client, project: Project) -> None:
        page = send(client, project, "classes", action="plus-classes", **{"classes-0-name": "CM2 de Nadia"})
        assertContains(page, 'name="classes-1-name"')
        assertContains(page, "CM2 de Nadia")
        assert len(classes_of(project)) == 1

        rows = {"classes-TOTAL_FORMS": "2", "classes-1-name": "ULIS", "classes-1-pupils": "9"}
        send(client, project, "classes", **rows, **{"classes-1-levels": ["ulis-ecole"]})

        assert classes_of(project)[1] == ClassEntry("ULIS", ("ulis-ecole",), 9)
        project.refresh_from_db()
        assert (project.pupils, project.classes_label) == (35, "CM1-CM2, ULIS")

    def test_a_row_is_taken_away_and_the_others_stay_as_typed(self, client: Client, project: Project) -> None:
        rows = {"classes-TOTAL_FORMS": "2", "classes-1-name": "ULIS", "classes-1-pupils": "beaucoup"}

        page = send(client, project, "classes", **rows, action="retirer-classe:0")

        assertContains(page, 'value="beaucoup"')
        assertNotContains(page, 'name="classes-1-name"')

    def test_levels_come_by_cycle_and_those_of_the_school_are_open(self, client: Client, project: Project) -> None:
        page = client.get(address(project, "classes")).content.decode()

        assert page.index("Cycle 3, de l’école au collège") < page.index("Cycle 4, collège")
        assert "6e" in page
        assert "UPE2A" in page

    def test_strange_rows_are_refused_politely(self, client: Client, project: Project) -> None:
        strange = {"classes-0-levels": ["cm1", "terminator"], "classes-0-pupils": "0"}

        page = send(client, project, "classes", **strange)

        assertContains(page, "Cochez des niveaux", status_code=422)
        assertContains(page, "au moins un élève", status_code=422)

    def test_a_broken_form_does_not_empty_the_list(self, client: Client, project: Project) -> None:
        assert send(client, project, "classes", **{"classes-TOTAL_FORMS": "beaucoup"}).status_code == 422
        assert len(classes_of(project)) == 1

    def test_a_class_belongs_to_one_of_the_schools(self, client: Client) -> None:
        college = make.college()
        project = make.draft(other_schools=[college])
        client.force_login(project.holder)

        send(client, project, "classes", **{"classes-0-school": college.uai})

        assert classes_of(project)[0].uai == college.uai


class TestSchools:
    def test_another_school_takes_part_then_leaves(self, client: Client, project: Project) -> None:
        college = make.college()

        assertRedirects(
            send(client, project, "ecole", action="participe"), f"/enseignant/projet/{project.pk}/ecole/ajouter"
        )
        client.post(f"/enseignant/projet/{project.pk}/ecole/ajouter", {"ecole": college.uai})
        assertContains(client.get(address(project, "ecole")), "Collège Hélène-Boucher")

        send(client, project, "ecole", action=f"retirer-ecole:{college.uai}")
        assert not project.other_schools.exists()

    def test_only_eligible_bodies_are_offered(self, client: Client, project: Project) -> None:
        page = client.get(address(project, "structure")).content.decode()

        assert 'value="coop"' in page
        assert 'value="eple"' not in page
        assert "FSE" not in page

    def test_a_body_that_is_known_is_taken_over_in_one_press(self, client: Client) -> None:
        body = make.campaign().project.manager_file.body
        assert body is not None
        project = make.draft(body.school, body_kind="", manager_email="", manager_name="")
        client.force_login(project.holder)

        send(client, project, "structure", action=f"reprendre:{body.pk}")

        project.refresh_from_db()
        assert (project.body_kind, project.manager_email) == (body.kind, body.manager_email)

    def test_the_body_of_another_school_is_not_taken_over(self, client: Client, project: Project) -> None:
        body = make.campaign(at=make.college(), body_kind="eple").project.manager_file.body
        assert body is not None

        send(client, project, "structure", action=f"reprendre:{body.pk}")

        project.refresh_from_db()
        assert project.body_kind == "coop"


class TestTwoTabs:
    def test_a_conflict_is_told_and_saving_again_decides(self, client: Client, project: Project) -> None:
        mine = answers(client, project, "projet", title="Mon titre", learning="Planter")
        project_update(project=project, user=project.holder, version=2, changes={"title": "Titre de l’autre onglet"})

        page = client.post(address(project, "projet"), mine)

        assertContains(page, "Enregistré ailleurs entre-temps", status_code=409)
        assertContains(page, "Titre de l’autre onglet", status_code=409)
        assertContains(page, 'value="Mon titre"', status_code=409)
        project.refresh_from_db()
        assert project.title == "Titre de l’autre onglet"

        stamp = page.context["stamp"]
        client.post(address(project, "projet"), {**mine, "vu": stamp})
        project.refresh_from_db()
        assert (project.title, project.learning) == ("Mon titre", "Planter")

    def test_both_texts_are_shown_field_by_field(self, client: Client, project: Project) -> None:
        mine = answers(client, project, "budget", minimum_goal="620", **{"depenses-0-amount": "950"})
        project_update(
            project=project, user=project.holder, version=2, changes=ProjectChanges(minimum_goal=Euro.of(550))
        )

        page = client.post(address(project, "budget"), mine)

        told = {each.label: (each.typed, each.stored) for each in page.context["conflict"].differences}
        assert told["Objectif minimum"] == (str(Euro.of(620)), str(Euro.of(550)))
        typed, stored = told["Budget"]
        assert str(Euro.of(950)) in typed
        assert str(Euro.of(950)) not in stored

    def test_classes_too(self, client: Client, project: Project) -> None:
        mine = answers(client, project, "classes", **{"classes-0-name": "CM2 de Nadia"})
        rows = [ClassEntry("CE2", ("ce2",), 20)]
        project_update(project=project, user=project.holder, version=2, changes={"classes": rows})

        page = client.post(address(project, "classes"), mine)

        [difference] = page.context["conflict"].differences
        assert "CM2 de Nadia" in difference.typed
        assert "CE2 · CE2 · 20 élèves" in difference.stored

    def test_another_step_saved_elsewhere_is_no_conflict(self, client: Client, project: Project) -> None:
        mine = answers(client, project, "projet", title="Mon titre")
        project_update(project=project, user=project.holder, version=2, changes={"thanks": "Un dessin"})

        assert client.post(address(project, "projet"), mine).status_code == 302

    def test_the_same_content_twice_is_no_conflict(self, client: Client, project: Project) -> None:
        data = answers(client, project, "projet", title="Un verger")

        client.post(address(project, "projet"), data)
        assert client.post(address(project, "projet"), data).status_code == 302

    def test_a_row_more_does_not_hide_what_was_saved_elsewhere(self, client: Client, project: Project) -> None:
        mine = answers(client, project, "classes", **{"classes-0-name": "CM2 de Nadia"})
        rows = [ClassEntry("CE2", ("ce2",), 20)]
        project_update(project=project, user=project.holder, version=2, changes={"classes": rows})

        page = client.post(address(project, "classes"), {**mine, "action": "plus-classes"})

        again = {**mine, "vu": page.context["stamp"], "action": "continuer"}
        assert client.post(address(project, "classes"), again).status_code == 409

    def test_a_refused_value_does_not_hide_what_was_saved_elsewhere(self, client: Client, project: Project) -> None:
        mine = answers(client, project, "ecole", head_name="Mon nom", head_email="moi@exemple.fr")
        elsewhere: ProjectChanges = {"head_name": "Le nom de l’autre onglet"}
        project_update(project=project, user=project.holder, version=2, changes=elsewhere)
        # A school that closed since: the removal of another one is refused.
        closed, leaving = make.college(), make.college(name="Collège Rosa-Bonheur")
        project.other_schools.set([closed, leaving])
        closed.status = SchoolStatus.CLOSED
        closed.save()

        page = client.post(address(project, "ecole"), {**mine, "action": f"retirer-ecole:{leaving.uai}"})

        assert page.status_code == 422
        again = {**mine, "vu": page.context["stamp"], "action": "continuer"}
        assert client.post(address(project, "ecole"), again).status_code == 409

    def test_the_school_that_a_button_takes_away_is_told_by_its_name(self, client: Client, project: Project) -> None:
        college = make.college()
        project.other_schools.set([college])
        mine = answers(client, project, "ecole", head_name="Mon nom")
        project_update(project=project, user=project.holder, version=2, changes={"head_name": "L’autre onglet"})

        page = client.post(address(project, "ecole"), {**mine, "action": f"retirer-ecole:{college.uai}"})

        told = {each.label: (each.typed, each.stored) for each in page.context["conflict"].differences}
        assert told["Établissements qui participent"] == ("rien", str(college))

    def test_without_what_was_shown_nothing_is_replaced(self, client: Client, project: Project) -> None:
        assert send(client, project, "projet", title="Un verger", vu="").status_code == 409


class TestSavedAsOneTypes:
    def test_saves_and_gives_the_next_stamp(self, client: Client, project: Project) -> None:
        data = answers(client, project, "projet", title="En train d’écrire", theme="mer", action="auto")

        part = client.post(address(project, "projet"), data, headers=AUTO)

        assertContains(part, "En train d’écrire")
        assertContains(part, "th-mer")
        assertContains(part, "Enregistré à")
        assertContains(part, 'hx-swap-oob="true"', 2)
        assertContains(part, 'id="enregistre" role="status" hx-swap-oob="innerHTML"')
        assertNotContains(part, "<html")
        assert part["HX-Trigger"] == "enregistre"
        project.refresh_from_db()
        assert project.title == "En train d’écrire"
        again = {**data, "title": "Encore", "vu": part.context["stamp"], "action": "continuer"}
        assert client.post(address(project, "projet"), again).status_code == 302

    def test_what_is_unreadable_is_kept_by_the_browser(self, client: Client, project: Project) -> None:
        data = answers(client, project, "budget", minimum_goal="mille", action="auto")

        part = client.post(address(project, "budget"), data, headers=AUTO)

        assertContains(part, "Une réponse ne se lit pas encore")
        assertNotContains(part, "Enregistré à")
        assert "HX-Trigger" not in part

    def test_the_sums_follow_what_is_typed_even_half_a_line(self, client: Client, project: Project) -> None:
        data = answers(client, project, "budget", action="auto", **{"depenses-0-amount": "950"})

        part = client.post(address(project, "budget"), {**data, "depenses-2-label": "Graines"}, headers=AUTO)

        assertContains(part, "1\u00a0350\u00a0€")
        assert budget_of(project)[0].amount == Euro.of(700)

    def test_a_conflict_replaces_nothing(self, client: Client, project: Project) -> None:
        data = answers(client, project, "projet", title="Mon titre", action="auto")
        project_update(project=project, user=project.holder, version=2, changes={"title": "Ailleurs"})

        part = client.post(address(project, "projet"), data, headers=AUTO)

        assertContains(part, "ce projet a changé ailleurs")
        assert "HX-Trigger" not in part
        project.refresh_from_db()
        assert project.title == "Ailleurs"
        assert client.post(address(project, "projet"), {**data, "action": "continuer"}).status_code == 409


class TestSessionThatExpired:
    def test_what_was_sent_comes_back_after_signing_in(self, client: Client, project: Project) -> None:
        data = answers(client, project, "projet", title="Écrit trop tard", action="continuer")
        client.logout()

        elsewhere = client.post(address(project, "projet"), data)
        assert elsewhere.status_code == 302
        assert address(project, "projet") in elsewhere["Location"]
        session = client.session
        client.force_login(project.holder)
        client.session.update(dict(session))

        page = client.get(address(project, "projet"))
        assertContains(page, "Votre session avait expiré")
        assertContains(page, "Écrit trop tard")
        project.refresh_from_db()
        assert project.title == "Un potager pour l’école"

        client.post(address(project, "projet"), {**data, "vu": page.context["stamp"]})
        project.refresh_from_db()
        assert project.title == "Écrit trop tard"
        assertNotContains(client.get(address(project, "projet")), "Votre session avait expiré")

    def test_what_was_saved_elsewhere_meanwhile_is_not_replaced_in_silence(
        self, client: Client, project: Project
    ) -> None:
        data = answers(client, project, "projet", title="Écrit trop tard", action="continuer")
        client.logout()
        client.post(address(project, "projet"), data)
        project_update(project=project, user=project.holder, version=2, changes={"title": "Écrit au téléphone"})
        client.force_login(project.holder)

        page = client.get(address(project, "projet"))

        again = {**data, "vu": page.context["stamp"]}
        assert client.post(address(project, "projet"), again).status_code == 409

    def test_one_may_prefer_what_is_stored(self, client: Client, project: Project) -> None:
        data = answers(client, project, "projet", title="Écrit trop tard")
        client.logout()
        client.post(address(project, "projet"), data)
        client.force_login(project.holder)

        assertNotContains(client.get(address(project, "projet") + "?oublier=1"), "Écrit trop tard")

    def test_nobody_else_sees_it(self, client: Client, project: Project) -> None:
        data = answers(client, project, "projet", title="Écrit trop tard")
        client.logout()
        client.post(address(project, "projet"), data)
        client.force_login(make.holder(project.school, "Karim"))

        assert client.get(address(project, "projet")).status_code == 404

    def test_a_save_in_the_background_is_refused_without_leaving_the_page(
        self, client: Client, project: Project
    ) -> None:
        data = answers(client, project, "projet", action="auto")
        client.logout()

        part = client.post(address(project, "projet"), data, headers=AUTO)

        assert part.status_code == 401
        assert "HX-Redirect" not in part

    def test_beyond_its_limit_an_address_still_signs_in(
        self, client: Client, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(access, "KEPT_LIMIT", access.Limit("answers.kept", 0, timedelta(hours=1)))
        client.logout()

        assert client.post(address(project, "projet"), {"title": "Un verger"}).status_code == 302
        assert "kept_answers" not in client.session

    def test_what_is_too_long_for_a_form_is_not_kept(self, client: Client, project: Project) -> None:
        client.logout()

        client.post(address(project, "projet"), {"story": "x" * 70_000})

        assert "kept_answers" not in client.session


def test_remarks_stand_in_red_on_their_steps(client: Client) -> None:
    project = make.submitted()
    project_send_back(
        project=project,
        reviewer=make.reviewer(),
        remarks={
            "budget": "Ajoutez le devis.",
            "levels": "Et les CE2 ?",
            "title": "Plus court.",
            "pictures": "Un dessin ?",
            "school": "Bien cette école ?",
        },
        text="Presque prêt.",
    )
    client.force_login(project.holder)

    assertRedirects(client.get(f"/enseignant/projet/{project.pk}"), address(project, "ecole"))
    told = {
        "ecole": "Bien cette école",
        "projet": "Plus court.",
        "classes": "Et les CE2",
        "budget": "Ajoutez le devis.",
    }
    for slug, remark in told.items():
        page = client.get(address(project, slug))
        assertContains(page, remark)
        assertContains(page, "Presque prêt.")
        assertContains(page, '<span class="etapes__remarque">remarque</span>')
    assertContains(client.get(address(project, "images"), follow=True), "Un dessin")

    # Answered, it stays to be read and no longer calls.
    send(client, project, "projet", title="Un potager", action="continuer")
    page = client.get(address(project, "projet"))
    assertContains(page, "Plus court.")
    assertContains(page, "Cette étape est prête")


def test_a_submitted_project_is_only_looked_at(client: Client, project: Project) -> None:
    data = answers(client, project, "projet", title="Trop tard")
    project_submit(project=project, user=project.holder)

    assertRedirects(client.get(address(project, "projet")), f"/enseignant/projet/{project.pk}/apercu")
    beside = client.post(address(project, "projet"), {**data, "action": "auto"}, headers=AUTO)
    assert (beside.status_code, beside.content) == (409, b""), "no page is put inside the page"
    told = client.post(address(project, "projet"), data, follow=True)
    assertContains(told, "il ne se modifie plus")
    project.refresh_from_db()
    assert (project.state, project.title) == (ProjectState.SUBMITTED, "Un potager pour l’école")


@pytest.mark.parametrize("page", ["", "/apercu", "/soumettre", "/ecole", "/ecole/ajouter", "/etape/projet", "/images"])
def test_a_project_is_its_holders_alone(client: Client, project: Project, page: str) -> None:
    here = f"/enseignant/projet/{project.pk}{page}"
    client.force_login(make.holder(project.school, "Karim"))
    assert client.get(here).status_code == 404
    client.force_login(make.reviewer())
    assert client.get(here).status_code == 404
    client.logout()
    assert client.get(here).status_code == 302


def test_an_empty_draft_says_everything_that_is_missing(client: Client) -> None:
    school = make.school()
    project = project_create(holder=make.holder(school), school=school)
    client.force_login(project.holder)

    page = client.get(address(project, "merci"))

    assertContains(page, "Encore <strong>16\u00a0points</strong>")
    assertContains(page, 'value="vers-classes#id_classes-0-name"')
    there = send(client, project, "merci", action="vers-classes#id_classes-0-name")
    assert there["Location"] == address(project, "classes") + "#id_classes-0-name"
    assertContains(page, "Thème à choisir")


def test_strange_input_is_refused_politely(client: Client, project: Project) -> None:
    for slug, strange, words in (
        ("projet", {"theme": "rien"}, "Choisissez un thème"),
        ("structure", {"body_kind": "fse"}, "Choisissez une structure"),
        ("calendrier", {"duration_days": "0"}, "au moins un jour"),
        ("budget", {"depenses-TOTAL_FORMS": "beaucoup"}, "erreur"),
    ):
        page = send(client, project, slug, **strange)
        assertContains(page, words, status_code=422)
