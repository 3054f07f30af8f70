"""Keep what may disappear: a listing, a shop's page, a chat that was pasted.

Two steps, as for files: ``gather`` does the slow part (the web) and needs no database; ``capture``
enters the outcome as an exhibit, with hash and time.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from casework.evidence.capture.addresses import PageRefused, WebAddress, web_address
from casework.evidence.capture.fetching import PageFetcher
from casework.evidence.capture.saved import saved_page, saved_words
from casework.evidence.filestore import FileStore
from casework.evidence.receive import receive
from casework.settings import Settings
from casework.store.models import Exhibit

NOT_ALLOWED = "fetching_is_off"
_WITHOUT_SCHEME = re.compile(r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}/)\S*", re.IGNORECASE)


@dataclass(frozen=True)
class Gathered:
    """What is to be kept; ``why_no_page`` is the code where an address gave no page."""

    data: bytes
    name: str
    address: str | None
    page_saved: bool
    why_no_page: str | None = None


def fetcher_of(settings: Settings) -> PageFetcher | None:
    """Return the means to fetch pages, None where the settings do not allow it."""
    return PageFetcher() if settings.fetch_pages else None


def gather(pasted: str, fetcher: PageFetcher | None, now: datetime) -> Gathered:
    """Return what to keep of ``pasted``: the page where it is an address, else the words.

    An address whose page cannot be had is kept as words, with the reason. Raises PageRefused
    (``nothing_pasted``) where there is no word.
    """
    words = pasted.strip()
    if not any(c.isalnum() for c in words):
        raise PageRefused("nothing_pasted")
    address = _as_address(words)
    if address is None:
        return Gathered(saved_words(words, now), _name("text", None, now), None, page_saved=False)
    return _page(address, fetcher, now)


def capture(
    session: Session,
    gathered: Gathered,
    conversation_id: str,
    store: FileStore,
    limit: int,
    now: datetime,
) -> Exhibit:
    """Enter what was gathered as an exhibit of the conversation.

    Raises EvidenceRefused, as for any file.
    """
    data = io.BytesIO(gathered.data)
    return receive(session, data, gathered.name, conversation_id, store, limit, now)


def _page(address: WebAddress, fetcher: PageFetcher | None, now: datetime) -> Gathered:
    why = NOT_ALLOWED
    if fetcher is not None:
        try:
            page = fetcher.fetch(address.url)
        except PageRefused as refusal:
            why = refusal.code
        else:
            data = saved_page(page, address.url, now)
            name = _name("page", address, now)
            return Gathered(data, name, address.url, page_saved=True)
    data = saved_words(address.url, now, why_no_page=why)
    name = _name("address", address, now)
    return Gathered(data, name, address.url, page_saved=False, why_no_page=why)


def _as_address(words: str) -> WebAddress | None:
    """Return the address that the words as a whole are, None for any other text."""
    url = f"https://{words}" if _WITHOUT_SCHEME.fullmatch(words) else words
    try:
        return web_address(url)
    except PageRefused:
        return None


def _name(kind: str, address: WebAddress | None, now: datetime) -> str:
    host = f" {address.host}" if address else ""
    extension = "eml" if kind == "page" else "txt"
    return f"{kind}{host} {now:%Y-%m-%d %H%M}.{extension}"
