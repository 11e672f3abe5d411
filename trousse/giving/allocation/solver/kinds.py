"""Projects that no criterion tells apart are of one kind; which kinds a fund accepts is found by intersecting sets."""

from collections import defaultdict
from collections.abc import Iterable

from trousse.giving.allocation.solver.problem import RESTRICTION_KEYS, Fund, Project

Kind = tuple[tuple[str, ...], str, str, str, str, str]


class Kinds:
    """The projects by kind (in the order given), and the kinds by every value of every criterion."""

    def __init__(self, projects: Iterable[Project]) -> None:
        self.projects: dict[Kind, list[Project]] = defaultdict(list)
        for project in projects:
            self.projects[project.kind].append(project)
        self._number = {kind: number for number, kind in enumerate(self.projects)}
        self._kinds = list(self.projects)
        self._having: dict[tuple[str, str], set[int]] = defaultdict(set)
        for kind, (example, *_) in self.projects.items():
            for key in RESTRICTION_KEYS:
                for value in example.values(key):
                    self._having[key, value].add(self._number[kind])

    def accepted_by(self, fund: Fund) -> list[Kind]:
        """The kinds that meet every criterion of the fund, in the order of the projects."""
        meeting = sorted((self._meeting(key, values) for key, values in fund.restrict.items()), key=len)
        if not meeting:
            return self._kinds
        return [self._kinds[number] for number in sorted(meeting[0].intersection(*meeting[1:]))]

    def _meeting(self, key: str, values: frozenset[str]) -> set[int]:
        if len(values) == 1:
            (value,) = values
            return self._having.get((key, value), set())
        return set().union(*(self._having.get((key, value), ()) for value in values))
