"""``manage.py simulate_rules NUMBER``: what a version of the rules would have done with past school years."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from trousse.core.commands import BaseCommand
from trousse.core.money import Euro
from trousse.giving.allocation.services import inputs_of
from trousse.giving.equalisation.selectors import version_get

_OUTCOMES = ("before", "in_force", "draft", "largest")
_WIDTH = 34


class Command(BaseCommand):
    help = (
        "Simule une version des règles de solidarité sur les années scolaires passées et montre le résultat, sans rien "
        "enregistrer. Le résultat des mêmes années et des mêmes règles est toujours le même."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, metavar="NUMBER", help="le numéro de la version")
        parser.add_argument("--json", action="store_true", help="le résultat entier, en une ligne de JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        found = inputs_of(version_get(options["number"])).simulated()
        if options["json"]:
            self.report(found)
            return
        if not found["seasons"]:
            self.stdout.write("Aucune collecte n’est terminée : il n’y a pas encore d’année à simuler.")
        for season in found["seasons"]:
            self.stdout.write("\n".join([*_season(season, found), ""]))


def _season(season: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    under_way = "" if season["is_over"] else f" (jusqu’au {season['until']})"
    yield f"{season['label']}{under_way} : {season['campaigns']} collectes terminées"
    if not season["is_told"]:
        yield f"  Trop peu pour en dire quelque chose (il en faut {4 * found['least_group']})."
        return
    yield f"  Il manquait {Euro(season['need_cents'])}, les fonds ont reçu {Euro(season['money_cents'])}."
    names = {
        "before": "sans les fonds",
        "in_force": f"règles en vigueur (version {found['versions']['in_force']})",
        "draft": f"version {found['versions']['draft']}",
        "largest": "le plus de projets possible",
    }
    yield _row("", "aboutis", "aidés", "écartés", "versé", "borne")
    for name in _OUTCOMES:
        yield _outcome(names[name], season[name])
    prices = season["price_of_fairness"]
    told = [f"{names[name]} {_percent(prices[name])}" for name in ("in_force", "draft")]
    yield f"  Prix de l’équité : {', '.join(told)}"
    yield _row("  aboutis sur terminés", "sans", "en vigueur", "version", "le plus")
    yield from _groups(season)


def _outcome(name: str, told: dict[str, Any]) -> str:
    if "helped" not in told:
        return _row(f"  {name}", told["succeeded"])
    bound = "prouvé" if told["is_proven"] else f"≤ {told['bound']}"
    return _row(
        f"  {name}", told["succeeded"], told["helped"], told["held_back"], Euro(told["money_cents"]).format(), bound
    )


def _groups(season: dict[str, Any]) -> Iterator[str]:
    for dimension, groups in season["before"]["groups"].items():
        if groups is None:
            yield f"  {dimension} : trop peu de projets pour montrer un groupe"
            continue
        shown = [group for group, counts in groups.items() if counts]
        for group in shown:
            counts = [season[name]["groups"][dimension][group] for name in _OUTCOMES]
            yield _row(f"  {dimension} {group}", *(f"{succeeded}/{number}" for succeeded, number in counts))
        if len(shown) < len(groups):
            yield f"  {dimension} : {len(groups) - len(shown)} groupes trop petits, non montrés"


def _row(first: str, *cells: object) -> str:
    return f"{first:<{_WIDTH}}" + "".join(f"{cell!s:>14}" for cell in cells)


def _percent(basis_points: int) -> str:
    return f"{basis_points / 100:.1f} %".replace(".", ",")
