"""What becomes of an agreement after its signature: prolonged, ended before its time, its signed document kept.

A fund that is locked when money leaves reads its agreement in the same statement: an agreement that is ended while two
people sign either still gives to them, or stops them.
"""

from datetime import date

from django.db import transaction

from trousse.core import clock, formats
from trousse.core.actors import Actor
from trousse.giving.funds import services as funds
from trousse.giving.funds.endings import agreement_tell_end
from trousse.giving.funds.errors import AgreementRefused
from trousse.giving.funds.models import Agreement
from trousse.giving.funds.patrons import SIGNED, Upload, agreement_lock
from trousse.platform.audit import services as audit
from trousse.platform.documents.rules import MediaType
from trousse.platform.documents.services import document_store


@transaction.atomic
def agreement_prolong(*, agreement: Agreement, expires_on: date | None, reason: str, actor: Actor) -> Agreement:
    """It goes on until ``expires_on`` (None: until the money is spent), also when it was over or ended: it gives again.

    Its patron will be told of the new end as of the former. Said again, nothing happens. ``reason``: what was signed.
    Raises AgreementRefused for a day that is past or no later than the present end, and without a reason.
    """
    funds.fund_lock(agreement.pk)
    locked = agreement_lock(agreement)
    if locked.ended_on is None and locked.expires_on == expires_on:
        return locked
    _check_prolonged(locked, expires_on, reason.strip())
    before = {"expires_on": _iso(locked.expires_on), "ended_on": _iso(locked.ended_on)}
    locked.expires_on, locked.ended_on, locked.end_reason = expires_on, None, ""
    locked.ending_told_at, locked.end_told_at = None, None
    locked.save(update_fields=["expires_on", "ended_on", "end_reason", "ending_told_at", "end_told_at"])
    audit.record(
        verb="agreement.prolong",
        subject=locked,
        actor=actor,
        reason=reason.strip(),
        data={"before": before, "expires_on": _iso(expires_on)},
    )
    return locked


@transaction.atomic
def agreement_end(*, agreement: Agreement, reason: str, actor: Actor) -> Agreement:
    """From this moment its fund gives no more; what is left stays there, and its patron is told. Said again, nothing.

    Raises AgreementRefused when it is over by itself, and without a reason.
    """
    funds.fund_lock(agreement.pk)
    locked, today = agreement_lock(agreement), clock.today()
    if locked.ended_on is not None:
        return locked
    if locked.is_over(today):
        raise AgreementRefused("Cette convention est déjà finie : son fonds n’aide plus de projet.")
    if not reason.strip():
        raise AgreementRefused({"reason": "Dites pourquoi, en une phrase : le journal la garde."})
    locked.ended_on, locked.end_reason = today, reason.strip()
    locked.save(update_fields=["ended_on", "end_reason"])
    audit.record(verb="agreement.end", subject=locked, actor=actor, reason=locked.end_reason, data={})
    agreement_tell_end(locked.pk)
    return locked


@transaction.atomic
def signed_keep(*, agreement: Agreement, signed: Upload, actor: Actor) -> None:
    """Keep the document that both signed: once, it proves the terms. Raises AgreementRefused, DocumentRefused."""
    locked = agreement_lock(agreement)
    if locked.signed_document_id is not None:
        raise AgreementRefused("La convention signée est déjà gardée : elle ne se remplace pas.")
    kept = document_store(kind=SIGNED, name=signed.name, content=signed.content, actor=actor)
    if kept.media_type != MediaType.PDF:
        raise AgreementRefused("La convention signée est un fichier PDF.")
    locked.signed_document = kept
    locked.save(update_fields=["signed_document"])
    audit.record(verb="agreement.signed_keep", subject=locked, actor=actor, data={"document": str(kept.pk)})


def _check_prolonged(locked: Agreement, expires_on: date | None, reason: str) -> None:
    problems = {}
    if locked.ended_on is None and locked.expires_on is None:
        problems["expires_on"] = "Cette convention n’a pas de fin : il n’y a rien à prolonger."
    elif expires_on is not None and expires_on < clock.today():
        problems["expires_on"] = "Ce jour est passé : choisissez un jour à venir."
    elif expires_on is not None and expires_on < locked.starts_on:
        problems["expires_on"] = f"La convention commence le {formats.day(locked.starts_on)} : choisissez plus tard."
    elif expires_on is not None and locked.ended_on is None and locked.expires_on and expires_on < locked.expires_on:
        problems["expires_on"] = (
            f"La convention va déjà jusqu’au {formats.day(locked.expires_on)} : choisissez plus tard."
        )
    if not reason:
        problems["reason"] = "Dites ce qui a été signé, par exemple : avenant du 3 mars 2027."
    if problems:
        raise AgreementRefused(problems)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
