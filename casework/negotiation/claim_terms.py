"""What the letter asks for, as terms: a trader that accepts the claim offers exactly these."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from casework.letters import LetterContent
from casework.negotiation.errors import NothingToClaim
from casework.negotiation.points import letter_content
from casework.negotiation.terms import Duty, Terms, term_words
from casework.store.models import Case


def claim_terms(session: Session, case: Case, by: date | None = None) -> Terms:
    """Return the claim of the newest letter as terms, to be done by a day that the trader names.

    Raises:
        NothingToClaim: the letter asks for nothing that terms can say.

    """
    content = letter_content(session, case)
    duty = None if content is None else _duty(content, by)
    if duty is None:
        raise NothingToClaim("the letter's claim cannot be put into terms")
    return Terms(duties=(duty,))


def _duty(content: LetterContent, by: date | None) -> Duty | None:
    what = term_words()["remedies"].get(content.remedy)
    if what is not None:
        return Duty(owed_by="trader", what=what, by=by)
    table = content.amount_table()
    if table is None:
        return None
    return Duty(owed_by="trader", what="pay", amount=table.total, currency=table.currency, by=by)
