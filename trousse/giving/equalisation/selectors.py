"""Reading the rules of solidarity."""

from datetime import date

from trousse.giving.equalisation.enums import RuleState
from trousse.giving.equalisation.models import RuleVersion
from trousse.giving.equalisation.rules import Rules


def version_on(day: date) -> RuleVersion:
    """The version in force that day: the latest that had begun; the first one for every day before it."""
    adopted = RuleVersion.objects.filter(state=RuleState.ADOPTED).defer("simulation")
    found = adopted.filter(in_force_from__lte=day).order_by("-in_force_from").first()
    return found or adopted.order_by("in_force_from")[:1].get()


def rules_on(day: date) -> Rules:
    """The rules of solidarity in force that day, in one statement."""
    return version_on(day).rules
