"""The review circuit: every answer, every link, both files, and nothing that two people do at once goes wrong."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.db import IntegrityError, transaction

from tests.fundraising import make
from trousse.core import clock
from trousse.core.links import LinkExpired, LinkInvalid
from trousse.core.money import Euro
from trousse.core.workflow import TransitionForbidden, TransitionRefused
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.projects.enums import BudgetSide, ProjectState
from trousse.fundraising.projects.models import Project
from trousse.fundraising.projects.rules import BudgetEntry
from trousse.fundraising.projects.services import project_update
from trousse.fundraising.review.enums import (
    Authority,
    HeadState,
    LinkPurpose,
    ManagerState,
    Outcome,
    RecipientSource,
    RefusalReason,
    Waiting,
)
from trousse.fundraising.review.errors import (
    ActsIncomplete,
    AddressUnreadable,
    AlreadyAnswered,
    DocumentNeeded,
    ExceptionNeeded,
    HeadAddressMissing,
    HeadAddressNotYours,
    LinkRevoked,
    MayNotSendLink,
    NameMissing,
    NothingToSay,
    NotWaiting,
    ReasonMissing,
)
from trousse.fundraising.review.models import AccessLink, Decision, HeadFile, ManagerFile
from trousse.fundraising.review.selectors import (
    files_complete,
    files_in_progress,
    history_of,
    link_open,
    link_read,
    queue_of,
    remarks_of,
    who_holds,
)
from trousse.fundraising.review.services import (
    Upload,
    head_attest,
    head_decline,
    link_renew,
    link_resend,
    links_remind,
    manager_complete,
    project_refuse,
    project_send_back,
    project_submit,
)
from trousse.people.bodies.enums import AccountState
from trousse.people.bodies.errors import BodyNotEligible, IbanRefused, SirenRefused
from trousse.people.bodies.models import BankAccount
from trousse.platform.audit.models import Event
from trousse.platform.documents.selectors import document_read
from trousse.platform.limits.errors import LimitReached
from trousse.platform.notifications.models import Message
from trousse.platform.parameters.models import DatedValue

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def kinds() -> list[str]:
    """What was told, in order."""
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def head_link(project: Project) -> str:
    return make.token(project, LinkPurpose.HEAD)


def manager_link(project: Project) -> str:
    return make.token(project, LinkPurpose.MANAGER)


# --- The reviewer's three answers -------------------------------------------------------------------------------------


def test_a_submission_is_kept_and_confirmed() -> None:
    project = make.submitted()
    submission = project.submissions.get()
    assert (submission.number, submission.snapshot["title"]) == (1, "Un potager pour l’école")
    assert kinds() == ["review.submitted"]
    assert who_holds(project).who is Waiting.REVIEWER
    assert list(queue_of(make.reviewer())) == [project]


def test_the_queue_has_the_longest_wait_first_and_never_ones_own() -> None:
    with clock.frozen(clock.now() - timedelta(days=3)):
        old = make.submitted()
    new = make.submitted()
    make.draft()
    reviewer = make.reviewer()
    assert list(queue_of(reviewer)) == [old, new]
    assert not queue_of(make.reviewer(make.academie("09", "Lille", "ac-lille.fr"))).exists()
    assert not queue_of(old.holder).exists()


def test_accepting_sends_a_link_to_the_school_and_one_to_the_manager() -> None:
    project = make.submitted()
    decision = make.accept(project, make.reviewer(), text="Bravo")
    assert (project.state, decision.outcome, decision.exception_granted) == (
        ProjectState.ACCEPTED,
        Outcome.ACCEPTED,
        False,
    )
    head, manager = HeadFile.objects.get(), ManagerFile.objects.get()
    assert (head.recipient, head.recipient_source) == (project.school.mail, RecipientSource.DIRECTORY)
    assert manager.recipient == "coop@exemple.fr"
    assert kinds()[1:] == ["review.accepted", "review.head_link", "review.manager_link"]
    assert set(Message.objects.values_list("to", flat=True)) == {
        project.holder.email,
        project.school.mail,
        "coop@exemple.fr",
    }
    assert who_holds(Project.objects.get(pk=project.pk)).who is Waiting.HEAD_AND_MANAGER
    assert list(files_in_progress(make.reviewer())) == [project]


def test_the_address_that_the_holder_proposed_is_never_enough() -> None:
    project = make.submitted(head_email="ami@exemple.fr")
    make.accept(project, make.reviewer())
    assert HeadFile.objects.get().recipient == project.school.mail


def test_without_a_mailbox_the_reviewer_confirms_one() -> None:
    project = make.submitted(make.school(mail=""))
    reviewer = make.reviewer()
    with pytest.raises(HeadAddressMissing):
        make.accept(project, reviewer)
    with pytest.raises(AddressUnreadable):
        make.accept(project, reviewer, head_recipient="ce.073@")
    assert Project.objects.get().state == ProjectState.SUBMITTED
    make.accept(project, reviewer, head_recipient="Direction@Exemple.fr")
    head = HeadFile.objects.get()
    assert (head.recipient, head.recipient_source) == ("direction@exemple.fr", RecipientSource.CONFIRMED)


def test_a_minimum_above_the_ceiling_needs_an_exception() -> None:
    budget = (BudgetEntry(BudgetSide.EXPENSE, "Voyage", Euro.of(8000)),)
    dear: dict[str, Any] = {
        "minimum_goal": Euro.of(6000),
        "optimum_goal": Euro.of(8000),
        "ceiling_reason": "Dix jours en Irlande",
    }
    project = make.submitted(budget=budget, **dear)
    reviewer = make.reviewer()
    with pytest.raises(ExceptionNeeded), transaction.atomic():
        make.accept(project, reviewer)
    assert Project.objects.get().state == ProjectState.SUBMITTED
    assert make.accept(project, reviewer, grant_exception=True).exception_granted


def test_an_exception_that_was_not_needed_is_not_granted() -> None:
    project = make.submitted()
    assert not make.accept(project, make.reviewer(), grant_exception=True).exception_granted


def test_remarks_come_back_to_the_holder_who_submits_again() -> None:
    project = make.submitted()
    project_send_back(project=project, reviewer=make.reviewer(), remarks={"budget": "Ajoutez le devis.", "title": " "})
    assert remarks_of(project) == {"budget": "Ajoutez le devis."}
    assert who_holds(project).who is Waiting.HOLDER
    assert project.log.latest("pk").reason == "Remarques : budget"
    [told] = Message.objects.filter(kind="review.sent_back")
    assert told.params["remarks"] == {"Budget": "Ajoutez le devis."}
    project_update(project=project, user=project.holder, version=2, changes={"title": "Un jardin"})
    second = project_submit(project=project, user=project.holder)
    assert (second.number, second.snapshot["title"]) == (2, "Un jardin")
    assert remarks_of(project) == {}


def test_nothing_is_sent_back_or_refused_without_a_word() -> None:
    project = make.submitted()
    reviewer = make.reviewer()
    with pytest.raises(NothingToSay):
        project_send_back(project=project, reviewer=reviewer, remarks={"title": ""}, text="  ")
    with pytest.raises(NothingToSay):
        project_refuse(project=project, reviewer=reviewer, reason_code=RefusalReason.OTHER, text="")
    with pytest.raises(ValueError, match="holder"):
        project_send_back(project=project, reviewer=reviewer, remarks={"holder": "?"})


def test_a_refusal_is_final_and_kept_with_its_reason() -> None:
    project = make.submitted()
    reviewer = make.reviewer()
    project_refuse(project=project, reviewer=reviewer, reason_code=RefusalReason.DUPLICATE, text="Voir le projet 12.")
    decision = Decision.objects.get()
    assert (decision.outcome, decision.reason_code) == (Outcome.REFUSED, RefusalReason.DUPLICATE)
    assert who_holds(project).who is Waiting.NOBODY
    assert kinds()[-1] == "review.refused"
    with pytest.raises(TransitionRefused):
        make.accept(project, reviewer)
    assert not AccessLink.objects.exists()


@pytest.mark.parametrize("answer", ["accept", "send_back", "refuse"])
def test_only_a_reviewer_of_the_academie_answers(answer: str) -> None:
    project = make.submitted()
    answers: dict[str, Any] = {
        "accept": lambda who: make.accept(project, who),
        "send_back": lambda who: project_send_back(project=project, reviewer=who, remarks={}, text="Non"),
        "refuse": lambda who: project_refuse(
            project=project, reviewer=who, reason_code=RefusalReason.OTHER, text="Non"
        ),
    }
    for who in (project.holder, make.person(), make.reviewer(make.academie("09", "Lille", "ac-lille.fr"))):
        with pytest.raises(TransitionForbidden):
            answers[answer](who)


# --- The head ---------------------------------------------------------------------------------------------------------


def test_the_head_of_a_primary_school_attests_two_acts() -> None:
    project = make.accepted()
    make.attest(project)
    file = HeadFile.objects.get()
    assert (file.state, file.attested_name, file.attested_role) == (HeadState.ATTESTED, "Paul Martin", "Directeur")
    assert [act["authority"] for act in file.acts] == ["ien", "dasen"]
    assert who_holds(Project.objects.get()).who is Waiting.MANAGER
    assert Event.objects.get(verb="head_file.attest").actor_label == "Paul Martin"
    assert not Campaign.objects.exists()


def test_the_head_of_a_college_attests_the_board() -> None:
    project = make.accepted(make.college(), body_kind="eple")
    with pytest.raises(ActsIncomplete) as refused:
        head_attest(token=head_link(project), name="Paul", role="Principal", acts=make.acts(Authority.IEN))
    assert set(refused.value.problems) == {Authority.CA, Authority.IEN}
    head_attest(token=head_link(project), name="Paul", role="Principal", acts=make.acts(Authority.CA))
    assert HeadFile.objects.get().state == HeadState.ATTESTED


def test_attesting_twice_is_recorded_once_and_the_link_still_shows_it() -> None:
    project = make.accepted()
    link = head_link(project)
    make.attest(project)
    head_attest(token=link, name="Autre", role="Autre", acts=[])
    assert HeadFile.objects.get().attested_name == "Paul Martin"
    assert link_open(link, LinkPurpose.HEAD).used_at


def test_the_head_can_join_the_act() -> None:
    project = make.accepted()
    given = make.acts(Authority.IEN, Authority.DASEN)
    head_attest(
        token=head_link(project), name="Paul", role="Directeur", acts=given, document=Upload("avis ien.pdf", PDF)
    )
    document = HeadFile.objects.get().document
    assert document is not None
    assert document_read(document) == PDF


def test_the_act_itself_may_be_made_compulsory() -> None:
    DatedValue.objects.create(key="review.act_document_required", value=True, in_force_from=clock.today())
    project = make.accepted()
    with pytest.raises(DocumentNeeded):
        make.attest(project)


@pytest.mark.parametrize(("name", "role", "code"), [(" ", "Directeur", "name"), ("Paul", "", "role")])
def test_who_attests_must_be_known(name: str, role: str, code: str) -> None:
    project = make.accepted()
    given = make.acts(Authority.IEN, Authority.DASEN)
    with pytest.raises(NameMissing) as refused:
        head_attest(token=head_link(project), name=name, role=role, acts=given)
    assert refused.value.code == code


def test_a_head_who_declines_gives_the_project_back_to_its_reviewer() -> None:
    project = make.accepted()
    manager = manager_link(project)
    reviewer = Decision.objects.get().reviewer
    with pytest.raises(ReasonMissing):
        head_decline(token=head_link(project), name="Paul", role="Directeur", reason=" ")
    head_decline(token=head_link(project), name="Paul", role="Directeur", reason="L’avis de l’IEN manque.")
    project.refresh_from_db()
    assert (project.state, project.accepted_at) == (ProjectState.SUBMITTED, None)
    assert who_holds(project).who is Waiting.REVIEWER
    assert list(queue_of(reviewer)) == [project]
    told = {message.kind: message.to for message in Message.objects.order_by("-pk")[:2]}
    assert told == {"review.head_declined": project.holder.email, "review.back_in_queue": reviewer.email}
    with pytest.raises(LinkRevoked):
        manager_complete(token=manager, details=make.BODY)
    with pytest.raises(AlreadyAnswered):
        make.attest(project)


def test_accepted_again_the_head_gets_a_fresh_link_and_the_manager_is_not_asked_twice() -> None:
    project = make.accepted()
    make.complete(project)
    head_decline(token=head_link(project), name="Paul", role="Directeur", reason="L’avis de l’IEN manque.")
    project.refresh_from_db()
    make.accept(project, make.reviewer())
    assert kinds()[-2:] == ["review.accepted", "review.head_link"]
    assert HeadFile.objects.get().state == HeadState.WAITING
    assert ManagerFile.objects.get().state == ManagerState.COMPLETED
    make.attest(project)
    assert Campaign.objects.exists()


# --- The manager ------------------------------------------------------------------------------------------------------


def test_the_manager_declares_the_body_whose_account_waits_for_a_second_person() -> None:
    project = make.accepted()
    make.complete(project)
    file = ManagerFile.objects.get()
    assert file.state == ManagerState.COMPLETED
    assert file.body is not None
    assert (file.body.kind, file.body.entity.siren) == ("coop", make.SIREN)
    account = BankAccount.objects.get()
    assert (account.state, account.proposed_by_label) == (AccountState.PROPOSED, "coop@exemple.fr")
    assert who_holds(Project.objects.get()).who is Waiting.HEAD


def test_completing_twice_is_recorded_once() -> None:
    project = make.accepted()
    make.complete(project)
    make.complete(project, siren="nonsense")
    assert ManagerFile.objects.get().state == ManagerState.COMPLETED


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"siren": "775685018"}, SirenRefused),
        ({"iban": "FR7630006000011234567890188"}, IbanRefused),
        ({"kind": "mdl"}, BodyNotEligible),
        ({"manager_name": " "}, NameMissing),
    ],
)
def test_a_wrong_declaration_changes_nothing(wrong: dict[str, str], error: type[Exception]) -> None:
    project = make.accepted()
    with pytest.raises(error), transaction.atomic():
        make.complete(project, **wrong)
    assert ManagerFile.objects.get().state == ManagerState.WAITING
    assert not BankAccount.objects.exists()


def test_the_manager_may_join_the_bank_details() -> None:
    project = make.accepted()
    manager_complete(token=manager_link(project), details=replace(make.BODY), document=Upload("rib.pdf", PDF))
    assert ManagerFile.objects.get().document is not None


@pytest.mark.parametrize("order", [("head", "manager"), ("manager", "head")])
def test_the_second_file_schedules_the_campaign_whoever_comes_last(order: tuple[str, str]) -> None:
    project = make.accepted()
    steps = {"head": make.attest, "manager": make.complete}
    steps[order[0]](project)
    assert not files_complete(Project.objects.get())
    steps[order[1]](project)
    stored = Project.objects.get()
    assert files_complete(stored)
    assert who_holds(stored).who is Waiting.CALENDAR
    assert Campaign.objects.get().project == stored
    assert kinds()[-1] == "campaigns.scheduled"


# --- Links ------------------------------------------------------------------------------------------------------------


def test_a_link_serves_one_purpose_only() -> None:
    project = make.accepted()
    assert link_open(head_link(project), LinkPurpose.HEAD).project == project
    with pytest.raises(LinkInvalid):
        link_open(head_link(project), LinkPurpose.MANAGER)
    with pytest.raises(LinkInvalid):
        link_open(head_link(project)[:-1] + "x", LinkPurpose.HEAD)
    forged = signing.TimestampSigner(salt="trousse.link.head").sign_object("1:guess")
    with pytest.raises(LinkInvalid):
        link_open(forged, LinkPurpose.HEAD)


def test_a_link_expires() -> None:
    project = make.accepted()
    link = head_link(project)
    with clock.frozen(clock.now() + timedelta(days=22)), pytest.raises(LinkExpired):
        link_open(link, LinkPurpose.HEAD)


def test_a_link_sent_again_replaces_the_former() -> None:
    project = make.accepted()
    former = head_link(project)
    link_resend(project=project, purpose=LinkPurpose.HEAD, by=project.holder)
    with pytest.raises(LinkRevoked):
        link_open(former, LinkPurpose.HEAD)
    make.attest(project)
    with pytest.raises(AlreadyAnswered):
        link_resend(project=project, purpose=LinkPurpose.HEAD, by=project.holder)


def test_only_a_reviewer_chooses_another_address_for_the_head() -> None:
    project = make.accepted()
    with pytest.raises(HeadAddressNotYours):
        link_resend(project=project, purpose=LinkPurpose.HEAD, by=project.holder, email="ami@exemple.fr")
    link = link_resend(project=project, purpose=LinkPurpose.HEAD, by=make.reviewer(), email="Adjointe@exemple.fr")
    assert link.email == "adjointe@exemple.fr"
    assert HeadFile.objects.get().recipient_source == RecipientSource.CONFIRMED


def test_the_holder_may_correct_the_managers_address() -> None:
    project = make.accepted()
    link_resend(project=project, purpose=LinkPurpose.MANAGER, by=project.holder, email="tresor@exemple.fr")
    assert ManagerFile.objects.get().recipient == "tresor@exemple.fr"
    with pytest.raises(AddressUnreadable):
        link_resend(project=project, purpose=LinkPurpose.MANAGER, by=project.holder, email="tresor")


def test_others_send_no_link_and_nobody_floods_a_mailbox() -> None:
    project = make.accepted()
    with pytest.raises(MayNotSendLink), transaction.atomic():
        link_resend(project=project, purpose=LinkPurpose.HEAD, by=make.person())
    for _ in range(5):
        link_resend(project=project, purpose=LinkPurpose.HEAD, by=project.holder)
    with pytest.raises(LimitReached):
        link_resend(project=project, purpose=LinkPurpose.HEAD, by=project.holder)


def test_from_an_expired_link_a_fresh_one_goes_to_the_address_on_file() -> None:
    project = make.accepted()
    old = head_link(project)
    with clock.frozen(clock.now() + timedelta(days=22)):
        assert link_read(old, LinkPurpose.HEAD).project == project
        link_renew(token=old, purpose=LinkPurpose.HEAD)
        fresh = AccessLink.objects.get(purpose=LinkPurpose.HEAD, revoked_at=None)
        assert fresh.email == project.school.mail
        assert link_open(fresh.token, LinkPurpose.HEAD) == fresh
        with pytest.raises(LinkRevoked):
            link_open(old, LinkPurpose.HEAD)
        link_renew(token=manager_link(project), purpose=LinkPurpose.MANAGER)
        make.attest(project)
        with pytest.raises(AlreadyAnswered):
            link_renew(token=old, purpose=LinkPurpose.HEAD)
    with pytest.raises(LinkInvalid):
        link_renew(token=old, purpose=LinkPurpose.MANAGER)


def test_no_link_before_the_project_is_accepted() -> None:
    project = make.submitted()
    with pytest.raises(NotWaiting):
        link_resend(project=project, purpose=LinkPurpose.HEAD, by=project.holder)


def test_reminders_go_each_week_to_those_who_have_not_answered() -> None:
    start = clock.now()
    project = make.accepted()
    make.complete(project)
    told = len(kinds())
    for day, expected in ((3, 0), (7, 1), (8, 0), (14, 1), (22, 0)):
        with clock.frozen(start + timedelta(days=day, minutes=1)):
            assert links_remind() == expected, day
    assert kinds()[told:] == ["review.head_reminder"] * 2
    reminder = Message.objects.latest("pk").params["url"].rsplit("/", 1)[1]
    assert link_open(reminder, LinkPurpose.HEAD).project == project


# --- What is kept -----------------------------------------------------------------------------------------------------


def test_the_history_tells_the_whole_story() -> None:
    project = make.submitted()
    project_send_back(project=project, reviewer=make.reviewer(), remarks={}, text="Une précision.")
    project_submit(project=project, user=project.holder)
    make.accept(project, make.reviewer())
    make.attest(project)
    make.complete(project)
    story = [item.label for item in history_of(Project.objects.get())]
    assert story == [
        "Création",
        "Soumission",
        "Renvoi avec des remarques",
        "Soumission",
        "Acceptation",
        "Validations attestées par la direction",
        "Structure réceptrice complétée",
    ]


def test_postgresql_refuses_an_answer_that_does_not_fit_its_state() -> None:
    make.accepted()
    impossible: list[tuple[Any, dict[str, Any]]] = [
        (HeadFile, {"state": "attested"}),
        (HeadFile, {"answered_at": clock.now()}),
        (HeadFile, {"state": "declined", "answered_at": clock.now(), "attested_name": "Paul"}),
        (ManagerFile, {"state": "completed", "completed_at": clock.now()}),
        (ManagerFile, {"completed_at": clock.now()}),
        (Decision, {"reason_code": "doublon"}),
        (Decision, {"outcome": "refused", "text": "Non"}),
        (Decision, {"outcome": "sent_back", "exception_granted": True}),
        (AccessLink, {"expires_at": clock.now() - timedelta(days=400)}),
    ]
    for model, changes in impossible:
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(**changes)
