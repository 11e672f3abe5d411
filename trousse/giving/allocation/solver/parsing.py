"""Format ``alloc-1``, read with suspicion: what is not exactly understood is refused, and the refusal says where."""

import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NoReturn, TypeVar

from trousse.core.errors import Invalid
from trousse.giving.allocation.solver.problem import RESTRICTION_KEYS, Fund, Problem, Project

FORMAT = "alloc-1"
REP = frozenset({"non", "rep", "rep+"})
LARGEST_AMOUNT = 10**13
"""Cents. Sums of 100,000 of them still fit in the 64 bits of the solvers."""
LARGEST_WEIGHT = 10**9

Listed = TypeVar("Listed", Fund, Project)
Value = TypeVar("Value")

_ROOT = ("format", "id", "date", "funds", "projects")
_FUND = ("id", "balance", "restrict", "expires", "cap", "cap_share_bp", "min_grant")
_PROJECT = ("id", "goal", "gap", "weight", "themes", "dept", "academie", "level", "rep", "zone")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class ProblemRefused(Invalid):
    """The input is not a problem in format ``alloc-1``; ``user_message`` says where and why."""


def read_problem(content: bytes | str) -> Problem:
    """The problem of a JSON document. Raises ``ProblemRefused``."""
    try:
        text = content.decode("utf-8") if isinstance(content, bytes) else content
        document = json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
    except UnicodeDecodeError:
        _refuse("Ce fichier", "n’est pas du texte UTF-8")
    except json.JSONDecodeError as error:
        _refuse("Ce fichier", f"n’est pas du JSON lisible (ligne {error.lineno}, colonne {error.colno})")
    except (RecursionError, ValueError):
        _refuse("Ce fichier", "n’est pas du JSON raisonnable : trop imbriqué, ou un nombre démesuré")
    return problem_of(document)


def problem_of(document: object) -> Problem:
    """The problem of a document already decoded. Raises ``ProblemRefused``."""
    root = _object(document, _ROOT, "Le problème")
    if root["format"] != FORMAT:
        _refuse("Le problème : « format »", f"doit être « {FORMAT} »")
    return Problem.of(
        id=_text(root["id"], "Le problème : « id »"),
        on=_date(root["date"], "Le problème : « date »"),
        funds=_each(root["funds"], "« funds »", "Fonds", _fund),
        projects=_each(root["projects"], "« projects »", "Projet", _project),
    )


def _fund(item: object, where: str) -> Fund:
    told = _object(item, _FUND, where)
    return Fund(
        id=_text(told["id"], f"{where} : « id »"),
        balance=_amount(told["balance"], f"{where} : « balance »"),
        restrict=_restriction(told["restrict"], f"{where} : « restrict »"),
        expires=_optional(_date, told["expires"], f"{where} : « expires »"),
        cap=_optional(_amount, told["cap"], f"{where} : « cap »"),
        cap_share_bp=_optional(_amount, told["cap_share_bp"], f"{where} : « cap_share_bp »"),
        min_grant=_amount(told["min_grant"], f"{where} : « min_grant »"),
    )


def _project(item: object, where: str) -> Project:
    told = _object(item, _PROJECT, where)
    return Project(
        id=_text(told["id"], f"{where} : « id »"),
        goal=_amount(told["goal"], f"{where} : « goal »"),
        gap=_amount(told["gap"], f"{where} : « gap »", least=1),
        weight=_amount(told["weight"], f"{where} : « weight »", most=LARGEST_WEIGHT),
        themes=tuple(_texts(told["themes"], f"{where} : « themes »")),
        dept=_text(told["dept"], f"{where} : « dept »"),
        academie=_text(told["academie"], f"{where} : « academie »"),
        level=_text(told["level"], f"{where} : « level »"),
        rep=_rep(told["rep"], f"{where} : « rep »"),
        zone=_text(told["zone"], f"{where} : « zone »"),
    )


def _restriction(item: object, where: str) -> dict[str, frozenset[str]]:
    if not isinstance(item, dict):
        _refuse(where, "doit être un objet")
    _no_unknown(item, RESTRICTION_KEYS, where)
    if "rep" in item:
        for value in _texts(item["rep"], f"{where}, « rep »"):
            _rep(value, f"{where}, « rep »")
    return {key: frozenset(_texts(item[key], f"{where}, « {key} »")) for key in RESTRICTION_KEYS if key in item}


def _each(items: object, where: str, name: str, read: Callable[[object, str], Listed]) -> Iterable[Listed]:
    """Every item read, identifiers all different."""
    if not isinstance(items, list):
        _refuse(where, "doit être une liste")
    seen: dict[str, Listed] = {}
    for number, item in enumerate(items, start=1):
        one = read(item, f"{name} n° {number}")
        if one.id in seen:
            _refuse(f"{name} n° {number}", f"« {one.id} » est déjà l’identifiant d’un autre")
        seen[one.id] = one
    return seen.values()


def _object(item: object, keys: tuple[str, ...], where: str) -> dict[str, Any]:
    if not isinstance(item, dict):
        _refuse(where, "doit être un objet")
    _no_unknown(item, keys, where)
    for key in keys:
        if key not in item:
            _refuse(where, f"« {key} » manque")
    return item


def _no_unknown(item: dict[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in item:
        if key not in keys:
            _refuse(where, f"« {_short(key)} » est inconnu")


def _amount(item: object, where: str, *, least: int = 0, most: int = LARGEST_AMOUNT) -> int:
    if type(item) is not int:  # a boolean is an int for Python, not for us
        _refuse(where, f"doit être un nombre entier, pas {_short(item)}")
    if item < least:
        _refuse(where, f"doit être au moins {least}, pas {item}")
    if item > most:
        _refuse(where, f"doit être au plus {most}")
    return item


def _text(item: object, where: str) -> str:
    if not isinstance(item, str) or not item:
        _refuse(where, f"doit être un texte, pas {_short(item)}")
    if not item.isascii() and any("\ud800" <= letter <= "\udfff" for letter in item):
        _refuse(where, "contient la moitié d’un caractère, que l’on ne pourrait pas écrire")
    return item


def _texts(item: object, where: str) -> list[str]:
    if not isinstance(item, list):
        _refuse(where, "doit être une liste de textes")
    return [_text(each, where) for each in item]


def _rep(item: object, where: str) -> str:
    text = _text(item, where)
    if text not in REP:
        _refuse(where, f"doit être « non », « rep » ou « rep+ », pas {_short(text)}")
    return text


def _date(item: object, where: str) -> date:
    if isinstance(item, str) and _DATE.fullmatch(item):
        try:
            return date.fromisoformat(item)
        except ValueError:
            pass  # 2017-02-30 is refused with the rest
    return _refuse(where, f"doit être une date « AAAA-MM-JJ », pas {_short(item)}")


def _optional(read: Callable[[object, str], Value], item: object, where: str) -> Value | None:
    return None if item is None else read(item, where)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        _refuse("Ce fichier", f"dit deux fois « {_short(next(name for name in names if names.count(name) > 1))} »")
    return found


def _no_constant(name: str) -> NoReturn:
    _refuse("Ce fichier", f"contient {name}, qui n’est pas un nombre")


def _short(item: object) -> str:
    """As it was written, cut: a refusal stays one line."""
    text = item if isinstance(item, str) else json.dumps(item, ensure_ascii=False, default=str)
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= 40 else f"{text[:40]}…"


def _refuse(where: str, why: str) -> NoReturn:
    raise ProblemRefused(f"{where} {why}.")
