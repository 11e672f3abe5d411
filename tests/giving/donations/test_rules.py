"""How much, who, and what a payment means: no database here."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trousse.core.money import Euro
from trousse.giving.donations import rules
from trousse.giving.donations.enums import DonationState, DonorKind, RefundReason
from trousse.giving.donations.refund_keys import reason_of, refund_key
from trousse.giving.donations.rules import AmountLimits, Consents, DonorDetails, Verdict

LIMITS = AmountLimits(minimum=Euro.of(5), maximum=Euro.of(10_000))
JEANNE = DonorDetails(first_name="Jeanne", last_name="Morel", email="jeanne@exemple.fr")
ATELIER = replace(JEANNE, kind=DonorKind.COMPANY, company_name="Atelier Morel", siren="732829320")
WITH_RECEIPT = replace(JEANNE, wants_receipt=True, address="3 rue des Lilas", postcode="62300", town="Lens")
AGREED = Consents(terms_version="2026-11", terms_accepted=True)

cents = st.integers(min_value=0, max_value=2_000_000)


class TestAmount:
    @pytest.mark.parametrize("euros", [5, 20, 10_000])
    def test_between_the_limits(self, euros: int) -> None:
        assert rules.amount_problem(Euro.of(euros), limits=LIMITS) is None

    @pytest.mark.parametrize(
        ("cents", "room", "says"),
        [
            (0, None, "Indiquez un montant"),
            (-500, None, "Indiquez un montant"),
            (499, None, "5\u00a0€ au moins"),
            (1_000_001, None, "au plus"),
            (2_001, 2_000, "donnez 20\u00a0€ au plus"),
            (499, 2_000, "5\u00a0€ au moins"),
            (299, 300, "donnez exactement 3\u00a0€"),
            (301, 300, "donnez 3\u00a0€ au plus"),
        ],
    )
    def test_what_is_wrong_is_said_with_what_to_do(self, cents: int, room: int | None, says: str) -> None:
        left = None if room is None else Euro(room)
        assert says in (rules.amount_problem(Euro(cents), limits=LIMITS, room=left) or "")

    def test_a_remainder_below_the_minimum_may_be_given_as_it_is(self) -> None:
        assert rules.amount_problem(Euro(300), limits=LIMITS, room=Euro(300)) is None

    @given(amount=cents, room=st.none() | cents)
    def test_what_is_accepted_fits_and_is_not_too_small(self, amount: int, room: int | None) -> None:
        left = None if room is None else Euro(room)
        if rules.amount_problem(Euro(amount), limits=LIMITS, room=left) is None:
            assert 0 < amount <= LIMITS.maximum.cents
            assert left is None or Euro(amount) <= left
            assert Euro(amount) >= LIMITS.minimum or Euro(amount) == left

    @given(room=st.integers(min_value=1, max_value=1_000_000))
    def test_the_last_euros_can_always_be_given(self, room: int) -> None:
        assert rules.amount_problem(Euro(room), limits=LIMITS, room=Euro(room)) is None

    def test_suggestions_fit_and_end_with_the_remainder(self) -> None:
        proposed = [Euro.of(20), Euro.of(50), Euro.of(100)]
        assert rules.suggestions(proposed, room=None) == proposed
        assert rules.suggestions(proposed, room=Euro.of(500)) == proposed
        assert rules.suggestions(proposed, room=Euro.of(60)) == [Euro.of(20), Euro.of(50), Euro.of(60)]
        assert rules.suggestions(proposed, room=Euro.of(50)) == [Euro.of(20), Euro.of(50)]
        assert rules.suggestions(proposed, room=Euro.of(3)) == [Euro.of(3)]
        assert rules.suggestions(proposed, room=Euro(0)) == []

    @pytest.mark.parametrize(
        ("cents", "rate", "cost"), [(2_000, 66, 680), (5_000, 60, 2_000), (1, 66, 0), (1_050, 66, 357)]
    )
    def test_cost_after_the_reduction(self, cents: int, rate: int, cost: int) -> None:
        assert rules.cost_after_reduction(Euro(cents), rate) == Euro(cost)


class TestDonor:
    @pytest.mark.parametrize("donor", [JEANNE, ATELIER, replace(ATELIER, kind=DonorKind.ASSOCIATION, siren="")])
    def test_what_is_asked_is_enough(self, donor: DonorDetails) -> None:
        assert rules.donor_problems(donor, receipts_offered=True) == {}

    @pytest.mark.parametrize(
        ("donor", "field"),
        [
            (replace(JEANNE, first_name=" "), "first_name"),
            (replace(JEANNE, last_name=""), "last_name"),
            (replace(JEANNE, first_name="J" * 81), "first_name"),
            (replace(JEANNE, last_name="Mo\x00rel"), "last_name"),
            (replace(JEANNE, email="jean\x00ne@exemple.fr"), "email"),
            (replace(JEANNE, country="FRA"), "country"),
            (replace(JEANNE, email=""), "email"),
            (replace(JEANNE, email="jeanne"), "email"),
            (replace(JEANNE, email="jeanne@"), "email"),
            (replace(JEANNE, email="jeanne@exemple"), "email"),
            (replace(JEANNE, email="jeanne@exemple.fr, paul@exemple.fr"), "email"),
            (replace(ATELIER, company_name=""), "company_name"),
            (replace(ATELIER, siren=""), "siren"),
            (replace(ATELIER, siren="123456789"), "siren"),
            (replace(ATELIER, kind=DonorKind.ASSOCIATION, siren="123456789"), "siren"),
        ],
    )
    def test_each_gap_is_told_beside_its_field(self, donor: DonorDetails, field: str) -> None:
        assert set(rules.donor_problems(donor, receipts_offered=True)) == {field}

    def test_the_address_is_asked_only_for_a_receipt(self) -> None:
        assert rules.donor_problems(WITH_RECEIPT, receipts_offered=True) == {}
        bare = replace(JEANNE, wants_receipt=True)
        assert set(rules.donor_problems(bare, receipts_offered=True)) == {"address", "postcode", "town"}
        assert set(rules.donor_problems(replace(WITH_RECEIPT, postcode="623"), receipts_offered=True)) == {"postcode"}
        belgian = replace(WITH_RECEIPT, postcode="1000", country="BE")
        assert rules.donor_problems(belgian, receipts_offered=True) == {}

    def test_no_receipt_where_the_body_issues_none(self) -> None:
        assert set(rules.donor_problems(WITH_RECEIPT, receipts_offered=False)) == {"wants_receipt"}

    def test_typing_leaves_nothing_behind(self) -> None:
        typed = replace(ATELIER, first_name="  Jeanne ", email=" Jeanne@Exemple.FR ", siren="732 829 320")
        assert rules.tidy(typed) == replace(ATELIER, first_name="Jeanne")

    def test_nothing_is_kept_that_was_not_needed(self) -> None:
        chatty = replace(WITH_RECEIPT, wants_receipt=False, company_name="Morel", siren="732829320")
        assert rules.tidy(chatty) == JEANNE


class TestConsents:
    def test_terms_are_compulsory_and_a_receipt_wants_a_word_on_rewards(self) -> None:
        assert rules.consent_problems(AGREED, wants_receipt=False) == {}
        assert set(rules.consent_problems(replace(AGREED, terms_accepted=False), wants_receipt=False)) == {"terms"}
        assert set(rules.consent_problems(AGREED, wants_receipt=True)) == {"no_reward"}
        assert rules.consent_problems(replace(AGREED, no_reward=True), wants_receipt=True) == {}
        for message in ("m" * 501, "Bra\x00vo"):
            assert set(rules.consent_problems(replace(AGREED, message=message), wants_receipt=False)) == {"message"}


class TestPayments:
    @pytest.mark.parametrize(
        ("state", "counted", "expected"),
        [
            (DonationState.STARTED, 7, Verdict.COUNT),
            (DonationState.STARTED, 8, Verdict.COUNT),
            (DonationState.NOT_PAID, 7, Verdict.COUNT),
            (DonationState.SETTLED, 7, Verdict.ALREADY_COUNTED),
            (DonationState.SETTLED, 8, Verdict.PAID_TWICE),
            (DonationState.REFUNDING, 7, Verdict.ALREADY_COUNTED),
            (DonationState.REFUNDED, 8, Verdict.PAID_TWICE),
            (DonationState.CHARGED_BACK, 8, Verdict.PAID_TWICE),
        ],
    )
    def test_what_an_arrival_means(self, state: DonationState, counted: int, expected: Verdict) -> None:
        assert rules.verdict(state, counted=counted, payment=7) is expected

    @pytest.mark.parametrize(
        ("paid", "ordered", "offered"), [(2_000, 2_000, 2_000), (1_500, 2_000, 1_500), (2_500, 2_000, 2_000)]
    )
    def test_never_more_than_the_donor_meant(self, paid: int, ordered: int, offered: int) -> None:
        assert rules.offered(Euro(paid), Euro(ordered)) == Euro(offered)

    @given(amount=cents, owed=cents, standing=cents)
    def test_a_charge_back_is_taken_from_somewhere_to_the_cent(self, amount: int, owed: int, standing: int) -> None:
        taken = rules.charge_back(amount=Euro(amount), owed=Euro(owed), standing=Euro(standing))
        parts = (taken.from_refunds_due, taken.from_destination, taken.from_suspense)
        assert Euro.total(parts) == Euro(amount)
        assert min(parts) >= Euro.zero()
        assert taken.from_refunds_due <= Euro(owed)
        assert taken.from_destination <= Euro(standing)
        assert not taken.from_suspense or amount > owed + standing


@pytest.mark.parametrize("reason", list(RefundReason))
def test_a_refund_key_names_its_reason(reason: RefundReason) -> None:
    assert reason_of(refund_key(reason, 12)) is reason
    assert reason.label


def test_a_key_of_somebody_else_has_no_reason() -> None:
    assert reason_of("payout:3") is None
