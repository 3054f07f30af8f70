"""Files that are two things at once: a picture that is an archive, an archive that is a PDF."""

import zipfile
from typing import BinaryIO

from casework.evidence.errors import TwoKindsInOne

_PDF_HEAD = 1024
"""Readers look for the mark of a PDF in so many first bytes (ISO 32000-1, annex H, note 13)."""


def refuse_doubles(stream: BinaryIO, media_type: str) -> None:
    """Raise TwoKindsInOne where other programs would read a picture or PDF as something else."""
    if not media_type.startswith("image/") and media_type != "application/pdf":
        return
    stream.seek(0)
    if media_type != "application/pdf" and b"%PDF-" in stream.read(_PDF_HEAD):
        raise TwoKindsInOne("the picture is a PDF as well")
    if _opens_as_archive(stream):
        raise TwoKindsInOne("the file is an archive as well")


def _opens_as_archive(stream: BinaryIO) -> bool:
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            return bool(archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False
