import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.platform.documents.samples import JPEG, PDF, PNG, chunk, segment
from trousse.platform.documents import rules
from trousse.platform.documents.rules import MediaType, Refused, inspect, safe_name

ZIP = b"PK\x03\x04" + b"\x00" * 30


@pytest.mark.parametrize(
    ("content", "media_type"), [(PDF, MediaType.PDF), (JPEG, MediaType.JPEG), (PNG, MediaType.PNG)]
)
def test_a_document_is_known_by_its_bytes(content: bytes, media_type: MediaType) -> None:
    accepted = inspect(content)
    assert (accepted.media_type, accepted.content) == (media_type, content)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", rules.EMPTY),
        (PDF + b" " * rules.LARGEST, rules.TOO_LARGE),
        (b"Bonjour", rules.UNKNOWN),
        (b"<html><script>alert(1)</script></html>", rules.UNKNOWN),
        (b"GIF89a", rules.UNKNOWN),
        (ZIP, rules.UNKNOWN),
        (b"MZ" + b"\x00" * 100, rules.UNKNOWN),
        (b"\n" + PDF, rules.MIXED),
        (b"\xff\xd8\xff\xe0" + PDF, rules.MIXED),
        (JPEG[:2] + segment(0xFE, PDF) + JPEG[2:], rules.MIXED),
        (PDF + ZIP, rules.MIXED),
        (PDF + b"<script>", rules.MIXED),
        (PDF.replace(b"%%EOF\n", b""), rules.DAMAGED),
        (b"%PDF-9" + PDF, rules.DAMAGED),
        (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), rules.ACTIVE),
        (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/J#61vaScript>>"), rules.ACTIVE),
        (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/Launch/F(cmd)>>"), rules.ACTIVE),
        (JPEG[:-2], rules.DAMAGED),
        (JPEG[:30], rules.DAMAGED),
        (b"\xff\xd8\xff\xd9", rules.DAMAGED),
        (b"\xff\xd8" + segment(0xE0, b"JFIF\x00") + b"\xff\xd9", rules.DAMAGED),
        (PNG[:-4], rules.DAMAGED),
        (PNG.replace(b"IDAT", b"IDAX"), rules.DAMAGED),
        (PNG[:8] + chunk(b"IEND", b""), rules.DAMAGED),
    ],
)
def test_what_is_not_plainly_a_document_is_refused_in_words(content: bytes, why: str) -> None:
    with pytest.raises(Refused) as refused:
        inspect(content)
    assert str(refused.value) == why


@pytest.mark.parametrize("photo", [JPEG, PNG])
def test_what_hangs_behind_a_photo_is_not_kept(photo: bytes) -> None:
    assert inspect(photo + ZIP).content == photo


def test_a_pdf_saved_twice_is_one_pdf() -> None:
    assert inspect(PDF + PDF[9:]).media_type is MediaType.PDF


def test_blank_lines_after_a_pdf_are_harmless() -> None:
    assert inspect(PDF + b"\r\n\x00\x00").media_type is MediaType.PDF


@given(st.binary(max_size=200), st.sampled_from([b"", PDF[:20], JPEG[:20], PNG[:20], JPEG[:-2], PNG[:-12]]))
def test_any_bytes_are_accepted_or_refused_never_a_crash(tail: bytes, head: bytes) -> None:
    try:
        accepted = inspect(head + tail)
    except Refused:
        return
    assert (head + tail).startswith(accepted.content)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Attestation CA.pdf", "Attestation CA.pdf"),
        ("attestation.PDF", "attestation.pdf"),
        ("photo.jpeg", "photo.pdf"),
        ("C:\\Users\\Nadia\\RIB.pdf", "RIB.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("facture.pdf.exe", "facture_pdf_exe.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("", "document.pdf"),
        ("…/…", "document.pdf"),
        ('a"\r\nSet-Cookie: x=1.pdf', "a_Set-Cookie_ x_1.pdf"),
        ("délibération n° 3 (école).pdf", "délibération n_ 3 (école).pdf"),
        ("x" * 300 + ".pdf", "x" * 95 + ".pdf"),
    ],
)
def test_a_name_is_kept_as_far_as_it_is_safe(given_name: str, kept: str) -> None:
    name = safe_name(given_name, MediaType.PDF)
    assert name == kept
    assert len(name) <= rules.LONGEST_NAME


@given(st.text(max_size=300))
def test_no_name_is_unsafe(given_name: str) -> None:
    name = safe_name(given_name, MediaType.PNG)
    assert name.endswith(".png")
    assert len(name) <= rules.LONGEST_NAME
    assert not set(name) & set('/\\\r\n\x00"<>:|?*')
    assert not name.startswith(".")
