"""What is sealed can be read by the key alone, and no change to it goes unseen."""

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.evidence.sealing import (
    FRAME,
    SealBroken,
    new_data_key,
    seal,
    unseal,
    unwrap,
    wrap,
)

KEY = bytes(range(32))


def sealed(content: bytes, key: bytes = KEY) -> bytes:
    target = io.BytesIO()
    seal([content], target, key)
    return target.getvalue()


def opened(data: bytes, key: bytes = KEY) -> bytes:
    with unseal(io.BytesIO(data), key) as content:
        return content.read()


@pytest.mark.parametrize("size", [0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 3 * FRAME + 7])
def test_content_of_any_size_comes_back(size: int) -> None:
    content = os.urandom(size)
    assert opened(sealed(content)) == content


@given(st.lists(st.binary(max_size=3000), max_size=8))
def test_the_sizes_of_the_pieces_do_not_matter(pieces: list[bytes]) -> None:
    target = io.BytesIO()
    seal(pieces, target, KEY)
    assert opened(target.getvalue()) == b"".join(pieces)


@given(st.integers(0, 2 * FRAME + 50), st.integers(0, 2 * FRAME + 50))
def test_any_part_can_be_read_alone(start: int, length: int) -> None:
    content = bytes(range(251)) * (2 * FRAME // 251 + 1)
    with unseal(io.BytesIO(_SEALED), KEY) as readable:
        readable.seek(start)
        assert readable.read(length) == content[start : start + length]


_SEALED = sealed(bytes(range(251)) * (2 * FRAME // 251 + 1))


@given(st.integers(0, 10_000_000), st.integers(1, 255))
def test_one_changed_byte_is_noticed(at: int, change: int) -> None:
    spoilt = bytearray(_SEALED)
    spoilt[at % len(spoilt)] ^= change
    with pytest.raises(SealBroken):
        opened(bytes(spoilt))


@pytest.mark.parametrize("left", [0, 10, 27, 27 + FRAME + 16, 27 + 2 * (FRAME + 16), -1])
def test_a_file_that_was_cut_off_is_noticed_even_between_two_frames(left: int) -> None:
    with pytest.raises(SealBroken):
        opened(_SEALED[:left])


def test_frames_cannot_change_places() -> None:
    whole, frame = sealed(os.urandom(3 * FRAME)), FRAME + 16
    head, frames = whole[:27], [whole[27 + n * frame : 27 + (n + 1) * frame] for n in range(3)]
    with pytest.raises(SealBroken):
        opened(head + frames[1] + frames[0] + frames[2])


def test_the_same_content_never_looks_the_same() -> None:
    assert sealed(b"a receipt") != sealed(b"a receipt")
    assert b"a receipt" not in sealed(b"a receipt")


def test_another_key_opens_nothing() -> None:
    with pytest.raises(SealBroken):
        opened(sealed(b"private"), new_data_key())


def test_a_data_key_opens_under_its_master_key_alone() -> None:
    master, data_key = new_data_key(), new_data_key()
    assert unwrap(wrap(data_key, master), master) == data_key
    for broken in (wrap(data_key, new_data_key()), wrap(data_key, master)[:-1], b""):
        with pytest.raises(SealBroken):
            unwrap(broken, master)
