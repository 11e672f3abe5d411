"""Pictures drawn here, and files made to hurt: no photograph of anybody is needed."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from tests.platform.documents.samples import PDF, chunk, segment

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def drawing(width: int = 640, height: int = 400, mode: str = "RGB") -> Image.Image:
    """A red sun at the left of a blue sky: which side is up and which is left can be told."""
    skies: dict[str, Any] = {"RGBA": (0, 0, 0, 0), "L": 40, "CMYK": (255, 255, 0, 0)}
    suns: dict[str, Any] = {"L": 220, "CMYK": (0, 255, 255, 0)}
    image = Image.new(mode, (width, height), skies.get(mode, "navy"))
    box = (width // 16, height // 8, width // 16 + height // 3, height // 8 + height // 3)
    ImageDraw.Draw(image).ellipse(box, fill=suns.get(mode, "red"))
    return image


def encoded(image: Image.Image, format_: str = "JPEG", **options: Any) -> bytes:
    target = BytesIO()
    image.save(target, format_, **options)
    return target.getvalue()


def photo(width: int = 640, height: int = 400) -> bytes:
    return encoded(drawing(width, height), quality=80)


def photo_with_secrets(orientation: int = 1) -> bytes:
    """Where it was taken, by which telephone, and how it was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Telephone de Lea"
    exif[0x9286] = "CM2, salle 4"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    return encoded(drawing(), exif=exif, comment=b"secret de Lea", quality=80)


def png_bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A few kilobytes that unfold to ten gigabytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        PNG_SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00" * 900_000)) + chunk(b"IEND", b"")
    )


def png_without_pixels() -> bytes:
    """Every checksum is right, but the data stops after a few rows."""
    header = struct.pack(">IIBBBBB", 400, 400, 8, 2, 0, 0, 0)
    return PNG_SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00" * 5_000)) + chunk(b"IEND", b"")


def jpeg_that_lies(width: int = 60_000, height: int = 60_000) -> bytes:
    """A small photo whose header says that it is immense."""
    content = bytearray(photo())
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def webp_bomb() -> bytes:
    """A VP8X canvas of 16384 × 16384 with nothing behind it."""
    body = (
        b"VP8X"
        + struct.pack("<I", 10)
        + b"\x00" * 4
        + b"\xff\x3f\x00" * 2
        + b"ALPH"
        + struct.pack("<I", 2)
        + b"\x00\x00"
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def animated(format_: str) -> bytes:
    frames = [drawing(), drawing(mode="RGB").rotate(180)]
    return encoded(frames[0], format_, save_all=True, append_images=frames[1:], duration=100)


def pdf_inside() -> bytes:
    return photo()[:2] + segment(0xFE, PDF) + photo()[2:]


SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
GIF_POLYGLOT = b"GIF89a/*\x01\x00\x00\x00*/=1;alert(document.domain)//;"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 400
ZIP = b"PK\x03\x04" + b"\x00" * 30
