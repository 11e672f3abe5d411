"""Writing the rollout: places taken and given back, phases, waiting lists, alerts."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from trousse.core import clock, formats
from trousse.core.actors import Actor
from trousse.people.accounts.models import User
from trousse.people.rollout import jobs, rules
from trousse.people.rollout.errors import AcademieClosed, PhaseRefused, QuotaFull
from trousse.people.rollout.links import confirm_url
from trousse.people.rollout.models import Alert, Phase, PhaseAcademie, Slot, Waiting
from trousse.people.rollout.notifications import AlertConfirm
from trousse.people.rollout.selectors import academie_of, openness
from trousse.people.schools.models import Academie, School
from trousse.platform.audit.services import record
from trousse.platform.notifications.services import notify


@transaction.atomic
def slot_take(*, school: School, key: str) -> None:
    """Take a place for the project ``key`` in the phase in force; one that has its place keeps it.

    Phases are locked while their places are counted: of two at once for the last place, one gets it. Without any phase
    nothing is counted. Raises AcademieClosed, or QuotaFull.
    """
    academie = academie_of(school)
    list(
        Phase.objects.select_for_update(of=("self",)).order_by("pk")
    )  # few rows; what they allow is read behind the lock
    now = openness(academie)
    if now.phase is None and now.is_open:
        return
    if Slot.objects.filter(key=key, freed_at=None).exists():
        return  # it has its place: correcting it is not a new project, even after the end of the phase
    if not now.is_open or now.phase is None:
        raise AcademieClosed(_in_words(academie), now.opens_on)
    if now.room == 0:
        raise QuotaFull
    Slot.objects.update_or_create(
        key=key,
        defaults={"phase_id": now.phase.pk, "academie": academie, "taken_at": clock.now(), "freed_at": None},
    )


@transaction.atomic
def slot_free(*, key: str) -> None:
    """Give the place of the project ``key`` back; the first who waits is told. Said twice, it changes nothing."""
    if Slot.objects.filter(key=key, freed_at=None).update(freed_at=clock.now()):
        jobs.tell_those_who_wait.enqueue_once()


@transaction.atomic
def phase_save(
    *,
    phase: Phase | None,
    name: str,
    starts_on: date,
    ends_on: date | None,
    quota: int | None,
    academies: Mapping[str, int | None],
    actor: Actor,
) -> Phase:
    """Create ``phase`` (None) or change it. ``academies``: codes with their quota; empty opens all.

    Raises PhaseRefused.
    """
    wrong = rules.problems(starts_on, ends_on, quota, list(academies.values()))
    others = Phase.objects.exclude(pk=phase.pk) if phase else Phase.objects.all()
    if others.filter(name=name.strip()).exists():
        wrong.append("Une autre phase porte déjà ce nom.")
    if wrong:
        raise PhaseRefused(" ".join(wrong))
    saved = phase or Phase()
    saved.name, saved.starts_on, saved.ends_on, saved.quota = name.strip(), starts_on, ends_on, quota
    saved.save()
    saved.openings.all().delete()
    PhaseAcademie.objects.bulk_create(
        PhaseAcademie(phase=saved, academie_id=code, quota=own) for code, own in sorted(academies.items())
    )
    record(
        verb="phase.create" if phase is None else "phase.change",
        subject=saved,
        actor=actor,
        data={
            "starts_on": starts_on.isoformat(),
            "ends_on": ends_on.isoformat() if ends_on else None,
            "quota": quota,
            "academies": dict(academies),
        },
    )
    jobs.tell_those_who_wait.enqueue_once()
    return saved


PILOT = "Phase pilote"
EVERYWHERE = "Partout en France"


def presets_install(*, actor: Actor) -> list[Phase]:
    """The two phases of the real rollout: five académies and 50 projects from March 2017, everywhere from September.

    Those that exist by their name are left as they are. Source: note of the founding partners, 2017.
    """
    pilots: dict[str, int | None] = dict.fromkeys(
        Academie.objects.filter(is_pilot=True).values_list("pk", flat=True), None
    )
    wanted = [
        (PILOT, date(2017, 3, 1), date(2017, 8, 31), 50, pilots),
        (EVERYWHERE, date(2017, 9, 1), None, None, {}),
    ]
    known = set(Phase.objects.values_list("name", flat=True))
    return [
        phase_save(phase=None, name=name, starts_on=start, ends_on=end, quota=quota, academies=academies, actor=actor)
        for name, start, end, quota, academies in wanted
        if name not in known
    ]


@transaction.atomic
def wait_join(*, user: User, school: School, key: str) -> Waiting:
    """Wait for a place for the project ``key``; said twice, it keeps its turn. Once told, it joins again at the end."""
    waiting, created = Waiting.objects.select_for_update().get_or_create(
        key=key, defaults={"user": user, "school": school}
    )
    if not created and waiting.told_at is not None:
        waiting.asked_at, waiting.told_at = clock.now(), None
        waiting.save(update_fields=["asked_at", "told_at"])
    return waiting


def wait_leave(*, key: str) -> None:
    """The project ``key`` no longer waits; the others of its holder keep their turn."""
    Waiting.objects.filter(key=key).delete()


def wait_move(*, key: str, school: School) -> None:
    """The project ``key`` is of another school now: if it waits, it keeps its turn there."""
    Waiting.objects.filter(key=key).update(school=school)


@transaction.atomic
def alert_ask(*, academie: Academie, email: str) -> None:
    """Ask whether the address is theirs. One that waits already is written nothing; one that was told waits anew."""
    alert, _created = Alert.objects.get_or_create(academie=academie, email=email.strip().lower())
    if alert.told_at is not None:
        alert.told_at = alert.confirmed_at = None
        alert.save(update_fields=["told_at", "confirmed_at"])
    if alert.confirmed_at is None:
        notify(AlertConfirm(academie=academie.name, url=confirm_url(academie.pk, alert.email)), to=alert.email)


@transaction.atomic
def alert_confirm(*, code: str, email: str) -> Alert:
    """The address is theirs: they are told when the académie opens, at once if it is open already."""
    alert, _created = Alert.objects.select_for_update().get_or_create(academie_id=code, email=email)
    if alert.confirmed_at is None:
        alert.confirmed_at = clock.now()
        alert.save(update_fields=["confirmed_at"])
        jobs.tell_those_who_wait.enqueue_once()
    return alert


def _in_words(academie: Academie | None) -> str:
    return f"dans l’académie {formats.of(academie.name)}" if academie else "dans votre territoire"
