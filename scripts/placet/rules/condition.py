"""A condition in plain words: what the author's expression says, with the register's own titles for its names."""

from __future__ import annotations

from collections.abc import Sequence

from placet.model import Field, Kind, Unit
from placet.rules import literals, patterns
from placet.rules.literals import LiteralFault
from placet.rules.naming import Naming
from placet.rules.simpler import METHODS, arms_of, flat, is_claim, joined, simpler
from placet.rules.syntax import Atom, Call, Choice, Name, Node, Not, Pair, Several, ShapeFault, tree
from placet.rules.wording import phrase

_CONTRARY = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_SIGNS = {"==": "is", "!=": "is-not", "<": "less", "<=": "at-most", ">": "more", ">=": "at-least"}
_MACROS = {"all": "each-one", "exists": "some-one", "exists_one": "exactly-one"}
_NEVER = Atom("false", "name")
_EMPTY = ('""', "''")


def said(source: str, kind: Kind, unit: Unit, *, clause: bool = False, this: Kind | None = None) -> str:
    """The expression in words; as written where it has a shape that has no words.

    As a `clause` (凡……的) alternatives stay alternatives; otherwise 非甲或乙 is said 如果甲，则乙. `this` is the
    kind of the record that is judged where that is another one.
    """
    try:
        node = simpler(tree(literals.tokens(source)), clause=clause)
        return _Speaker(Naming(kind, unit, this), clause=clause).claim(node)
    except (LiteralFault, ShapeFault):
        return source


def listed(sources: Sequence[str], kind: Kind, unit: Unit) -> tuple[str, ...]:
    """What several expressions ask together, claim by claim; as written where one has a shape that has no words."""
    try:
        node = simpler(joined([tree(literals.tokens(source)) for source in sources], "&&"))
        return tuple(dict.fromkeys(map(_Speaker(Naming(kind, unit)).claim, flat(node, "&&"))))
    except (LiteralFault, ShapeFault):
        return tuple(sources)


def named(source: str, kind: Kind, unit: Unit) -> str:
    """An expression that has a value, in words; as written where it has a shape that has no words."""
    try:
        return _Speaker(Naming(kind, unit)).term(simpler(tree(literals.tokens(source))))
    except (LiteralFault, ShapeFault):
        return source


