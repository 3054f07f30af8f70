from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

import pytest
from docx import Document
from pypdf import PdfReader
from sqlalchemy import select, update

from casework.evidence import FileStore
from casework.evidence.custody import rows
from casework.store.database import transaction
from casework.store.models import AuditEntry, Case, Exhibit, Letter
from tests.services.console.seeding import filed_delivery_case, picture
from tests.services.console.serving import Visitor, csrf_token


@dataclass(frozen=True)
class Filed:
    number: str
    exhibit: str
    text_file: str
    letter: str


def file_one(files: FileStore, conversation: str) -> Filed:
    with transaction() as session:
        case = filed_delivery_case(session, files, conversation)
        by_type = {e.media_type: e.id for e in session.scalars(_exhibits(case))}
        letter = session.scalars(select(Letter.id).where(Letter.case_id == case.id)).one()
        return Filed(case.number, by_type["image/png"], by_type["text/plain"], letter)


def _exhibits(case: Case) -> object:
    return select(Exhibit).where(Exhibit.case_id == case.id)


@pytest.fixture
def filed(settings: object, files: FileStore) -> Filed:
    return file_one(files, "web-ana")


@pytest.fixture
def other(settings: object, files: FileStore) -> Filed:
    return file_one(files, "web-other")


def last_entry() -> AuditEntry:
    with transaction() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    return entry


def custody_of(exhibit_id: str) -> list[tuple[str, str, object]]:
    with transaction() as session:
        log = rows(session, [session.get_one(Exhibit, exhibit_id)])
    return [(row["act"], row["actor"], row["details"].get("what")) for row in log]


def test_an_exhibit_comes_as_its_safe_copy_and_the_custody_log_says_so(
    mediator: Visitor, filed: Filed
) -> None:
    answer = mediator.get(f"/cases/{filed.number}/exhibits/{filed.exhibit}")

    assert answer.status_code == 200
    with transaction() as session:
        exhibit = session.get_one(Exhibit, filed.exhibit)
    assert hashlib.sha256(answer.content).hexdigest() == exhibit.copy_sha256
    assert custody_of(filed.exhibit)[-1] == ("viewed", "console:ana", "copy")


def test_the_original_comes_byte_for_byte_as_it_arrived(mediator: Visitor, filed: Filed) -> None:
    answer = mediator.get(f"/cases/{filed.number}/exhibits/{filed.exhibit}/original")

    assert answer.status_code == 200
    assert answer.content == picture()
    assert answer.headers["Content-Length"] == str(len(picture()))
    assert custody_of(filed.exhibit)[-1] == ("viewed", "console:ana", "original")


@pytest.mark.parametrize(("choice", "status"), [(None, 404), (False, 404), (True, 200)])
def test_an_original_that_tells_a_place_is_seen_only_if_the_consumer_wants_it(
    mediator: Visitor, filed: Filed, choice: bool | None, status: int
) -> None:
    with transaction() as session:
        exhibit = session.get_one(Exhibit, filed.exhibit)
        exhibit.found, exhibit.disclose_metadata = {"place": {"lat": "1", "lon": "2"}}, choice
    answer = mediator.get(f"/cases/{filed.number}/exhibits/{filed.exhibit}/original")
    assert answer.status_code == status
    assert mediator.get(f"/cases/{filed.number}/exhibits/{filed.exhibit}").status_code == 200
    page = mediator.get(f"/cases/{filed.number}").text
    assert ("At the place 1, 2" in page) is (choice is True)


def test_what_the_scanner_found_harmful_is_given_to_nobody(mediator: Visitor, filed: Filed) -> None:
    with transaction() as session:
        session.get_one(Exhibit, filed.exhibit).scan = "infected"
    path = f"/cases/{filed.number}/exhibits/{filed.exhibit}"
    assert [mediator.get(p).status_code for p in (path, f"{path}/original")] == [404, 404]


def test_a_mediator_freezes_the_evidence_once(mediator: Visitor, filed: Filed) -> None:
    page = mediator.get(f"/cases/{filed.number}").text
    assert "Freeze the evidence" in page
    for _ in range(2):
        answer = mediator.post(f"/cases/{filed.number}/freeze", csrf_token=csrf_token(page))
        assert answer.status_code == 303
    assert [act for act, _, _ in custody_of(filed.exhibit)].count("frozen") == 1
    page = mediator.get(f"/cases/{filed.number}").text
    assert "Frozen <time" in page
    assert "Freeze the evidence" not in page


def test_no_browser_opens_an_exhibit_whatever_it_claims_to_be(
    mediator: Visitor, filed: Filed
) -> None:
    with transaction() as session:
        session.execute(update(Exhibit).values(original_name="evil.html\r\nX-Evil: 1"))
    for exhibit in (filed.exhibit, filed.text_file):
        headers = mediator.get(f"/cases/{filed.number}/exhibits/{exhibit}").headers
        assert headers["Content-Type"] == "application/octet-stream"
        assert headers["Content-Disposition"].startswith("attachment; ")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in headers["Content-Security-Policy"]
        assert "evil" not in headers["Content-Disposition"]
        assert "X-Evil" not in headers


