"""The two patrons of the demonstration, without the rest of the season."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

import pytest

from tests.fundraising import make
from trousse.core import clock
from trousse.core.money import Euro
from trousse.giving.funds.selectors import agreements_visible_to, patron_funds_shown
from trousse.operations.demo import patrons
from trousse.operations.demo.season import Season
from trousse.people.accounts.models import User

pytestmark = pytest.mark.django_db


@dataclass
class Agenda:
    """What a season is to them: a day, and a list of what will happen."""

    now: datetime = field(default_factory=clock.now)
    acts: list[tuple[datetime, Callable[[], None]]] = field(default_factory=list)

    def schedule(self, at: datetime, act: Callable[[], None]) -> None:
        self.acts.append((at, act))


def test_one_goes_on_and_one_is_over_with_its_rest() -> None:
    for theme in ("mer", "botanique", "decouverte"):
        make.theme(theme)
    agenda = Agenda()
    with clock.frozen(agenda.now - timedelta(days=150)):
        patrons.schedule(cast(Season, agenda))
    for at, act in agenda.acts:
        with clock.frozen(at):
            act()
    embruns, beffroi = patron_funds_shown()
    today = clock.today()
    assert (embruns.balance, embruns.is_live(today), embruns.limits.matches) == (Euro.of(4500), True, True)
    assert (beffroi.balance, beffroi.is_live(today), beffroi.limits.expired(today)) == (Euro.of(900), False, True)
    solene = User.objects.get(email="solene.guerin@demo.trousse.example")
    assert [agreement.fund for agreement in agreements_visible_to(solene)] == [embruns]
