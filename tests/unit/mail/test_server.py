"""The URL of the mail server."""

import pytest

from casework.mail.errors import BadMailServer, MailNotSetUp
from casework.mail.server import mail_server, parse_server
from casework.settings import Settings


def test_a_full_url_names_everything() -> None:
    server = parse_server("smtps://ann%40shop:p%2Fw@mail.example:4465", "me@a.example")
    assert (server.host, server.port, server.implicit_tls) == ("mail.example", 4465, True)
    assert (server.user, server.password, server.sender) == ("ann@shop", "p/w", "me@a.example")
    assert "p/w" not in repr(server)


@pytest.mark.parametrize(("url", "port"), [("smtp://m.example", 587), ("smtps://m.example", 465)])
def test_the_usual_port_need_not_be_named(url: str, port: int) -> None:
    assert parse_server(url, "a@b.example").port == port


@pytest.mark.parametrize("url", ["http://m.example", "m.example:25", "smtp://", "smtp://a:b:c"])
def test_another_url_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(BadMailServer) as refused:
        parse_server(url, "a@b.example")
    assert url not in str(refused.value)


def test_without_a_url_there_is_no_mail_and_a_sender_is_a_must() -> None:
    assert mail_server(Settings(_env_file=None)) is None
    with pytest.raises(MailNotSetUp):
        mail_server(Settings(_env_file=None, smtp_url="smtp://m.example", mail_from=None))
