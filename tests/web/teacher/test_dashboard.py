"""The dashboard, in every state a project can be in."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.fundraising import make
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.campaigns.services import campaign_close, contributions_add
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.services import project_create
from trousse.fundraising.review.enums import LinkPurpose, RefusalReason
from trousse.fundraising.review.models import AccessLink
from trousse.fundraising.review.services import head_decline, project_refuse, project_send_back

pytestmark = pytest.mark.django_db

HERE = "/enseignant"


def board(client: Client, project: Project) -> str:
    client.force_login(project.holder)
    return client.get(HERE).content.decode()


def test_visitors_sign_in_first(client: Client) -> None:
    assertRedirects(client.get(HERE), f"/compte/connexion?next={HERE}", fetch_redirect_response=False)


def test_without_academic_address_nor_project_the_page_explains(client: Client) -> None:
    client.force_login(make.person("Jeanne"))

    assertContains(client.get(HERE), "Il faut une adresse académique")


def test_the_first_time_there_is_one_thing_to_do(client: Client) -> None:
    make.academie()
    client.force_login(make.person("Samir", domain="ac-grenoble.fr"))

    page = client.get(HERE)

    assertContains(page, "Bonjour Samir")
    assertContains(page, "Commencer mon premier projet")


def test_a_draft_says_what_is_missing(client: Client) -> None:
    page = board(client, make.draft(title="Un verger", story=""))

    assert "Terminer « Un verger »" in page
    assert "Encore 1\u00a0point à compléter." in page


def test_a_complete_draft_only_waits_to_be_sent(client: Client) -> None:
    assert "Soumettre « Un potager pour l’école »" in board(client, make.draft())


def test_an_empty_draft_holds(client: Client) -> None:
    school = make.school()
    assert "Projet sans titre" in board(client, project_create(holder=make.holder(school), school=school))


def test_a_submitted_project_says_who_holds_it(client: Client) -> None:
    with clock.frozen(clock.now() - timedelta(days=4)):
        project = make.submitted()

    page = board(client, project)

    assert "l’instructeur de l’académie" in page
    assert "(4\u00a0jours)" in page


def test_remarks_come_in_red_ink_beside_what_was_written(client: Client) -> None:
    project = make.submitted()
    reviewer = make.reviewer(first_name="Amina")
    project_send_back(project=project, reviewer=reviewer, remarks={"summary": "Dites où."}, text="Presque.")

    page = board(client, project)

    for words in ("Relu par Amina", "Presque.", "Dites où.", "Les élèves font pousser", "1\u00a0remarque à l’encre"):
        assert words in page


def test_a_refusal_says_why(client: Client) -> None:
    project = make.submitted()
    project_refuse(
        project=project, reviewer=make.reviewer(), reason_code=RefusalReason.BUDGET, text="Les sommes ne tombent pas."
    )

    page = board(client, project)

    assert "Le budget n’est pas cohérent." in page
    assert "Les sommes ne tombent pas." in page


def test_an_accepted_project_shows_both_clocks_and_suggests_a_word_after_a_week(client: Client) -> None:
    with clock.frozen(clock.now() - timedelta(days=8)):
        project = make.accepted()

    page = board(client, project)

    assert page.count("lien envoyé il y a 8\u00a0jours") == 2
    assert "Prévenir la direction et le gestionnaire" in page
    assert project.school.mail in page

    make.attest(project)
    page = board(client, project)
    assert "par Paul Martin (Directeur)" in page
    assert "Prévenir le gestionnaire" in page


def test_nobody_is_hurried_on_the_first_day(client: Client) -> None:
    page = board(client, make.accepted())

    assert "lien envoyé aujourd’hui" in page
    assert "Prévenir" not in page


def test_a_head_who_declined_is_quoted(client: Client) -> None:
    project = make.accepted()
    head_decline(
        token=make.token(project, LinkPurpose.HEAD), name="Paul Martin", role="Directeur", reason="Pas encore voté."
    )

    assert "« Pas encore voté. »" in board(client, project)


def test_the_running_campaign_shows_totals_and_words_and_no_persons_amount(client: Client) -> None:
    campaign = make.campaign()
    contributions_add(
        [
            make.gift(campaign, Euro.of(137), "a", first_name="Jeanne", message="Bon vent !"),
            make.gift(campaign, Euro.of(41), "b", first_name="Marc", named=False, message="Bravo à tous."),
        ]
    )

    page = board(client, campaign.project)

    for words in ("En ligne", "178\u00a0€", "Jeanne", "Bon vent !", "Bravo à tous.", "2\u00a0personnes avec vous"):
        assert words in page
    for secret in ("137\u00a0€", "41\u00a0€", "Marc", "a@exemple.fr"):
        assert secret not in page


def test_a_quiet_campaign_is_encouraged(client: Client) -> None:
    page = board(client, make.campaign().project)

    assert "Personne encore." in page
    assert "Faire connaître la collecte" in page
    assert "mailto:?subject=" in page


def test_a_scheduled_campaign_says_when_it_opens(client: Client) -> None:
    project = make.accepted()
    make.attest(project)
    make.complete(project)

    assert "Tout est prêt. La collecte ouvre d’elle-même" in board(client, project)


@pytest.mark.parametrize(("given", "words"), [(600, "Bravo à toute la classe"), (40, "Le minimum n’est pas atteint")])
def test_an_ended_campaign_says_how(client: Client, given: int, words: str) -> None:
    campaign = make.campaign()
    contributions_add([make.gift(campaign, Euro.of(given), "a")])
    with clock.frozen(clock.now() + timedelta(days=60)):
        campaign_close(campaign_id=campaign.pk)
        assert words in board(client, Project.objects.get(pk=campaign.pk))


def test_the_campaign_that_collects_comes_first(client: Client) -> None:
    ended = make.campaign(title="Une vieille collecte")
    with clock.frozen(clock.now() + timedelta(days=60)):
        campaign_close(campaign_id=ended.pk)
    running = make.campaign(title="La collecte du moment")
    Project.objects.filter(pk=ended.pk).update(holder=running.project.holder)

    page = board(client, running.project)

    assert page.index("La collecte du moment") < page.index("Votre autre collecte") < page.index("Une vieille collecte")
    assert Campaign.objects.count() == 2


def test_a_link_is_sent_again(client: Client) -> None:
    project = make.accepted()
    client.force_login(project.holder)
    before = make.token(project, LinkPurpose.HEAD)

    response = client.post(f"{HERE}/projet/{project.pk}/relancer", {"lien": "head"}, follow=True)

    assertContains(response, f"Un nouveau lien vient de partir à {project.school.mail}.")
    assert make.token(project, LinkPurpose.HEAD) != before
    assert AccessLink.objects.filter(project=project, purpose=LinkPurpose.HEAD).count() == 2


@pytest.mark.parametrize("asked", ["", "admin"])
def test_a_link_for_nobody_is_refused(client: Client, asked: str) -> None:
    project = make.accepted()
    client.force_login(project.holder)

    assert client.post(f"{HERE}/projet/{project.pk}/relancer", {"lien": asked}).status_code == 422


def test_a_link_is_sent_again_by_its_holder_only(client: Client) -> None:
    project = make.accepted()
    client.force_login(make.holder(project.school, "Karim"))

    assert client.post(f"{HERE}/projet/{project.pk}/relancer", {"lien": "head"}).status_code == 404


def test_a_dashboard_of_many_projects_costs_no_query_per_project(
    client: Client, django_assert_max_num_queries: object
) -> None:
    projects = [make.accepted() for _ in range(6)]
    holder = projects[0].holder
    Project.objects.filter(pk__in=[project.pk for project in projects]).update(holder=holder)
    client.force_login(holder)

    with django_assert_max_num_queries(15):  # type: ignore[operator]
        page = client.get(HERE)

    assertContains(page, "Renvoyer le lien", count=12)
    assertNotContains(page, "erreur")


def test_reviewers_see_their_own_projects_here_and_no_other(client: Client) -> None:
    project = make.submitted()
    reviewer = make.reviewer()
    client.force_login(reviewer)

    assertNotContains(client.get(HERE), project.title)
    make.accept(project, reviewer)


def test_past_its_deadline_before_the_job_came(client: Client) -> None:
    campaign = make.campaign()
    assert campaign.closes_at is not None

    with clock.frozen(campaign.closes_at + timedelta(minutes=5)):
        page = board(client, campaign.project)

    assert "La collecte est terminée." in page
    for contradiction in ("En ligne", "dernier jour", "Faire connaître la collecte", "Écrire aux familles"):
        assert contradiction not in page
