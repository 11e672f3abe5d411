"""A round of pages with one browser: each is opened or reached by a button, and examined as it stands.

Stricter than a journey: every state is examined, even of a page that was seen before, and a script may not complain at
all. The only line allowed in the console is the browser's own, about the status of the very page that was asked for.
"""

from dataclasses import dataclass, field
from typing import Self

from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Response, expect

from tests.journeys.conftest import Journey
from tests.journeys.examiner import Examiner
from tests.journeys.visitor import Visitor, pattern
from trousse.people.accounts.models import User

STATUS_TOLD = "Failed to load resource"
_UNFOLD = "() => document.querySelectorAll('details').forEach(each => { each.open = true; })"


@dataclass
class Tour:
    """Opens pages and examines them; ``seen`` counts them."""

    visitor: Visitor
    seen: int = 0
    misdeeds: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, journey: Journey, user: User | None = None) -> Self:
        """With a session already open for ``user``, if any."""
        tour = cls(journey.somebody())
        tour.misdeeds = tour.visitor.misdeeds
        tour.visitor.context.on("console", tour._on_console)
        if user is not None:
            tour.signs_in(user)
        return tour

    def signs_in(self, user: User) -> None:
        """A session as after the code of the mail."""
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        self.visitor.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": self.visitor.site_url}]
        )

    def opens(self, path: str, heading: str = "", *, status: int = 200, unfolded: bool = False) -> None:
        """A page by its path, and all that it hides when ``unfolded``. Fails when its status is another."""
        response = self.visitor.page.goto(self.visitor.site_url + path)
        if unfolded:
            self.visitor.page.evaluate(_UNFOLD)
        self._reached(response, path, heading, status)

    def presses(self, name: str, heading: str = "", *, status: int = 200) -> None:
        """A button that leads to a page; the form may well be refused."""
        with self.visitor.page.expect_navigation() as arrival:
            self.visitor.presses(name)
        self._reached(arrival.value, f"button « {name} »", heading, status)

    def looks(self, heading: str = "") -> None:
        """Examines what is on the screen now."""
        page = self.visitor.page
        if heading:
            expect(page.get_by_role("heading", level=1)).to_have_text(pattern(heading))
        page.wait_for_load_state()
        shared = self.visitor.examiner
        own = Examiner(shared.axe, shared.shots, shared.examined)
        own.examine(page)
        shared.examined = own.examined
        shared.problems += own.problems
        self.seen += 1

    def _reached(self, response: Response | None, how: str, heading: str, status: int) -> None:
        assert response is not None, how
        assert response.status == status, f"{how}: {response.status}, not {status}"
        self.looks(heading)

    def _on_console(self, message: ConsoleMessage) -> None:
        is_status = message.text.startswith(STATUS_TOLD) and message.location["url"] == self.visitor.page.url
        if message.type == "error" and not is_status and "Content Security Policy" not in message.text:
            self.misdeeds.append(f"console of {self.visitor.page.url}: {message.text}")
