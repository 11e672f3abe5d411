"""Somebody at their browser. Words on the screen are in French, as they read them."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Route, expect

from tests.journeys.examiner import Examiner

WORDS = re.compile(r"[  \s]+")
LOCAL_SCHEMES = ("data:", "blob:", "about:")


@dataclass
class Visitor:
    """What one can do: go somewhere, press, follow, type, read. Each waits as long as it takes, up to half a minute."""

    context: BrowserContext
    page: Page
    site_url: str
    examiner: Examiner
    javascript: bool = True
    misdeeds: list[str] = field(default_factory=list)
    """What the pages did and should not: content security policy, requests to strangers, errors of scripts."""

    def watch(self, *ours: str) -> None:
        """From now on, notes every misdeed; ``ours`` are the only origins that a page may speak to."""
        self.context.on("request", lambda request: self._on_request(request, ours))
        self.context.on("console", self._on_console)
        self.context.on("weberror", lambda error: self.misdeeds.append(f"script error: {error.error}"))

    # --- Going about ------------------------------------------------------------------------------------------------

    def goes_to(self, address: str, heading: str = "") -> None:
        """A path of the site, or a whole address; ``heading`` is the title read there."""
        self.page.goto(address if address.startswith("http") else self.site_url + address)
        if heading:
            self.is_at(heading)

    def is_at(self, heading: str) -> None:
        """The page whose title says ``heading`` is there; it is examined on the way."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(pattern(heading))
        self.page.wait_for_load_state()
        self.examiner.examine(self.page, javascript=self.javascript)

    def follows(self, name: str) -> None:
        """A link."""
        self.link(name).click()

    def presses(self, name: str) -> None:
        """A button."""
        self.button(name).click()

    def reloads(self) -> None:
        self.page.reload()

    def loses_the_way_back(self) -> None:
        """The battery will die as soon as the bank has the card: the site does not see this browser again."""
        self.context.route("**/vads-payment/*/payer", _pay_and_go_no_further)

    # --- Typing -----------------------------------------------------------------------------------------------------

    def types(self, label: str, text: str) -> None:
        """Fills a field."""
        self.field(label).fill(text)

    def ticks(self, label: str) -> None:
        """A box or a choice, by its own words."""
        self.field(label).check()

    def selects(self, label: str, choice: str) -> None:
        """In a list."""
        self.field(label).select_option(label=choice)

    # --- Reading ----------------------------------------------------------------------------------------------------

    def reads(self, *texts: str) -> None:
        """Each text is on the page; spaces of every kind are alike."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(pattern(text), use_inner_text=True)

    def does_not_read(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("body")).not_to_contain_text(pattern(text), use_inner_text=True)

    def reads_in_title(self, text: str) -> None:
        """The name of the tab."""
        expect(self.page).to_have_title(pattern(text))

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=pattern(name)).filter(visible=True).first

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=pattern(name)).filter(visible=True).first

    def field(self, label: str) -> Locator:
        """By the beginning of its label, among those that are shown."""
        labelled = self.page.get_by_label(pattern(label, start=True))
        return labelled.and_(self.page.locator("input, select, textarea")).filter(visible=True).first

    # --- Watching ---------------------------------------------------------------------------------------------------

    def _on_request(self, request: Request, ours: tuple[str, ...]) -> None:
        if not request.url.startswith((*LOCAL_SCHEMES, *(f"{origin}/" for origin in ours))):
            self.misdeeds.append(f"request to a stranger: {request.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.misdeeds.append(f"content security policy: {message.text}")


def _pay_and_go_no_further(route: Route) -> None:
    route.fetch(max_redirects=0)
    route.fulfill(body="")


def pattern(text: str, *, start: bool = False) -> re.Pattern[str]:
    """``text`` whatever its spaces and apostrophes are made of."""
    escaped = r"\s+".join(re.escape(word) for word in text.split())
    return re.compile(("^" if start else "") + escaped.replace("'", "['’]"))
