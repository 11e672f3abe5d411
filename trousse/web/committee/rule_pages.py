"""The committee's pages on the rules of solidarity: write, publish, simulate, vote."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from trousse.core import clock
from trousse.core.errors import BusinessError
from trousse.giving.equalisation import services
from trousse.giving.equalisation.enums import Ballot, RuleState
from trousse.giving.equalisation.errors import DatesRefused, VersionMoved
from trousse.giving.equalisation.models import RuleVersion
from trousse.giving.equalisation.perms import can_vote_rules, can_write_rules
from trousse.giving.equalisation.selectors import (
    replaced_on,
    tally_of,
    version_before,
    version_get,
    version_on,
    versions,
    versions_waiting_for,
    votes_of,
    withdrawal_of,
)
from trousse.giving.equalisation.transitions import changes_something
from trousse.people.accounts.enums import Role
from trousse.people.accounts.models import User
from trousse.platform.parameters.selectors import integer
from trousse.web.access import GET, GET_POST, POST, requires
from trousse.web.committee.rule_forms import PublishForm, ReasonForm, RulesForm, VoteForm, initial_of
from trousse.web.components.cards import Crumb
from trousse.web.components.rule_cards import (
    dates_of,
    differences_table,
    progress_words,
    rules_view,
    tag_of,
    version_cards,
    vote_words,
)
from trousse.web.components.simulation import simulation_view

READERS = (Role.COMMITTEE, Role.PLATFORM, Role.FINANCE)
FALLOW = timedelta(days=14)
"""Between the vote and the first day of the rules, when the form proposes one: the time to tell people."""
TAKE_BACK_HELP = "Les avis donnés restent publiés. Cette raison est gardée."
WITHDRAW_HELP = "Publiée, et envoyée aux personnes qui ont donné leur avis."


@requires(*READERS, methods=GET)
def rule_list(request: HttpRequest) -> HttpResponse:
    """Every version, drafts included. Six SQL statements besides those of the layout."""
    today, user, current = clock.today(), _user(request), version_on(clock.today())
    context = {
        "crumbs": [_home(), Crumb("Règles")],
        "cards": version_cards(versions(), today),
        "current": current,
        "waiting": [each.number for each in versions_waiting_for(user)] if can_write_rules(user, current) else [],
        "may_write": can_write_rules(user, current),
    }
    return render(request, "committee/regles.html", context)


@requires(Role.COMMITTEE, methods=GET_POST)
def write(request: HttpRequest) -> HttpResponse:
    """A new draft, which begins as the rules in force, or as version ``?modele=3``."""
    begun = _begun(request)
    form = (
        RulesForm(request.POST) if request.method == "POST" else RulesForm(initial={**begun, "title": "", "text": ""})
    )
    if request.method == "POST" and form.is_valid():
        made = services.version_draft(by=_user(request), content=form.content)
        messages.success(request, "Le brouillon est enregistré. Seul le comité le lit, jusqu’à ce qu’il soit publié.")
        return redirect("committee:rule_version", made.number)
    crumbs = [_home(), _all(), Crumb("Nouvelle version")]
    context = {"form": form, "crumbs": crumbs, "version": None}
    return render(request, "committee/regle_ecrire.html", context, status=422 if form.errors else 200)


@requires(Role.COMMITTEE, methods=GET_POST)
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Other words, other figures. What somebody else saved meanwhile is not written over unseen."""
    version = version_get(number)
    form = RulesForm(request.POST) if request.method == "POST" else RulesForm.of_version(version)
    moved = False
    if request.method == "POST" and form.is_valid():
        try:
            services.version_edit(
                version=version, by=_user(request), content=form.content, seen_sha256=form.cleaned_data["seen"]
            )
        except VersionMoved as refused:
            form, moved = _seen_now(request, version, refused), True
        else:
            messages.success(request, "Le brouillon est enregistré.")
            return redirect("committee:rule_version", number)
    crumbs = [_home(), _all(), _one(version), Crumb("Modifier")]
    context = {"form": form, "crumbs": crumbs, "version": version, "moved": moved}
    return render(request, "committee/regle_ecrire.html", context, status=422 if form.errors else 200)


