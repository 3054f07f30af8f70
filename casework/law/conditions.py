"""The condition language of the packs: small expressions over facts, with three truth values.

An expression is true, false or unknown. Unknown never turns into true or false by itself: it takes
the words ``known``, ``shown`` or a fact that decides the matter anyway (``false and unknown`` is
false). ``docs/law.md`` teaches the language; this module turns its text into functions.

A fact that is absent is ``UNKNOWN``; one that is null is known to be none, and compares false.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from casework.facts.values import day_of
from casework.law.unknown import UNKNOWN


class Names(Protocol):
    """Where an expression finds the values of its names."""

    def value(self, name: str) -> Any:
        """Return the value of a fact, definition or date; ``UNKNOWN`` where it is not known."""


Evaluator = Callable[[Names], Any]


_TRUTHS = {"true": True, "false": False}


class ConditionError(ValueError):
    """A condition that is not written in the language; the message says where and why."""


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
        return always(Decimal(str(source)) if not isinstance(source, bool) else source)
    if isinstance(source, str):
        return _compile_text(source)
    if isinstance(source, list):
        return _combine(_all_of, [compile_condition(part) for part in source])
    if isinstance(source, dict):
        return _combine(_all_of, [_compile_pair(key, value) for key, value in source.items()])
    raise ConditionError(f"a condition cannot be {source!r}")


def _compile_pair(key: str, value: Any) -> Expression:
    if key == "all":
        return compile_condition(list(value))
    if key == "any":
        return _combine(_any_of, [compile_condition(part) for part in value])
    if key == "not":
        return _combine(lambda parts: lambda env: negate(parts[0](env)), [compile_condition(value)])
    wanted = tuple(value) if isinstance(value, list) else (value,)
    return Expression(
        f"{key} in {wanted}",
        _one_of(key, wanted),
        frozenset({key}),
        {key: frozenset([frozenset(wanted)])},
    )


def _one_of(name: str, wanted: tuple[Any, ...]) -> Evaluator:
    def evaluate(env: Names) -> Any:
        value = env.value(name)
        return value if value is UNKNOWN else value in wanted

    return evaluate


def _combine(join: Callable[[list[Evaluator]], Evaluator], parts: list[Expression]) -> Expression:
    return Expression(
        "; ".join(part.text for part in parts),
        join([part.evaluate for part in parts]),
        frozenset().union(*(part.names for part in parts)),
        _merged(part.groups for part in parts),
    )


_Groups = dict[str, frozenset[frozenset[Any]]]


def _merged(parts: Iterable[Mapping[str, frozenset[frozenset[Any]]]]) -> _Groups:
    merged: _Groups = {}
    for part in parts:
        for name, groups in part.items():
            merged[name] = merged.get(name, frozenset()) | groups
    return merged


def _all_of(parts: list[Evaluator]) -> Evaluator:
    def evaluate(env: Names) -> Any:
        found: Any = True
        for part in parts:
            value = part(env)
            if value is UNKNOWN:
                found = UNKNOWN
            elif not value:
                return False
        return found

    return evaluate


def _any_of(parts: list[Evaluator]) -> Evaluator:
    def evaluate(env: Names) -> Any:
        found: Any = False
        for part in parts:
            value = part(env)
            if value is UNKNOWN:
                found = UNKNOWN
            elif value:
                return True
        return found

    return evaluate


def negate(value: Any) -> Any:
    """Return the opposite truth value; unknown stays unknown."""
    return value if value is UNKNOWN else not value


# --- The text form: a few node kinds of Python's own grammar, and nothing else ------------------


def _compile_text(text: str) -> Expression:
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise ConditionError(f"cannot read {text!r}: {error.msg}") from None
    evaluate = _compile(tree)
    return Expression(text, evaluate, _names_in(tree), _groups_in(tree))


def _names_in(tree: ast.AST) -> frozenset[str]:
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in called}
    return frozenset(names - _TRUTHS.keys())


def _groups_in(tree: ast.AST) -> _Groups:
    """Return, for each name that is compared with fixed values, those values."""
    found: _Groups = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) or _is_call_of(node, "overlaps"):
            names = _names_in(node) - {"today", "claim_type"}
            leaves = [leaf for leaf in ast.walk(node) if isinstance(leaf, ast.Constant)]
            if len(names) == 1 and leaves:
                group = frozenset(_typed_constant(leaf.value) for leaf in leaves)
                found = _merged([found, {next(iter(names)): frozenset([group])}])
    return found


def _is_call_of(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _compile(node: ast.AST) -> Evaluator:
    compiler = _COMPILERS.get(type(node))
    if compiler is None:
        raise ConditionError(f"{ast.unparse(node)!r} is not part of the language")
    return compiler(node)


def _constant(node: ast.Constant) -> Evaluator:
    value = _typed_constant(node.value)
    return lambda _: value


def _typed_constant(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    return _date_or_text(value) if isinstance(value, str) else value


def _date_or_text(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _name(node: ast.Name) -> Evaluator:
    name = node.id
    if name in _TRUTHS:
        return lambda _: _TRUTHS[name]
    return lambda env: env.value(name)


def _list(node: ast.List | ast.Tuple) -> Evaluator:
    leaves = [element for element in node.elts if isinstance(element, ast.Constant)]
    if len(leaves) == len(node.elts):
        fixed = tuple(_typed_constant(leaf.value) for leaf in leaves)
        return lambda _: fixed
    parts = [_compile(element) for element in node.elts]
    return lambda env: tuple(part(env) for part in parts)


def _bool_op(node: ast.BoolOp) -> Evaluator:
    parts = [_compile(value) for value in node.values]
    return _all_of(parts) if isinstance(node.op, ast.And) else _any_of(parts)


def _unary(node: ast.UnaryOp) -> Evaluator:
    operand = _compile(node.operand)
    if isinstance(node.op, ast.Not):
        return lambda env: negate(operand(env))
    if isinstance(node.op, ast.USub):
        return lambda env: _arithmetic(lambda a, b: b - a, operand(env), Decimal(0))
    raise ConditionError(f"{ast.unparse(node)!r} is not part of the language")


def _binary(node: ast.BinOp) -> Evaluator:
    operation = _ARITHMETIC.get(type(node.op))
    if operation is None:
        raise ConditionError(f"{ast.unparse(node)!r} is not part of the language")
    left, right = _compile(node.left), _compile(node.right)
    return lambda env: _arithmetic(operation, left(env), right(env))


def _arithmetic(operation: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    if not isinstance(left, Decimal) or not isinstance(right, Decimal):
        return UNKNOWN
    return operation(left, right)


def _compare(node: ast.Compare) -> Evaluator:
    if len(node.ops) != 1:
        raise ConditionError(f"{ast.unparse(node)!r}: compare two things at a time")
    comparison = _COMPARISONS.get(type(node.ops[0]))
    if comparison is None:
        raise ConditionError(f"{ast.unparse(node)!r} is not part of the language")
    if isinstance(node.comparators[0], ast.Constant):
        fixed = _typed_constant(node.comparators[0].value)
        return _compare_with(node.left, node.ops[0], fixed)
    left, right = _compile(node.left), _compile(node.comparators[0])

    def evaluate(env: Names) -> Any:
        one, other = left(env), right(env)
        if one is UNKNOWN or other is UNKNOWN:
            return UNKNOWN
        return comparison(one, other)

    return evaluate


def _compare_with(node: ast.expr, operation: ast.cmpop, fixed: Any) -> Evaluator:
    """Compare with a fixed value; most comparisons are of a name, so that is quick."""
    plain = None if isinstance(fixed, date) else _PLAIN.get(type(operation))
    comparison = plain or _COMPARISONS[type(operation)]
    if isinstance(node, ast.Name) and node.id not in _TRUTHS:
        return _compare_name_with(node.id, comparison, fixed)
    left = _compile(node)

    def evaluate(env: Names) -> Any:
        one = left(env)
        return one if one is UNKNOWN else comparison(one, fixed)

    return evaluate


def _compare_name_with(name: str, comparison: Callable[[Any, Any], bool], fixed: Any) -> Evaluator:
    def evaluate(env: Names) -> Any:
        one = env.value(name)
        return one if one is UNKNOWN else comparison(one, fixed)

    return evaluate


def _ordered(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def compare(one: Any, other: Any) -> bool:
        if one is None or other is None:
            return False
        return test(_comparable(one), _comparable(other))

    return compare


def _comparable(value: Any) -> Any:
    return day_of(value) if isinstance(value, datetime) else value


def _contains(one: Any, other: Any) -> bool:
    return other is not None and one in other


def _choose(node: ast.IfExp) -> Evaluator:
    test, then, otherwise = _compile(node.test), _compile(node.body), _compile(node.orelse)

    def evaluate(env: Names) -> Any:
        value = test(env)
        if value is UNKNOWN:
            return UNKNOWN
        return then(env) if value else otherwise(env)

    return evaluate


def _call(node: ast.Call) -> Evaluator:
    function = _FUNCTIONS.get(node.func.id) if isinstance(node.func, ast.Name) else None
    if function is None or node.keywords:
        raise ConditionError(f"{ast.unparse(node)!r}: no such function")
    parts = [_compile(argument) for argument in node.args]
    if len(parts) == 1:
        only = parts[0]
        return lambda env: function(only(env))
    return lambda env: function(*[part(env) for part in parts])


def _has(value: Any) -> Any:
    return value if value is UNKNOWN else value is not None


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
    "none": lambda value: negate(_has(value)),
    "shown": lambda value: value is not UNKNOWN and bool(value),
    "days": _days,
    "overlaps": _overlaps,
    "min": _extreme(min),
    "max": _extreme(max),
    "sum": lambda *values: sum(v for v in values if isinstance(v, Decimal)),
}
_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: lambda a, b: _comparable(a) == _comparable(b),
    ast.NotEq: lambda a, b: _comparable(a) != _comparable(b),
    ast.Lt: _ordered(lambda a, b: a < b),
    ast.LtE: _ordered(lambda a, b: a <= b),
    ast.Gt: _ordered(lambda a, b: a > b),
    ast.GtE: _ordered(lambda a, b: a >= b),
    ast.In: _contains,
    ast.NotIn: lambda a, b: not _contains(a, b),
}
# Where no dates are compared, which may be days or moments, Python's own comparison will do.
_PLAIN: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_COMPILERS: dict[type[ast.AST], Callable[[Any], Evaluator]] = {
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
