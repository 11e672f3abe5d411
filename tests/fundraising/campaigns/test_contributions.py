"""Room, gifts in, gifts out: idempotent per key, in a constant number of statements, never above the optimum."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fundraising import make
from trousse.core import clock
from trousse.core.money import Euro
from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.campaigns.errors import CampaignMissing, CampaignNotOpen, NoRoomLeft
from trousse.fundraising.campaigns.models import Campaign, Intake, Reservation, Supporter
from trousse.fundraising.campaigns.selectors import room_left, supporters_for_holder
from trousse.fundraising.campaigns.services import (
    campaigns_close_due,
    contribution_reduce,
    contribution_remove,
    contributions_add,
    contributions_remove,
    reservations_expire,
    room_release,
    room_reserve,
    rooms_release,
)

pytestmark = pytest.mark.django_db


def reserve(campaign: Campaign, amount: Euro, key: str, minutes: int = 20) -> Euro:
    until = clock.now() + timedelta(minutes=minutes)
    return room_reserve(campaign_id=campaign.pk, amount=amount, key=key, until=until)


def fresh(campaign: Campaign) -> Campaign:
    return Campaign.objects.get(pk=campaign.pk)


# --- Room -------------------------------------------------------------------------------------------------------------


def test_room_is_what_is_neither_raised_nor_being_paid() -> None:
    campaign = make.campaign()
    assert reserve(campaign, Euro.of(700), "a") == Euro.of(700)
    assert room_left(campaign) == Euro.of(200)
    with pytest.raises(NoRoomLeft) as refused:
        reserve(campaign, Euro.of(201), "b")
    assert refused.value.room == Euro.of(200)
    assert "200\u00a0€" in refused.value.user_message
    reserve(campaign, Euro.of(200), "b")
    with pytest.raises(NoRoomLeft) as refused:
        reserve(campaign, Euro(1), "c")
    assert not refused.value.room


def test_the_same_key_replaces_its_own_reservation() -> None:
    campaign = make.campaign()
    reserve(campaign, Euro.of(900), "a")
    reserve(campaign, Euro.of(400), "a")
    assert room_left(campaign) == Euro.of(500)
    assert Reservation.objects.count() == 1


def test_room_comes_back_when_released_or_expired() -> None:
    campaign = make.campaign()
    reserve(campaign, Euro.of(500), "a")
    reserve(campaign, Euro.of(400), "b", minutes=5)
    assert room_release(key="a")
    assert not room_release(key="a")
    assert room_left(campaign) == Euro.of(500)
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        assert room_left(campaign) == Euro.of(900)
        reserve(campaign, Euro.of(900), "c")
        assert reservations_expire() == 1
        assert rooms_release(keys=["a", "b", "c"]) == 1


def test_nothing_is_kept_where_nothing_can_be_given() -> None:
    campaign = make.campaign()
    with pytest.raises(CampaignMissing):
        room_reserve(campaign_id=0, amount=Euro(1), key="a", until=clock.now())
    with pytest.raises(ValueError, match="above zero"):
        reserve(campaign, Euro.zero(), "a")
    assert campaign.closes_at is not None
    with clock.frozen(campaign.closes_at):
        assert room_left(campaign) == Euro.zero()
        with pytest.raises(CampaignNotOpen):
            reserve(campaign, Euro.of(5), "a")


# --- Gifts in ---------------------------------------------------------------------------------------------------------


def test_a_gift_moves_the_gauge_and_enters_the_supporters() -> None:
    campaign = make.campaign()
    reserve(campaign, Euro.of(50), "g1")
    taken = contributions_add(
        [make.gift(campaign, Euro.of(50), "g1", email=" Jeanne@Exemple.FR ", message="Bravo à tous")]
    )
    assert taken == {"g1": Euro.of(50)}
    stored = fresh(campaign)
    assert (stored.raised, stored.supporters_count, stored.state) == (Euro.of(50), 1, CampaignState.OPEN)
    assert not Reservation.objects.exists()
    supporter = Supporter.objects.get()
    assert (supporter.email, supporter.first_name, supporter.message) == ("jeanne@exemple.fr", "Jeanne", "Bravo à tous")


def test_a_key_brings_its_gift_once() -> None:
    campaign = make.campaign()
    first = contributions_add([make.gift(campaign, Euro.of(50), "g1"), make.gift(campaign, Euro.of(50), "g1")])
    again = contributions_add([make.gift(campaign, Euro.of(80), "g1"), make.gift(campaign, Euro.of(10), "g2")])
    assert first == {"g1": Euro.of(50)}
    assert again == {"g1": Euro.of(50), "g2": Euro.of(10)}
    assert fresh(campaign).raised == Euro.of(60)
    assert Intake.objects.count() == Supporter.objects.count() == 2


def test_a_late_payment_takes_what_is_left_and_no_more() -> None:
    campaign = make.campaign()
    reserve(campaign, Euro.of(100), "late", minutes=5)
    with clock.frozen(clock.now() + timedelta(minutes=6)):
        reserve(campaign, Euro.of(840), "other")
        assert contributions_add([make.gift(campaign, Euro.of(100), "late")]) == {"late": Euro.of(60)}
        assert contributions_add([make.gift(campaign, Euro.of(5), "later")]) == {"later": Euro.zero()}
        assert contributions_add([make.gift(campaign, Euro.of(840), "other")]) == {"other": Euro.of(840)}
    stored = fresh(campaign)
    assert (stored.raised, stored.state) == (Euro.of(900), CampaignState.SUCCEEDED)
    assert stored.supporters_count == 2
    assert not Supporter.objects.filter(donation_key="later").exists()


def test_several_campaigns_in_one_batch() -> None:
    campaigns = [make.campaign() for _ in range(3)]
    taken = contributions_add(
        [make.gift(campaign, Euro.of(300 * number), f"g{number}") for number, campaign in enumerate(campaigns, 1)]
    )
    assert taken == {"g1": Euro.of(300), "g2": Euro.of(600), "g3": Euro.of(900)}
    assert [fresh(campaign).state for campaign in campaigns] == ["open", "open", "succeeded"]
    assert contributions_add([]) == {}
    with pytest.raises(CampaignMissing):
        contributions_add([make.gift(Campaign(pk=0), Euro.of(5), "nowhere")])


def test_a_second_gift_does_not_make_a_second_supporter() -> None:
    campaign = make.campaign()
    contributions_add([make.gift(campaign, Euro.of(5), key, email="jeanne@exemple.fr") for key in ("g1", "g2")])
    contributions_add([make.gift(campaign, Euro.of(5), "g3", email="JEANNE@exemple.fr")])
    contributions_add([make.gift(campaign, Euro.of(5), "g4", email="paul@exemple.fr")])
    assert fresh(campaign).supporters_count == 2
    contributions_remove(["g1", "g3"])
    assert fresh(campaign).supporters_count == 2
    contributions_remove(["g2"])
    assert fresh(campaign).supporters_count == 1


def test_the_number_of_statements_does_not_depend_on_the_number_of_gifts() -> None:
    campaigns = [make.campaign() for _ in range(4)]

    def statements(count: int, prefix: str) -> int:
        gifts = [make.gift(campaigns[n % 4], Euro.of(1), f"{prefix}{n}") for n in range(count)]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            contributions_add(gifts)
        return len([query for query in captured if "SAVEPOINT" not in query["sql"]])

    assert statements(4, "few") == statements(120, "many") == 8


# --- Gifts out --------------------------------------------------------------------------------------------------------


def test_a_gift_returned_leaves_the_gauge_once() -> None:
    campaign = make.campaign()
    contributions_add([make.gift(campaign, Euro.of(50), "g1"), make.gift(campaign, Euro.of(30), "g2")])
    assert contribution_remove(key="g1") == Euro.of(50)
    assert contributions_remove(["g1", "unknown"]) == {"g1": Euro.of(50)}
    assert contribution_remove(key="unknown") == Euro.zero()
    stored = fresh(campaign)
    assert (stored.raised, stored.supporters_count) == (Euro.of(30), 1)
    assert contributions_add([make.gift(campaign, Euro.of(50), "g1")]) == {"g1": Euro.of(50)}
    assert fresh(campaign).raised == Euro.of(30)


def test_after_the_closing_the_page_still_says_what_had_been_raised() -> None:
    campaign = make.campaign()
    contributions_add([make.gift(campaign, Euro.of(50), "g1")])
    assert campaign.closes_at is not None
    with clock.frozen(campaign.closes_at + timedelta(days=1)):
        campaigns_close_due()
        contributions_remove(["g1"])
    stored = fresh(campaign)
    assert (stored.raised_cents, stored.raised) == (0, Euro.of(50))


def test_part_of_a_gift_may_go_back() -> None:
    campaign = make.campaign()
    contributions_add([make.gift(campaign, Euro.of(50), "g1")])
    assert contribution_reduce(key="g1", amount=Euro.of(20)) == Euro.of(30)
    assert fresh(campaign).raised == Euro.of(30)
    for impossible in (Euro.of(30), Euro.of(40), Euro.zero()):
        with pytest.raises(ValueError, match="g1"):
            contribution_reduce(key="g1", amount=impossible)
    assert contribution_remove(key="g1") == Euro.of(30)
    assert fresh(campaign).raised == Euro.zero()


# --- What the holder reads --------------------------------------------------------------------------------------------


def test_the_holder_reads_first_names_and_words_never_amounts() -> None:
    campaign = make.campaign()
    contributions_add(
        [
            make.gift(campaign, Euro.of(50), "g1", first_name="Jeanne", message="Bravo"),
            make.gift(campaign, Euro.of(60), "g2", first_name="Paul", named=False, message="Bon courage"),
            make.gift(campaign, Euro.of(70), "g3", first_name="Lila", named=False),
        ]
    )
    seen = supporters_for_holder(fresh(campaign))
    assert [supporter.first_name for supporter in seen.named] == ["Jeanne"]
    assert (seen.count, seen.discreet, seen.words) == (3, 2, ["Bon courage"])


# --- The arithmetic on the real tables --------------------------------------------------------------------------------

steps = st.lists(
    st.tuples(
        st.sampled_from(["reserve", "pay", "pay late", "release", "return"]),
        st.integers(0, 5),
        st.integers(1, 60_000),
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_whatever_happens_the_books_of_a_campaign_hold(
    open_campaign: Campaign, steps: list[tuple[str, int, int]]
) -> None:
    reserved: dict[str, Euro] = {}
    inside: dict[str, Euro] = {}
    for number, (step, who, cents) in enumerate(steps):
        key, amount = f"{id(steps)}-{who}", Euro(cents)
        if step == "reserve":
            try:
                reserved[key] = reserve(open_campaign, amount, key)
            except (NoRoomLeft, CampaignNotOpen):
                continue
        elif step == "pay" and key in reserved:
            paid = reserved.pop(key)
            taken = contributions_add([make.gift(open_campaign, paid, key)])[key]
            if key not in inside:
                assert taken == paid
            inside.setdefault(key, taken)
        elif step == "pay late":
            late = f"{key}-late-{number}"
            inside[late] = contributions_add([make.gift(open_campaign, amount, late)])[late]
            assert Euro.zero() <= inside[late] <= amount
        elif step == "release":
            room_release(key=key)
            reserved.pop(key, None)
        elif step == "return" and key in inside:
            contribution_remove(key=key)
            inside[key] = Euro.zero()
        stored = fresh(open_campaign)
        assert Euro(stored.raised_cents) == Euro.total(inside.values())
        assert Euro(stored.raised_cents) + Euro.total(reserved.values()) <= stored.optimum_goal
    _empty(open_campaign)


@pytest.fixture
def open_campaign() -> Campaign:
    return make.campaign()


def _empty(campaign: Campaign) -> None:
    """Back to where it was, for the next example."""
    Reservation.objects.all().delete()
    contributions_remove(Intake.objects.values_list("key", flat=True))
    Intake.objects.all().delete()
    Supporter.objects.all().delete()
    Campaign.objects.filter(pk=campaign.pk).update(
        state="open", closed_at=None, close_reason="", closing_raised_cents=None
    )
