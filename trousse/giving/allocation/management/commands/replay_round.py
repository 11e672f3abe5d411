"""``manage.py replay_round ID``: ask a stored round's question again, and compare the answers to the cent."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from trousse.core.commands import BaseCommand
from trousse.giving.allocation.answering import fingerprint
from trousse.giving.allocation.reading import answered_again
from trousse.giving.allocation.selectors import round_get
from trousse.giving.allocation.solver.solution import ALGORITHM


class Command(BaseCommand):
    help = "Refait le calcul d’une répartition depuis ce qui en est gardé ; échoue si la réponse n’est pas la même."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", type=int, metavar="ID", help="le numéro de la répartition")

    def handle(self, *args: Any, **options: Any) -> None:
        stored = round_get(options["round"])
        if fingerprint(stored.problem) != stored.problem_sha256:
            raise CommandError("La question gardée n’est plus celle qui avait été posée.")
        found = answered_again(stored)
        figures = {
            "round": stored.pk,
            "same": fingerprint(found.plan) == stored.plan_sha256,
            "algorithm": stored.algorithm,
            "algorithm_now": ALGORITHM,
            "plan_sha256": stored.plan_sha256,
            "bound": found.solution.bound,
            "weight": found.solution.measures.weight,
        }
        self.report(figures)
        if not figures["same"]:
            raise CommandError(
                "La réponse n’est plus la même : le calcul a changé de version, ou l’on a touché au plan."
            )
