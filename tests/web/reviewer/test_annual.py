"""The yearly figures: each submission and refusal counted where and when it happened."""

import csv
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from tests.fundraising import make
from trousse.core import clock
from trousse.fundraising.projects.models import Project
from trousse.fundraising.review.annual import annual_report, report_years
from trousse.fundraising.review.answers import annual_tally
from trousse.fundraising.review.criteria import Answer, all_met, grid_on
from trousse.fundraising.review.enums import LinkPurpose, RefusalReason
from trousse.fundraising.review.services import head_decline, project_refuse, project_send_back, project_submit
from trousse.people.accounts.enums import Role
from trousse.people.schools.models import Departement

pytestmark = pytest.mark.django_db

HERE = "/instruction/rapport-annuel"


def read(client: Client, form: str) -> bytes:
    return bytes(client.get(HERE, {"format": form}).content)


def a_year() -> None:
    """In Grenoble: one retained after two submissions, one refused, one that waits; in Lille: one that waits."""
    reviewer = make.reviewer()
    kept, refused = make.submitted(), make.submitted()
    make.submitted()
    lille = make.academie("09", "Lille", "ac-lille.fr")
    nord, _ = Departement.objects.get_or_create(code="59", defaults={"name": "Nord", "academie": lille})
    make.submitted(make.school(departement=nord))
    project_send_back(project=kept, reviewer=reviewer, remarks={"title": "Plus précis."})
    project_submit(project=Project.objects.get(pk=kept.pk), user=kept.holder)
    with clock.frozen(clock.now() + timedelta(days=3)):
        make.accept(Project.objects.get(pk=kept.pk), reviewer)
        project_refuse(project=refused, reviewer=reviewer, reason_code=RefusalReason.BUDGET, text="Trop cher.")


def test_each_project_counts_once_and_each_refusal_with_its_reason() -> None:
    with clock.frozen(make.moment(clock.today().replace(month=6, day=1))):
        a_year()
        report = annual_report(make.granted(Role.PLATFORM), clock.today().year)

    grenoble, lille = report.rows
    assert (grenoble.received, grenoble.submissions, grenoble.retained, grenoble.sent_back) == (3, 4, 1, 1)
    assert dict(grenoble.refused) == {"budget": 1}
    assert (grenoble.median_days, grenoble.longest_days) == (3.0, 3.0)
    assert (lille.received, lille.median_days) == (1, None)
    assert report.total.received == 4


def test_a_project_counts_in_the_year_it_first_came_and_an_answer_in_its_own() -> None:
    year = clock.today().year
    with clock.frozen(make.moment(clock.today().replace(year=year - 1, month=12, day=30))):
        project = make.submitted()
    with clock.frozen(make.moment(clock.today().replace(year=year, month=1, day=4))):
        make.accept(project, make.reviewer())
    team = make.granted(Role.PLATFORM)

    before, now = annual_report(team, year - 1).total, annual_report(team, year).total

    assert (before.received, before.retained) == (1, 0)
    assert (now.received, now.retained, now.longest_days) == (0, 1, 5.0)
    assert report_years(team) == [year, year - 1]


def test_a_reviewer_reads_their_own_academie(client: Client) -> None:
    a_year()
    client.force_login(make.reviewer())

    page = client.get(HERE)

    assertContains(page, "Grenoble")
    assertNotContains(page, "Lille")
    assertContains(page, "Le budget n’est pas cohérent")


def test_to_take_away(client: Client) -> None:
    a_year()
    client.force_login(make.granted(Role.PLATFORM))

    lines = client.get(HERE, {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    facts = json.loads(client.get(HERE, {"format": "json"}).content)

    assert lines[0].startswith("Académie;Projets reçus;Soumissions")
    assert [line.split(";")[0] for line in lines[1:]] == ["Grenoble", "Lille", "Ensemble"]
    assert facts["rows"][0]["refused_by_reason"]["budget"] == 1
    assert facts["rows"][-1]["received"] == 4


def test_each_retained_project_stands_against_each_criterion(client: Client) -> None:
    answers = {**all_met(grid_on(clock.today())), "trace": Answer(False, "Une journée à vivre.")}
    make.accept(make.submitted(title="=Un goûter géant"), answers=answers)
    make.accepted()
    client.force_login(make.granted(Role.PLATFORM))

    page = client.get(HERE)
    rows = list(csv.reader(StringIO(read(client, "criteres").decode("utf-8-sig")), delimiter=";"))
    facts = json.loads(read(client, "json"))

    assertContains(page, "Les projets retenus et les critères publiés")
    assert rows[0][:2] == ["Projet", "Titre"]
    assert len(rows[0]) == 6 + 9
    assert rows[1][1] == "'=Un goûter géant"
    assert [row[-1] for row in rows[1:]] == ["non : Une journée à vivre.", "oui"]
    assert [(each["criterion"], each["met"], each["unmet"]) for each in facts["criteria"]][-1] == ("trace", 1, 1)


def test_a_project_accepted_twice_counts_once_with_its_last_answers() -> None:
    project = make.accepted()
    token = make.token(project, LinkPurpose.HEAD)
    head_decline(token=token, name="Paul Martin", role="Directeur", reason="Pas encore voté.")
    answers = {**all_met(grid_on(clock.today())), "trace": Answer(False, "Une journée à vivre.")}
    make.accept(Project.objects.get(pk=project.pk), answers=answers)

    tallies = annual_tally(make.granted(Role.PLATFORM), clock.today().year)

    assert {(tally.met, tally.unmet) for tally in tallies[:-1]} == {(1, 0)}
    assert (tallies[-1].met, tallies[-1].unmet) == (0, 1)


def test_an_empty_year_says_so(client: Client) -> None:
    client.force_login(make.reviewer())
    assertContains(client.get(HERE, {"annee": "1789"}), "Rien en cette année")


def test_reserved(client: Client) -> None:
    client.force_login(make.holder(make.school()))
    assert client.get(HERE).status_code == 403


def test_more_projects_cost_no_more_statements(client: Client) -> None:
    client.force_login(make.reviewer())
    costs = []
    for _number in range(3):
        make.submitted()
        with CaptureQueriesContext(connection) as queries:
            client.get(HERE)
        costs.append(len(queries))
    assert costs[1] == costs[2]
