"""What may disappear is kept, and no consumer's link makes the server read what is not public."""

import hashlib
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy.orm import Session

from casework.evidence import FileStore, open_original
from casework.evidence.capture import PageFetcher, PageRefused, capture, fetcher_of, gather
from casework.evidence.capture.addresses import is_public, web_address
from casework.evidence.reading.extract import extract
from casework.settings import Settings
from casework.store.models import Case
from tests.unit.evidence_reading.web import PAGE, Web, web

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
LIMIT = 10**7


@pytest.fixture
def site() -> Iterator[Web]:
    with web() as running:
        yield running


@pytest.fixture
def fetcher(site: Web) -> PageFetcher:
    return PageFetcher(allowed={site.end})


def _refusal(fetcher: PageFetcher, url: str) -> str:
    with pytest.raises(PageRefused) as refused:
        fetcher.fetch(url)
    return refused.value.code


def test_a_page_is_fetched_as_it_was_sent(site: Web, fetcher: PageFetcher) -> None:
    page = fetcher.fetch(site.url("/lamp"))
    assert (page.content, page.media_type, page.charset) == (PAGE, "text/html", "utf-8")


def test_redirects_are_followed_to_the_page(site: Web, fetcher: PageFetcher) -> None:
    site.redirects["/old"] = "/lamp?from=old"
    assert fetcher.fetch(site.url("/old")).url == site.url("/lamp?from=old")


def test_a_page_on_this_machine_is_not_read(site: Web) -> None:
    assert _refusal(PageFetcher(), site.url("/lamp")) == "address_not_public"
    assert site.asked == []


def test_a_redirect_to_this_machine_is_not_followed(site: Web, fetcher: PageFetcher) -> None:
    with web() as neighbour:
        site.redirects["/trap"] = neighbour.url("/lamp")
        assert _refusal(fetcher, site.url("/trap")) == "address_not_public"
        assert neighbour.asked == []


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("http://169.254.169.254/latest/meta-data/", "address_not_public"),
        ("http://[fd00:ec2::254]/", "address_not_public"),
        ("http://168.63.129.16/", "address_not_public"),
        ("http://100.100.100.200/", "address_not_public"),
        ("http://[::ffff:127.0.0.1]/", "address_not_public"),
        ("http://2130706433/", "address_not_public"),
        ("http://0.0.0.0/", "address_not_public"),
        ("http://8.8.8.8:22/", "address_not_public"),
        ("file:///etc/passwd", "address_not_web"),
        ("ftp://example.org/", "address_not_web"),
        ("http://user:secret@example.org/", "address_not_web"),
    ],
)
def test_no_redirect_leads_out_of_the_public_web(
    site: Web, fetcher: PageFetcher, target: str, code: str
) -> None:
    site.redirects["/trap"] = target
    assert _refusal(fetcher, site.url("/trap")) == code


def test_redirects_in_a_circle_end(site: Web, fetcher: PageFetcher) -> None:
    site.redirects["/a"] = "/a"
    assert _refusal(fetcher, site.url("/a")) == "page_goes_in_circles"
    assert len(site.asked) == 6


