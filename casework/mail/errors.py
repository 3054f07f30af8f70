"""Why a letter cannot be mailed; nothing was queued."""

from __future__ import annotations


class MailRefused(Exception):
    """The letter cannot be mailed as things are."""

    code = "mail_refused"


class MailNotSetUp(MailRefused):
    """The installation has no mail server or no sender's address."""

    code = "mail_not_set_up"


class BadMailServer(MailRefused):
    """The URL of the mail server cannot be used."""

    code = "bad_mail_server"


class NoAddress(MailRefused):
    """The trader has no usable e-mail address."""

    code = "no_mail_address"


class NoLetter(MailRefused):
    """The case has no letter."""

    code = "no_letter"


class BadSendingDay(MailRefused):
    """The day of an own sending lies in the future, or before there was a letter."""

    code = "bad_sending_day"


class NotItsExhibit(MailRefused):
    """The proof of sending is not an exhibit of the case."""

    code = "not_its_exhibit"