@requires(*READERS, methods=GET)
def version_page(request: HttpRequest, number: int) -> HttpResponse:
    """One version and what may be done with it now."""
    return _page(request, version_get(number))


@requires(Role.COMMITTEE, methods=POST)
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Before everybody."""
    version, form = version_get(number), PublishForm(request.POST)
    if form.is_valid():
        try:
            services.version_publish(
                version=version, by=_user(request), calendar=form.calendar, seen_sha256=form.cleaned_data["seen"]
            )
        except DatesRefused as refused:
            for name, problem in refused.problems.items():
                form.add_error(name, problem)
        except BusinessError as refused:
            return _refused(request, version, refused)
        else:
            messages.success(request, "C’est publié. Le comité est prévenu, et le calcul rejoue les années passées.")
            return redirect("committee:rule_version", number)
    return _page(request, version, publish_form=form)


@requires(Role.COMMITTEE, methods=POST)
def simulate(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for the figures now."""
    version = version_get(number)
    services.simulation_ask(version=version, by=_user(request))
    messages.success(request, "Le calcul rejoue les années passées : revenez dans quelques minutes.")
    return redirect("committee:rule_version", number)


@requires(Role.COMMITTEE, methods=POST)
def vote(request: HttpRequest, number: int) -> HttpResponse:
    """Once each; the last of all ends the vote."""
    version, form = version_get(number), VoteForm(request.POST)
    if not form.is_valid():
        return _page(request, version, vote_form=form)
    try:
        voted = services.vote_cast(
            version=version,
            by=_user(request),
            ballot=Ballot(form.cleaned_data["ballot"]),
            reason=form.cleaned_data["reason"],
            seen_sha256=form.cleaned_data["seen"],
        )
    except BusinessError as refused:
        return _refused(request, version, refused)
    messages.success(request, f"Votre vote est enregistré.{_RESULTS.get(RuleState(voted.state), '')}")
    return redirect("committee:rule_version", number)


@requires(Role.COMMITTEE, methods=POST)
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """A draft again."""
    form = ReasonForm(request.POST, name="reprendre", help_text=TAKE_BACK_HELP)
    said = "La version est de nouveau un brouillon. Les avis donnés restent."
    return _stop(request, number, form, services.version_take_back, said, "take_back_form")


