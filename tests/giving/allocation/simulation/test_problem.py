"""What the solver is asked about a past year."""

from datetime import date

from tests.giving.allocation.simulation.builders import closed, income, rules, season
from trousse.core.money import Euro
from trousse.giving.allocation.simulation.problem import COUNTING, asked, problem_of
from trousse.giving.allocation.simulation.season import Closed, Income
from trousse.giving.equalisation.rules import Limits


def payable(money: Income, *campaigns: Closed, until: date | None = None) -> set[int]:
    """The campaigns that this money may pay something of."""
    told = season(campaigns, money, until=until) if until else season(campaigns, money)
    problem = problem_of(told, COUNTING)
    [fund] = problem.funds
    return {int(each.id[1:]) for each in problem.projects if problem.pays(fund, each)}


def test_only_those_that_lack_something_are_asked_for_with_their_worth() -> None:
    short, done = closed(goal=100, raised=40, priority="rep+"), closed(goal=100, raised=100)
    problem = problem_of(season([short, done], income(30)), rules(rep_plus=300))
    [project] = problem.projects
    assert (project.id, project.gap, project.goal, project.weight) == (f"c{short.id}", 60, 100, 300)


def test_the_yardstick_counts_every_project_alike() -> None:
    campaigns = [closed(), closed(priority="rep"), closed(priority="rep+", zone="rural"), closed(ips=700)]
    weights = {project.weight for project in problem_of(season(campaigns), COUNTING).projects}
    assert weights == {COUNTING.weights.base}


def test_limits_leave_projects_out() -> None:
    half, nothing = closed(goal=100, raised=50), closed(goal=100, raised=0)
    waiting = rules(limits=Limits(least_raised_bp=3000))
    assert asked(season([half, nothing]), waiting) == [half]
    assert asked(season([half, nothing]), rules(limits=Limits(most_cents=49))) == []
    assert asked(season([half, nothing]), COUNTING) == [half, nothing]


def test_money_goes_where_its_criteria_lead() -> None:
    here, there = closed(departement="59", zone="rural"), closed(departement="62", zone="rural")
    assert payable(income(departements=["59"], zones=["rural"]), here, there) == {here.id}
    assert payable(income(), here, there) == {here.id, there.id}


def test_levels_of_which_a_project_has_several() -> None:
    both, one = closed(level_groups=frozenset({"elementaire", "college"})), closed(level_groups=frozenset({"lycee"}))
    assert payable(income(level_groups=["college"]), both, one) == {both.id}


def test_an_agreement_helps_those_that_collected_while_it_lasted() -> None:
    winter = closed(opened_on=date(2026, 1, 10), closed_on=date(2026, 3, 1))
    summer = closed(opened_on=date(2026, 5, 2), closed_on=date(2026, 6, 30))
    assert payable(income(last_day=date(2026, 4, 1)), winter, summer) == {winter.id}
    assert payable(income(first_day=date(2026, 4, 1)), winter, summer) == {summer.id}
    whole = income(first_day=date(2020, 1, 1), last_day=date(2030, 1, 1))
    assert payable(whole, winter, summer) == {winter.id, summer.id}


def test_who_doubles_gives_no_more_than_people_did() -> None:
    half, little = closed(goal=100, raised=50), closed(goal=100, raised=49)
    assert payable(income(limits={"matches": True}), half, little) == {half.id}


def test_limits_of_a_fund_are_those_of_its_agreement() -> None:
    told = income(900, limits={"cap": Euro(400), "share_cap_bp": 5000, "least": Euro(20)})
    [fund] = problem_of(season([closed()], told, income(0)), COUNTING).funds
    assert (fund.balance, fund.cap, fund.cap_share_bp, fund.min_grant) == (900, 400, 5000, 20)
