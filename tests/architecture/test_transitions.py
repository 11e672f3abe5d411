"""Who may press what: every transition of every workflow × every role, in one table.

``x`` allowed, ``.`` refused, ``system``: reserved to jobs, providers and bearers of signed links. Roles are held in the
whole country, over something that belongs to somebody else; ``own`` is the person to whom it belongs (the holder of
the project, the donor of the gift) and ``anybody`` somebody signed in without a role. From which states a transition
starts is in ``test_workflows.py``. The table is complete by construction: a new workflow, transition or role that is
not in it fails the tests.
"""

from typing import Any

import pytest

from tests.architecture.workflows import every_workflow
from tests.fundraising import make
from tests.platform.moderation import cases
from tests.platform.pictures import quick
from trousse.core import clock
from trousse.core.workflow import Transition, Workflow
from trousse.fundraising.campaigns.models import Campaign
from trousse.fundraising.projects.models import Project
from trousse.fundraising.reports.models import Report
from trousse.giving.allocation.models import Mandate, Round
from trousse.giving.donations.models import Donation
from trousse.giving.equalisation.models import RuleVersion
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.people.bodies.models import BankAccount

TABLE = """
transition                          holder reviewer coach committee finance platform editor own anybody
BankAccountWorkflow.approve         .      x        .     .         x       x        .      .   .
BankAccountWorkflow.reject          .      x        .     .         x       x        .      .   .
CampaignWorkflow.open               system
CampaignWorkflow.suspend            .      x        .     .         .       x        .      .   .
CampaignWorkflow.resume             .      x        .     .         .       x        .      .   .
CampaignWorkflow.reach_optimum      system
CampaignWorkflow.close_succeeded    system
CampaignWorkflow.close_failed       system
CampaignWorkflow.settle_refunds     system
CaseWorkflow.decide                 .      .        .     .         .       x        .      .   .
CaseWorkflow.contest                system
CaseWorkflow.settle                 .      .        .     .         .       x        .      .   .
DonationWorkflow.settle             system
DonationWorkflow.bounce             system
DonationWorkflow.give_up            system
DonationWorkflow.retry              system
DonationWorkflow.give_back          system
DonationWorkflow.cancel             .      .        .     .         x       .        .      .   .
DonationWorkflow.finish_refund      system
DonationWorkflow.charge_back        system
MandateWorkflow.sign_first          .      .        .     x         .       .        .      .   .
MandateWorkflow.sign_second         .      .        .     x         .       .        .      .   .
MandateWorkflow.use_up              system
MandateWorkflow.end                 system
MandateWorkflow.revoke              .      .        .     x         .       .        .      .   .
PaymentWorkflow.settle              system
PaymentWorkflow.refuse              system
PaymentWorkflow.abandon             system
PaymentWorkflow.expire              system
PictureWorkflow.attest              .      .        .     .         .       .        .      x   .
PictureWorkflow.expire              system
PictureWorkflow.hide                system
PictureWorkflow.take_down           .      .        .     .         .       x        .      .   .
PictureWorkflow.restore             .      .        .     .         .       x        .      .   .
PictureWorkflow.restore_unattested  .      .        .     .         .       x        .      .   .
ProjectWorkflow.submit              .      .        .     .         .       .        .      x   .
ProjectWorkflow.accept              .      x        .     .         .       .        .      .   .
ProjectWorkflow.send_back           .      x        .     .         .       .        .      .   .
ProjectWorkflow.refuse              .      x        .     .         .       .        .      .   .
ProjectWorkflow.take_back           system
RefundWorkflow.send                 system
RefundWorkflow.postpone             system
RefundWorkflow.finish               system
RefundWorkflow.refuse               system
RefundWorkflow.cancel               system
RefundWorkflow.retry                system
ReportWorkflow.publish              .      .        .     .         .       .        .      x   .
RoundWorkflow.change                .      .        .     x         .       .        .      .   .
RoundWorkflow.sign_first            .      .        .     x         .       .        .      .   .
RoundWorkflow.sign_second           .      .        .     x         .       .        .      .   .
RoundWorkflow.supersede             system
RoundWorkflow.drop                  .      .        .     x         .       .        .      .   .
RuleWorkflow.publish                .      .        .     x         .       .        .      .   .
RuleWorkflow.take_back              .      .        .     x         .       .        .      .   .
RuleWorkflow.adopt                  system
RuleWorkflow.reject                 system
RuleWorkflow.withdraw               .      .        .     x         .       .        .      .   .
"""
SYSTEM = "system"
HEADER, *ROWS = (line.split() for line in TABLE.strip().splitlines())
WHO = HEADER[1:]
MAY = {name: cells for name, *cells in ROWS}
TRANSITIONS: dict[str, tuple[type[Workflow[Any]], Transition]] = {
    f"{workflow.__name__}.{transition.name}": (workflow, transition)
    for workflow in every_workflow()
    for transition in workflow.transitions()
}


