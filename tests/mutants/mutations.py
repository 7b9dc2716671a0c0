"""A program of its own, run by the Python that has Cosmic Ray: every small fault of the files named, a line of JSON
each. The operators are Cosmic Ray's, those that change what is done and not merely whether it can be done at all.
Beside them one element of a tuple, list or set is left out: the tables of rights and of moves are made of these."""

import ast
import json
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

_COMPARED = "Eq_NotEq NotEq_Eq Lt_LtE Lt_GtE LtE_Lt LtE_Gt Gt_GtE Gt_LtE GtE_Gt GtE_Lt Is_IsNot IsNot_Is"
_COUNTED = "Add_Sub Sub_Add Mul_Div BitAnd_BitOr"
OPERATORS = (
    *(f"ReplaceComparisonOperator_{one}" for one in _COMPARED.split()),
    *(f"ReplaceBinaryOperator_{one}" for one in _COUNTED.split()),
    "ReplaceUnaryOperator_Delete_Not",
    "AddNot",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ExceptionReplacer",
    "NumberReplacer",
    "ZeroIterationForLoop",
)
_INERT = "@dataclass("  # whether an object could be changed changes nothing while nobody does
_ROW, _NEEDED = "_rows", 3  # its call makes rows of the table of moves: after these arguments come the guards

Fault = tuple[str, str, str]
"""The operator, the words before and after, the whole text of the file with the fault."""


def faults(text: str) -> Iterator[Fault]:
    """Every fault of a file, one at a time."""
    for name in OPERATORS:
        operator = get_operator(f"core/{name}")()
        place = 0
        while (changed := mutate_code(text, operator, place)) is not None:
            place += 1
            words = _difference(text, changed)
            if not words.startswith(_INERT):
                yield name, words, changed
    yield from _left_out(ast.parse(text))


def _difference(before: str, after: str) -> str:
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return next((f"{one.strip()} → {other.strip()}" for one, other in pairs if one != other), "")


def _left_out(tree: ast.Module) -> Iterator[Fault]:
    """The file without one element of a display, or without one guard of a row."""
    slices = (one.slice for one in ast.walk(tree) if isinstance(one, ast.Subscript))
    inert = {id(part) for one in slices for part in ast.walk(one)}  # they say types, mostly
    for place, node in enumerate(ast.walk(tree)):
        for index, element in _optional(node) if id(node) not in inert else ():
            shorter = deepcopy(tree)
            del _elements(list(ast.walk(shorter))[place])[index]
            yield "LeftOut", f"{ast.unparse(node)[:60]} without {ast.unparse(element)[:60]}", ast.unparse(shorter)


def _optional(node: ast.AST) -> list[tuple[int, ast.expr]]:
    return list(enumerate(_elements(node)))[_NEEDED if isinstance(node, ast.Call) else 0 :]


def _elements(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Set) or (isinstance(node, ast.Tuple | ast.List) and isinstance(node.ctx, ast.Load)):
        return node.elts
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == _ROW:
        return node.args
    return []


if __name__ == "__main__":
    for path in sys.argv[1:]:
        for operator, words, text in faults(Path(path).read_text(encoding="utf-8")):
            print(json.dumps({"operator": operator, "words": words, "text": text}))  # noqa: T201
