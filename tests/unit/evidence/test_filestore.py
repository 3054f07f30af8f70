"""Files are written whole or not at all, and never read further than needed."""

import base64
import hashlib
import io
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.evidence import FileStore, FileTooLarge, evidence_store
from casework.evidence.filestore import CHUNK, MasterKeyInvalid
from casework.evidence.sealing import SealBroken
from casework.settings import Settings


class CountingStream(io.BytesIO):
    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data


class BrokenStream(io.BytesIO):
    """Gives some bytes, then fails, as a connection does that is cut."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() > 0:
            raise ConnectionResetError
        return super().read(10)


def leftovers(files: FileStore) -> list[Path]:
    return [path for path in files.root.rglob("*") if path.is_file()]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=3 * CHUNK))
def test_what_was_put_comes_back_with_its_size_and_hash(files: FileStore, data: bytes) -> None:
    stored = files.put(io.BytesIO(data), limit=3 * CHUNK)
    with files.open(stored.key, stored.wrapped_key) as kept:
        assert kept.read() == data
    assert stored.size == len(data)
    assert stored.sha256 == hashlib.sha256(data).hexdigest()


def test_a_file_of_exactly_the_limit_is_taken(files: FileStore) -> None:
    assert files.put(io.BytesIO(b"x" * 1000), limit=1000).size == 1000


def test_a_file_over_the_limit_leaves_nothing_and_is_not_read_to_its_end(files: FileStore) -> None:
    stream = CountingStream(b"x" * 10_000)
    with pytest.raises(FileTooLarge) as refused:
        files.put(stream, limit=1000)
    assert refused.value.limit == 1000
    assert stream.taken == 1001
    assert leftovers(files) == []


def test_an_upload_cut_in_the_middle_leaves_nothing(files: FileStore) -> None:
    with pytest.raises(ConnectionResetError):
        files.put(BrokenStream(b"x" * 100), limit=1000)
    assert leftovers(files) == []


def test_the_same_bytes_twice_are_two_files_with_names_that_say_nothing(files: FileStore) -> None:
    first, second = (files.put(io.BytesIO(b"same"), limit=10) for _ in range(2))
    assert first.key != second.key
    assert first.sha256[:8] not in first.key


def test_only_the_owner_can_read_what_is_stored(files: FileStore) -> None:
    stored = files.put(io.BytesIO(b"private"), limit=10)
    path = files.root / stored.key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("key", ["../redress.db", "ab/../../x", "/etc/passwd", "", "ab/cd"])
def test_a_key_that_is_none_of_ours_opens_nothing(files: FileStore, key: str) -> None:
    with pytest.raises(KeyError):
        files.open(key, None)


def test_a_deleted_file_is_gone_and_deleting_again_is_harmless(files: FileStore) -> None:
    stored = files.put(io.BytesIO(b"gone"), limit=10)
    files.delete(stored.key)
    files.delete(stored.key)
    with pytest.raises(KeyError):
        files.open(stored.key, stored.wrapped_key)


def test_what_lies_on_the_disk_cannot_be_read_without_the_key(files: FileStore) -> None:
    stored = files.put(io.BytesIO(b"a private receipt"), limit=100)
    assert b"private" not in (files.root / stored.key).read_bytes()
    other = FileStore(files.root, master_key=bytes(32))
    with pytest.raises(SealBroken):
        other.open(stored.key, stored.wrapped_key)


def test_without_a_key_in_the_settings_one_is_made_that_its_owner_alone_can_read(
    tmp_path: Path,
) -> None:
    settings = Settings(data_dir=tmp_path)
    stored = evidence_store(settings).put(io.BytesIO(b"private"), limit=10)
    key = tmp_path / "evidence.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    with evidence_store(settings).open(stored.key, stored.wrapped_key) as kept:
        assert kept.read() == b"private"


def test_the_key_of_the_settings_is_used_and_none_is_made(tmp_path: Path) -> None:
    master = base64.b64encode(bytes(range(32))).decode()
    evidence_store(Settings(data_dir=tmp_path, master_key=master)).put(io.BytesIO(b"x"), limit=1)
    assert not (tmp_path / "evidence.key").exists()


@pytest.mark.parametrize("key", ["", "short", "not base64!", base64.b64encode(bytes(31)).decode()])
def test_a_master_key_that_is_none_is_refused_at_the_start(tmp_path: Path, key: str) -> None:
    with pytest.raises(MasterKeyInvalid):
        evidence_store(Settings(data_dir=tmp_path, master_key=key))


def test_files_of_the_first_release_which_were_not_sealed_can_still_be_read(
    files: FileStore,
) -> None:
    path = files.root / "ab" / ("ab" * 16)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"an old receipt")
    with files.open(f"ab/{'ab' * 16}", None) as kept:
        assert kept.read() == b"an old receipt"
