"""Putting hooks in place: a few lines of shell that run the installed program, never one that was pushed."""

from __future__ import annotations

import shlex
from pathlib import Path

from placet.errors import UserError
from placet.git import Repository

#: Git's name of each hook, by whether the repository is bare.
HOOKS = {True: "pre-receive", False: "pre-commit"}
_MARK = "# placet hook"
_STUB = """\
#!/bin/sh
{mark} {name}: written by `placet hook install`
exec {python} -I -X utf8 -m placet hook {name}
"""


def stub(name: str, python: str) -> str:
    """The hook's text; `python` is the interpreter that the program is installed in.

    It is run isolated (`-I`): neither the folder it is called in nor the pusher's environment adds a module to it.
    """
    return _STUB.format(mark=_MARK, name=name, python=shlex.quote(python))


def install(root: Path, python: str) -> Path:
    """Writes the hook into a repository and says where: `pre-receive` into a bare one, `pre-commit` into a clone.

    Raises UserError DOR005 when another hook is there already; our own is written anew.
    """
    target = hook(root)
    if target.is_symlink() or (target.exists() and _MARK.encode() not in target.read_bytes()):
        raise UserError("DOR005", path=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    fresh.write_text(stub(target.name, python), encoding="utf-8")
    fresh.chmod(0o755)
    fresh.replace(target)
    return target


def hook(root: Path) -> Path:
    """Where the repository's hook belongs, `core.hooksPath` heeded."""
    repository = Repository(root)
    folder = repository.setting("core.hooksPath")
    top = Path(repository.run("rev-parse", "--path-format=absolute", "--git-common-dir").decode().rstrip("\n"))
    return (root / folder if folder else top / "hooks") / HOOKS[repository.bare]


def installed(root: Path) -> bool:
    """Whether our hook is there and would be run."""
    target = hook(root)
    return target.is_file() and target.stat().st_mode & 0o111 != 0 and _MARK.encode() in target.read_bytes()