def test_an_exhibit_is_saved_under_a_name_of_our_own(mediator: Visitor, filed: Filed) -> None:
    answer = mediator.get(f"/cases/{filed.number}/exhibits/{filed.exhibit}")
    expected = f'attachment; filename="{filed.number}-exhibit-A.png"'
    assert answer.headers["Content-Disposition"] == expected


def test_an_exhibit_of_unknown_kind_gets_a_harmless_extension(
    mediator: Visitor, filed: Filed
) -> None:
    with transaction() as session:
        session.execute(update(Exhibit).values(copy_media_type="text/html"))
    answer = mediator.get(f"/cases/{filed.number}/exhibits/{filed.exhibit}")
    assert answer.headers["Content-Disposition"].endswith('.bin"')


def test_a_download_is_in_the_audit_log_with_its_hash(mediator: Visitor, filed: Filed) -> None:
    mediator.get(f"/cases/{filed.number}/exhibits/{filed.exhibit}")
    entry = last_entry()

    assert (entry.actor, entry.action) == ("console:ana", "exhibit_downloaded")
    assert entry.subject == filed.number
    assert entry.details["what"] == "copy"
    assert len(entry.details["sha256"]) == 64


def test_an_exhibit_of_another_case_is_not_found(
    mediator: Visitor, filed: Filed, other: Filed
) -> None:
    assert mediator.get(f"/cases/{filed.number}/exhibits/{other.exhibit}").status_code == 404
    assert mediator.get(f"/cases/{other.number}/exhibits/{filed.exhibit}").status_code == 404
    assert mediator.get(f"/cases/{other.number}/exhibits/{other.exhibit}").status_code == 200


@pytest.mark.parametrize("exhibit", ["1", "%2e%2e%2fredress.db", "A", "%00"])
def test_a_made_up_exhibit_is_not_found(mediator: Visitor, filed: Filed, exhibit: str) -> None:
    assert mediator.get(f"/cases/{filed.number}/exhibits/{exhibit}").status_code == 404


def test_a_file_that_is_gone_is_not_found_and_not_logged_as_seen(
    mediator: Visitor, filed: Filed
) -> None:
    with transaction() as session:
        session.execute(update(Exhibit).values(copy_key="ab/" + "0" * 32))
    answer = mediator.get(f"/cases/{filed.number}/exhibits/{filed.exhibit}")

    assert answer.status_code == 404
    assert last_entry().action != "exhibit_downloaded"


def test_the_letter_comes_as_a_pdf_that_names_the_case(mediator: Visitor, filed: Filed) -> None:
    answer = mediator.get(f"/cases/{filed.number}/letters/{filed.letter}.pdf")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)

    assert answer.headers["Content-Type"] == "application/pdf"
    assert f'"{filed.number}-letter-1.pdf"' in answer.headers["Content-Disposition"]
    assert filed.number in text
    assert "129.90" in text


def test_the_letter_comes_as_a_docx_that_names_the_case(mediator: Visitor, filed: Filed) -> None:
    answer = mediator.get(f"/cases/{filed.number}/letters/{filed.letter}.docx")
    document = Document(io.BytesIO(answer.content))
    cells = [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    text = "\n".join([*(p.text for p in document.paragraphs), *cells])

    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert filed.number in text


def test_a_letter_download_is_in_the_audit_log(mediator: Visitor, filed: Filed) -> None:
    mediator.get(f"/cases/{filed.number}/letters/{filed.letter}.docx")
    entry = last_entry()

    assert (entry.action, entry.subject) == ("letter_downloaded", filed.number)
    assert entry.details == {"version": 1, "form": "docx"}


def test_a_letter_of_another_case_is_not_found(
    mediator: Visitor, filed: Filed, other: Filed
) -> None:
    assert mediator.get(f"/cases/{filed.number}/letters/{other.letter}.pdf").status_code == 404


@pytest.mark.parametrize(
    "name", ["{letter}.html", "{letter}.exe", "{letter}.", "{letter}", "1.pdf"]
)
def test_a_letter_in_no_known_form_is_not_found(mediator: Visitor, filed: Filed, name: str) -> None:
    path = name.format(letter=filed.letter)
    assert mediator.get(f"/cases/{filed.number}/letters/{path}").status_code == 404


def test_a_letter_that_cannot_be_read_any_more_is_not_found(
    mediator: Visitor, filed: Filed
) -> None:
    with transaction() as session:
        session.execute(update(Letter).values(content={"old": True}))
    assert mediator.get(f"/cases/{filed.number}/letters/{filed.letter}.pdf").status_code == 404
