"""The darkroom: from bytes that somebody sent to light pictures that hold nothing but what is seen."""

import struct
import threading
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps

from trousse.platform.pictures import rules
from trousse.platform.pictures.enums import PictureFormat
from trousse.platform.pictures.rules import DAMAGED, HEIC, Limits, Refused, Source, SourceFormat

_SETTINGS: dict[PictureFormat, tuple[str, dict[str, Any]]] = {
    PictureFormat.AVIF: ("AVIF", {"quality": 55, "speed": 9}),
    PictureFormat.WEBP: ("WEBP", {"quality": 75, "method": 3}),
    PictureFormat.JPEG: ("JPEG", {"quality": 78, "optimize": True, "progressive": True}),
}
JPEG_WIDTH = 960
"""Browsers without AVIF nor WebP are few and old: one middling JPEG is enough for them, and for social cards."""

# What Pillow raises, besides OSError, for files made to hurt it.
_BROKEN = (
    OSError, ValueError, SyntaxError, TypeError, IndexError, KeyError, AttributeError, OverflowError, EOFError,
    struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip

# A large photograph takes 150 MB while it is open: one at a time in each process.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Print:
    """One file made of a picture."""

    format: PictureFormat
    width: int
    height: int
    content: bytes


@dataclass(frozen=True)
class Developed:
    """A picture upright, in sRGB, without metadata: `width` × `height` of its largest print, and all its prints."""

    width: int
    height: int
    prints: tuple[Print, ...]

    @property
    def widths(self) -> list[int]:
        return sorted({made.width for made in self.prints})


def develop(content: bytes, limits: Limits) -> Developed:
    """Check, decode, turn upright, convert to sRGB, reduce, and write again in every format. Raises Refused.

    Nothing of the file survives but its pixels: place, date, camera, thumbnail, comments and whatever was hidden are
    gone, because every file served is written here from scratch. About a second for a photograph of 12 megapixels.
    """
    source = rules.inspect(content, limits)
    with _one_at_a_time:
        try:
            image = _decoded(source)
        except _BROKEN as broken:
            raise Refused(DAMAGED) from broken
        return _printed(image)


def _decoded(source: Source) -> Image.Image:
    """Pixels of at most the largest width, upright, sRGB, opaque on white paper."""
    Image.init()
    if source.format not in Image.OPEN:
        raise Refused(HEIC)
    with Image.open(BytesIO(source.content), formats=[source.format]) as image:
        if image.size != (source.width, source.height):
            raise Refused(DAMAGED)
        largest = rules.WIDTHS[-1]
        if source.format is SourceFormat.JPEG:
            # The decoder itself skips what would be thrown away: four times quicker, sixteen times less memory.
            image.draft(image.mode, (largest, largest))
        image.load()
        upright = ImageOps.exif_transpose(_eight_bits(image))
        paper = _on_white(_in_srgb(upright))
    if paper.width > largest:
        return paper.resize((largest, max(round(paper.height * largest / paper.width), 1)), Image.Resampling.LANCZOS)
    return paper


def _eight_bits(image: Image.Image) -> Image.Image:
    """Scanners make 16 bits of grey, which Pillow would otherwise cut rather than scale."""
    if image.mode.startswith("I"):
        orientation = image.getexif()
        grey = image.convert("I").point(lambda value: value / 256).convert("L")
        grey.info["exif"] = orientation.tobytes()
        return grey
    return image


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours as browsers show them. A profile that cannot be read is ignored, as browsers do."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        target = "RGBA" if image.mode == "RGBA" else "RGB"
        try:
            converted = ImageCms.profileToProfile(
                image, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode=target
            )
        except (ImageCms.PyCMSError, OSError):
            return image
        return converted or image
    return image


def _on_white(image: Image.Image) -> Image.Image:
    """A transparent drawing lies on the paper of the page."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    drawing = image.convert("RGBA")
    paper = Image.new("RGB", drawing.size, "white")
    paper.paste(drawing, mask=drawing.getchannel("A"))
    return paper


def _printed(image: Image.Image) -> Developed:
    widths = rules.widths_for(image.width)
    prints: list[Print] = []
    for width in widths:
        height = max(round(image.height * width / image.width), 1)
        reduced = image if width == image.width else image.resize((width, height), Image.Resampling.LANCZOS)
        formats = [made for made in PictureFormat if made is not PictureFormat.JPEG or width == jpeg_width(widths)]
        prints += [Print(made, width, height, _written(reduced, made)) for made in formats]
    return Developed(image.width, image.height, tuple(prints))


def jpeg_width(widths: list[int]) -> int:
    """The width that exists as a JPEG as well."""
    return JPEG_WIDTH if JPEG_WIDTH in widths else widths[-1]


def _written(image: Image.Image, format_: PictureFormat) -> bytes:
    name, settings = _SETTINGS[format_]
    target = BytesIO()
    # A new image of the same pixels: its `info`, from which encoders copy metadata, is empty.
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    bare.save(target, name, **settings)
    return target.getvalue()
