"""Signatures that let a receiver see that a message is ours, whole and recent."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

SIGNATURE_HEADER = "X-Redress-Signature"
TIMESTAMP_HEADER = "X-Redress-Timestamp"


def signed_headers(secret: bytes, body: bytes, now: datetime) -> dict[str, str]:
    """Return the headers that sign ``body``: HMAC-SHA256 (RFC 2104) over timestamp, dot, body.

    The timestamp is in whole seconds since 1970 (UTC), so that a receiver can refuse a replay.
    """
    timestamp = str(int(now.timestamp()))
    digest = hmac.new(secret, f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
    return {TIMESTAMP_HEADER: timestamp, SIGNATURE_HEADER: f"sha256={digest}"}
