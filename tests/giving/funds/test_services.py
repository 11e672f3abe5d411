"""Funds receive, give, and are never overdrawn."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from trousse.core.actors import Actor
from trousse.core.money import Euro
from trousse.fundraising.projects.enums import LevelGroup
from trousse.fundraising.projects.models import Theme
from trousse.giving.funds import services
from trousse.giving.funds.enums import FundKind, Priority, Zone
from trousse.giving.funds.errors import CriteriaUnknown, FundAsleep, FundExists, FundMissing, FundOverdrawn
from trousse.giving.funds.models import Fund
from trousse.giving.funds.open_fund import ensure_open_fund
from trousse.giving.funds.rules import Restriction
from trousse.giving.funds.selectors import fund_for, fund_public, funds_public, open_fund
from trousse.people.schools.models import Departement
from trousse.platform.audit.models import Event

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system("tests")


def theme(slug: str = "scene") -> Theme:
    return Theme.objects.get_or_create(slug=slug, defaults={"label": "Musique et théâtre", "order": 5})[0]


def create(**fields: object) -> Fund:
    return services.fund_create(actor=SYSTEM, **{"name": "Fonds musique", "theme": theme(), **fields})  # type: ignore[arg-type]


class TestOpening:
    def test_the_open_fund_is_always_there(self) -> None:
        fund = open_fund()
        assert (fund.kind, fund.slug, fund.balance) == (FundKind.OPEN, "fonds-de-solidarite", Euro(0))
        assert fund.description
        ensure_open_fund(using="default")
        assert Fund.objects.filter(kind=FundKind.OPEN).count() == 1

    def test_a_fund_by_theme_place_and_level(self) -> None:
        fund = create(
            name="Musique au collège dans le Nord",
            departement=Departement.objects.get(pk="59"),
            level_group=LevelGroup.COLLEGE,
        )
        assert (fund.kind, fund.slug) == ("criteria", "musique-au-college-dans-le-nord")
        assert fund.restriction == Restriction.of(themes=["scene"], departements=["59"], level_groups=["college"])
        assert fund.criteria_words == ["Musique et théâtre", "Nord", "Collège"]
        assert Event.objects.get(verb="fund.create").subject_id == str(fund.pk)

    def test_a_name_without_a_latin_letter_has_an_address_all_the_same(self) -> None:
        assert create(name="Фонд").slug.startswith("fonds-")

    def test_a_fund_of_any_combination(self) -> None:
        fund = create(
            name="Écoles de chez nous",
            theme=None,
            restriction=Restriction.of(
                themes=["sport", "scene"],
                departements=["62", "59"],
                academies=["09"],
                level_groups=["lycee", "college"],
                priorities=["rep+", "rep"],
                zones=["rural"],
            ),
        )
        assert (fund.departements, fund.priorities) == (["59", "62"], ["rep", "rep+"])
        assert fund.criteria_words[1:] == [
            "Nord ou Pas-de-Calais",
            "Académie de Lille",
            "Collège ou Lycée",
            "Éducation prioritaire",
            "Commune rurale",
        ]
        assert "Musique et théâtre" in fund.criteria_words[0]
        fund.full_clean()

    def test_a_theme_or_a_place_that_does_not_exist_is_refused(self) -> None:
        with pytest.raises(CriteriaUnknown, match="2C, lune"):
            create(restriction=Restriction.of(themes=["lune"], departements=["2C"]))

    @pytest.mark.parametrize("wrong", [{"level_groups": ["cm1"]}, {"priorities": ["REP"]}, {"zones": ["montagne"]}])
    def test_postgresql_knows_the_words(self, wrong: dict[str, list[str]]) -> None:
        with pytest.raises(IntegrityError, match="fund_criteria_known"), transaction.atomic():
            Fund.objects.create(slug="faux", name="Faux", kind="criteria", **wrong)

    def test_two_funds_never_have_the_same_criteria(self) -> None:
        create()
        with pytest.raises(FundExists):
            create(name="Un autre nom")
        with pytest.raises(FundExists):
            create(name="Un second fonds ouvert", theme=None)

    def test_nor_the_same_address(self) -> None:
        create(slug="musique")
        with pytest.raises(FundExists):
            create(slug="musique", theme=theme("sport"))

    @pytest.mark.parametrize("kind", ["open", "criteria"])
    def test_a_fund_cannot_lie_about_its_criteria(self, kind: str) -> None:
        wrong = {"themes": ["scene"]} if kind == "open" else {}
        with pytest.raises(IntegrityError), transaction.atomic():
            Fund.objects.create(slug="faux", name="Faux", kind=kind, **wrong)


class TestReading:
    def test_the_open_fund_comes_first_and_closed_ones_do_not_show(self) -> None:
        music, sport = create(), create(name="Fonds sport", theme=theme("sport"))
        Fund.objects.filter(pk=sport.pk).update(is_active=False)
        assert list(funds_public()) == [open_fund(), music]
        assert fund_public("fonds-musique") == music
        with pytest.raises(FundMissing):
            fund_public("fonds-sport")

    def test_the_fund_closest_to_a_wish(self) -> None:
        music = create()
        north = create(name="Fonds du Nord", theme=None, departement=Departement.objects.get(pk="59"))
        assert fund_for(theme="scene", departement="59") == music
        assert fund_for(departement="59") == north
        assert fund_for(theme="sport", level=LevelGroup.LYCEE) == open_fund()
        assert fund_for() == open_fund()

    def test_the_fund_of_an_academie_serves_its_departements(self) -> None:
        around = create(name="Autour de Lille", theme=None, restriction=Restriction.of(academies=["09"]))
        rural = create(name="Rural", theme=None, restriction=Restriction.of(zones=["rural"]))
        assert fund_for(departement="62") == fund_for(academie="09") == around
        assert fund_for(departement="75") == open_fund()
        assert fund_for(departement="75", zone=Zone.RURAL) == rural
        assert fund_for(priorities=[Priority.REP]) == open_fund()


class TestMoney:
    def test_gifts_come_in_together(self) -> None:
        music, fund = create(), open_fund()
        for gifts in ([(fund.pk, Euro(500))], [(fund.pk, Euro(500)), (music.pk, Euro(700))] * 20):
            with CaptureQueriesContext(connection) as queries:
                services.funds_credit(gifts)
            assert len(queries) == 2
        fund.refresh_from_db()
        music.refresh_from_db()
        assert (fund.received, fund.balance, fund.gifts_count) == (Euro(10_500), Euro(10_500), 21)
        assert (music.received, music.gifts_count) == (Euro(14_000), 20)

    def test_grants_leave_all_or_nothing(self) -> None:
        music, fund = create(), open_fund()
        services.funds_credit([(fund.pk, Euro(1000)), (music.pk, Euro(1000))])
        services.funds_debit([(fund.pk, Euro(600)), (music.pk, Euro(1000))])
        fund.refresh_from_db()
        assert (fund.received, fund.balance, fund.given) == (Euro(1000), Euro(400), Euro(600))
        with pytest.raises(FundOverdrawn) as refused, transaction.atomic():
            services.funds_debit([(fund.pk, Euro(300)), (fund.pk, Euro(101))])
        assert refused.value.balance == Euro(400)
        with pytest.raises(FundOverdrawn), transaction.atomic():
            services.funds_debit([(fund.pk, Euro(100)), (music.pk, Euro(1))])
        fund.refresh_from_db()
        assert fund.balance == Euro(400)

    def test_grants_of_a_failed_project_come_home(self) -> None:
        music, fund = create(), open_fund()
        services.funds_credit([(fund.pk, Euro(1000)), (music.pk, Euro(1000))])
        services.funds_debit([(fund.pk, Euro(600)), (music.pk, Euro(1000))])
        services.funds_take_back([(fund.pk, Euro(100)), (fund.pk, Euro(500)), (music.pk, Euro(1))])
        fund.refresh_from_db()
        music.refresh_from_db()
        assert (fund.received, fund.balance, fund.gifts_count) == (Euro(1000), Euro(1000), 1)
        assert (music.balance, music.given) == (Euro(1), Euro(999))
        with pytest.raises(IntegrityError, match="fund_never_overdrawn"), transaction.atomic():
            services.funds_take_back([(fund.pk, Euro(1))])

    def test_a_closed_fund_gives_nothing(self) -> None:
        fund = create()
        services.funds_credit([(fund.pk, Euro(1000))])
        Fund.objects.filter(pk=fund.pk).update(is_active=False)
        with pytest.raises(FundAsleep):
            services.funds_debit([(fund.pk, Euro(1))])

    def test_a_gift_goes_back_whole_or_in_part_while_it_waits(self) -> None:
        fund = open_fund()
        services.funds_credit([(fund.pk, Euro(1000)), (fund.pk, Euro(500))])
        services.fund_give_back(fund_id=fund.pk, amount=Euro(200), whole=False)
        services.fund_give_back(fund_id=fund.pk, amount=Euro(500))
        fund.refresh_from_db()
        assert (fund.received, fund.balance, fund.gifts_count) == (Euro(800), Euro(800), 1)
        services.funds_debit([(fund.pk, Euro(700))])
        with pytest.raises(FundOverdrawn), transaction.atomic():
            services.fund_give_back(fund_id=fund.pk, amount=Euro(800))

    @pytest.mark.parametrize("cents", [0, -1])
    def test_a_movement_is_positive(self, cents: int) -> None:
        with pytest.raises(ValueError):
            services.funds_credit([(open_fund().pk, Euro(cents))])

    def test_postgresql_refuses_an_overdrawn_fund(self) -> None:
        with pytest.raises(IntegrityError, match="fund_never_overdrawn"), transaction.atomic():
            Fund.objects.filter(pk=open_fund().pk).update(balance_cents=-1)
