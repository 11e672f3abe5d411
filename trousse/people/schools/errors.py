"""Refusals of the schools app."""

from trousse.core.errors import BusinessError


class ImportAlreadyRunning(BusinessError):
    """Two imports at once would undo each other's work."""

    def __init__(self) -> None:
        super().__init__("Un autre import d’établissements est en cours. Attendez qu’il se termine, puis recommencez.")
