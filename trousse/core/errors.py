"""Errors that a person is meant to read: what happened and what to do, with the HTTP status it deserves."""

from typing import ClassVar


class BusinessError(Exception):
    """An expected refusal. ``user_message`` is French, polite, and says what to do next."""

    http_status: ClassVar[int] = 409

    def __init__(self, user_message: str, *, code: str | None = None) -> None:
        super().__init__(user_message)
        self.user_message = user_message
        self.code = code or type(self).__name__


class Forbidden(BusinessError):
    """The person is known, and may not do this."""

    http_status = 403


class Missing(BusinessError):
    """There is no such thing, or nobody may know that there is."""

    http_status = 404


class Gone(BusinessError):
    """It existed and is over: an expired link, a withdrawn page."""

    http_status = 410


class Invalid(BusinessError):
    """What was sent cannot be understood or accepted."""

    http_status = 422


class TooMany(BusinessError):
    """Too many attempts in too little time."""

    http_status = 429
