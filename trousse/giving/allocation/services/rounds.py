"""Rounds: proposed each night, changed by the committee, signed by two people, posted in one transaction.

The solver works before any row is locked; what it answers is written only if nobody moved the round meanwhile.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.giving.allocation import messages
from trousse.giving.allocation.answering import Answer, Change, answer, fingerprint
from trousse.giving.allocation.asking import Question, question_now, refusal_of
from trousse.giving.allocation.enums import GrantKind, RoundState
from trousse.giving.allocation.errors import ChangeRefused, ConflictNotDeclared, RoundMoved, RoundNoLongerFits
from trousse.giving.allocation.foreseeing import seeds_of, seeds_waiting_now, turn_last
from trousse.giving.allocation.models import OPEN, Interest, Round, Signature, Turn
from trousse.giving.allocation.names import campaign_id_of
from trousse.giving.allocation.reading import answered_again, changes_of, examined_of, findings_of
from trousse.giving.allocation.reasons import Finding
from trousse.giving.allocation.services.grants import Ask, grants_post
from trousse.giving.allocation.transitions import RoundWorkflow
from trousse.giving.equalisation.selectors import rules_on
from trousse.giving.funds.errors import FundAsleep, FundOverdrawn
from trousse.giving.funds.models import Fund
from trousse.people.accounts.models import User
from trousse.platform.audit.services import record
from trousse.platform.parameters.selectors import integer

NIGHT = Actor.system("allocation.propose")


def round_propose(*, actor: Actor = NIGHT, anew: bool = False, turn: Turn | None = None) -> Round | None:
    """Ask the solver about tonight and let the answer wait for signatures; None when no project can be helped.

    The open round is replaced, unless somebody signed it a few days ago at most: then it stays, and is returned.
    ``anew``: replace it all the same. ``turn``: that of this morning, which says what waits for signatures; without it
    the policy of seasons is asked again.
    """
    question = question_now(seeds_waiting_now() if turn is None else seeds_of(turn))
    found = answer(question.document, question.examined, {})
    with transaction.atomic():
        waiting = Round.objects.select_for_update(of=("self",), no_key=True).filter(state__in=list(OPEN)).first()
        if waiting is not None:
            if not anew and _is_kept(waiting):
                return waiting
            RoundWorkflow.perform(RoundWorkflow.supersede, waiting, actor=NIGHT)
        if not found.solution.plan.grants:
            return None
        made = Round.objects.create(**_asked(question), **_answered(found), turn=turn or turn_last())
        record(verb="round.propose", subject=made, actor=actor, data=found.solution.as_figures())
        messages.tell_committee(made)
        return made


@transaction.atomic
def round_change(*, round: Round, by: User, campaign_id: int, amount: Euro, why: str) -> Round:  # noqa: A002
    """Give exactly ``amount`` to a campaign (zero: nothing), and find the rest anew. Signatures given so far are void.

    The reason is published on the project's page. Raises ChangeRefused, TransitionRefused, TransitionForbidden.
    """
    locked = _lock(round)
    _check_change(locked, campaign_id, amount, why.strip())
    change = Change(cents=amount.cents, why=why.strip(), by=by.display_name)
    return _solve_again(locked, by, {**changes_of(locked), campaign_id: change})


@transaction.atomic
def round_change_undo(*, round: Round, by: User, campaign_id: int) -> Round:  # noqa: A002
    """Let the solver decide again for this campaign."""
    locked = _lock(round)
    changes = {pk: change for pk, change in changes_of(locked).items() if pk != campaign_id}
    return _solve_again(locked, by, changes)


@transaction.atomic
def interest_declare(*, round: Round, by: User, campaign_id: int) -> None:  # noqa: A002
    """``by`` has something to do with a project: they do not sign what helps it. Said once is said."""
    if campaign_id not in {each.campaign for each in examined_of(round)}:
        raise ChangeRefused("Ce projet n’est pas dans cette répartition.")
    _, is_new = Interest.objects.get_or_create(round=round, user=by, campaign_id=campaign_id)
    if is_new:
        record(verb="round.interest", subject=round, actor=Actor.of_user(by), data={"campaign": campaign_id})


@transaction.atomic
def round_sign(*, round: Round, by: User, plan_sha256: str, no_conflict: bool) -> Round:  # noqa: A002
    """Agree with the plan of that fingerprint. The second person's signature posts it.

    Raises ConflictNotDeclared, RoundMoved (another plan by now), RoundNoLongerFits, TransitionRefused,
    TransitionForbidden (not of the committee, signed already, has an interest).
    """
    if not no_conflict:
        raise ConflictNotDeclared
    locked = _lock(round)
    if locked.plan_sha256 != plan_sha256:
        raise RoundMoved
    actor = Actor.of_user(by)
    if locked.state == RoundState.PROPOSED:
        signed = RoundWorkflow.perform(RoundWorkflow.sign_first, locked, actor=actor)
    else:
        signed = RoundWorkflow.perform(RoundWorkflow.sign_second, locked, actor=actor, posted_at=clock.now())
    Signature.objects.create(round=signed, user=by, plan_sha256=plan_sha256, no_conflict=True)
    if signed.state == RoundState.POSTED:
        _post(signed, actor)
    return signed


@transaction.atomic
def round_drop(*, round: Round, by: User, reason: str) -> Round:  # noqa: A002
    """Nothing is given this time. The reason is kept."""
    return RoundWorkflow.perform(RoundWorkflow.drop, round, actor=Actor.of_user(by), reason=reason.strip())


def _post(signed: Round, actor: Actor) -> None:
    asks = [
        Ask(
            key=f"grant:{signed.pk}:{fund_id}:{finding.campaign}",
            fund_id=fund_id,
            campaign_id=finding.campaign,
            amount=Euro(cents),
            kind=_kind(finding, fund_id),
            reason=finding.reason,
        )
        for finding in findings_of(signed)
        for fund_id, cents in finding.paid.items()
    ]
    try:
        grants_post(asks, actor=actor, round=signed)
    except (FundOverdrawn, FundAsleep) as error:
        raise RoundNoLongerFits from error


def _kind(finding: Finding, fund_id: int) -> GrantKind:
    fund = Fund.objects.select_related("agreement").get(pk=fund_id)
    return GrantKind.MATCH if fund.limits.matches else finding.kind


def _solve_again(locked: Round, by: User, changes: Mapping[int, Change]) -> Round:
    found = answered_again(locked, changes)
    paid = {campaign_id_of(grant.project) for grant in found.solution.plan.grants}
    refused = [pk for pk, change in changes.items() if change.cents and pk not in paid]
    if refused:
        raise ChangeRefused(
            "Aucun fonds ne peut payer cette somme à ce projet : ses critères ou ses limites l’empêchent."
        )
    stored = {str(pk): vars(change) for pk, change in sorted(changes.items())}
    actor = Actor.of_user(by)
    return RoundWorkflow.perform(RoundWorkflow.change, locked, actor=actor, changes=stored, **_answered(found))


def _check_change(locked: Round, campaign_id: int, amount: Euro, why: str) -> None:
    examined = {each.campaign: each for each in examined_of(locked)}.get(campaign_id)
    if examined is None:
        raise ChangeRefused("Ce projet n’est pas dans cette répartition.")
    if amount < Euro.zero() or amount.cents > examined.moment.missing:
        raise ChangeRefused(
            f"Il manque {Euro(examined.moment.missing)} à ce projet : les fonds ne donnent pas davantage."
        )
    limits = rules_on(locked.on).limits
    beyond = refusal_of(limits, examined.moment, ask=amount.cents, is_seed=amount.cents < examined.moment.missing)
    if amount and beyond:
        raise ChangeRefused(beyond)
    if not why:
        raise ChangeRefused("Dites pourquoi : la raison est publiée sur la page du projet.")


def _is_kept(waiting: Round) -> bool:
    """Signed once, and not too long ago."""
    if waiting.state != RoundState.SIGNED_ONCE:
        return False
    last = waiting.signatures.order_by("-at").first()
    return last is not None and clock.now() - last.at < timedelta(days=integer("allocation.signature_days"))


def _asked(question: Question) -> dict[str, Any]:
    return {
        "on": question.on,
        "problem": question.document,
        "problem_sha256": fingerprint(question.document),
        "examined": [each.as_json() for each in question.examined],
        "rules_version": question.rules_version,
    }


def _answered(found: Answer) -> dict[str, Any]:
    return {
        "plan": found.plan,
        "plan_sha256": fingerprint(found.plan),
        "certificate": found.certificate(),
        "algorithm": found.solution.certificate.algorithm,
    }


def _lock(of: Round) -> Round:
    return Round.objects.select_for_update(of=("self",), no_key=True).get(pk=of.pk)