class _Speaker:
    """Says nodes as claims (true or false) or as terms (values)."""

    def __init__(self, naming: Naming, *, clause: bool = False) -> None:
        self._names, self._clause = naming, clause

    def claim(self, node: Node, *, negated: bool = False) -> str:
        """A node that is true or false, or its contrary."""
        if isinstance(node, Not):
            return self.claim(node.node, negated=not negated)
        if isinstance(node, Pair):
            return self._pair(node, negated=negated)
        if isinstance(node, Call):
            return self._call(node, negated=negated)
        if isinstance(node, Choice):
            return self._choice(node, negated=negated)
        if isinstance(node, Name):
            return self._names.claim(node.parts, negated=negated)
        return phrase("contrary", claim=self.term(node)) if negated else self.term(node)

    def term(self, node: Node, like: Field | None = None) -> str:
        """A node that has a value; a text is named as a value of the field `like` would be."""
        if isinstance(node, Atom):
            return self._names.atom(node.text, node.kind, like)
        if isinstance(node, Name):
            return self._names.term(node.parts)
        if isinstance(node, Several):
            return phrase("and").join(self.term(item, like) for item in node.items)
        if isinstance(node, Pair) and node.sign in "+-":
            if node.left == node.right and node.sign == "+":
                return phrase("twice", left=self.term(node.left))
            if post := self._names.built_post(node):
                return post
            left, right = self.term(node.left), self.term(node.right)
            return phrase("plus" if node.sign == "+" else "minus", left=left, right=right)
        if isinstance(node, Choice):
            return self._values(node, like)
        if isinstance(node, Call) and (node.target is None or node.name in ("filter", "map")) and node.name != "has":
            return self._function(node)
        return phrase("whether", claim=self.claim(node))

    def _pair(self, node: Pair, *, negated: bool) -> str:
        if node.sign in ("&&", "||"):
            return self._joined(node, negated=negated)
        if node.sign == "in":
            return self._within(node, negated=negated)
        sign = _CONTRARY[node.sign] if negated else node.sign
        counted = node.left if isinstance(node.left, Call) and node.left.name == "count" else None
        if counted and node.right == Atom("0", "number") and sign in (">", "=="):
            return phrase("some-of" if sign == ">" else "none-of", list=self.term(counted.args[0]))
        if sign in ("==", "!=") and isinstance(node.right, Atom) and node.right.text in _EMPTY:
            return phrase("some-of" if sign == "!=" else "none-of", list=self.term(node.left))
        if sign in ("==", "!=") and (is_claim(node.left) or is_claim(node.right)):
            left, right = self.claim(node.left), self.claim(node.right)
            return phrase("both-or-neither" if sign == "==" else "one-of-two", left=left, right=right)
        left, right = self.term(node.left, self._field(node.right)), self.term(node.right, self._field(node.left))
        key = _SIGNS[sign]
        timed = key not in ("is", "is-not") and (self._is_time(node.left) or self._is_time(node.right))
        return phrase(f"{key}-time" if timed else key, left=left, right=right)

    def _choice(self, node: Choice, *, negated: bool) -> str:
        arms, other = arms_of(node)
        if len(arms) > 1 or other == _NEVER:
            cases = phrase("semicolon").join(
                phrase("case", when=self.claim(when), then=self.claim(then)) for when, then in arms
            )
            words = (
                phrase("cases-only", cases=cases)
                if other == _NEVER
                else phrase("cases", cases=cases, other=self.claim(other))
            )
            return phrase("contrary", claim=words) if negated else words
        when, then = self.claim(node.when), self._inner(node.then, "&&", negated=negated)
        return phrase("if-else", when=when, then=then, other=self.claim(node.other, negated=negated))

    def _values(self, node: Choice, like: Field | None) -> str:
        """One value or another: by cases where there are more than two."""
        arms, other = arms_of(node)
        if len(arms) > 1:
            cases = (phrase("case-value", when=self.claim(when), then=self.term(then, like)) for when, then in arms)
            text = phrase("cases-value", cases=phrase("comma").join(cases), other=self.term(other, like))
        else:
            then, last = self.term(node.then, like), self.term(node.other, like)
            text = phrase("if-else", when=self.claim(node.when), then=then, other=last)
        return phrase("bracketed", text=text)

    def _joined(self, node: Pair, *, negated: bool) -> str:
        parts = flat(node, node.sign)
        if negated:
            return phrase("contrary", claim=self._joined(node, negated=False))
        if node.sign == "||" and not self._clause:
            denied = [part for part in parts if isinstance(part, Not) or (isinstance(part, Pair) and part.sign == "!=")]
            others = [part for part in parts if part not in denied]
            if denied and others:
                when = phrase("both").join(self._inner(part, "&&", negated=True) for part in denied)
                then = phrase("either").join(self._inner(part, "||") for part in others)
                return phrase("if-then", when=when, then=then) if when != then else then
        sign = "both" if node.sign == "&&" else "either"
        return phrase(sign).join(dict.fromkeys(self._inner(part, node.sign) for part in parts))

    def _inner(self, node: Node, around: str, *, negated: bool = False) -> str:
        """A part of a joined claim, in brackets where it is joined by the other sign."""
        words = self.claim(node, negated=negated)
        loose = isinstance(node, Pair) and node.sign in ("&&", "||") and (node.sign != around or around == "||")
        macro = isinstance(node, Call) and node.name in _MACROS and "：" in words
        return phrase("bracketed", text=words) if (loose and not negated) or macro else words

    def _within(self, node: Pair, *, negated: bool) -> str:
        left = self.term(node.left, self._items(node.right))
        if isinstance(node.right, Several):
            between = phrase("and" if negated else "or")
            choices = between.join(self.term(item, self._field(node.left)) for item in node.right.items)
            return phrase("is-not-any" if negated else "is-any", left=left, choices=choices)
        return phrase("not-among" if negated else "among", left=left, list=self.term(node.right))

    def _call(self, node: Call, *, negated: bool) -> str:
        if node.name in _MACROS and node.target is not None and len(node.args) == 2:
            return self._macro(node, node.target, negated=negated)
        if node.name == "has" and isinstance(node.args[0], Name):
            title = self._names.term(node.args[0].parts)
            return phrase("not-written" if negated else "written", title=title)
        if node.name == "holds" and len(node.args) == 3:
            person, post, day = node.args
            words = {"person": self.term(person), "post": self._names.post(post), "day": self.term(day)}
            return phrase("holds-not" if negated else "holds", **words)
        if node.name == "is_holiday":
            return phrase("holiday-not" if negated else "holiday", day=self.term(node.args[0]))
        if node.name == "matches" and node.target is not None and isinstance(node.args[0], Atom):
            return patterns.said(self.term(node.target), node.args[0].text[1:-1], negated=negated)
        if node.name in METHODS and node.target is not None:
            left, right = self.term(node.target), self.term(node.args[0], self._field(node.target))
            return phrase(f"{node.name}-not" if negated else node.name, left=left, right=right)
        return phrase("contrary", claim=self._function(node)) if negated else self._function(node)

    def _macro(self, node: Call, target: Node, *, negated: bool) -> str:
        variable, body = node.args
        if not isinstance(variable, Name):
            raise ShapeFault(node.name)
        posts = self._held(target, variable, body)
        if posts and node.name == "exists":
            return phrase("holds-not" if negated else "holds", **posts)
        inner = _Speaker(self._names.knowing(variable.parts[0], self._items(target)), clause=node.name != "all")
        whole = self.term(target, self._field(body.right) if isinstance(body, Pair) and body.sign == "in" else None)
        if isinstance(body, Pair) and body.left == variable and node.name in ("exists", "all"):
            found = self._of_items(node.name, body, whole, inner, negated=negated)
            if found:
                return found
        if node.name == "all":
            return phrase("not-each" if negated else "each-one", list=whole, claim=inner.claim(body))
        key = "no-one" if node.name == "exists" and negated else _MACROS[node.name]
        words = phrase(key, list=whole, claim=inner.claim(body).removeprefix(phrase("item")))
        return phrase("contrary", claim=words) if negated and node.name == "exists_one" else words

    def _of_items(self, macro: str, body: Pair, whole: str, inner: _Speaker, *, negated: bool) -> str:
        """甲中有“乙” for a list of plain values compared with one value or with several."""
        if macro == "exists" and body.sign in ("==", "in"):
            values = body.right.items if isinstance(body.right, Several) else (body.right,)
            like = self._names.like(body.left, inner._names)
            choices = phrase("or").join(inner.term(value, like) for value in values)
            return phrase("has-none" if negated else "has-any", list=whole, choices=choices)
        if macro == "all" and body.sign == "in" and not isinstance(body.right, Several):
            return phrase("not-all-among" if negated else "all-among", left=whole, list=inner.term(body.right))
        return ""

    def _held(self, target: Node, variable: Name, body: Node) -> dict[str, str]:
        """The words of [posts].exists(p, holds(person, p, day))."""
        if not (isinstance(target, Several) and isinstance(body, Call) and body.name == "holds"):
            return {}
        person, post, day = body.args
        if post != variable:
            return {}
        posts = phrase("or").join(self._names.post(item) for item in target.items)
        return {"person": self.term(person), "post": posts, "day": self.term(day)}

    def _function(self, node: Call) -> str:
        if node.name in ("filter", "map") and node.target is not None and isinstance(node.args[0], Name):
            inner = _Speaker(self._names.knowing(node.args[0].parts[0], self._items(node.target)), clause=True)
            claim = inner.claim(node.args[1]) if node.name == "filter" else inner.term(node.args[1])
            return phrase(f"call-{node.name}", list=self.term(node.target), claim=claim)
        if node.target is not None:
            raise ShapeFault(node.name)
        people = node.name == "count" and (field := self._items(node.args[0])) is not None and field.type == "person"
        words = {f"arg{place}": self.term(arg) for place, arg in enumerate(node.args)}
        return phrase("call-people" if people else f"call-{node.name}", **words)

    def _is_time(self, node: Node) -> bool:
        field = self._field(node)
        known = field is not None and field.type in ("date", "datetime", "time")
        known = known or (isinstance(node, Name) and node.parts[-1] in ("day", "as_of"))
        return known or (isinstance(node, Call) and node.name in ("date_of", "day_of", "time_of", "timestamp"))

    def _field(self, node: Node) -> Field | None:
        return self._names.field(node.parts) if isinstance(node, Name) else None

    def _items(self, node: Node) -> Field | None:
        if isinstance(node, Call) and node.name == "filter" and node.target is not None:
            return self._items(node.target)
        field = self._field(node)
        return field.items if field else None
