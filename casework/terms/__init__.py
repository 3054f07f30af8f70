"""Terms and conditions read against the black and grey lists of each body of law.

``check_terms`` is the door: text in, a ``TermsReport`` out, with the exact words of each finding.
"""

from casework.terms.check import check_terms
from casework.terms.errors import EmptyTerms, NotText, TermsRefused, TermsTooLong
from casework.terms.report import Finding, Listing, TermsReport
from casework.terms.source import text_of

__all__ = [
    "EmptyTerms",
    "Finding",
    "Listing",
    "NotText",
    "TermsRefused",
    "TermsReport",
    "TermsTooLong",
    "check_terms",
    "text_of",
]
