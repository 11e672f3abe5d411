"""What is a picture, judged on its bytes before anything is decoded, and what an attestation must say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from trousse.platform.documents import rules as documents

MEGABYTE, MEGAPIXEL = 1024 * 1024, 1_000_000
ALT_MAX, NAME_MAX, SCOPE_MAX = 200, 120, 300
WIDTHS = (480, 960, 1600)
"""What is made of a picture: a card, a telephone, a page. A small picture is never enlarged."""
LONGEST_RATIO = 5

EMPTY = "Ce fichier est vide. Choisissez-en un autre."
UNKNOWN = "Ce fichier n’est pas une photo que nous savons lire. Choisissez une image JPEG, PNG ou WebP."
DAMAGED = "Cette image est incomplète ou abîmée. Enregistrez-la de nouveau, puis renvoyez-la."
MIXED = "Ce fichier en cache un autre. Ouvrez l’image, enregistrez-la de nouveau en JPEG, puis renvoyez-la."
ANIMATED = "Cette image est animée. Choisissez une image fixe, ou faites-en une capture d’écran."
VECTOR = "Un dessin SVG ne peut pas être envoyé. Exportez-le en PNG, puis renvoyez-le."
DOCUMENT = "Ceci est un PDF. Faites une capture d’écran de la page, ou exportez-la en image."
HEIC = (
    "Votre téléphone a enregistré cette photo en HEIC, que nous ne savons pas lire. Sur un iPhone : Réglages, Appareil"
    " photo, Formats, « Le plus compatible ». Ou envoyez-vous la photo par courriel : elle devient un JPEG."
)


class Refused(ValueError):
    """`str(error)` is what the person reads, in French."""


class SourceFormat(StrEnum):
    """What may be sent; the value is what Pillow calls it."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    HEIC = "HEIF"


@dataclass(frozen=True)
class Limits:
    """The parameters in force: bytes, pixels, pixels of the shorter side."""

    largest: int
    most_pixels: int
    smallest_side: int


@dataclass(frozen=True)
class Source:
    """A picture recognised and measured, nothing of it decoded yet; `content` ends where the picture ends."""

    format: SourceFormat
    width: int
    height: int
    content: bytes


def inspect(content: bytes, limits: Limits) -> Source:
    """Recognise a still picture within the limits by its structure, or raise Refused with what to do about it.

    Its size is read in its header: a *decompression bomb* (some kilobytes that unfold to gigabytes) is never unfolded.
    What hangs behind the picture is cut, as documents do.
    """
    if not content:
        raise Refused(EMPTY)
    check_weight(len(content), limits)
    source = _recognised(content)
    if source.width < 1 or source.height < 1:
        raise Refused(DAMAGED)
    if source.width * source.height > limits.most_pixels:
        raise Refused(_too_large(source, limits))
    if min(source.width, source.height) < limits.smallest_side:
        raise Refused(_too_small(source, limits))
    if max(source.width, source.height) > LONGEST_RATIO * min(source.width, source.height):
        raise Refused("Cette image est très étroite : recadrez-la, puis renvoyez-la.")
    return source


def check_weight(size: int, limits: Limits) -> None:
    """Raise Refused for a file of too many bytes; asked first of the size alone, before the file is read at all."""
    if size > limits.largest:
        raise Refused(
            f"Cette image pèse {-(-size // MEGABYTE)}\u00a0Mo, c’est plus que les {limits.largest // MEGABYTE}\u00a0Mo"
            " acceptés. Réduisez-la, ou envoyez-vous la photo par courriel en « taille moyenne »."
        )


def _recognised(content: bytes) -> Source:
    if content.startswith(b"%PDF-"):
        raise Refused(DOCUMENT)
    if b"%PDF-" in content[:1024]:
        raise Refused(MIXED)
    if content.startswith(b"\xff\xd8\xff"):
        return _jpeg(content)
    if content.startswith(documents.PNG_SIGNATURE):
        return _png(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _webp(content)
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        raise Refused(HEIC)
    if content.startswith((b"GIF87a", b"GIF89a")):
        raise Refused("Les images GIF ne sont pas acceptées. Enregistrez celle-ci en PNG ou en JPEG, puis renvoyez-la.")
    if b"<svg" in content[:1024].lower():
        raise Refused(VECTOR)
    raise Refused(UNKNOWN)


def widths_for(width: int) -> list[int]:
    """The widths (pixels) made of a picture this wide, growing: those below its own, and the largest it can fill."""
    return [*(w for w in WIDTHS if w < width), min(width, WIDTHS[-1])] if width < WIDTHS[-1] else list(WIDTHS)


# --- Measuring --------------------------------------------------------------------------------------------------------

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}


