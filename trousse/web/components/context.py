"""What every page needs: who runs the site, which menu to show, whether this is the demo.

``{{ site }}`` is a ``Site``. The menu follows the hat: the working pages of the holder and of the reviewer have their
own, everybody else has the public one. Only signed-in visitors cost a query, and only when the header is rendered.
"""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from trousse.people.accounts.enums import Role
from trousse.people.accounts.selectors import roles_of, second_factor_missing


@dataclass(frozen=True)
class Legal:
    """Identity of the platform, shown on every page (art. R.548-4 I du code monétaire et financier)."""

    name: str
    form: str
    address: str
    email: str
    orias: str
    director: str
    host: str
    telephone: str


@dataclass(frozen=True)
class MenuItem:
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class _Entry:
    """A line of a menu before its address is known.

    ``section`` marks it current for its whole namespace, ``pages`` for the views whose names begin so; ``roles`` are
    those it is for, all when empty.
    """

    label: str
    view: str
    section: str = ""
    roles: frozenset[Role] = frozenset()
    pages: str = ""

    def names(self, view: str) -> bool:
        """Whether that page is its own, not only of its section."""
        return view == self.view or (bool(self.pages) and view.startswith(self.pages))


PUBLIC_MENU = (
    _Entry("Les projets", "public:catalogue"),
    _Entry("Donner sans choisir", "public:fund_list"),
    _Entry("Comment ça marche", "public:how"),
    _Entry("Retrouver mon don", "donor:find", section="donor"),
)
READERS = frozenset({Role.REVIEWER, Role.PLATFORM})
COACHES = frozenset({Role.COACH, Role.PLATFORM})
TEAM = frozenset({Role.PLATFORM})
LOOKERS = READERS | {Role.FINANCE}
MENUS: dict[str, tuple[_Entry, ...]] = {
    "teacher": (
        _Entry("Mes projets", "teacher:dashboard", section="teacher"),
        _Entry("Les projets en cours", "public:catalogue"),
        _Entry("Comment ça marche", "public:how"),
    ),
    "cockpit": (
        _Entry("Pilotage", "cockpit:academies", section="cockpit"),
        _Entry("Phases", "cockpit:phases", roles=TEAM),
    ),
    "reviewer": (
        _Entry("Projets à instruire", "reviewer:queue", section="reviewer", roles=READERS),
        _Entry("Comptes bancaires", "reviewer:accounts"),
        _Entry("Les projets en cours", "public:catalogue"),
    ),
    "coach": (
        _Entry("Mes enseignants", "coach:projects", section="coach"),
        _Entry("Messages tout prêts", "coach:templates"),
        _Entry("Les projets en cours", "public:catalogue"),
    ),
    "committee": (
        _Entry("À répartir", "committee:home", section="committee"),
        _Entry("Règles", "committee:rules", pages="committee:rule_"),
        _Entry("Les fonds", "public:fund_list"),
        _Entry("Les projets en cours", "public:catalogue"),
    ),
    "moderator": (
        _Entry("Modération", "moderator:queue", section="moderator"),
        _Entry("Les projets en cours", "public:catalogue"),
    ),
}
SPACES = (
    _Entry("Mes projets", "teacher:dashboard", section="teacher", roles=frozenset({Role.HOLDER})),
    _Entry("Instruction", "reviewer:queue", section="reviewer", roles=READERS),
    _Entry("Comptes bancaires", "reviewer:accounts", section="reviewer", roles=frozenset({Role.FINANCE})),
    _Entry("Accompagnement", "coach:projects", section="coach", roles=COACHES),
    _Entry("Solidarité", "committee:home", section="committee", roles=frozenset({Role.COMMITTEE})),
    _Entry("Pilotage", "cockpit:academies", section="cockpit", roles=LOOKERS),
    _Entry("Modération", "moderator:queue", section="moderator", roles=frozenset({Role.PLATFORM})),
)
"""Where a role works; shown to whoever holds it."""


@dataclass
class Site:
    """Lazy: a template that shows no header pays for none."""

    request: HttpRequest
    name: str
    base_url: str
    demo: bool
    legal: Legal

    @cached_property
    def menu(self) -> list[MenuItem]:
        """Five lines at most with the spaces that follow it: whoever works here needs less explaining."""
        entries = MENUS.get(self._hat, PUBLIC_MENU)
        if entries is PUBLIC_MENU and self.spaces:
            entries = entries[:2]
        return [self._item(entry) for entry in entries if not entry.roles or entry.roles & self._roles]

    @cached_property
    def spaces(self) -> list[MenuItem]:
        """The working pages of the signed-in visitor, without the one they are in."""
        return [self._item(entry) for entry in SPACES if entry.roles & self._roles and entry.section != self._hat]

    @cached_property
    def _roles(self) -> set[Role]:
        return roles_of(self.request.user) if self.signed_in else set()

    @property
    def signed_in(self) -> bool:
        """A page of error may come before anybody looked who is there (a request for a host that is not ours)."""
        user = getattr(self.request, "user", None)
        return user is not None and user.is_authenticated

    @property
    def invites_second_factor(self) -> bool:
        """Whether to invite the visitor, in the pages where they decide for others, to protect their account."""
        return self._hat in {"reviewer", "moderator", "coach", "committee"} and second_factor_missing(self.request.user)

    @property
    def shows_proposal(self) -> bool:
        """« Proposer un projet » is for the public pages."""
        return self._hat not in MENUS

    @property
    def canonical_url(self) -> str:
        return f"{self.base_url}{self.request.path}"

    @property
    def _hat(self) -> str:
        match = self.request.resolver_match
        return match.namespace if match else ""

    def _item(self, entry: _Entry) -> MenuItem:
        return MenuItem(entry.label, reverse(entry.view), current=self._is_current(entry))

    def _is_current(self, entry: _Entry) -> bool:
        """The page itself, or a page of its section that no other line of the menu names more precisely."""
        match = self.request.resolver_match
        if match is None:
            return False
        if entry.names(match.view_name):
            return True
        is_named = any(other.names(match.view_name) for other in MENUS.get(self._hat, PUBLIC_MENU))
        return bool(entry.section) and match.namespace == entry.section and not is_named


def site(request: HttpRequest) -> dict[str, Site]:
    """Context processor."""
    identity: dict[str, str] = settings.SITE_LEGAL
    legal = Legal(
        name=identity["name"],
        form=identity["form"],
        address=identity["address"],
        email=identity["email"],
        orias=identity["orias"],
        director=identity["director"],
        host=identity["host"],
        telephone=identity["telephone"],
    )
    return {"site": Site(request, name=settings.SITE_NAME, base_url=settings.BASE_URL, demo=settings.DEMO, legal=legal)}
