"""A server that knows delivery reports (RFC 3461) is asked for them, with the letter's id."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from casework.mail.server import MailServer
from casework.mail.transport import hand_in

_WISHES = re.compile(r" (?:RET|ENVID|NOTIFY)=\S+")


class ServerWithReports(SMTP):
    """Takes the parameters of RFC 3461, which aiosmtpd itself does not know."""

    async def smtp_MAIL(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        self.event_handler.wishes += _WISHES.findall(arg)
        await super().smtp_MAIL(_WISHES.sub("", arg))

    async def smtp_RCPT(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        self.event_handler.wishes += _WISHES.findall(arg)
        await super().smtp_RCPT(_WISHES.sub("", arg))


class Reporting(Controller):
    """Offers DSN in its greeting, if ``offers`` says so."""

    def __init__(self, port: int, offers: bool) -> None:
        self.wishes: list[str] = []
        self.offers = offers
        super().__init__(self, hostname="127.0.0.1", port=port)

    def factory(self) -> SMTP:
        return ServerWithReports(self.handler, **self.SMTP_kwargs)

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [responses[0], "250-DSN", *responses[1:]] if self.offers else responses

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        return "250 OK"


@pytest.fixture(params=[True, False])
def controller(request: pytest.FixtureRequest, free_port: int) -> Iterator[Reporting]:
    controller = Reporting(free_port, request.param)
    controller.start()
    yield controller
    controller.stop()


def test_reports_are_asked_for_where_the_server_knows_them(controller: Reporting) -> None:
    message = EmailMessage()
    message["From"], message["To"] = "post@redress.example", "shop@kessel.example"
    message.set_content("A letter.")
    server = MailServer("127.0.0.1", controller.port, "post@redress.example")
    handed = hand_in(server, message, "shop@kessel.example", "letter-1")
    assert handed.error is None
    expected = [" RET=HDRS", " ENVID=letter-1", " NOTIFY=FAILURE,DELAY"]
    assert controller.wishes == (expected if controller.offers else [])
