"""Reading funds."""

from django.db.models import QuerySet

from trousse.fundraising.projects.enums import LevelGroup
from trousse.giving.funds import rules
from trousse.giving.funds.enums import FundKind
from trousse.giving.funds.errors import FundMissing
from trousse.giving.funds.models import Fund
from trousse.giving.funds.rules import Criteria


def funds_public() -> QuerySet[Fund]:
    """Every fund that receives gifts, the open one first; anybody may see them."""
    funds = Fund.objects.filter(is_active=True).select_related("theme", "departement")
    return funds.order_by("-kind", "name", "pk")


def fund_public(slug: str) -> Fund:
    """The fund of a page. Raises FundMissing."""
    fund = funds_public().filter(slug=slug).first()
    if fund is None:
        raise FundMissing
    return fund


def open_fund() -> Fund:
    """The fund that helps any project: it exists from the first migration on."""
    return Fund.objects.get(kind=FundKind.OPEN)


def fund_for(*, theme: str | None = None, departement: str | None = None, level: LevelGroup | None = None) -> Fund:
    """The active fund closest to a donor's wish (slug of a theme, code of a département, group of levels).

    It never asks for anything that the donor did not wish; the open fund serves every wish, for want of a closer one.
    """
    wish = Criteria(theme=theme, departement=departement, level_group=level.value if level else None)
    by_criteria = {fund.criteria: fund for fund in funds_public()}
    found = rules.closest(list(by_criteria), wish)
    if found is None:
        raise FundMissing
    return by_criteria[found]
