"""What may be kept as a document, judged on its bytes: a name or a declared type is only what somebody says."""

import re
import unicodedata
import zlib
from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
LONGEST_NAME = 100


class MediaType(StrEnum):
    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"

    @property
    def extension(self) -> str:
        return _EXTENSIONS[self][0]


_EXTENSIONS = {
    MediaType.PDF: (".pdf",),
    MediaType.JPEG: (".jpg", ".jpeg"),
    MediaType.PNG: (".png",),
}

EMPTY = "Ce fichier est vide. Choisissez-en un autre."
TOO_LARGE = (
    f"Ce fichier dépasse {LARGEST // MEGABYTE}\u00a0Mo. Réduisez-le, ou photographiez le document en plus petit."
)
UNKNOWN = "Ce fichier n’est ni un PDF, ni une photo (JPEG ou PNG). Choisissez l’un de ces formats."
DAMAGED = "Ce fichier est incomplet ou abîmé. Enregistrez-le de nouveau, puis renvoyez-le."
MIXED = "Ce fichier en cache un autre. Enregistrez-le de nouveau, en PDF ou en photo, puis renvoyez-le."
ACTIVE = "Ce PDF contient un programme. Imprimez-le en PDF (menu Imprimer), puis renvoyez cette copie."


class Refused(ValueError):
    """`str(error)` is what the person reads, in French."""


@dataclass(frozen=True)
class Accepted:
    """What is kept: the document alone, without what was hung after it."""

    media_type: MediaType
    content: bytes


def inspect(content: bytes) -> Accepted:
    """Recognise a PDF, JPEG or PNG by its structure, or raise Refused.

    A *polyglot* is one file that two programs read as two things (a photo that is also a PDF, a PDF with an archive
    behind it). A PDF starts at its first byte, though readers tolerate 1024 bytes before it, and ends at its last
    `%%EOF`. Photos are cut at their own end: telephones do hang things behind it, and none of them is the photo.
    """
    if not content:
        raise Refused(EMPTY)
    if len(content) > LARGEST:
        raise Refused(TOO_LARGE)
    if content.startswith(b"%PDF-"):
        return Accepted(MediaType.PDF, _checked_pdf(content))
    if b"%PDF-" in content[:1024]:
        raise Refused(MIXED)
    if content.startswith(b"\xff\xd8\xff"):
        return Accepted(MediaType.JPEG, content[: end_of_jpeg(content)])
    if content.startswith(PNG_SIGNATURE):
        return Accepted(MediaType.PNG, content[: end_of_png(content)])
    raise Refused(UNKNOWN)


def safe_name(name: str, media_type: MediaType) -> str:
    """A file name that says what `name` said and is safe in a header, in a folder, on every system."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem, dot, extension = base.rpartition(".")
    if not dot or f".{extension.lower()}" not in {known for all_ in _EXTENSIONS.values() for known in all_}:
        stem = base
    plain = re.sub(r"[^\w ()'’-]+", "_", stem)
    plain = re.sub(r"\s+", " ", plain).strip(" ._")[: LONGEST_NAME - 5].rstrip(" ._")
    return f"{plain or 'document'}{media_type.extension}"


# --- PDF (ISO 32000) --------------------------------------------------------------------------------------------------

_PDF_HEADER = re.compile(rb"%PDF-[12]\.\d[\r\n \t%]")
# Names may be written with hexadecimal escapes; « /J#61vaScript » is a way to hide, hence suspect as well.
_PDF_ACTIVE = re.compile(rb"/(?:JavaScript|Launch)\b|/[A-Za-z]*#[0-9A-Fa-f]{2}[A-Za-z]*[Ss]cript")


def _checked_pdf(content: bytes) -> bytes:
    if not _PDF_HEADER.match(content):
        raise Refused(DAMAGED)
    body, end, after = content.rpartition(b"%%EOF")
    if not end:
        raise Refused(DAMAGED)
    if after.strip(b"\x00 \t\r\n\x0c\x1a"):
        raise Refused(MIXED)
    if _PDF_ACTIVE.search(body):
        raise Refused(ACTIVE)
    return content


# --- JPEG (ITU T.81, annex B) -----------------------------------------------------------------------------------------

_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_START_OF_FRAME = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = {0x01, *range(0xD0, 0xD8)}


def end_of_jpeg(content: bytes) -> int:
    """Walk from marker to marker to the end of the image; the index just after it. Raises Refused."""
    position, has_frame, has_scan = 2, False, False
    while position + 1 < len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if marker == 0xFF:  # filling
            position += 1
        elif marker == _END_OF_IMAGE:
            if has_frame and has_scan:
                return position + 2
            break
        elif marker in _ALONE:
            position += 2
        else:
            position = _after_segment(content, position)
            has_frame |= marker in _START_OF_FRAME
            if marker == _START_OF_SCAN:
                has_scan = True
                position = _after_scan(content, position)
    raise Refused(DAMAGED)


def _after_segment(content: bytes, position: int) -> int:
    length = int.from_bytes(content[position + 2 : position + 4], "big")
    if length < 2:
        raise Refused(DAMAGED)
    return position + 2 + length


def _after_scan(content: bytes, position: int) -> int:
    """Compressed data goes on to the next marker that is neither an escaped 0xFF nor a restart."""
    while True:
        position = content.find(b"\xff", position)
        if position < 0 or position + 1 >= len(content):
            raise Refused(DAMAGED)
        following = content[position + 1]
        if following != 0x00 and not 0xD0 <= following <= 0xD7:
            return position
        position += 2


# --- PNG (ISO 15948) --------------------------------------------------------------------------------------------------

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHUNK_FRAME = 12  # length, name, checksum


def end_of_png(content: bytes) -> int:
    """Walk from chunk to chunk, checking their sums, to IEND; the index just after it. Raises Refused."""
    position, names = len(PNG_SIGNATURE), []
    while position + _CHUNK_FRAME <= len(content):
        length = int.from_bytes(content[position : position + 4], "big")
        end = position + _CHUNK_FRAME + length
        body, checksum = content[position + 4 : end - 4], content[end - 4 : end]
        if end > len(content) or zlib.crc32(body).to_bytes(4, "big") != checksum:
            break
        names.append(body[:4])
        if body[:4] == b"IEND":
            if names[0] == b"IHDR" and b"IDAT" in names:
                return end
            break
        position = end
    raise Refused(DAMAGED)
