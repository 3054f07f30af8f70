"""What is captured as a file: a web page in the form of browsers (MHTML), pasted words as text."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import unescape

from casework.evidence.capture.fetching import FetchedPage

SAVED_BY = "Page saved by Redress <capture@redress.invalid>"
_POLICY = SMTP.clone(max_line_length=998)  # the longest line of RFC 5322: addresses stay whole
_TITLE = re.compile(rb"<title[^>]*>(.{1,2000}?)</title", re.IGNORECASE | re.DOTALL)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def saved_page(page: FetchedPage, asked_for: str, now: datetime) -> bytes:
    """Return a page with its address and time as one file.

    The form is that of RFC 2557 as browsers write it: the bytes of the page are kept as they came,
    and any mail program or browser can open it.
    """
    root = EmailMessage(policy=_POLICY)
    root["From"] = SAVED_BY
    root["Date"] = format_datetime(now.astimezone(UTC))
    root["Subject"] = f"{_title(page)} {page.url[:200]}".strip()
    root["Snapshot-Content-Location"] = page.url
    root["X-Asked-For"] = asked_for
    root["X-Content-SHA256"] = hashlib.sha256(page.content).hexdigest()
    main, sub = page.media_type.split("/")
    root.add_related(
        page.content,
        main,
        sub,
        disposition="inline",
        params={"charset": page.charset} if page.charset else {},
        headers=[f"Content-Location: {page.url}"],
    )
    root.set_param("type", page.media_type)
    return root.as_bytes()


def _title(page: FetchedPage) -> str:
    match = _TITLE.search(page.content[:200_000])
    if match is None:
        return ""
    words = unescape(match[1].decode("utf-8", "replace"))
    return " ".join(_CONTROLS.sub(" ", words).split())[:200]


def saved_words(words: str, now: datetime, *, why_no_page: str | None = None) -> bytes:
    """Return pasted words as a text file that says when they were kept."""
    moment = now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    head = [f"Pasted by the consumer, kept on {moment}"]
    if why_no_page is not None:
        head.append(f"The page was not saved: {why_no_page}")
    body = _CONTROLS.sub("\ufffd", words.replace("\r\n", "\n"))
    return ("\n".join(head) + "\n\n" + body + "\n").encode("utf-8", "replace")
