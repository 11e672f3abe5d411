"""A head confides the answer to a deputy, who receives the link in their place."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tests.fundraising import make
from trousse.core import clock
from trousse.fundraising.projects.models import Project
from trousse.fundraising.review.enums import HeadState, LinkPurpose
from trousse.fundraising.review.models import AccessLink, HeadFile
from trousse.fundraising.review.services import delegation_confirm, link_resend
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db

DEPUTY = "sonia.petit@ac-grenoble.fr"
ELSEWHERE = "sonia@exemple.fr"


def address(token: str, page: str = "attest") -> str:
    return reverse(f"head:{page}", args=[token])


def delegate(client: Client, project: Project, email: str = DEPUTY, name: str = "Sonia Petit") -> Any:
    token = make.token(project, LinkPurpose.HEAD)
    return client.post(address(token, "delegate"), {"name": name, "email": email})


def letters(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=f"review.{kind}").values_list("to", flat=True))


def living(project: Project) -> AccessLink:
    return AccessLink.objects.get(project=project, purpose=LinkPurpose.HEAD, revoked_at=None)


def test_within_the_school_s_domain_the_link_leaves_at_once_and_replaces_the_head_s(client: Client) -> None:
    project = make.accepted()
    former = make.token(project, LinkPurpose.HEAD)

    page = delegate(client, project)

    assertContains(page, "Dossier confié à Sonia Petit")
    assert living(project).email == DEPUTY
    assert client.get(address(former)).status_code == 410
    assertContains(client.get(address(living(project).token)), "La direction vous a confié")
    told = letters("head_delegated")
    assert project.holder.email in told
    assert len(told) == 2


def test_the_head_takes_the_file_back_from_the_old_link(client: Client) -> None:
    project = make.accepted()
    former = make.token(project, LinkPurpose.HEAD)
    delegate(client, project)

    client.post(address(former, "renew"))

    assert living(project).email == project.school.mail
    assert HeadFile.objects.get(project=project).delegate_email == ""


def test_a_deputy_whose_link_expired_receives_another(client: Client) -> None:
    project = make.accepted()
    delegate(client, project)
    old = living(project)
    with clock.frozen(clock.now() + timedelta(days=22)):
        ended = client.get(address(old.token))
        assertContains(ended, "plus valable", status_code=410)
        client.post(address(old.token, "renew"))
        assert living(project).email == DEPUTY
        assert living(project).pk != old.pk
        assert client.get(address(living(project).token)).status_code == 200


def test_another_address_waits_for_the_reviewer_and_the_head_may_still_answer(client: Client) -> None:
    project = make.accepted()

    assertContains(delegate(client, project, ELSEWHERE), "vérifie")

    assert living(project).email == project.school.mail
    assertContains(client.get(address(living(project).token)), "vous pouvez encore répondre")
    reviewer = make.reviewer()
    client.force_login(reviewer)
    assertContains(client.get(f"/instruction/{project.pk}"), "Une délégation à vérifier")
    client.post(f"/instruction/{project.pk}/delegation")
    assert living(project).email == ELSEWHERE
    delegation_confirm(project=project, by=reviewer)  # twice is once
    assert AccessLink.objects.filter(project=project, email=ELSEWHERE).count() == 1
    page = client.get(f"/instruction/{project.pk}")
    assertContains(page, "Déléguée à Sonia Petit")
    assertNotContains(page, "Une délégation à vérifier")


def test_sent_again_it_goes_to_the_deputy_unless_a_reviewer_gives_another_address(client: Client) -> None:
    project = make.accepted()
    delegate(client, project)

    assert link_resend(project=project, purpose=LinkPurpose.HEAD, by=project.holder).email == DEPUTY
    link_resend(project=project, purpose=LinkPurpose.HEAD, by=make.reviewer(), email="direction@exemple.fr")
    assert living(project).email == "direction@exemple.fr"
    assert not HeadFile.objects.get(project=project).is_delegated


def test_the_holder_never_attests(client: Client) -> None:
    project = make.accepted()

    page = delegate(client, project, project.holder.email)

    assertContains(page, "une autre personne doit attester", status_code=422)
    assert HeadFile.objects.get(project=project).delegate_email == ""


def test_what_was_typed_is_kept(client: Client) -> None:
    page = delegate(client, make.accepted(), "sonia", "Sonia Petit")

    assertContains(page, 'value="Sonia Petit"', status_code=422)
    assertContains(page, "Il manque quelque chose à cette adresse", status_code=422)


def test_nothing_is_delegated_once_answered(client: Client) -> None:
    project = make.accepted()
    make.attest(project)

    assert delegate(client, project).status_code == 409
    assert HeadFile.objects.get(project=project).state == HeadState.ATTESTED


def test_only_a_reviewer_of_the_academie_confirms(client: Client) -> None:
    project = make.accepted()
    delegate(client, project, ELSEWHERE)
    client.force_login(make.reviewer(make.academie("09", "Lille", "ac-lille.fr")))

    assert client.post(f"/instruction/{project.pk}/delegation").status_code == 404
    assert living(project).email == project.school.mail
