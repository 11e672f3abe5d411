"""Looks at pages as an inspector would: axe, reflow at 320 px, and a picture when somebody asked for one."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

WIDTHS = (390, 1280)
REFLOW_WIDTH = 320
HEIGHT = 900
NODES_TOLD = 3

_IDENTIFIER = re.compile(r"[0-9a-f-]{36}|(?<=/)[\w~.:-]{24,}|\d+(-[\w-]+)?")

_SHAPE = """() => {
  const names = [...document.querySelectorAll("body *")].map(each => `${each.localName}.${each.className}`);
  return [...new Set(names)].sort().join();
}"""

_START_AXE = """() => {
  window.axeFound = null;
  axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}).then(found => {
    window.axeFound = found.violations.map(rule => ({
      id: rule.id, help: rule.help, count: rule.nodes.length,
      nodes: rule.nodes.slice(0, 3).map(node => ({target: node.target.join(" "), why: node.failureSummary})),
    }));
  });
}"""
_OVERFLOW = """() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= innerWidth) return null;
  const isOut = each => each.getBoundingClientRect().right > innerWidth + 1;
  const wide = [...document.querySelectorAll("body *")].find(isOut);
  return `${root.scrollWidth} > ${innerWidth}: ${wide ? wide.outerHTML.slice(0, 120) : "?"}`;
}"""


@dataclass
class Examiner:
    """Examines each page once per process: two are the same when their addresses are alike and they are made alike."""

    axe: str
    shots: Path | None
    examined: int = 0
    problems: list[str] = field(default_factory=list)
    _known: set[tuple[str, int, bool]] = field(default_factory=set)

    @classmethod
    def equipped(cls, vendor: Path) -> "Examiner":
        """Raises FileNotFoundError, with what to do, when axe was not fetched."""
        axe = vendor / "axe" / "axe.min.js"
        if not axe.is_file():
            raise FileNotFoundError(f"{axe} is missing: « make test » fetches it")
        shots = os.environ.get("TROUSSE_SHOTS", "").strip()
        return cls(axe.read_text(encoding="utf-8"), Path(shots) if shots else None)

    def examine(self, page: Page, *, javascript: bool = True) -> None:
        """Adds what is wrong to ``problems``; leaves the page as it was, at the width it had.

        Without JavaScript axe cannot run: the page is looked at, and measured, all the same.
        """
        address = _IDENTIFIER.sub("*", page.url.split("?")[0])
        name = (address, hash(page.evaluate(_SHAPE)), javascript)
        if name in self._known:
            return
        self._known.add(name)
        own = page.viewport_size
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            if javascript:
                self._inspect(page, width)
            self._reflow(page, width)
            self._photograph(page, width)
        page.set_viewport_size({"width": REFLOW_WIDTH, "height": HEIGHT})
        self._reflow(page, REFLOW_WIDTH)
        if own:
            page.set_viewport_size(own)

    def _inspect(self, page: Page, width: int) -> None:
        if not page.evaluate("typeof window.axe !== 'undefined'"):
            page.evaluate(self.axe)
        self.examined += 1
        page.evaluate(_START_AXE)
        for violation in page.wait_for_function("() => window.axeFound").json_value():
            self.problems.append(_told(violation, page.url, width))

    def _reflow(self, page: Page, width: int) -> None:
        overflow = page.evaluate(_OVERFLOW)
        if overflow:
            self.problems.append(f"{page.url} scrolls sideways at {width} px: {overflow}")

    def _photograph(self, page: Page, width: int) -> None:
        if self.shots:
            title = re.sub(r"\W+", "-", page.title().split(" – ")[0])[:50].strip("-").lower()
            worker = os.environ.get("PYTEST_XDIST_WORKER", "")
            page.screenshot(path=self.shots / f"{worker}{self.examined:03d}-{title}-{width}.png", full_page=True)


def _told(violation: dict[str, Any], url: str, width: int) -> str:
    nodes = "".join(f"\n    {node['target']}\n      {node['why']}" for node in violation["nodes"][:NODES_TOLD])
    return f"axe, {url} at {width} px: {violation['id']} ({violation['help']}), {violation['count']} times{nodes}"
