"""Reading schools and territories."""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from trousse.core.search import matches, normalise
from trousse.people.schools.models import Academie, Departement, School
from trousse.people.schools.rules import tidy_uai
from trousse.people.schools.search import EDGE

SEARCH_LIMIT = 20


def choosable_schools() -> QuerySet[School]:
    """Where a new project may be carried: open teaching establishments, public or under contract."""
    return School.objects.choosable().select_related("departement__academie")


def school_by_uai(uai: str) -> School | None:
    """The school of this UAI, however it was typed; open or not."""
    return School.objects.select_related("departement__academie").filter(uai=tidy_uai(uai)).first()


def schools_search(query: str, limit: int = SEARCH_LIMIT) -> list[School]:
    """Choosable schools whose name, town, postcode or UAI hold every word of ``query``, as prefixes; best first.

    The exact UAI comes first, then schools whose name begins with the query or whose town is the query, then the
    others by town and name. Accents and case do not count. An empty query finds nothing.
    """
    search = matches(query)
    if search is None:
        return []
    uai, plain = tidy_uai(query), normalise(query)
    rank = Case(
        When(uai=uai, then=Value(0)),
        When(Q(search_text__startswith=plain) | Q(search_text__contains=f"{EDGE} {plain} {EDGE}"), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    found = choosable_schools().filter(Q(search=search) | Q(uai=uai)).annotate(rank=rank)
    return list(found.order_by("rank", "commune_name", "name", "uai")[:limit])


def academies() -> QuerySet[Academie]:
    """The 30 académies, by name, with their région académique."""
    return Academie.objects.select_related("region")


def departements() -> QuerySet[Departement]:
    """The 101 départements, by code, with their académie."""
    return Departement.objects.select_related("academie")
