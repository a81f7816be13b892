"""How the program is built: small modules, typed functions, imports that point down, and words kept out of code."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "scripts" / "placet"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 250
LONGEST_FUNCTION = 60

#: Chinese in Python, each with its reason; the words of messages and pages are data.
CHINESE_ALLOWED: dict[str, str] = {
    "audience/secrets.py": "the ends of sentences and the words of official numbers are what it finds",
    "readers/numerals.py": "the numerals themselves are what it reads",
    "readers/articles.py": "the heads of articles and chapters are what it finds",
    "search/signs.py": "the heads of articles and the brackets of numbers are what it cuts",
    "filing/regulation.py": "the heads of articles and chapters are what it sets out",
    "pages/citations.py": "citations of articles are what it finds in running text",
    "pages/prose.py": "the signature and date that close a document are what it finds",
    "official/body.py": "the addressees, headings and signature of a document are what it finds",
    "official/title.py": "the marks and words at which a title may be broken",
    "filing/values.py": "which characters may stand in YAML without quotes",
    "numbers.py": "the brackets and words of official numbers are what it parses",
}
LONG_ALLOWED: set[str] = set()
PRINTERS = ("cli/", "report/")
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


def name(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def functions(module: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_modules_are_short() -> None:
    lengths = {name(module): len(module.read_text("utf-8").splitlines()) for module in MODULES}
    assert {module: n for module, n in lengths.items() if n > LONGEST_MODULE and module not in LONG_ALLOWED} == {}


def test_functions_are_short() -> None:
    lengths = {
        f"{name(module)}:{function.name}": (function.end_lineno or 0) - function.lineno + 1
        for module in MODULES
        for function in functions(module)
    }
    assert {function: n for function, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def test_only_the_command_line_and_reports_print() -> None:
    printing = set()
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "click.echo", "sys.stdout.write"}:
                printing.add(name(module))
    assert {module for module in printing if not module.startswith(PRINTERS)} == set()


def test_no_module_reads_the_clock_but_the_command_line() -> None:
    clocks = re.compile(r"\b(datetime\.now|date\.today|datetime\.utcnow|time\.time)\(")
    reading = {name(module) for module in MODULES if clocks.search(module.read_text("utf-8"))}
    assert {module for module in reading if not module.startswith("cli/")} == set()


def test_chinese_lives_in_messages_and_templates() -> None:
    found = {name(module) for module in MODULES if HAN.search(code_of(module))}
    assert found - set(CHINESE_ALLOWED) == set()
    assert set(CHINESE_ALLOWED) - found == set()


def code_of(module: Path) -> str:
    """A module's source without docstrings and comments, which may quote a number or an article."""
    tree = ast.parse(module.read_text("utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [part for part in body if not is_prose(part)] or [ast.Pass()]  # type: ignore[attr-defined]
    return ast.unparse(tree)


def is_prose(part: ast.AST) -> bool:
    return isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant) and isinstance(part.value.value, str)


def test_public_modules_functions_and_classes_say_what_they_are() -> None:
    silent = []
    for module in MODULES:
        tree = ast.parse(module.read_text("utf-8"))
        parts = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        silent += [
            f"{name(module)}:{part.name}" for part in parts if part.name[0] != "_" and not ast.get_docstring(part)
        ]
        if tree.body and not ast.get_docstring(tree):
            silent.append(name(module))
    assert silent == []


def test_imports_point_down_and_only_one_module_talks_to_git() -> None:
    program = Path(sys.executable).parent / "lint-imports"
    env = os.environ | {"PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_everything_is_typed() -> None:
    done = run("mypy")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("words", [("ruff", "check", "."), ("ruff", "format", "--check", ".")])
def test_style(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    listed = [line for line in lines if re.match(r'  "[A-Za-z0-9-]+(\[[a-z]+\])?[><=]', line)]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert len(listed) == len(project["dependencies"]) + sum(map(len, project["optional-dependencies"].values()))
    assert [line for line in listed if not re.search(r",\s+# \S", line)] == []


def test_the_lock_has_hashes_and_no_addresses_and_covers_every_dependency() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    locked = {match.lower() for match in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)}
    assert lock.count("--hash=sha256:") >= len(locked)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\[><=]", one)[0].lower() for one in asked}
    assert names - locked == set()


def test_shell_scripts_are_sound() -> None:
    for script in (
        ROOT / ".ci" / "run",
        ROOT / ".ci" / "number",
        ROOT / ".ci" / "fonts",
        ROOT / "tests" / "browser.sh",
    ):
        assert script.stat().st_mode & 0o111
        assert subprocess.run(["bash", "-n", script], check=False).returncode == 0


def test_workflows_pin_every_action_and_grant_nothing_by_default() -> None:
    for file in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        text = file.read_text("utf-8")
        assert "\npermissions: {}\n" in text
        used = re.findall(r"uses: (\S+)(.*)", text)
        assert used
        assert [
            action for action, comment in used if not re.fullmatch(r"\S+@[0-9a-f]{40}", action) or "# v" not in comment
        ] == []
        assert text.count("actions/checkout@") == text.count("persist-credentials: false")
