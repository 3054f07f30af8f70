"""Why a change in a case's life is refused; nothing was written."""

from __future__ import annotations


class ChangeRefused(Exception):
    """The case cannot change like this now."""

    code = "change_not_possible"


class NotFiled(ChangeRefused):
    """The case was not filed, or was cancelled or erased: it has no life to change."""

    code = "case_not_filed"


class NotTheirs(ChangeRefused):
    """Somebody else has to cause this change."""

    code = "change_not_theirs"


class NoReason(ChangeRefused):
    """A change needs a reason in words."""

    code = "reason_missing"


class ReopeningTooLate(ChangeRefused):
    """The time in which a closed case can be reopened is over."""

    code = "reopening_too_late"


class ChangedMeanwhile(ChangeRefused):
    """Somebody else changed the case since it was looked at."""

    code = "case_changed_meanwhile"
