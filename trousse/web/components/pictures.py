"""What a template needs of a picture: its addresses in each format and width."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from trousse.platform.pictures.enums import PictureFormat
from trousse.platform.pictures.models import Picture
from trousse.platform.pictures.studio import jpeg_width

KEY = "cle"
"""The parameter that carries the key of a page without account."""


@dataclass(frozen=True)
class PictureSource:
    """One `<source>`: a format in all its widths."""

    media_type: str
    srcset: str


@dataclass(frozen=True)
class PictureView:
    """`fallback` is a JPEG for browsers without AVIF nor WebP; width and height keep its place on the page."""

    pk: str
    alt: str
    width: int
    height: int
    fallback: str
    sources: tuple[PictureSource, ...]


def picture_view(picture: Picture, key: str = "") -> PictureView:
    """Reads nothing: every address follows from the picture. ``key`` goes with each, on pages without account."""
    lighter = (PictureFormat.AVIF, PictureFormat.WEBP)
    return PictureView(
        pk=str(picture.pk),
        alt=picture.alt,
        width=picture.width,
        height=picture.height,
        fallback=jpeg_url(picture) + _with(key),
        sources=tuple(PictureSource(known.media_type, _srcset(picture, known, key)) for known in lighter),
    )


def jpeg_url(picture: Picture) -> str:
    """The JPEG, which every program reads: old browsers, social networks, mail."""
    return picture_url(picture, jpeg_width(picture.widths), PictureFormat.JPEG)


def picture_url(picture: Picture, width: int, made: PictureFormat) -> str:
    """``/images/<id>/960.avif``: what is behind it never changes."""
    return reverse("pictures:file", args=[picture.pk, width, made.value])


def _srcset(picture: Picture, made: PictureFormat, key: str) -> str:
    return ", ".join(f"{picture_url(picture, width, made)}{_with(key)} {width}w" for width in picture.widths)


def _with(key: str) -> str:
    return f"?{urlencode({KEY: key})}" if key else ""
