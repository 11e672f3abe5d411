"""Small numbers are kept back, and so are others through which they could be computed. Pure.

Beside the groups that are shown stands their total, so that what the hidden ones hold *together* is known. A hidden
count stays unknown because other years, with another count in that group, would be published in the very same words:

- at least two groups are hidden, with twice the least number of projects;
- they are not all at their smallest or all at their largest, which their sum would give away;
- some project succeeded in them, unless none did anywhere: else every hidden count of successes would be 0;
- which groups are hidden beyond the small ones does not depend on their size, but on a lot drawn once for all.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Counts = Mapping[str, int]


def hidden_groups(
    projects: Counts, successes: Iterable[Counts], *, least: int, order: Callable[[str], Any]
) -> frozenset[str] | None:
    """The groups not to show, of one way of counting; None when not even their names can be.

    ``projects``: how many by group; ``successes``: by group too, once for each set of rules that is shown; ``least``:
    under how many projects a group is small (3 or more).
    """
    drawn = sorted(projects, key=order)
    hidden = [group for group in drawn if projects[group] < least]
    others = [group for group in drawn if projects[group] >= least]
    told = list(successes)
    while hidden and not _is_safe(hidden, projects, told, least):
        if not others:
            return None
        hidden.append(others.pop(0))
    return frozenset(hidden)


def _is_safe(hidden: list[str], projects: Counts, successes: list[Counts], least: int) -> bool:
    counts = [projects[group] for group in hidden]
    total, number = sum(counts), len(counts)
    if number < 2 or total < 2 * least:
        return False
    if max(counts) < least and (total == number or total == number * (least - 1)):
        return False
    return all(any(each.get(group) for group in hidden) or not any(each.values()) for each in successes)
