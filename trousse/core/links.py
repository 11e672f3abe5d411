"""Signed links: a capability for one purpose, readable by nobody else, with an age.

A token made for one purpose is refused for any other. Revocation, single use and delegation are the business of the
app that issues the link (``review.AccessLink``); here is only the signature.
"""

from datetime import timedelta

from django.core import signing

from trousse.core.errors import Gone, Missing


class LinkInvalid(Missing):
    """The token was not made by us for this purpose."""

    def __init__(self) -> None:
        super().__init__("Ce lien n’est pas complet. Copiez-le en entier depuis le courriel ou demandez-en un autre.")


class LinkExpired(Gone):
    """The token is ours, and too old."""

    def __init__(self) -> None:
        super().__init__("Ce lien n’est plus valable. Demandez-en un nouveau : il arrive par courriel.")


def make(purpose: str, value: str) -> str:
    """A URL-safe token that carries ``value`` for ``purpose``."""
    return signing.TimestampSigner(salt=f"trousse.link.{purpose}").sign_object(value)


def read(purpose: str, token: str, max_age: timedelta | None = None) -> str:
    """The value that ``make`` put in. Raises LinkInvalid, or LinkExpired when older than ``max_age``."""
    signer = signing.TimestampSigner(salt=f"trousse.link.{purpose}")
    try:
        value = signer.unsign_object(token, max_age=max_age)
    except signing.SignatureExpired:
        raise LinkExpired from None
    except signing.BadSignature:
        raise LinkInvalid from None
    if not isinstance(value, str):
        raise LinkInvalid
    return value
