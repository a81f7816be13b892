"""The names in a condition: fields, acts, parameters and the items of lists, by the titles people know them by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from placet.model import Field, Kind, Unit
from placet.rules.syntax import Atom, Name, Node, Pair
from placet.rules.wording import phrase

_OWN = {"day": "own-day", "as_of": "as-of", "numbered": "record-numbered", "title": "record-title"}
_OWN |= {"refers": "record-refers", "attachments": "record-attachments", "body": "record-body"}
_OWN |= {"classification": "record-classification", "start": "period-start", "end": "period-end"}
_DATE = Field("", "", "date")
_PERSON = Field("", "", "person")


@dataclass(frozen=True)
class Naming:
    """What the names of one register's conditions mean; `items` are the variables of macros and what they stand for.

    `this` is the kind of the record that is judged, where a condition on another one speaks of it.
    """

    kind: Kind
    unit: Unit
    this: Kind | None = None
    items: Mapping[str, Field | None] = field(default_factory=dict)

    def knowing(self, variable: str, item: Field | None) -> Naming:
        """The same names and the variable of a macro."""
        return replace(self, items={**self.items, variable: item})

    def field(self, parts: tuple[str, ...]) -> Field | None:
        """The declared field that a dotted name reads, or None."""
        head, *rest = parts
        if head in self.items:
            found = self.items[head]
            return (found.properties.get(rest[0]) if found else None) if rest else found
        if head == "data" and len(rest) == 2:
            act = self.kind.acts.get(rest[0])
            return act.data.get(rest[1]) if act else None
        if head in ("at", "by") and rest:
            return _DATE if head == "at" else _PERSON
        if head == "this" and rest:
            return self._of_this().field(tuple(rest))
        return self.kind.fields.get(head) if not rest else None

    def _of_this(self) -> Naming:
        return Naming(self.this, self.unit) if self.this is not None else self

    def declared(self, dotted: str) -> Field | None:
        """The declared field that a name as written reads, or None."""
        return self.field(tuple(dotted.split(".")))

    def like(self, node: Node, inner: Naming) -> Field | None:
        """The field that a node names where `inner` names hold."""
        return inner.field(node.parts) if isinstance(node, Name) else None

    def term(self, parts: tuple[str, ...]) -> str:
        """What a dotted name is called where it stands for a value."""
        head, *rest = parts
        if head == "this" and rest:
            return phrase("own-day") if rest == ["day"] else phrase("this-own", title=self._of_this().term(tuple(rest)))
        if head == "param" and rest:
            return self.unit.parameter_titles.get(rest[0], rest[0])
        if head in ("at", "by") and rest:
            return phrase(f"{head}-act", title=self._act(rest[0]))
        if head in ("done", "filled") and rest:
            return self.claim(parts)
        if head in self.items and rest and head != list(self.items)[-1]:
            return phrase("outer", title=replace(self, items={head: self.items[head]}).term(parts))
        found = self.field(parts)
        if head == "data" and len(rest) == 2:
            return phrase("of-act", act=self._act(rest[0]), title=found.title if found else rest[1])
        if found is not None and found.title:
            return phrase("quoted", text=found.title)
        if head in self.items and not rest:
            return phrase("item" if head == list(self.items)[-1] else "outer-item")
        return self._own(head) if head in _OWN and not rest else ".".join(parts)

    def _own(self, name: str) -> str:
        """What every record has; the day of a counted one is its own, not that of the record that is judged."""
        return phrase("its-day" if name == "day" and self.this is not None else _OWN[name])

    def claim(self, parts: tuple[str, ...], *, negated: bool = False) -> str:
        """What a dotted name says where it is true or false."""
        head, *rest = parts
        if head == "this" and rest[:1] in (["done"], ["filled"]):
            return phrase("this-is", claim=self._of_this().claim(tuple(rest), negated=negated))
        if head == "done" and rest:
            return phrase("not-done" if negated else "is-done", title=self._act(rest[0]))
        if head == "filled" and rest:
            found = self.field(tuple(rest))
            title = found.title if found else rest[-1]
            return phrase("not-filled" if negated else "is-filled", title=title)
        if head == "numbered":
            return phrase("record-not-numbered" if negated else "record-numbered")
        return phrase("is-false" if negated else "is-true", title=self.term(parts))

    def atom(self, text: str, kind: str, like: Field | None) -> str:
        """A literal; a text by the title of the choice, post, section, body or person of that id where there is one."""
        if kind != "string":
            return {"true": phrase("true"), "false": phrase("false")}.get(text, text)
        plain = text.strip("\"'")
        return phrase("quoted", text=self.value(plain, like) if like else self._any(plain))

    def post(self, node: Node) -> str:
        """A post's title in quotes; one that a variable or a field names, as that post."""
        if not isinstance(node, Atom):
            plain = self.built_post(node) if isinstance(node, Pair) else phrase("that-post")
            return plain or phrase("that-post")
        plain = node.text.strip("\"'")
        post = self.unit.posts.get(plain)
        return phrase("quoted", text=post.title if post else plain)

    def built_post(self, node: Pair) -> str:
        """What `section + "-head"` names, with one post of that kind as an example; empty where no post is so named."""
        if not (isinstance(node.left, Name) and isinstance(node.right, Atom) and node.right.kind == "string"):
            return ""
        suffix = node.right.text.strip("\"'")
        known = [post.title for id_, post in self.unit.posts.items() if suffix and id_.endswith(suffix)]
        return phrase("built-post", of=self.term(node.left.parts), example=known[0]) if known else ""

    def value(self, plain: str, like: Field | None) -> str:
        """A text as a value of the field `like`: a choice, section, post, body or person by its title."""
        declared = like.items if like and like.type == "list" and like.items else like
        if declared is None:
            return plain
        if declared.type == "choice":
            return declared.choice_titles.get(plain, plain)
        if declared.type in ("section", "post", "body", "person"):
            return self._any(plain)
        return plain

    def _any(self, plain: str) -> str:
        posts, bodies, persons = self.unit.posts, self.unit.bodies, self.unit.persons
        for known in (posts, bodies):
            if plain in known:
                return known[plain].title
        if plain in persons:
            return persons[plain].name
        return self.unit.sections.get(plain, plain)

    def _act(self, act: str) -> str:
        return self.kind.acts[act].title if act in self.kind.acts else act
