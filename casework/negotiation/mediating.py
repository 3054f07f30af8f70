"""From negotiation to mediation: at either side's wish, or when its days are over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from casework.cases import change
from casework.cases.notices import tell
from casework.store.cases import want_person
from casework.store.models import Case
from casework.timers.kinds import ANSWER_DUE, NEGOTIATION_ENDS
from casework.timers.table import cancel_timers


def ask_for_mediation(session: Session, case: Case, *, by: str, why: str, now: datetime) -> None:
    """Pass the case to the mediators; an open offer stays open and can still be accepted.

    Raises:
        ChangeRefused: the case cannot go to mediation from where it stands.

    """
    row = change(session, case, "mediate", actor=by, why=why, now=now)
    cancel_timers(session, case, NEGOTIATION_ENDS, ANSWER_DUE, now=now)
    want_person(session, case, why, now)
    tell(session, case, "mediation", key=f"mediation:{row.sequence}", now=now, why=why)
