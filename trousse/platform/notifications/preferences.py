"""Reading and writing what people want to read."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from trousse.core import clock
from trousse.platform.notifications.enums import Rhythm
from trousse.platform.notifications.models import Preference
from trousse.platform.notifications.topics import topics


def rhythms_of(address: str) -> dict[str, Rhythm]:
    """The rhythm of every topic for ``address``, chosen or by default, in the order of the topics."""
    chosen = rhythms([(address, key) for key, _topic in topics.items()])
    return {key: chosen[address.lower(), key] for key, _topic in topics.items()}


def rhythms(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Rhythm]:
    """The rhythm of each (address in lower case, topic), in one statement however many there are."""
    pairs = {(address.lower(), topic) for address, topic in wanted}
    if not pairs:
        return {}
    rows = Preference.objects.filter(
        address__in={address for address, _ in pairs}, topic__in={topic for _, topic in pairs}
    ).values_list("address", "topic", "rhythm")
    chosen = {(address, topic): Rhythm(rhythm) for address, topic, rhythm in rows}
    return {(address, topic): chosen.get((address, topic), topics.get(topic).default) for address, topic in pairs}


@transaction.atomic
def preferences_choose(*, address: str, rhythms: Mapping[str, Rhythm]) -> None:
    """Keep the rhythm of each topic for ``address``. Said twice, it changes nothing. Raises KeyError for no topic."""
    for key in rhythms:
        topics.get(key)
    Preference.objects.bulk_create(
        [
            Preference(address=address.lower(), topic=key, rhythm=rhythm, changed_at=clock.now())
            for key, rhythm in sorted(rhythms.items())
        ],
        update_conflicts=True,
        unique_fields=["address", "topic"],
        update_fields=["rhythm", "changed_at"],
    )


def summaries_leave(*, address: str) -> None:
    """No more summaries to ``address``; what they read at once still comes."""
    in_summaries = {Rhythm.DAILY, Rhythm.WEEKLY}
    gone = {key: Rhythm.NEVER for key, rhythm in rhythms_of(address).items() if rhythm in in_summaries}
    preferences_choose(address=address, rhythms=gone)


def everything_leave(*, address: str) -> None:
    """No more messages that can be declined."""
    preferences_choose(address=address, rhythms={key: Rhythm.NEVER for key, _topic in topics.items()})
