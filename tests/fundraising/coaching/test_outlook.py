"""What a coach is told of the end of a campaign: in words, and only where it helps."""

from datetime import timedelta

import pytest

from tests.fundraising import make
from tests.fundraising.coaching import making
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.forecast import Forecast
from trousse.fundraising.campaigns.services import campaign_suspend
from trousse.fundraising.coaching import words
from trousse.fundraising.coaching.outlook import Outlook, outlooks_of, tenths


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.0, "Sans coup de main, le minimum est peu probable."),
        (0.04, "Sans coup de main, le minimum est peu probable."),
        (0.08, "À ce rythme, une chance sur 10 d’atteindre le minimum."),
        (0.5, "À ce rythme, 5 chances sur 10 d’atteindre le minimum."),
        (0.68, "À ce rythme, 7 chances sur 10 d’atteindre le minimum."),
        (0.96, "À ce rythme, le minimum est très probable."),
        (1.0, "À ce rythme, le minimum est très probable."),
    ],
)
def test_chances_are_told_in_words(probability: float, said: str) -> None:
    assert words.chances(tenths(probability)).replace("\u00a0", " ") == said


def test_the_range_is_told_in_tens_of_euros() -> None:
    told = Outlook.of(Forecast(0.7, 42_083, 60_000, 98_909))
    assert told.range == words.range_at_the_end(Euro.of(420), Euro.of(980))
    assert told.range.replace("\u00a0", " ").replace("\u202f", " ") == "entre 420 € et 980 €"
    assert Outlook.of(Forecast(0.1, 5_010, 5_020, 5_990)).range.startswith("autour de 50\u00a0€")


@pytest.mark.django_db
def test_only_where_it_helps() -> None:
    now = clock.now()
    with clock.frozen(now - 8 * making.DAY):
        slow, reached, paused = (making.accompanied(title=title) for title in ("Semer", "Nager", "Grimper"))
        making.given(slow.project.campaign, 40, "slow", at=now - timedelta(days=6))
        making.given(reached.project.campaign, 500, "reached", at=now - timedelta(days=6))
        campaign_suspend(campaign=paused.project.campaign, by=make.reviewer(), reason="À vérifier.")
    new = making.accompanied(title="Chanter")
    waiting = making.assignment(make.campaign(title="Lire"))
    again = [making.assignment(each.project.campaign) for each in (slow, reached, paused, new, waiting)]
    assert set(outlooks_of(again)) == {slow.pk}
    assert outlooks_of([]) == {}
