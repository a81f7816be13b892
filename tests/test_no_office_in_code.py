"""No office in the program: its figures, posts, bodies, sections and registers come from data alone.

What a unit or a regulation names or fixes is looked for in every Python module. Where a word or a number of the program
happens to be the same, it stands in one of the tables below with its reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "scripts" / "placet"
MODULES = sorted(PACKAGE.rglob("*.py"))
#: Words of file formats and of other programs that offices use for something of theirs as well.
WORDS = {
    "minutes": "a key of regulations: the minutes that adopted them; and the minutes of a clock",
    "change": "a key of register kinds: which of them are change orders",
    "assets": "the folder of the site where styles and scripts lie",
    "driver": "SARIF's word for the program that found something",
}
#: Numbers that are nobody's figures: of clocks, hundreds and powers of ten.
PLAIN = {Decimal(number) for number in (60, 100, 1000, 3600, 86_400)}
#: Numbers of single modules, equal to some office's figure by chance.
NUMBERS: dict[tuple[str, int], str] = {
    ("doors/brief.py", 300): "characters of a brief",
    ("doors/findings.py", 45): "lines of findings in a comment",
    ("forge/reviews.py", 500): "pages of a forge's answer",
    ("gate/escape.py", 2000): "characters of a quotation",
    ("gate/texts.py", 400): "versions of a document that are looked at",
    ("git.py", 40): "hexadecimal digits of a commit",
    ("numbers.py", 2000): "the century of years written with two digits",
    ("pages/drawing.py", 45): "degrees",
    ("pages/home.py", 400): "days for which a regulation is new",
    ("redline/prose.py", 40): "changes that are listed",
    ("rules/demands/deadline.py", 10_000): "so many days back that no rule needs more",
    ("rules/literals.py", 10_000): "ten-thousandths",
    ("rules/neighbours.py", 92): "the days of the longest quarter",
    ("rules/neighbours.py", 366): "the days of a leap year",
    ("rules/neighbours.py", 400): "numbers of a long text, and characters of a text that are tried",
    ("rules/neighbours.py", 600): "minutes of ten hours",
    ("rules/neighbours.py", 2000): "a year in which a clock's time is placed",
    ("shards/store.py", 40): "hexadecimal digits of a file's name",
    ("signing/proof.py", 2000): "characters of a signature",
}
#: Below this every number is too common to tell anything.
SMALLEST = 32
#: Words for posts, in whatever office.
POSTS = re.compile("局长|主任|书记|科长|股长|站长|校长|镇长|处长|理事|监事|委员|会计|出纳|经理|干事|馆长|领导|常委")


@cache
def units() -> tuple[dict[str, Any], ...]:
    return tuple(
        yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) for path in sorted(ROOT.glob("records/*/unit.yaml"))
    )


def name(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


@cache
def strings(module: Path) -> tuple[str, ...]:
    """The texts of a module, its docstrings left out."""
    return tuple(_strings(module))


def _strings(module: Path) -> Iterator[str]:
    tree = ast.parse(module.read_text("utf-8"))
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    first = (node.body[0] for node in ast.walk(tree) if isinstance(node, owners) and node.body)
    told = {id(one.value) for one in first if isinstance(one, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def numbers(module: Path) -> Iterator[Decimal]:
    """The numbers of a module, also those in its texts."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
            yield Decimal(str(node.value))
    for text in strings(module):
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
            yield Decimal(text)


@cache
def ids() -> frozenset[str]:
    """Every id of a post, body, section, parameter or register kind."""
    found = {key for unit in units() for part in ("posts", "bodies", "sections", "parameters") for key in unit[part]}
    return frozenset(found | {path.stem for path in ROOT.glob("records/registers/*.yaml")})


@cache
def titles() -> frozenset[str]:
    """Every title of a unit, post, body, section, parameter or register kind."""
    found: set[str] = set()
    for unit in units():
        found |= {unit["title"], unit["agency"], *unit["sections"].values()}
        found |= {entry["title"] for part in ("posts", "bodies", "parameters") for entry in unit[part].values()}
    kinds = (yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) for path in ROOT.glob("records/registers/*.yaml"))
    return frozenset(found | {kind["title"] for kind in kinds})


@cache
def figures() -> frozenset[Decimal]:
    """Every figure that an office fixes: its parameters, and the numbers that its rules write out."""
    found: set[Decimal] = set()
    for unit in units():
        for entry in unit["parameters"].values():
            values = entry["value"] if isinstance(entry["value"], list) else [entry["value"]]
            found |= {amount for value in values if (amount := _amount(value)) is not None}
    for path in ROOT.glob("docs/*/*/*.md"):
        head = path.read_text("utf-8").split("\n---", 1)[0]
        rules = (yaml.load(head.removeprefix("---"), yaml.CSafeLoader) or {}).get("rules", [])
        told = "\n".join(str({key: rule.get(key) for key in ("when", "demand")}) for rule in rules)
        found |= {Decimal(text) for text in re.findall(r"(?<![\w.])[0-9]+(?:\.[0-9]+)?(?![\w.])", told)}
    return frozenset(amount for amount in found if amount >= SMALLEST)


def _amount(value: object) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def test_there_is_something_to_look_for() -> None:
    assert len(units()) >= 1
    assert {"director", "minutes", "outgoing"} <= ids()
    assert len(ids()) > 100
    assert "局长" in titles()
    assert Decimal(20000) in figures()


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_no_module_names_a_post_a_body_or_a_register(module: Path) -> None:
    assert {text for text in strings(module) if text in ids()} <= WORDS.keys()
    text = module.read_text("utf-8")
    assert {title for title in titles() for told in strings(module) if title in told} == set()
    assert POSTS.findall(text) == []


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_no_module_fixes_a_figure(module: Path) -> None:
    same = {int(number) for number in numbers(module) if number in figures() and number not in PLAIN}
    assert {number for number in same if (name(module), number) not in NUMBERS} == set()


def test_the_search_finds_what_is_planted(tmp_path: Path) -> None:
    module = tmp_path / "planted.py"
    module.write_text('"""Docstring director."""\nPOST = "director"\nLIMIT = 20000\nOTHER = "20000"\n', "utf-8")
    assert {text for text in strings(module) if text in ids()} == {"director"}
    assert [number for number in numbers(module) if number in figures()] == [Decimal(20000), Decimal(20000)]


def test_every_exception_is_still_needed() -> None:
    used = {text for module in MODULES for text in strings(module)}
    assert WORDS.keys() <= used
    there = {(name(module), int(number)) for module in MODULES for number in numbers(module)}
    assert NUMBERS.keys() <= there
