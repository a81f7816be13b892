"""Real Git repositories for tests, with fixed authors and dates."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

#: The day on which the tests' commits are made, one minute apart.
EPOCH = datetime(2024, 1, 2, 1, 0, tzinfo=UTC)


@dataclass
class Repo:
    """A real repository in a temporary folder, whose commits are a minute apart from `EPOCH` on."""

    root: Path
    commits: int = 0

    def git(self, *words: str) -> str:
        """What `git WORDS` prints; a failure fails the test with Git's own words."""
        when = (EPOCH + timedelta(minutes=self.commits)).isoformat()
        env = os.environ | {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        done = subprocess.run(
            ["git", "-C", str(self.root), *words], capture_output=True, text=True, env=env, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, files: Mapping[str, bytes | str | None]) -> None:
        """Writes files; None removes one."""
        for path, data in files.items():
            target = self.root / path
            if data is None:
                target.unlink()
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data.encode() if isinstance(data, str) else data)

    def commit(self, files: Mapping[str, bytes | str | None], message: str = "change") -> str:
        """Writes the files, commits everything and gives the commit's id."""
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        self.commits += 1
        return self.git("rev-parse", "HEAD")
