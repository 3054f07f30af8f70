"""File names as people gave them, made safe to show and to keep.

A name is a claim of the sender. It may carry a path, line breaks, or marks that turn the reading
direction so that ``gpj.exe`` reads as ``exe.jpg``.
"""

import re
import unicodedata
from pathlib import PurePosixPath

from casework.evidence.kinds import ACCEPTED_EXTENSIONS, EXTENSIONS, usual_extension

LONGEST_NAME = 120
"""Characters; longer names break lists and letters and say no more."""
NAMELESS = "file"
_LONGEST_EXTENSION = 12


def clean_name(name: str) -> str:
    """Return ``name`` without folders, control characters and direction marks, never empty."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    spaced = "".join(" " if character.isspace() else character for character in last)
    visible = "".join(c for c in spaced if not unicodedata.category(c).startswith("C"))
    tidy = re.sub(r" +", " ", visible).strip(" .")
    return _shortened(tidy) or NAMELESS


def exhibit_title(name: str, media_type: str) -> str:
    """Return the cleaned ``name`` with the extension of what the content really is."""
    path = PurePosixPath(clean_name(name))
    claimed = path.suffix.lower()
    if claimed in EXTENSIONS[media_type]:
        return path.name
    stem = path.stem if claimed in ACCEPTED_EXTENSIONS else path.name
    return stem + usual_extension(media_type)


def _shortened(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    suffix = PurePosixPath(name).suffix
    if len(suffix) > _LONGEST_EXTENSION:
        suffix = ""
    return name[: LONGEST_NAME - len(suffix)].rstrip(" .") + suffix
