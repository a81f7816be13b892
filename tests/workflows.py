"""Runs the project's own workflows with `act`, on this machine and without containers.

Actions are stood in for by a few lines of shell that do what their inputs say: `checkout` fetches from a bare repository
and leaves no credentials, artifacts are a folder. What they cannot show is GitHub's own behaviour: permissions of tokens,
concurrency and protections.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
#: What the workflows need besides the cabinet.
PROGRAM = (
    "Makefile",
    ".ci",
    ".github",
    "requirements.lock",
    "pyproject.toml",
    "mkdocs.yml",
    "docs/guide",
    "docs/reference",
)
STANDINGS_IN = {
    "actions/checkout": (
        ("ref", "path", "fetch-depth", "persist-credentials"),
        """\
test "$PERSIST_CREDENTIALS" = false
mkdir -p "$HERE/${IN_PATH:-.}" && cd "$HERE/${IN_PATH:-.}"
find . -mindepth 1 -maxdepth 1 -exec rm -rf {} +
git init --quiet . && git remote add origin "$ORIGIN"
depth=$([ "$FETCH_DEPTH" = 0 ] || echo --depth=1)
git fetch --quiet $depth origin '+refs/heads/*:refs/remotes/origin/*'
git cat-file -e "$REF" 2>/dev/null || git rev-parse --quiet --verify "origin/$REF" >/dev/null || git fetch --quiet origin "$REF"
if git rev-parse --quiet --verify "origin/$REF" >/dev/null; then git checkout --quiet -B "$REF" "origin/$REF"; else git checkout --quiet --detach "$REF"; fi
""",
    ),
    "actions/upload-artifact": (
        ("name", "path", "if-no-files-found"),
        'mkdir -p "$STORE/$NAME" && cp -r "$HERE/$IN_PATH" "$STORE/$NAME/"\n',
    ),
    "actions/download-artifact": (("name",), 'cp -r "$STORE/$NAME/." "$HERE/"\n'),
    "actions/upload-pages-artifact": (
        ("path",),
        'mkdir -p "$STORE/pages" && cp -r "$HERE/$IN_PATH/." "$STORE/pages/"\n',
    ),
    "actions/deploy-pages": ((), 'touch "$STORE/deployed"\n'),
}
_ACTION = """\
name: {name}
description: stands in for {name}
inputs:
{inputs}
runs:
  using: composite
  steps:
    - shell: bash
      env:
        HERE: ${{{{ github.workspace }}}}
{env}
      run: |
        set -eu
{script}"""


@dataclass
class Runner:
    """Runs workflows on pushes to and pull requests of one bare repository."""

    folder: Path
    origin: Path
    ran: list[str] = field(default_factory=list)

    @property
    def store(self) -> Path:
        """Where artifacts and the comment end up."""
        return self.folder / "store"

    def run(
        self, event: str, told: Mapping[str, Any], workflow: str, at: str, **env: str
    ) -> subprocess.CompletedProcess[str]:
        """What `act` says when `event` happens at a commit; `told` is the event as GitHub would tell it."""
        here = self.folder / "runner"
        shutil.rmtree(here, ignore_errors=True)
        shutil.rmtree(self.store, ignore_errors=True)
        self.store.mkdir(parents=True)
        subprocess.run(["git", "clone", "--quiet", str(self.origin), str(here)], check=True)
        subprocess.run(["git", "-C", str(here), "checkout", "--quiet", "-B", "main", at], check=True)
        subprocess.run(
            ["git", "-C", str(here), "remote", "set-url", "origin", "https://github.com/bureau/portal"], check=True
        )
        (self.folder / "event.json").write_text(json.dumps(told), "utf-8")
        known = {
            "GITHUB_REPOSITORY": "bureau/portal",
            "VENV": str(self._venv()),
            "ORIGIN": str(self.origin),
            "STORE": str(self.store),
        } | env
        words = ["act", event, "-P", "ubuntu-24.04=-self-hosted", "-e", str(self.folder / "event.json")]
        words += [
            "-W",
            f".github/workflows/{workflow}",
            "--no-cache-server",
            "--action-offline-mode",
            "--secret",
            "GITHUB_TOKEN=t0ken",
        ]
        words += [word for key, value in known.items() for word in ("--env", f"{key}={value}")]
        words += [word for used in self._actions() for word in ("--local-repository", used)]
        path = f"{self._commands()}:{Path(sys.executable).parent}:{os.environ['PATH']}"
        home = {
            "HOME": str(self.folder / "home"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "PATH": path,
            "STORE": str(self.store),
        }
        (self.folder / "home").mkdir(exist_ok=True)
        # When `make test` runs this, the workflow's own make must not take itself for its child.
        outer = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        return subprocess.run(words, cwd=here, env=outer | home, capture_output=True, text=True, check=False)

    def _venv(self) -> Path:
        """A folder that `make` takes for its own, made already, with the program the tests run."""
        venv = self.folder / "venv"
        if not venv.exists():
            (venv / "bin").mkdir(parents=True)
            for name in ("placet", "python"):
                (venv / "bin" / name).symlink_to(Path(sys.executable).parent / name)
            (venv / ".ready").touch()
            os.utime(venv / ".ready", (4_000_000_000, 4_000_000_000))
        return venv

    def _commands(self) -> Path:
        """A `gh` that notes how it was called."""
        folder = self.folder / "commands"
        folder.mkdir(exist_ok=True)
        gh = folder / "gh"
        gh.write_text(
            '#!/bin/sh\nprintf "%s\\n" "$GH_REPO" "$@" > "$STORE/gh"\ncp gate.md "$STORE/comment.md"\n', "utf-8"
        )
        gh.chmod(0o755)
        return folder

    def _actions(self) -> list[str]:
        """`action@commit=folder` for every action that the workflows use."""
        text = "".join(file.read_text("utf-8") for file in sorted((ROOT / ".github" / "workflows").glob("*.yml")))
        return [
            f"{used}={self._action(used.partition('@')[0])}" for used in sorted(set(re.findall(r"uses: (\S+)", text)))
        ]

    def _action(self, name: str) -> Path:
        inputs, script = STANDINGS_IN[name]
        folder = self.folder / "actions" / name
        folder.mkdir(parents=True, exist_ok=True)
        words = {"path": "IN_PATH"}
        env = "\n".join(
            f"        {words.get(one, one.upper().replace('-', '_'))}: ${{{{ inputs.{one} }}}}" for one in inputs
        )
        declared = "\n".join(f"  {one}: {{default: ''}}" for one in inputs) or "  nothing: {default: ''}"
        body = "\n".join(f"        {line}" for line in script.splitlines())
        (folder / "action.yml").write_text(_ACTION.format(name=name, inputs=declared, env=env, script=body), "utf-8")
        return folder


def pull_request(number: int, base: str, head: str, fork: bool = False) -> dict[str, Any]:
    """The event of a pull request, as far as the workflows read it."""
    full = "bureau/portal"
    return {
        "action": "synchronize",
        "repository": {"full_name": full, "name": "portal", "owner": {"login": "bureau"}},
        "pull_request": {
            "number": number,
            "base": {"ref": "main", "sha": base},
            "head": {"ref": "notice", "sha": head, "repo": {"full_name": "someone/portal" if fork else full}},
        },
    }


def push(before: str, after: str) -> dict[str, Any]:
    """The event of a push to main."""
    return {
        "ref": "refs/heads/main",
        "before": before,
        "after": after,
        "repository": {"full_name": "bureau/portal", "name": "portal", "owner": {"login": "bureau"}},
    }
