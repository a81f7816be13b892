"""The tree of an expression made simpler to say: the same meaning with less repeated.

What a comparison presumes (that its field is filled in, its act done) is not said before it as well; alternatives of
one name become one list; bounds become a range; alternatives that tell cases apart become cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from placet.rules.syntax import Atom, Call, Choice, Name, Node, Not, Pair, Several

_MACROS = ("all", "exists", "exists_one", "filter", "map")
#: The methods of texts that ask something of them.
METHODS = ("contains", "startsWith", "endsWith", "matches")
_NO = Atom("false", "name")


def simpler(node: Node, *, clause: bool = False, denied: bool = False) -> Node:
    """Return a tree of the same meaning.

    In a `clause` (凡……的) alternatives are not told apart as cases. Of what is `denied` nothing is left out: that a
    field is not filled in, or not above a limit, is not that it is below it.
    """

    def inner(one: Node, *, clause: bool = True) -> Node:
        return simpler(one, clause=clause, denied=denied)

    if isinstance(node, Pair) and node.sign in ("&&", "||"):
        parts = list(dict.fromkeys(inner(part, clause=clause) for part in flat(node, node.sign)))
        return _all(parts, denied=denied) if node.sign == "&&" else _any(parts, clause=clause)
    if isinstance(node, Pair):
        return Pair(node.sign, inner(node.left), inner(node.right))
    if isinstance(node, Not):
        return Not(simpler(node.node, clause=True, denied=True))
    if isinstance(node, Call):
        target = inner(node.target) if node.target else None
        return _member(
            Call(node.name, target, tuple(inner(arg, clause=clause or node.name != "all") for arg in node.args))
        )
    if isinstance(node, Choice):
        return Choice(inner(node.when), inner(node.then, clause=clause), inner(node.other, clause=clause))
    return Several(tuple(map(inner, node.items))) if isinstance(node, Several) else node


def flat(node: Node, sign: str) -> list[Node]:
    """Return the parts that `sign` joins, from left to right."""
    if isinstance(node, Pair) and node.sign == sign:
        return [*flat(node.left, sign), *flat(node.right, sign)]
    return [node]


def joined(parts: Sequence[Node], sign: str) -> Node:
    """Return parts joined by `sign`."""
    whole = parts[0]
    for part in parts[1:]:
        whole = Pair(sign, whole, part)
    return whole


def arms_of(node: Node) -> tuple[list[tuple[Node, Node]], Node]:
    """Return the cases that a choice of choices tells apart, each with what it asks, and what is left."""
    arms = []
    while isinstance(node, Choice):
        arms.append((node.when, node.then))
        node = node.other
    return arms, node


def is_claim(node: Node) -> bool:
    """Return whether a node is true or false by its shape, and not a value."""
    if isinstance(node, Call):
        return node.name in ("holds", "has", "all", "exists", "exists_one", *METHODS)
    return isinstance(node, Not) or (isinstance(node, Pair) and node.sign not in "+-")


def _all(parts: list[Node], *, denied: bool) -> Node:
    kept = [part for part in parts if denied or not any(_presumes(one, part) for one in parts if one is not part)]
    return joined(_ranges(kept), "&&")


def _any(parts: list[Node], *, clause: bool) -> Node:
    alike = _together(_together(parts, _of_name, _listed), _of_post, _held_by)
    cases = [] if clause or len(alike) < 2 else [_case(part) for part in alike]
    names = {case[0].left for case in cases if case}
    if cases and all(cases) and len(names) == 1 and len({case[0] for case in cases if case}) == len(cases):
        whole: Node = _NO
        for when, then in reversed([case for case in cases if case]):
            whole = Choice(when, then, whole)
        return whole
    return joined(alike, "||")


def _presumes(node: Node, guard: Node) -> bool:
    """Whether `node` cannot hold unless `guard` does: it reads the field that is filled in, or what the act left."""
    if isinstance(guard, Call) and guard.name == "has" and isinstance(guard.args[0], Name):
        return guard.args[0].parts in _read(node)
    if not isinstance(guard, Name) or len(guard.parts) != 2 or guard.parts[0] not in ("filled", "done"):
        return False
    kind, name = guard.parts
    if kind == "filled":
        return (name,) in _read(node)
    return any(parts[0] in ("at", "by", "data") and parts[1:2] == (name,) for parts in _read(node))


def _read(node: Node | None) -> set[tuple[str, ...]]:
    """The names that a node reads whatever their values are."""
    if isinstance(node, Name):
        return {node.parts}
    if isinstance(node, Not):
        return _read(node.node)
    if isinstance(node, Pair):
        return set() if node.sign == "||" else _read(node.left) | _read(node.right)
    if isinstance(node, Several):
        return set[tuple[str, ...]]().union(*map(_read, node.items))
    if isinstance(node, Call) and node.name != "has":
        args = () if node.name in _MACROS else node.args
        return _read(node.target).union(*map(_read, args))
    return _read(node.when) if isinstance(node, Choice) else set()


def _ranges(parts: list[Node]) -> list[Node]:
    """Neighbouring bounds of the same value as one range."""
    found: list[Node] = []
    for part in parts:
        low, high = (_bound(found[-1], ">=") if found else None), _bound(part, "<=")
        if low and high and low[0] == high[0]:
            found[-1] = Call("between", None, (low[0], low[1], high[1]))
        else:
            found.append(part)
    return found


def _bound(node: Node, sign: str) -> tuple[Node, Node] | None:
    """The value and its bound where a node is `value sign bound`, either way round."""
    if not isinstance(node, Pair) or node.sign not in ("<=", ">="):
        return None
    sides = (node.left, node.right) if node.sign == sign else (node.right, node.left)
    return None if isinstance(sides[0], Atom) else sides


def _together(
    parts: list[Node],
    of: Callable[[Node], tuple[object, tuple[Node, ...]] | None],
    made: Callable[[Node, tuple[Node, ...]], Node],
) -> list[Node]:
    """The parts with those that ask for one value after another of the same thing made into one."""
    found: dict[object, list[Node]] = {}
    for part in parts:
        asked = of(part)
        found.setdefault(asked[0] if asked else part, []).append(part)
    return [group[0] if len(group) == 1 else made(group[0], _values(group, of)) for group in found.values()]


def _values(group: Iterable[Node], of: Callable[[Node], tuple[object, tuple[Node, ...]] | None]) -> tuple[Node, ...]:
    return tuple(dict.fromkeys(value for part in group for value in (of(part) or ("", ()))[1]))


def _of_name(node: Node) -> tuple[object, tuple[Node, ...]] | None:
    """What `x == "a"` or `x in ["a", "b"]` asks of which name."""
    if not isinstance(node, Pair) or not isinstance(node.left, Name):
        return None
    if node.sign == "==" and isinstance(node.right, Atom) and node.right.kind == "string":
        return ("is", node.left), (node.right,)
    return (("is", node.left), node.right.items) if node.sign == "in" and isinstance(node.right, Several) else None


def _listed(first: Node, values: tuple[Node, ...]) -> Node:
    assert isinstance(first, Pair)
    return Pair("in", first.left, Several(values))


def _of_post(node: Node) -> tuple[object, tuple[Node, ...]] | None:
    """Which posts `holds(x, "a", day)`, or one of several posts, asks of whom and when."""
    if not isinstance(node, Call):
        return None
    if node.name == "holds" and len(node.args) == 3 and isinstance(node.args[1], Atom):
        return ("holds", node.args[0], node.args[2]), (node.args[1],)
    body = node.args[1] if node.name == "exists" and len(node.args) == 2 else None
    if isinstance(body, Call) and body.name == "holds" and isinstance(node.target, Several):
        return (("holds", body.args[0], body.args[2]), node.target.items) if body.args[1] == node.args[0] else None
    return None


def _held_by(first: Node, values: tuple[Node, ...]) -> Node:
    held = first.args[1] if isinstance(first, Call) and first.name == "exists" else first
    assert isinstance(held, Call)
    post = Name(("post",))
    return Call("exists", Several(values), (post, Call("holds", None, (held.args[0], post, held.args[2]))))


def _case(node: Node) -> tuple[Pair, Node] | None:
    """What `x == "a" && …` tells apart, and what it then asks."""
    first, *rest = flat(node, "&&")
    asked = _of_name(first)
    return (first, joined(rest, "&&")) if asked and rest and isinstance(first, Pair) else None


def _member(node: Call) -> Node:
    """`x in list` where it is looked for in a list that is one text: ("、" + list + "、").contains("、" + x + "、")."""
    if node.name != "contains" or len(node.args) != 1:
        return node
    whole, sought = _between(node.target), _between(node.args[0])
    return Pair("in", sought[1], whole[1]) if whole and sought and whole[0] == sought[0] else node


def _between(node: Node | None) -> tuple[Node, Node] | None:
    """The mark and what stands between two of it."""
    if isinstance(node, Pair) and node.sign == "+" and isinstance(node.left, Pair) and node.left.sign == "+":
        return (node.right, node.left.right) if node.left.left == node.right and isinstance(node.right, Atom) else None
    return None
