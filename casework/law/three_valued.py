"""The condition language written as Python, so that judging a case costs little.

A few node kinds of Python's own grammar are taken, and nothing else: names of facts, constants,
comparisons, ``and``, ``or``, ``not``, arithmetic, a choice, and the functions below. Each becomes a
Python expression with three truth values, and the whole condition one function. No text of a pack
is ever run: names and constants go in by reference.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from casework.facts.values import day_of
from casework.law.unknown import UNKNOWN

TRUTHS = frozenset({"true", "false"})


class Names(Protocol):
    """Where an expression finds the values of its names."""

    def value(self, name: str) -> Any:
        """Return the value of a fact, definition or date; ``UNKNOWN`` where it is not known."""


Evaluator = Callable[[Names], Any]


class ConditionError(ValueError):
    """A condition that is not written in the language; the message says where and why."""


def typed_constant(value: Any) -> Any:
    """Return a constant as facts are typed: numbers as ``Decimal``, ISO dates as ``date``."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    return _date_or_text(value) if isinstance(value, str) else value


def _date_or_text(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def function_of(code: str, writer: Writer) -> Evaluator:
    """Return the function of a condition whose code ``writer`` wrote."""
    known = {**_KNOWN, **writer.constants}
    made: Evaluator = eval(f"lambda names: {code}", known)  # noqa: S307 - written here, see above
    return made


class Writer:
    """Writes the code of one condition, and keeps its constants.

    What a part gives is kept under a name of its own (``t1``), since it is looked at twice: is it
    unknown, and if not, is it true?
    """

    def __init__(self) -> None:
        self.constants: dict[str, Any] = {}
        self._parts = 0

    def write(self, node: ast.AST) -> str:
        """Return the code for a condition.

        Raises:
            ConditionError: a part of it is not in the language.

        """
        written = _WRITERS.get(type(node))
        if written is None:
            raise _foreign(node)
        return written(self, node)

    def constant(self, value: Any) -> str:
        """Return the code for a fixed value."""
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def name(self, name: str) -> str:
        """Return the code for the value of a fact, definition or date."""
        return f"names.value({name!r})"

    def all_of(self, parts: list[str]) -> str:
        """Return the code for "all hold": false with the first that is, then unknown, then true."""
        return self._decided_by(parts, "False", "not ", "True")

    def any_of(self, parts: list[str]) -> str:
        """Return the code for "one holds": true with the first, then unknown, then false."""
        return self._decided_by(parts, "True", "", "False")

    def _decided_by(self, parts: list[str], decided: str, test: str, otherwise: str) -> str:
        kept = [self._part() for _ in parts]
        each = "".join(
            f"{decided} if ({name} := {part}) is not U and {test}{name} else "
            for name, part in zip(kept, parts, strict=True)
        )
        unknown = " or ".join(f"{name} is U" for name in kept)
        return f"({each}U if {unknown} else {otherwise})" if parts else otherwise

    def denied(self, part: str) -> str:
        """Return the code for the opposite; unknown stays unknown."""
        name = self._part()
        return f"({name} if ({name} := {part}) is U else not {name})"

    def one_of(self, part: str, wanted: tuple[Any, ...]) -> str:
        """Return the code for "is one of these"."""
        return self.unless_unknown(part, f"{{}} in {self.constant(wanted)}")

    def unless_unknown(self, part: str, test: str) -> str:
        """Return the code for a test of a part (``{}`` in ``test``) that unknown goes past."""
        name = self._part()
        return f"({name} if ({name} := {part}) is U else {test.format(name)})"

    def _part(self) -> str:
        self._parts += 1
        return f"t{self._parts}"


def _foreign(node: ast.AST) -> ConditionError:
    return ConditionError(f"{ast.unparse(node)!r} is not part of the language")


# --- How each kind of node is written -----------------------------------------------------------


def _constant(writer: Writer, node: ast.Constant) -> str:
    return writer.constant(typed_constant(node.value))


def _name(writer: Writer, node: ast.Name) -> str:
    return node.id.capitalize() if node.id in TRUTHS else writer.name(node.id)


def _list(writer: Writer, node: ast.List | ast.Tuple) -> str:
    leaves = [element for element in node.elts if isinstance(element, ast.Constant)]
    if len(leaves) == len(node.elts):
        return writer.constant(tuple(typed_constant(leaf.value) for leaf in leaves))
    return "(" + "".join(f"{writer.write(element)}, " for element in node.elts) + ")"


def _bool_op(writer: Writer, node: ast.BoolOp) -> str:
    parts = [writer.write(value) for value in node.values]
    return writer.all_of(parts) if isinstance(node.op, ast.And) else writer.any_of(parts)


def _unary(writer: Writer, node: ast.UnaryOp) -> str:
    operand = writer.write(node.operand)
    if isinstance(node.op, ast.Not):
        return writer.denied(operand)
    if isinstance(node.op, ast.USub):
        return f"Sub({writer.constant(Decimal(0))}, {operand})"
    raise _foreign(node)


def _binary(writer: Writer, node: ast.BinOp) -> str:
    operation = type(node.op).__name__
    if operation not in _KNOWN:
        raise _foreign(node)
    return f"{operation}({writer.write(node.left)}, {writer.write(node.right)})"


def _compare(writer: Writer, node: ast.Compare) -> str:
    if len(node.ops) != 1:
        raise ConditionError(f"{ast.unparse(node)!r}: compare two things at a time")
    operation, fixed = type(node.ops[0]).__name__, _fixed_value(node.comparators[0])
    if operation not in _KNOWN:
        raise _foreign(node)
    left = writer.write(node.left)
    if fixed is not None and not isinstance(fixed, date) and operation in _PLAIN:
        return writer.unless_unknown(left, f"{{}} {_PLAIN[operation]} {writer.constant(fixed)}")
    return f"{operation}({left}, {writer.write(node.comparators[0])})"


def _fixed_value(node: ast.expr) -> Any:
    """Return the value of a constant or of a list of constants, None of anything else."""
    if isinstance(node, ast.Constant):
        return typed_constant(node.value)
    leaves = node.elts if isinstance(node, ast.List | ast.Tuple) else []
    fixed = [typed_constant(leaf.value) for leaf in leaves if isinstance(leaf, ast.Constant)]
    return tuple(fixed) if leaves and len(fixed) == len(leaves) else None


# Where no dates are compared, which may be days or moments, Python's own comparison will do.
_PLAIN = {"Eq": "==", "NotEq": "!=", "In": "in", "NotIn": "not in"}


def _choose(writer: Writer, node: ast.IfExp) -> str:
    then, otherwise = writer.write(node.body), writer.write(node.orelse)
    test = writer.write(node.test)
    return writer.unless_unknown(test, f"{then} if {{}} else {otherwise}")


def _call(writer: Writer, node: ast.Call) -> str:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in _FUNCTIONS or node.keywords:
        raise ConditionError(f"{ast.unparse(node)!r}: no such function")
    parts = [writer.write(argument) for argument in node.args]
    if name in _INLINE and len(parts) == 1:
        return f"({parts[0]} {_INLINE[name]})"
    return f"{name}_({', '.join(parts)})"


_INLINE = {"known": "is not U", "unknown": "is U"}
_WRITERS: dict[type[ast.AST], Callable[[Writer, Any], str]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.List: _list,
    ast.Tuple: _list,
    ast.BoolOp: _bool_op,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.Compare: _compare,
    ast.IfExp: _choose,
    ast.Call: _call,
}


# --- What the code calls ------------------------------------------------------------------------


def _arithmetic(operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def calculate(left: Any, right: Any) -> Any:
        if not isinstance(left, Decimal) or not isinstance(right, Decimal):
            return UNKNOWN
        return operation(left, right)

    return calculate


def _comparison(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
    def compare(one: Any, other: Any) -> Any:
        return UNKNOWN if one is UNKNOWN or other is UNKNOWN else test(one, other)

    return compare


def _ordered(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
    def compare(one: Any, other: Any) -> bool:
        if one is None or other is None:
            return False
        return test(_comparable(one), _comparable(other))

    return _comparison(compare)


def _comparable(value: Any) -> Any:
    return day_of(value) if isinstance(value, datetime) else value


def _contains(one: Any, other: Any) -> bool:
    return other is not None and one in other


def _has(value: Any) -> Any:
    return value if value is UNKNOWN else value is not None


def _none(value: Any) -> Any:
    return value if value is UNKNOWN else value is None


def _days(start: Any, end: Any) -> Any:
    if not isinstance(start, date) or not isinstance(end, date):
        return UNKNOWN
    return Decimal((day_of(end) - day_of(start)).days)


def _overlaps(values: Any, wanted: tuple[Any, ...]) -> Any:
    if values is UNKNOWN:
        return UNKNOWN
    return bool(set(values or ()) & set(wanted))


def _extreme(pick: Callable[..., Any]) -> Callable[..., Any]:
    def evaluate(*values: Any) -> Any:
        if any(value is UNKNOWN or value is None for value in values):
            return UNKNOWN
        return pick(*values)

    return evaluate


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "known": lambda value: value is not UNKNOWN,
    "unknown": lambda value: value is UNKNOWN,
    "has": _has,
    "none": _none,
    "shown": lambda value: value is not UNKNOWN and bool(value),
    "days": _days,
    "overlaps": _overlaps,
    "min": _extreme(min),
    "max": _extreme(max),
    "sum": lambda *values: sum(v for v in values if isinstance(v, Decimal)),
}
_KNOWN: dict[str, Any] = {
    "__builtins__": {},
    "U": UNKNOWN,
    "Add": _arithmetic(lambda a, b: a + b),
    "Sub": _arithmetic(lambda a, b: a - b),
    "Mult": _arithmetic(lambda a, b: a * b),
    "Div": _arithmetic(lambda a, b: a / b),
    "Eq": _comparison(lambda a, b: _comparable(a) == _comparable(b)),
    "NotEq": _comparison(lambda a, b: _comparable(a) != _comparable(b)),
    "Lt": _ordered(lambda a, b: a < b),
    "LtE": _ordered(lambda a, b: a <= b),
    "Gt": _ordered(lambda a, b: a > b),
    "GtE": _ordered(lambda a, b: a >= b),
    "In": _comparison(_contains),
    "NotIn": _comparison(lambda a, b: not _contains(a, b)),
    **{f"{name}_": function for name, function in _FUNCTIONS.items()},
}
