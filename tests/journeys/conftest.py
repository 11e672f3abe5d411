"""Journeys: people with real browsers on the whole site, its own worker, a real PostgreSQL and the test bank.

One site serves every journey of a process; what a journey makes stays (the ledger forgets nothing), so each makes its
own people, schools and projects. They run after all other tests, which expect an empty database.
"""

import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.examiner import HEIGHT, WIDTHS, Examiner
from tests.journeys.site import Site, database_url, running_site
from tests.journeys.visitor import Visitor
from trousse.money.payments import registry
from trousse.operations import books

HERE = Path(__file__).parent
PATIENCE = 30_000  # milliseconds; long, for a machine with other things to do
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_END_OTHER_CONNECTIONS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

_people = itertools.count(1)


class Journey:
    """What a journey is given: the site, and people."""

    def __init__(self, site: Site, browser: Browser, examiner: Examiner) -> None:
        self.site = site
        self.bank = site.bank
        self._browser = browser
        self._examiner = examiner
        self._people: list[Visitor] = []

    def somebody(self, *, width: int = WIDTHS[1], javascript: bool = True) -> Visitor:
        """A new person, with a browser and an address of their own."""
        number = next(_people)
        context = self._browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=javascript,
            locale="fr-FR",
            reduced_motion="reduce",
            extra_http_headers={"X-Forwarded-For": f"10.0.{number // 256}.{number % 256}"},
        )
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(context, context.new_page(), self.site.url, self._examiner, javascript)
        visitor.watch(self.site.url, self.bank.url)
        self._people.append(visitor)
        return visitor

    def ends(self) -> list[str]:
        """Everybody leaves; returns what was wrong with the pages."""
        for person in self._people:
            person.context.close()
        found, self._examiner.problems = self._examiner.problems, []
        return found + [misdeed for person in self._people for misdeed in person.misdeeds]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys come last."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)
    items.sort(key=lambda item: HERE in item.path.parents)


@pytest.fixture(scope="session")
def vendor() -> Path:
    """Fonts and axe, as ``make test`` fetched them."""
    return Path(django_settings.STATE_DIR) / "vendor"


@pytest.fixture(scope="session")
def site(
    django_db_setup: None, django_db_blocker: Any, vendor: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    registry.provider.cache_clear()  # the bank that other tests knew
    database = database_url(connection.get_connection_params())
    with running_site(database, tmp_path_factory.mktemp("site"), vendor) as running:
        yield running
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        # PostgreSQL may need a moment to see that a process is gone; the database is dropped next.
        cursor.execute(_END_OTHER_CONNECTIONS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    asked = os.environ.get("TROUSSE_CHROMIUM", "").strip() or "/usr/bin/chromium"
    path = shutil.which(asked)
    if path is None:
        pytest.fail(f"journeys need Chromium, and {asked} is not there: apt install chromium, or set TROUSSE_CHROMIUM")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        expect.set_options(timeout=PATIENCE)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def examiner(vendor: Path) -> Examiner:
    return Examiner.equipped(vendor)


@pytest.fixture
def db(site: Site, settings: Any, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In place of pytest-django's: the database of the site, where everything is committed and nothing taken back.

    This process also has the keys and the bank of the others.
    """
    told = site.surroundings
    settings.SECRET_KEY, settings.BASE_URL = told["SECRET_KEY"], site.url
    settings.SYSTEMPAY = {
        **settings.SYSTEMPAY,
        **{name.removeprefix("SYSTEMPAY_").lower(): told[name] for name in told if name.startswith("SYSTEMPAY_")},
    }
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with django_db_blocker.unblock():
        yield


@pytest.fixture(autouse=True)
def journey(db: None, site: Site, browser: Browser, examiner: Examiner) -> Iterator[Journey]:
    """The way through. At its end the pages must have behaved, and the books must hold."""
    site.bank.behaves_well()
    journey = Journey(site, browser, examiner)
    yield journey
    problems = journey.ends()
    problems += books.check().problems
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """A journey that fails shows what the site, the worker and the bank said."""
    report: pytest.TestReport = yield
    site = getattr(item, "funcargs", {}).get("site")
    if report.failed and isinstance(site, Site):
        report.sections.append(("journals of the site", site.logs()))
    return report
