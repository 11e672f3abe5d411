"""Refusals of the ledger."""

from typing import ClassVar

from trousse.core.errors import BusinessError


class LedgerConflict(BusinessError):
    """The same key was used for two different entries, or the same code for two kinds of account: a bug, never a retry.

    Nothing is written, and the whole transaction must fail.
    """

    http_status: ClassVar[int] = 500

    def __init__(self, detail: str) -> None:
        super().__init__("Une écriture comptable contredit celle qui existe déjà. Rien n’a été enregistré.")
        self.detail = detail

    def __str__(self) -> str:
        return self.detail
