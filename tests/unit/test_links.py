"""Links to our own pages lead to where consumers can reach them."""

import pytest

from casework.settings import Settings


@pytest.mark.parametrize(
    ("host", "link"),
    [
        ("127.0.0.1", "http://127.0.0.1:5005/rights/eu"),
        ("0.0.0.0", "http://localhost:5005/rights/eu"),  # noqa: S104 - a setting, not a socket
        ("::1", "http://[::1]:5005/rights/eu"),
    ],
)
def test_a_link_leads_to_this_machine_unless_told_otherwise(host: str, link: str) -> None:
    assert Settings(host=host, chat_port=5005, public_url=None).link("rights/eu") == link


def test_a_link_begins_with_the_public_address() -> None:
    settings = Settings(public_url="https://help.example/redress/")
    assert settings.link("rights/eu#choice") == "https://help.example/redress/rights/eu#choice"
