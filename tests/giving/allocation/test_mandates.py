"""A mandate is written, signed by two people, stopped by one; it ends by itself, and the committee is told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.giving import builders
from tests.giving.allocation.mandates import in_force, member, sign, terms, written
from tests.giving.funds.patron import patron_fund
from tests.people.factories import grant as give_role
from tests.people.factories import make_user
from trousse.core import clock
from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.core.workflow import TransitionForbidden, TransitionRefused
from trousse.giving.allocation import services
from trousse.giving.allocation.enums import GrantKind, MandateState
from trousse.giving.allocation.errors import (
    ConflictNotDeclared,
    InterestUnknown,
    MandateMoved,
    MandateRefused,
    NotOfTheCommittee,
)
from trousse.giving.allocation.jobs import mandates_day
from trousse.giving.allocation.mandate_selectors import covers_of, mandates_giving
from trousse.giving.allocation.models import Grant, Mandate
from trousse.giving.funds.patrons import Contact, contact_add
from trousse.giving.funds.rules import Restriction
from trousse.giving.funds.selectors import open_fund
from trousse.people.accounts.enums import Role
from trousse.platform.audit.models import Event
from trousse.platform.notifications.models import Message

pytestmark = pytest.mark.django_db
TODAY = clock.today
DAY = timedelta(days=1)


def letters(kind: str) -> int:
    return Message.objects.filter(kind=f"allocation.{kind}").count()


class TestWriting:
    def test_it_waits_for_two_signatures_and_the_committee_is_told(self) -> None:
        one, two = member("Yasmine"), member("Pierre")
        made = services.mandate_write(by=one, terms=terms(funds=frozenset({open_fund().pk})))
        assert made.state == MandateState.PROPOSED
        assert made.terms == terms(funds=frozenset({open_fund().pk}))
        told = set(Message.objects.filter(kind="allocation.mandate_to_sign").values_list("to", flat=True))
        assert told == {one.email, two.email}
        assert Event.objects.filter(verb="mandate.write").count() == 1

    def test_terms_that_contradict_themselves_are_refused(self) -> None:
        with pytest.raises(MandateRefused, match="plafond par projet"):
            services.mandate_write(by=member(), terms=terms(project_cap=Euro.of(900)))
        with pytest.raises(MandateRefused, match="n’existe plus"):
            services.mandate_write(by=member(), terms=terms(funds=frozenset({987654})))

    def test_only_the_committee_writes(self) -> None:
        with pytest.raises(NotOfTheCommittee):
            services.mandate_write(by=make_user(), terms=terms())


class TestSigning:
    def test_two_people_put_it_in_force(self) -> None:
        made = written()
        assert sign(made, member()).state == MandateState.SIGNED_ONCE
        signed = sign(made, member())
        assert (signed.state, signed.in_force_at is not None) == (MandateState.IN_FORCE, True)
        assert list(mandates_giving(TODAY())) == [signed]
        assert list(mandates_giving(TODAY(), GrantKind.MATCH)) == [signed]
        assert not mandates_giving(TODAY() + 31 * DAY).exists()

    def test_not_twice_by_the_same_person(self) -> None:
        made, one = written(), member()
        sign(made, one)
        with pytest.raises(TransitionForbidden):
            sign(made, one)

    def test_nor_by_whoever_follows_one_of_its_funds_for_a_patron(self) -> None:
        fund, one = patron_fund(restriction=Restriction()), member()
        contact_add(agreement=fund.agreement, contact=Contact(one.email), actor=Actor.system("tests"))
        for made in (written(), written(funds=frozenset({fund.pk}))):
            with pytest.raises(TransitionForbidden):
                sign(made, one)
        assert sign(written(funds=frozenset({open_fund().pk})), one).state == MandateState.SIGNED_ONCE

    def test_only_the_words_that_were_read(self) -> None:
        made = written()
        with pytest.raises(MandateMoved):
            sign(made, member(), content_sha256="0" * 64)
        Mandate.objects.filter(pk=made.pk).update(envelope_cents=99_900)
        with pytest.raises(MandateMoved):
            sign(made, member())

    def test_with_a_word_on_interests(self) -> None:
        with pytest.raises(ConflictNotDeclared):
            sign(written(), member(), no_conflict=False)

    def test_too_late(self) -> None:
        made = written()
        with clock.frozen(clock.now() + 31 * DAY), pytest.raises(TransitionRefused):
            sign(made, member())

    def test_its_first_day_may_be_to_come(self) -> None:
        made = in_force(begins_on=TODAY() + 3 * DAY)
        assert made.state == MandateState.IN_FORCE
        assert not mandates_giving(TODAY()).exists()
        assert mandates_giving(TODAY() + 3 * DAY).exists()


class TestStopping:
    @pytest.mark.parametrize("signatures", [0, 1, 2])
    def test_by_one_person_at_any_time_with_a_reason(self, signatures: int) -> None:
        made = written()
        for _ in range(signatures):
            sign(made, member())
        services.mandate_revoke(mandate=made, by=member("Nour"), reason="Nous revoyons les règles.")
        made.refresh_from_db()
        assert made.state == MandateState.REVOKED
        assert not mandates_giving(TODAY()).exists()
        letter = Message.objects.filter(kind="allocation.mandate_over").first()
        assert letter is not None
        assert "Nous revoyons les règles." in letter.params["why"]

    def test_not_without_a_reason_nor_by_others(self) -> None:
        made = in_force()
        with pytest.raises(TransitionRefused):
            services.mandate_revoke(mandate=made, by=member(), reason="  ")
        with pytest.raises(TransitionForbidden):
            services.mandate_revoke(mandate=made, by=make_user(), reason="Non.")

    def test_it_ends_by_itself_once(self) -> None:
        made, unsigned = in_force(), written()
        member()
        with clock.frozen(clock.now() + 30 * DAY):
            assert services.mandates_end(clock.today()) == 0
        with clock.frozen(clock.now() + 31 * DAY):
            assert services.mandates_end(clock.today()) == 2
            assert services.mandates_end(clock.today()) == 0
        states = {mandate.pk: mandate.state for mandate in Mandate.objects.all()}
        assert states == {made.pk: MandateState.ENDED, unsigned.pk: MandateState.ENDED}
        told = Message.objects.filter(kind="allocation.mandate_over").values_list("params__number", flat=True)
        assert set(told) == {made.pk}


class TestInterests:
    def test_what_its_signers_hold_or_declared_is_left_to_rounds(self) -> None:
        held, declared, other = (builders.campaign() for _ in range(3))
        one = held.project.holder
        give_role(one, Role.COMMITTEE)
        made = in_force(one, two := member())
        services.mandate_interest_declare(mandate=made, by=two, campaign_id=declared.pk)
        services.mandate_interest_declare(mandate=made, by=two, campaign_id=declared.pk)
        services.mandate_interest_declare(mandate=made, by=member(), campaign_id=other.pk)
        [cover] = covers_of([made], [held.pk, declared.pk, other.pk])
        assert cover.shunned == {held.pk, declared.pk}
        assert made.interests.count() == 2

    def test_in_nothing_at_all(self) -> None:
        with pytest.raises(InterestUnknown):
            services.mandate_interest_declare(mandate=written(), by=member(), campaign_id=987654)


class TestSummary:
    def test_one_letter_a_day_for_all_mandates(self) -> None:
        one = member()
        first, second = in_force(), in_force()
        Message.objects.all().delete()
        for made in (first, second):
            give(made, 30)
        mandates_day()
        assert letters("mandate_summary") == 0
        with clock.frozen(clock.now() + DAY):
            mandates_day()
            mandates_day()
        told = Message.objects.filter(kind="allocation.mandate_summary", to=one.email)
        assert [len(letter.params["lines"]) for letter in told] == [2]
        with clock.frozen(clock.now() + 2 * DAY):
            mandates_day()
        assert told.count() == 1

    def test_what_came_later_is_told_later(self) -> None:
        one, made = member(), in_force()
        give(made, 30)
        with clock.frozen(clock.now() + DAY):
            mandates_day()
            give(made, 40)
        with clock.frozen(clock.now() + 2 * DAY):
            mandates_day()
        told = Message.objects.filter(kind="allocation.mandate_summary", to=one.email).order_by("pk")
        assert [letter.params["grants"] for letter in told] == [1, 1]


class TestPostgres:
    """Whoever writes, and however: nonsense is refused."""

    @pytest.mark.parametrize(
        "nonsense",
        [
            {"spent_cents": 50_001},
            {"kinds": []},
            {"kinds": ["gift"]},
            {"ends_on": clock.today() - 400 * DAY},
            {"grant_cap_cents": 20_001},
            {"state": "exhausted", "over_at": clock.now()},
            {"state": "revoked"},
            {"in_force_at": None},
        ],
    )
    def test_refuses(self, nonsense: dict[str, object]) -> None:
        made = in_force()
        with pytest.raises(IntegrityError), transaction.atomic():
            Mandate.objects.filter(pk=made.pk).update(**nonsense)


def give(mandate: Mandate, euros: int) -> None:
    """As if it had covered a grant."""
    facts = {"fund": open_fund(), "campaign": builders.campaign(), "kind": "seed", "amount_cents": euros * 100}
    Grant.objects.create(key=f"grant:mandate:{Grant.objects.count()}", mandate=mandate, posted_at=clock.now(), **facts)
    Mandate.objects.filter(pk=mandate.pk).update(spent_cents=euros * 100)
