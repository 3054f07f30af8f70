"""Capture: pages and chats that may disappear become exhibits with time and hash."""

from casework.evidence.capture.addresses import PageRefused
from casework.evidence.capture.capture import Gathered, capture, fetcher_of, gather
from casework.evidence.capture.fetching import FetchedPage, PageFetcher

__all__ = [
    "FetchedPage",
    "Gathered",
    "PageFetcher",
    "PageRefused",
    "capture",
    "fetcher_of",
    "gather",
]
