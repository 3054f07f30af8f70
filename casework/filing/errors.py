"""Why a case could not be filed: each refusal has a ``code`` that programs read."""

from __future__ import annotations


class FilingRefused(Exception):
    """The case cannot be filed as it is; nothing was written."""

    code = "filing_refused"


class NothingClaimed(FilingRefused):
    """The case has no standing claim."""

    code = "nothing_claimed"


class CaseClosed(FilingRefused):
    """The case was cancelled; it has to be resumed first."""

    code = "case_closed"