def test_the_address_that_was_checked_is_the_one_that_is_asked(
    site: Web, fetcher: PageFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter(["127.0.0.1", "127.0.0.2"])  # a name that changes its mind
    real = socket.getaddrinfo

    def lookup(host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        if host != "shop.example":
            return real(host, port, *args, **kwargs)
        asked.append(host)
        return real(next(answers), port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    assert fetcher.fetch(site.url("/lamp", host="shop.example")).content == PAGE
    assert asked == ["shop.example"]
    assert site.asked == [("/lamp", f"shop.example:{site.server_port}")]


def test_a_name_with_one_private_address_is_refused_whole(
    site: Web, fetcher: PageFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lookup(host: str, port: int, *_: Any, **__: Any) -> Any:
        kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        return [(*kind, (address, port)) for address in ("127.0.0.1", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    assert _refusal(fetcher, site.url("/lamp", host="shop.example")) == "address_not_public"


def test_no_proxy_of_the_environment_is_used(
    site: Web, fetcher: PageFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert fetcher.fetch(site.url("/lamp")).content == PAGE


def test_cookies_are_not_carried_on(site: Web, fetcher: PageFetcher) -> None:
    fetcher.fetch(site.url("/cookies"))
    assert fetcher.fetch(site.url("/cookies")).content == b"none"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/gone", "page_not_there"),
        ("/picture", "page_not_text"),
        ("/packed", "page_not_text"),
    ],
)
def test_what_is_no_page_is_refused(site: Web, fetcher: PageFetcher, path: str, code: str) -> None:
    assert _refusal(fetcher, site.url(path)) == code


def test_a_page_over_the_limit_is_refused(site: Web) -> None:
    small = PageFetcher(allowed={site.end}, most_bytes=100_000)
    assert _refusal(small, site.url("/endless")) == "page_too_large"


@pytest.mark.parametrize("path", ["/dripping", "/silent"])
def test_a_page_that_never_ends_is_given_up(site: Web, path: str) -> None:
    hasty = PageFetcher(allowed={site.end}, seconds=0.5)
    assert _refusal(hasty, site.url(path)) == "page_too_slow"


def test_a_server_that_is_not_there_is_named_so(site: Web) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        end = closed.getsockname()
        code = _refusal(PageFetcher(allowed={end}), f"http://127.0.0.1:{end[1]}/")
    assert code == "page_unreachable"


def test_a_page_over_tls_is_read_where_the_certificate_is_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, authority = _tls(tmp_path)
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(authority))
    with web(context) as sealed:
        url = f"https://127.0.0.1:{sealed.server_port}/lamp"
        assert PageFetcher(allowed={sealed.end}).fetch(url).content == PAGE


def test_a_page_with_an_unknown_certificate_is_refused(tmp_path: Path) -> None:
    context, _ = _tls(tmp_path)
    with web(context) as sealed:
        url = f"https://127.0.0.1:{sealed.server_port}/lamp"
        assert _refusal(PageFetcher(allowed={sealed.end}), url) == "page_unreachable"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - looked at, never listened on
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "168.63.129.16",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    ],
)
def test_an_inner_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "shop.example/a",
        "javascript:alert(1)",
        "http://",
        "https://a b/",
        "http://a\n/",
        "http://x:y/",
        "https://shop.example/" + "a" * 900,
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(PageRefused):
        web_address(url)


def test_pages_are_fetched_only_where_the_settings_allow_it() -> None:
    assert Settings().fetch_pages is False
    assert fetcher_of(Settings(fetch_pages=False)) is None
    assert fetcher_of(Settings(fetch_pages=True)) is not None


def test_a_page_becomes_an_exhibit_that_holds_its_bytes_its_address_and_the_time(
    session: Session, case: Case, files: FileStore, site: Web, fetcher: PageFetcher
) -> None:
    gathered = gather(site.url("/lamp"), fetcher, NOW)
    exhibit = capture(session, gathered, "web-1", files, LIMIT, NOW)
    assert gathered.page_saved
    assert exhibit.media_type == "message/rfc822"
    assert exhibit.case_id == case.id
    assert exhibit.title.startswith("page 127.0.0.1 2026-11-24")
    with open_original(files, exhibit) as original:
        message = message_from_bytes(original.read(), policy=policy.default)
    part = next(message.iter_parts())
    assert part.get_payload(decode=True) == PAGE
    assert message["X-Content-SHA256"] == hashlib.sha256(PAGE).hexdigest()
    assert message["Snapshot-Content-Location"] == site.url("/lamp")
    assert message["Subject"] == f"Lamp & shade {site.url('/lamp')}"
    assert message["Date"].datetime == NOW


def test_the_words_of_a_saved_page_can_be_read(site: Web, fetcher: PageFetcher) -> None:
    data = gather(site.url("/lamp"), fetcher, NOW).data
    words = extract("message/rfc822", data)["pages"][0]
    assert words.startswith(f"Web page: {site.url('/lamp')}")
    assert "A lamp, 20 €" in words
    assert "Redress" not in words


def test_an_address_is_kept_as_words_where_fetching_is_off(
    session: Session, files: FileStore
) -> None:
    gathered = gather("https://shop.example/lamp", None, NOW)
    assert (gathered.page_saved, gathered.why_no_page) == (False, "fetching_is_off")
    exhibit = capture(session, gathered, "web-1", files, LIMIT, NOW)
    with open_original(files, exhibit) as original:
        assert b"https://shop.example/lamp" in original.read()


def test_an_address_whose_page_is_gone_is_kept_with_the_reason(
    site: Web, fetcher: PageFetcher
) -> None:
    gathered = gather(site.url("/gone"), fetcher, NOW)
    assert gathered.why_no_page == "page_not_there"
    assert b"page_not_there" in gathered.data


def test_an_address_without_its_scheme_is_one_too(fetcher: PageFetcher) -> None:
    assert gather("www.shop.example", None, NOW).address == "https://www.shop.example"
    assert gather("shop.example/lamp?a=1", None, NOW).address == "https://shop.example/lamp?a=1"


def test_a_chat_is_kept_word_for_word_with_the_time(session: Session, files: FileStore) -> None:
    chat = "Me: where is my parcel?\nShop: <b>No idea</b>, see http://shop.example/faq"
    gathered = gather(chat, None, NOW)
    exhibit = capture(session, gathered, "web-1", files, LIMIT, NOW)
    with open_original(files, exhibit) as original:
        content = original.read()
    assert exhibit.media_type == "text/plain"
    assert exhibit.sha256 == hashlib.sha256(content).hexdigest()
    assert content.decode().startswith("Pasted by the consumer, kept on 2026-11-24 10:00:00 UTC")
    assert chat in content.decode()


@pytest.mark.parametrize("pasted", ["<html><script>x</script>", "{\\rtf1 x}", "a\x00b\x07c"])
def test_pasted_markup_and_odd_characters_are_kept_as_words(
    session: Session, files: FileStore, pasted: str
) -> None:
    exhibit = capture(session, gather(pasted, None, NOW), "web-1", files, LIMIT, NOW)
    assert exhibit.media_type == "text/plain"


def test_nothing_pasted_is_nothing_kept() -> None:
    with pytest.raises(PageRefused) as refused:
        gather(" \n\u200b", None, NOW)
    assert refused.value.code == "nothing_pasted"


def _tls(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """Return a server's context for 127.0.0.1, and the file of the authority that signed it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    start = datetime.now(UTC) - timedelta(days=1)
    host = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=2))
        .add_extension(host, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paper, secret = folder / "certificate.pem", folder / "key.pem"
    paper.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(paper, secret)
    return context, paper
