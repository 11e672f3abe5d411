"""What somebody who tries too often is told."""

from datetime import timedelta

from trousse.core.errors import TooMany
from trousse.platform.limits import rules


class LimitReached(TooMany):
    """`retry_after` is the wait until the counter starts again."""

    def __init__(self, retry_after: timedelta) -> None:
        super().__init__(rules.refusal(retry_after))
        self.retry_after = retry_after