def test_the_table_has_every_role_and_every_transition_once() -> None:
    assert [*(role.value for role in Role), "own", "anybody"] == WHO
    assert [row[0] for row in ROWS] == list(MAY), "a transition is written twice"
    assert MAY.keys() == TRANSITIONS.keys()


@pytest.mark.parametrize("name", sorted(MAY))
def test_a_row_says_something_of_everybody(name: str) -> None:
    cells = MAY[name]
    assert cells == [SYSTEM] or (len(cells) == len(WHO) and set(cells) <= {"x", "."})
    assert TRANSITIONS[name][1].system is (cells == [SYSTEM])


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_studio")
def test_each_may_what_the_table_says_and_nothing_else() -> None:
    campaign = make.campaign()
    people, subjects = _people(campaign.project), _subjects(campaign)
    wrong = [
        f"{name} by {who}: {'refused' if cell == 'x' else 'allowed'}"
        for name, cells in MAY.items()
        if cells != [SYSTEM]
        for who, cell in zip(WHO, cells, strict=True)
        if _may(TRANSITIONS[name], subjects, people[who]) is not (cell == "x")
    ]
    assert not wrong, "\n".join(wrong)


def _may(named: tuple[type[Workflow[Any]], Transition], subjects: dict[str, Any], user: User) -> bool:
    workflow, transition = named
    assert transition.allowed is not None
    return transition.allowed(user, subjects[workflow.model])


def _people(project: Project) -> dict[str, User]:
    people = {role.value: make.granted(role, first_name=role.value) for role in Role if role is not Role.HOLDER}
    colleague = make.holder(project.school, "Karim")
    return {**people, Role.HOLDER.value: colleague, "own": project.holder, "anybody": make.person("Passant")}


def _subjects(campaign: Campaign) -> dict[str, Any]:
    """One of each, by model; what needs no row is not saved. A workflow whose model is missing here fails."""
    project = campaign.project
    picture = quick.add(project, minors=True, attested=quick.attestation())
    return {
        "projects.Project": project,
        "campaigns.Campaign": campaign,
        "bodies.BankAccount": BankAccount.objects.get(),
        "donations.Donation": Donation(email=project.holder.email, user=project.holder),
        "reports.Report": Report(campaign=campaign),
        "pictures.Picture": picture,
        "moderation.Case": cases.report(picture),
        "allocation.Mandate": Mandate.objects.create(**_MANDATE),
        "equalisation.RuleVersion": RuleVersion(),
        "allocation.Round": Round.objects.create(**_ROUND),
    }


_MANDATE: dict[str, Any] = {
    "envelope_cents": 3,
    "project_cap_cents": 2,
    "grant_cap_cents": 1,
    "kinds": ["seed"],
    "begins_on": clock.today(),
    "ends_on": clock.today(),
}
_ROUND: dict[str, Any] = {
    "on": clock.today(),
    "problem": {},
    "examined": [],
    "plan": {"grants": []},
    "certificate": {},
    "rules_version": 1,
}