def _jpeg(content: bytes) -> Source:
    """ITU T.81, annex B: the frame header (SOF) holds height then width."""
    body = content[: _whole(documents.end_of_jpeg, content)]
    position = 2
    while position + 9 < len(body):
        marker = body[position + 1]
        if marker in _START_OF_FRAME:
            height, width = (int.from_bytes(body[position + at : position + at + 2], "big") for at in (5, 7))
            return Source(SourceFormat.JPEG, width, height, body)
        is_alone = marker == 0xFF or marker == 0x01 or 0xD0 <= marker <= 0xD7
        position += (1 if marker == 0xFF else 2) if is_alone else 2 + _number(body, position + 2, 2, "big")
    raise Refused(DAMAGED)


_START_OF_FRAME = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _png(content: bytes) -> Source:
    """ISO 15948: IHDR comes first. An acTL chunk makes it an animation (APNG)."""
    body = content[: _whole(documents.end_of_png, content)]
    width, height = _number(body, 16, 4, "big"), _number(body, 20, 4, "big")
    if b"acTL" in body[: body.find(b"IDAT")]:
        raise Refused(ANIMATED)
    return Source(SourceFormat.PNG, width, height, body)


def _webp(content: bytes) -> Source:
    """RFC 9649: one of three chunks comes first, each with its own way to write a size."""
    end = 8 + _number(content, 4, 4, "little")
    if end > len(content) or end < 30:
        raise Refused(DAMAGED)
    body, first = content[:end], content[12:16]
    if first == b"VP8X":
        if content[20] & 0b10:
            raise Refused(ANIMATED)
        size = _number(body, 24, 3, "little") + 1, _number(body, 27, 3, "little") + 1
    elif first == b"VP8L":
        bits = _number(body, 21, 4, "little")
        size = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif first == b"VP8 ":
        size = _number(body, 26, 2, "little") & 0x3FFF, _number(body, 28, 2, "little") & 0x3FFF
    else:
        raise Refused(DAMAGED)
    return Source(SourceFormat.WEBP, *size, body)


def _whole(end_of: Callable[[bytes], int], content: bytes) -> int:
    try:
        return end_of(content)
    except documents.Refused:
        raise Refused(DAMAGED) from None


def _number(content: bytes, at: int, length: int, order: Literal["little", "big"]) -> int:
    return int.from_bytes(content[at : at + length], order)


def _too_large(source: Source, limits: Limits) -> str:
    return (
        f"Cette image mesure {source.width} × {source.height} pixels : c’est trop. Réduisez-la à moins de"
        f" {limits.most_pixels // MEGAPIXEL} millions de pixels, puis renvoyez-la."
    )


def _too_small(source: Source, limits: Limits) -> str:
    return (
        f"Cette image est trop petite ({source.width} × {source.height} pixels), elle serait floue. Choisissez-en une"
        f" d’au moins {limits.smallest_side} pixels de côté."
    )


# --- Describing and attesting -----------------------------------------------------------------------------------------


def alt_problem(alt: str) -> str | None:
    """Why this alternative text will not do, in French; None when it will. It replaces the picture for whoever
    cannot see it (RGAA 4.1, criterion 1.3): a file name replaces nothing."""
    words = alt.strip()
    if not words:
        return "Décrivez l’image en une phrase : elle est lue à voix haute à qui ne la voit pas."
    if len(words) > ALT_MAX:
        return f"Décrivez l’image en {ALT_MAX} caractères au plus."
    if words.lower().endswith((".jpg", ".jpeg", ".png", ".webp", ".heic")) or len(words) < 5:
        return "Dites ce que l’on voit, par exemple « Des mains d’élèves plantent un semis de radis »."
    return None


@dataclass(frozen=True)
class Scan:
    """The signed authorisation, as scanned or photographed."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Attestation:
    """Somebody attests that the parents of every recognisable minor agreed, in writing, to this very use.

    The agreement must be given beforehand and say which picture, which use and how long (CNIL; code civil, art. 9 and
    371-1). The school keeps the signed forms; here is who answers for them, since when, for what, until when (the last
    day included).
    """

    name: str
    on: date
    scope: str
    expires_on: date
    scan: Scan | None = None


def attestation_problems(attestation: Attestation, today: date, longest_days: int) -> dict[str, str]:
    """Field by field, why this attestation will not do (French); empty when it will."""
    problems = {}
    if not attestation.name.strip() or len(attestation.name) > NAME_MAX:
        problems["name"] = "Indiquez qui a recueilli les autorisations des parents."
    if not attestation.scope.strip() or len(attestation.scope) > SCOPE_MAX:
        problems["scope"] = "Indiquez où les parents acceptent que l’image soit montrée."
    if attestation.on > today:
        problems["on"] = "Les autorisations doivent être signées avant de publier l’image."
    if attestation.expires_on < today:
        problems["expires_on"] = "Cette date est passée : l’image ne pourrait plus être montrée."
    elif attestation.expires_on > today + timedelta(days=longest_days):
        last = today + timedelta(days=longest_days)
        problems["expires_on"] = f"Choisissez une date avant le {last:%d/%m/%Y} : une autorisation a une durée."
    return problems
