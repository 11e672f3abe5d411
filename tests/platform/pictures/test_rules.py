from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.platform.documents.samples import PDF
from tests.platform.pictures import samples
from trousse.platform.pictures import rules
from trousse.platform.pictures.rules import (
    Attestation,
    Limits,
    Refused,
    SourceFormat,
    alt_problem,
    attestation_problems,
    inspect,
    widths_for,
)

LIMITS = Limits(largest=1_000_000, most_pixels=50_000_000, smallest_side=300)
PNG = samples.encoded(samples.drawing(), "PNG")
WEBP = samples.encoded(samples.drawing(), "WEBP")
WEBP_LOSSLESS = samples.encoded(samples.drawing(), "WEBP", lossless=True)
WEBP_EXTENDED = samples.encoded(samples.drawing(mode="RGBA"), "WEBP")


@pytest.mark.parametrize(
    ("content", "format_"),
    [
        (samples.photo(), SourceFormat.JPEG),
        (samples.photo_with_secrets(), SourceFormat.JPEG),
        (samples.encoded(samples.drawing(), "JPEG", progressive=True), SourceFormat.JPEG),
        (PNG, SourceFormat.PNG),
        (WEBP, SourceFormat.WEBP),
        (WEBP_LOSSLESS, SourceFormat.WEBP),
        (WEBP_EXTENDED, SourceFormat.WEBP),
    ],
)
def test_a_picture_is_known_and_measured_by_its_bytes(content: bytes, format_: SourceFormat) -> None:
    source = inspect(content, LIMITS)
    assert (source.format, source.width, source.height, source.content) == (format_, 640, 400, content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", rules.EMPTY),
        (b"Bonjour", rules.UNKNOWN),
        (b"<html><script>alert(1)</script></html>", rules.UNKNOWN),
        (samples.ZIP, rules.UNKNOWN),
        (b"BM" + b"\x00" * 100, rules.UNKNOWN),
        (samples.SVG, rules.VECTOR),
        (samples.GIF_POLYGLOT, "Les images GIF"),
        (samples.HEIC, rules.HEIC),
        (PDF, rules.DOCUMENT),
        (b"\n" + PDF, rules.MIXED),
        (samples.pdf_inside(), rules.MIXED),
        (samples.animated("PNG"), rules.ANIMATED),
        (samples.animated("WEBP"), rules.ANIMATED),
        (samples.photo()[:-2], rules.DAMAGED),
        (samples.photo()[:300], rules.DAMAGED),
        (PNG[:-5], rules.DAMAGED),
        (WEBP[:-5], rules.DAMAGED),
        (WEBP[:25], rules.DAMAGED),
        (WEBP[:12] + b"JUNK" + WEBP[16:], rules.DAMAGED),
        (samples.png_bomb(), "60000 × 60000"),
        (samples.jpeg_that_lies(), "60000 × 60000"),
        (samples.webp_bomb(), "16384 × 16384"),
        (samples.png_bomb(0, 400), rules.DAMAGED),
        (samples.photo(200, 200), "au moins 300 pixels"),
        (samples.photo(2000, 310), "recadrez-la"),
        (samples.photo() + b"\x00" * 1_000_000, "Mo"),
    ],
)
def test_what_is_not_plainly_a_picture_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(Refused) as refused:
        inspect(content, LIMITS)
    assert words in str(refused.value)


@pytest.mark.parametrize("content", [samples.photo(), PNG, WEBP])
def test_what_hangs_behind_a_picture_is_not_read(content: bytes) -> None:
    assert inspect(content + samples.ZIP, LIMITS).content == content


@given(st.binary(max_size=300), st.sampled_from([b"", PNG[:40], WEBP[:20], samples.photo()[:40], WEBP[:-9], b"RIFF"]))
def test_any_bytes_are_accepted_or_refused_never_a_crash(tail: bytes, head: bytes) -> None:
    try:
        source = inspect(head + tail, LIMITS)
    except Refused:
        return
    assert (head + tail).startswith(source.content)


@pytest.mark.parametrize(
    ("width", "made"),
    [
        (300, [300]),
        (480, [480]),
        (700, [480, 700]),
        (960, [480, 960]),
        (1200, [480, 960, 1200]),
        (4000, [480, 960, 1600]),
    ],
)
def test_a_picture_is_never_enlarged(width: int, made: list[int]) -> None:
    assert widths_for(width) == made


@pytest.mark.parametrize("alt", ["", "   ", "IMG_2041.jpg", "abc", "x" * 201])
def test_a_description_that_describes_nothing_is_refused(alt: str) -> None:
    assert alt_problem(alt)


def test_a_sentence_describes() -> None:
    assert alt_problem("Des mains d’élèves plantent un semis de radis") is None


TODAY = date(2026, 11, 24)
GOOD = Attestation(name="Nadia", on=date(2026, 11, 20), scope="La page du projet", expires_on=date(2027, 7, 7))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"scope": ""}, "scope"),
        ({"on": date(2026, 11, 25)}, "on"),
        ({"expires_on": date(2026, 11, 23)}, "expires_on"),
        ({"expires_on": date(2029, 1, 1)}, "expires_on"),
    ],
)
def test_an_attestation_says_who_since_when_for_what_and_until_when(changed: dict[str, object], field: str) -> None:
    assert set(attestation_problems(replace(GOOD, **changed), TODAY, 730)) == {field}  # type: ignore[arg-type]


@pytest.mark.parametrize("last_day", [date(2026, 11, 24), date(2028, 11, 23)])
def test_an_attestation_lasts_from_a_day_to_two_years(last_day: date) -> None:
    assert attestation_problems(replace(GOOD, expires_on=last_day), TODAY, 730) == {}
