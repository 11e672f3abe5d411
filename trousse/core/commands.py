"""Base of our management commands: an expected error is one clear line and exit status 1, never a traceback."""

import json
from typing import Any

from django.core.management.base import BaseCommand as DjangoCommand
from django.core.management.base import CommandError

from trousse.core.errors import BusinessError


class BaseCommand(DjangoCommand):
    """``handle`` may raise BusinessError; ``report`` prints the one JSON line that scripts read."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except BusinessError as error:
            raise CommandError(error.user_message) from error

    def report(self, figures: dict[str, Any]) -> None:
        """Print ``figures`` as one line of JSON on standard output."""
        self.stdout.write(json.dumps(figures, ensure_ascii=False, default=str))
