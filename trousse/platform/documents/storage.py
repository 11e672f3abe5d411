"""Where the bytes of documents are: private files, written whole or not at all."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class DocumentStorage(FileSystemStorage):
    """Files named by their content, that no URL reaches and only this program reads.

    A file is written beside its place, forced to the disk, then moved there at once: at its name there is either
    nothing or the whole document, whenever the machine stops.
    """

    def __init__(self, folder: str = "documents") -> None:
        super().__init__(
            location=Path(settings.MEDIA_ROOT) / folder,
            file_permissions_mode=0o600,
            directory_permissions_mode=0o700,
        )

    def url(self, name: str | None) -> str:
        raise ValueError("a document has no public address")

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name is the content: the same name twice is the same file."""
        return name

    def _save(self, name: str, content: "File[Any]") -> str:
        place = Path(self.path(name))
        _make_private_folders(place.parent)
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".incoming-")  # 0600
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(place)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _sync_folder(place.parent)
        return name


def path_of(sha256: str) -> str:
    """Two levels of folders, so that none grows too long to list."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _make_private_folders(folder: Path) -> None:
    if not folder.is_dir():
        _make_private_folders(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