@requires(Role.COMMITTEE, methods=POST)
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Given up, for a published reason."""
    form = ReasonForm(request.POST, name="retirer", help_text=WITHDRAW_HELP)
    said = "La version est retirée. Les règles en vigueur ne changent pas."
    return _stop(request, number, form, services.version_withdraw, said, "withdraw_form")


_RESULTS = {
    RuleState.ADOPTED: " Tout le comité a voté : la version est adoptée.",
    RuleState.REJECTED: " Tout le comité a voté : la version n’est pas adoptée.",
}


def _stop(
    request: HttpRequest, number: int, form: ReasonForm, service: Callable[..., RuleVersion], said: str, name: str
) -> HttpResponse:
    version = version_get(number)
    if not form.is_valid():
        return _page(request, version, **{name: form})
    try:
        service(version=version, by=_user(request), reason=form.cleaned_data["reason"])
    except BusinessError as refused:
        return _refused(request, version, refused)
    messages.success(request, said)
    return redirect("committee:rule_version", number)


def _page(request: HttpRequest, version: RuleVersion, **forms_sent: forms.Form) -> HttpResponse:
    user, today = _user(request), clock.today()
    before, tally = version_before(version), tally_of(version)
    until = replaced_on(version)
    may_write, voting = can_write_rules(user, version), version.takes_votes(today)
    may_stop = may_write and version.state in {RuleState.DRAFT, RuleState.PUBLISHED} and not tally.voters
    context: dict[str, Any] = {
        "version": version,
        "tag": tag_of(version, today, until),
        "dates": dates_of(version, today, until),
        "crumbs": [_home(), _all(), Crumb(f"Version {version.number}")],
        "before": before,
        "changes": differences_table(before, version) if before else None,
        "changes_nothing": changes_something(version) if version.is_draft else None,
        "rules": rules_view(version.rules),
        "simulation": simulation_view(
            version.simulation if version.is_simulated else None,
            is_running=version.is_published,
            compared="Règles d’avant" if version.is_decided else "Règles en vigueur",
        ),
        "is_stale": version.simulation is not None and not version.is_simulated,
        "may_write": may_write,
        "may_stop": may_stop,
        "may_take_back": may_stop and version.is_published,
        "comments": version.comments.filter(confirmed_at__isnull=False, hidden_at=None).count(),
        "takes_comments": version.takes_comments(today),
        "voting": voting,
        "vote_days": integer("equalisation.vote_days"),
        "may_vote": voting and can_vote_rules(user, version),
        "progress": progress_words(tally),
        "votes": votes_of(version),
        "vote": vote_words(version),
        "withdrawal": withdrawal_of(version),
        "wrong": list(forms_sent.values()),
        **_forms(version),
        **forms_sent,
    }
    return render(request, "committee/regle.html", context, status=422 if forms_sent else 200)


def _forms(version: RuleVersion) -> dict[str, forms.Form]:
    """As they are before anything is typed."""
    seen = {"seen": version.content_sha256}
    least = clock.today() + timedelta(days=integer("equalisation.comment_days"))
    first = least + timedelta(days=integer("equalisation.vote_days")) + FALLOW
    return {
        "publish_form": PublishForm(initial={**seen, "comments_until": least, "planned_from": first}),
        "vote_form": VoteForm(initial=seen),
        "take_back_form": ReasonForm(name="reprendre", help_text=TAKE_BACK_HELP),
        "withdraw_form": ReasonForm(name="retirer", help_text=WITHDRAW_HELP),
    }


def _seen_now(request: HttpRequest, version: RuleVersion, refused: VersionMoved) -> RulesForm:
    """What was typed, kept; sent once more it is written over what stands now."""
    stands = version_get(version.number)
    typed = request.POST.copy()
    typed["seen"] = stands.content_sha256
    form = RulesForm(typed)
    form.is_valid()
    form.add_error(None, refused.user_message)
    return form


def _refused(request: HttpRequest, version: RuleVersion, refused: BusinessError) -> HttpResponse:
    messages.error(request, refused.user_message)
    return redirect("committee:rule_version", version.number)


def _begun(request: HttpRequest) -> dict[str, Any]:
    model = request.GET.get("modele", "")
    begun = version_get(int(model)) if model.isdecimal() and len(model) < 7 else version_on(clock.today())
    return initial_of(begun)


def _home() -> Crumb:
    return Crumb("Comité de solidarité", reverse("committee:home"))


def _all() -> Crumb:
    return Crumb("Règles", reverse("committee:rules"))


def _one(version: RuleVersion) -> Crumb:
    return Crumb(f"Version {version.number}", reverse("committee:rule_version", args=[version.number]))


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


urlpatterns = [
    path("/regles", rule_list, name="rules"),
    path("/regles/nouvelle", write, name="rule_write"),
    path("/regles/<int:number>", version_page, name="rule_version"),
    path("/regles/<int:number>/modifier", edit, name="rule_edit"),
    path("/regles/<int:number>/publier", publish, name="rule_publish"),
    path("/regles/<int:number>/simuler", simulate, name="rule_simulate"),
    path("/regles/<int:number>/voter", vote, name="rule_vote"),
    path("/regles/<int:number>/reprendre", take_back, name="rule_take_back"),
    path("/regles/<int:number>/retirer", withdraw, name="rule_withdraw"),
]
