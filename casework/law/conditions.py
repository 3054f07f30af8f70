"""The condition language of the packs: small expressions over facts, with three truth values.

An expression is true, false or unknown. Unknown never turns into true or false by itself: it takes
the words ``known``, ``shown`` or a fact that decides the matter anyway (``false and unknown`` is
false). ``docs/law.md`` teaches the language; this module reads it, and ``three_valued`` turns what
was read into functions.

A fact that is absent is ``UNKNOWN``; one that is null is known to be none, and compares false.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from casework.law.three_valued import (
    TRUTHS,
    ConditionError,
    Evaluator,
    Names,
    Writer,
    function_of,
    typed_constant,
)


@dataclass(frozen=True)
class Expression:
    """A compiled condition or value: call it with the names; ``names`` are those it reads.

    ``groups`` are, for each name, the sets of fixed values that it is compared with: values that
    are in the same sets cannot make a difference.
    """

    text: str
    evaluate: Evaluator
    names: frozenset[str]
    groups: Mapping[str, frozenset[frozenset[Any]]]

    def __call__(self, names: Names) -> Any:
        """Return the value for these facts."""
        return self.evaluate(names)


_Groups = dict[str, frozenset[frozenset[Any]]]


@dataclass(frozen=True)
class _Read:
    """A condition that was read: its text, what it reads, and the code that works it out."""

    text: str
    code: str
    names: frozenset[str] = frozenset()
    groups: Mapping[str, frozenset[frozenset[Any]]] = field(default_factory=dict)


def always(value: Any) -> Expression:
    """Return an expression that reads nothing and has one value."""
    return Expression(str(value), lambda _: value, frozenset(), {})


def compile_condition(source: Any) -> Expression:
    """Return the expression for a condition as a pack writes it.

    A string is an expression; a list means that all must hold; a mapping is ``all``, ``any`` or
    ``not``, or pairs of a fact and the value (or list of values) that it must have.

    Raises:
        ConditionError: the text is not in the language.

    """
    if source is None:
        return always(True)
    if isinstance(source, bool | int | float):
        return always(typed_constant(source))
    writer = Writer()
    read = _read(source, writer)
    return Expression(read.text, function_of(read.code, writer), read.names, read.groups)


def _read(source: Any, writer: Writer) -> _Read:
    if isinstance(source, str):
        return _read_text(source, writer)
    if isinstance(source, list):
        return _joined(writer.all_of, [_read(part, writer) for part in source])
    if isinstance(source, dict):
        return _joined(writer.all_of, [_read_pair(k, v, writer) for k, v in source.items()])
    if source is None or isinstance(source, bool | int | float):
        value = True if source is None else typed_constant(source)
        return _Read(str(value), writer.constant(value))
    raise ConditionError(f"a condition cannot be {source!r}")


def _read_pair(key: str, value: Any, writer: Writer) -> _Read:
    if key == "all":
        return _read(list(value), writer)
    if key == "any":
        return _joined(writer.any_of, [_read(part, writer) for part in value])
    if key == "not":
        denied = _read(value, writer)
        return replace(denied, code=writer.denied(denied.code))
    wanted = tuple(value) if isinstance(value, list) else (value,)
    code = writer.one_of(writer.name(key), wanted)
    groups = {key: frozenset([frozenset(wanted)])}
    return _Read(f"{key} in {wanted}", code, frozenset({key}), groups)


def _joined(join: Callable[[list[str]], str], parts: list[_Read]) -> _Read:
    return _Read(
        "; ".join(part.text for part in parts),
        join([part.code for part in parts]),
        frozenset().union(*(part.names for part in parts)),
        _merged(part.groups for part in parts),
    )


def _merged(parts: Iterable[Mapping[str, frozenset[frozenset[Any]]]]) -> _Groups:
    merged: _Groups = {}
    for part in parts:
        for name, groups in part.items():
            merged[name] = merged.get(name, frozenset()) | groups
    return merged


def _read_text(text: str, writer: Writer) -> _Read:
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise ConditionError(f"cannot read {text!r}: {error.msg}") from None
    return _Read(text, writer.write(tree), _names_in(tree), _groups_in(tree))


def _names_in(tree: ast.AST) -> frozenset[str]:
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in called}
    return frozenset(names - TRUTHS)


def _groups_in(tree: ast.AST) -> _Groups:
    """Return, for each name that is compared with fixed values, those values."""
    found: _Groups = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) or _is_call_of(node, "overlaps"):
            names = _names_in(node) - {"today", "claim_type"}
            leaves = [leaf for leaf in ast.walk(node) if isinstance(leaf, ast.Constant)]
            if len(names) == 1 and leaves:
                group = frozenset(typed_constant(leaf.value) for leaf in leaves)
                found = _merged([found, {next(iter(names)): frozenset([group])}])
    return found


def _is_call_of(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
