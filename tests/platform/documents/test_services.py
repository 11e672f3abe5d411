import hashlib
import stat
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from tests.platform.documents.samples import JPEG, PDF
from trousse.core.actors import Actor
from trousse.core.errors import Invalid
from trousse.platform.audit.models import Event
from trousse.platform.documents.errors import DocumentDamaged, DocumentRefused
from trousse.platform.documents.models import Document
from trousse.platform.documents.selectors import document_read
from trousse.platform.documents.services import document_delete, document_store
from trousse.platform.documents.storage import DocumentStorage, path_of

pytestmark = pytest.mark.django_db

HEAD = Actor.link("head", "Claire, directrice")


def _store(content: bytes = PDF, name: str = "délibération.pdf") -> Document:
    return document_store(kind="attestation", name=name, content=content, actor=HEAD)


def _file(media_root: Path, document: Document) -> Path:
    return media_root / "documents" / path_of(document.sha256)


def test_a_document_is_read_back_as_it_was_given() -> None:
    document = Document.objects.get(pk=_store().pk)
    assert document_read(document) == PDF
    assert (document.name, document.media_type, document.size) == ("délibération.pdf", "application/pdf", len(PDF))
    assert document.sha256 == hashlib.sha256(PDF).hexdigest()


def test_the_type_comes_from_the_bytes_not_from_the_name() -> None:
    document = _store(JPEG, "attestation.pdf")
    assert (document.media_type, document.name) == ("image/jpeg", "attestation.jpg")


def test_a_refusal_is_for_the_person_who_sent_it() -> None:
    with pytest.raises(DocumentRefused, match="ni un PDF, ni une photo") as refused:
        _store(b"Bonjour")
    assert isinstance(refused.value, Invalid)
    assert not Document.objects.exists()


def test_the_journal_tells_who_gave_it() -> None:
    document = _store()
    event = Event.objects.get()
    assert (event.verb, event.subject_id, event.actor_label) == ("document.store", str(document.pk), HEAD.label)
    assert event.data["sha256"] == document.sha256


def test_files_are_private_and_have_no_address(media_root: Path) -> None:
    file = _file(media_root, _store())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [each.name for each in file.parent.iterdir()] == [file.name]
    with pytest.raises(ValueError, match="no public address"):
        DocumentStorage().url("a")


def test_the_same_document_twice_is_two_rows_and_one_file(media_root: Path) -> None:
    first, second = _store(), _store(name="copie.pdf")
    assert first.sha256 == second.sha256
    assert len([path for path in (media_root / "documents").rglob("*") if path.is_file()]) == 1


def test_an_altered_file_is_not_read(media_root: Path, caplog: pytest.LogCaptureFixture) -> None:
    document = _store()
    _file(media_root, document).write_bytes(PDF + b" ")
    with pytest.raises(DocumentDamaged, match="altered"):
        document_read(document)
    assert "délibération" not in caplog.text


def test_a_missing_file_is_an_incident_and_comes_back_with_the_document(media_root: Path) -> None:
    document = _store()
    _file(media_root, document).unlink()
    with pytest.raises(DocumentDamaged, match="missing"):
        document_read(document)
    _store()
    assert document_read(document) == PDF


def test_what_a_row_says_never_changes() -> None:
    document = _store()
    with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(name="autre.pdf")


def test_a_failed_write_leaves_nothing_behind(media_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: Path, _target: Path) -> Path:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="no space"):
            _store()
    assert not [path for path in media_root.rglob("*") if path.is_file()]
    assert not Document.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_document_goes_with_its_file_unless_another_is_the_same(media_root: Path) -> None:
    first, twin = _store(), _store()
    document_delete(document=first, actor=HEAD)
    assert document_read(twin) == PDF
    document_delete(document=twin, actor=HEAD)
    assert not _file(media_root, twin).exists()
    assert not Document.objects.exists()
