"""Git, as far as Placet needs it: repositories, their streams, and the tree at a revision.

The only module that talks to Git. GitPython says what is there where Git refuses to; what is read comes from Git's own
streams (`ls-tree`, `ls-files`, `log --raw`, `cat-file --batch`), never file by file. Variables such as GIT_DIR, which
Git exports to hooks, are taken out of the environment, and no configuration that would run a program is obeyed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from placet.entries import refusal
from placet.errors import UserError
from placet.gitenv import QUARANTINE, environment, quarantine
from placet.model import Finding

#: The folders a cabinet is read from; nothing else of the tree is looked at.
ROOTS = ("records", "docs")

_HASHES = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}
#: By the length of an id.
_ALGORITHM = {40: "sha1", 64: "sha256"}
_SAFE = ("core.fsmonitor=false", "core.hooksPath=/dev/null", "core.trustctime=true", "core.checkStat=default")


class GitError(UserError):
    """Git is missing, refuses the repository, or does not know the revision."""


def blob_id(data: bytes, algorithm: str = "sha1") -> str:
    """The id Git gives to a file of these bytes in a repository of this object format (sha1 or sha256)."""
    return _HASHES[algorithm](b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


class Repository:
    """A repository opened at `root`, which may be its top, a folder within it, or a bare repository.

    Paths go in and come out relative to `root`. Raises GitError (GIT001 no repository, GIT002 no git program).
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.bare = self._is_bare()

    def run(self, *words: str) -> bytes:
        """What `git WORDS` prints. Raises GitError GIT003 with Git's own words when it fails."""
        done = subprocess.run(self._command(words), capture_output=True, check=False, env=self._environment)
        if done.returncode:
            raise GitError("GIT003", command=words[0], reason=_last_line(done.stderr))
        return done.stdout

    def answer(self, *words: str, feed: bytes = b"", fine: Sequence[int] = (0, 1)) -> tuple[int, bytes]:
        """Status and output of a command whose status is an answer; `feed` is its input. Raises GitError GIT003."""
        command, env = self._command(words), self._environment | {"GIT_ATTR_NOSYSTEM": "1"}
        done = subprocess.run(command, input=feed, capture_output=True, check=False, env=env)
        if done.returncode not in fine:
            raise GitError("GIT003", command=words[0], reason=_last_line(done.stderr))
        return done.returncode, done.stdout

    def fields(self, *words: str) -> Iterator[str]:
        """The fields of a `-z` stream. A path that is not UTF-8 keeps its bytes as surrogates."""
        out = self.run(*words)
        return iter(out.decode("utf-8", "surrogateescape").split("\0")[:-1])

    def begun(self, *words: str) -> Callable[[], bytes]:
        """Sets `git WORDS` going, writing to a file; the answer is what it printed, and raises as `run`."""
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it has been read
        process = subprocess.Popen(self._command(words), stdout=file, stderr=subprocess.PIPE, env=self._environment)

        def printed() -> bytes:
            with file:
                said = process.communicate()[1]
                if process.returncode:
                    raise GitError("GIT003", command=words[0], reason=_last_line(said))
                return os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0)

        return printed

    def commit(self, rev: str) -> str:
        """The commit id of a revision. Raises GitError GIT004 for one that Git does not know or that is an option."""
        if not rev or rev.startswith("-") or any(ord(char) <= ord(" ") for char in rev):
            raise GitError("GIT004", rev=rev)
        try:
            named = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}")
        except GitError as error:
            raise GitError("GIT004", rev=rev) from error
        return named.decode().strip()

    def setting(self, name: str) -> str:
        """A setting of Git's configuration files, "" where there is none."""
        _, out = self.answer("config", "--null", "--show-scope", "--get-all", name)
        parts = out.decode("utf-8", "surrogateescape").split("\0")[:-1]
        found = [value for scope, value in zip(parts[::2], parts[1::2], strict=True) if scope != "command"]
        return found[-1] if found else ""

    def index_tree(self) -> str:
        """The index as a tree: that of a running `git commit` (GIT_INDEX_FILE), else the work tree's."""
        env = {**self._environment}
        if "GIT_INDEX_FILE" in os.environ:
            env["GIT_INDEX_FILE"] = str(Path(os.environ["GIT_INDEX_FILE"]).absolute())
        done = subprocess.run(self._command(("write-tree",)), capture_output=True, check=False, env=env)
        if done.returncode:
            raise GitError("GIT003", command="write-tree", reason=_last_line(done.stderr))
        return done.stdout.decode().strip()

    def stream(self) -> subprocess.Popen[bytes]:
        """A running `cat-file --batch`."""
        command = self._command(("cat-file", "--batch"))
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=self._environment)

    @cached_property
    def object_format(self) -> str:
        """sha1 or sha256."""
        return self.run("rev-parse", "--show-object-format").decode().strip()

    @cached_property
    def is_shallow(self) -> bool:
        """Whether the clone lacks older history, so that no answer about it can be given."""
        return self.run("rev-parse", "--is-shallow-repository").strip() == b"true"

    def _is_bare(self) -> bool:
        """As Git itself says, in a tenth of the time that loading GitPython takes; that is asked where Git refuses."""
        command, env = self._command(("rev-parse", "--is-bare-repository")), environment(os.environ)
        try:
            done = subprocess.run(command, capture_output=True, check=False, env=env)
        except FileNotFoundError as error:
            raise GitError("GIT002") from error
        return _open(self.root) if done.returncode else done.stdout == b"true\n"

    @cached_property
    def _environment(self) -> dict[str, str]:
        """What Git is run with: during a push, the pushed objects are found where `pre-receive` is told they are."""
        plain = environment(os.environ)
        if QUARANTINE not in os.environ:
            return plain
        words = self._command(("rev-parse", "--path-format=absolute", "--git-path", "objects"))
        done = subprocess.run(words, capture_output=True, check=False, env=plain)
        return plain | quarantine(os.environ, Path(os.fsdecode(done.stdout.rstrip(b"\n"))))

    def _command(self, words: Sequence[str]) -> list[str]:
        settings = [word for setting in _SAFE for word in ("-c", setting)]
        return ["git", "-C", str(self.root), "--no-pager", "--no-replace-objects", *settings, *words]


class Blobs:
    """Reads blobs by id through one `cat-file --batch`, started at the first question and ended by `close`."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()

    def read(self, blob: str) -> bytes:
        """The bytes of a blob. Raises GitError GIT005 when the repository lacks it, GIT007 when they are others."""
        asked, answered = self._pipes()
        asked.write(blob.encode() + b"\n")
        asked.flush()
        head = answered.readline().split()
        if len(head) != 3 or head[1] != b"blob":
            raise GitError("GIT005", blob=blob)
        data = answered.read(int(head[2]))
        answered.read(1)
        # Git itself does not look: a file of its object folder can hold anything under any id.
        if blob_id(data, _ALGORITHM[len(blob)]) != blob:
            raise GitError("GIT007", blob=blob)
        return data

    def close(self) -> None:
        """Ends the process, if one was started here."""
        if self._process is not None and self._owner == os.getpid():
            self._process.communicate()
        self._process = None

    def __del__(self) -> None:
        self.close()

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None or self._owner != os.getpid():
            # A copy of this process shares the stream's two ends and would read the other's answers.
            self._process, self._owner = self._repository.stream(), os.getpid()
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        return process.stdin, process.stdout


class GitTree:
    """The cabinet as it is at `rev` in a work tree's or a bare repository; satisfies `placet.tree.Tree`.

    Symbolic links and submodules are not followed; they are `findings`.
    """

    def __init__(self, root: Path, rev: str) -> None:
        self._repository = Repository(root)
        self.commit = self._repository.commit(rev)
        self.origin = f"{rev} ({self.commit[:12]})"
        self._blobs = Blobs(self._repository)

    def paths(self) -> Mapping[str, str]:
        """Path → blob id of every file under `records/` and `docs/`, in path order."""
        return self._listing[0]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What lies in the tree and was refused."""
        return self._listing[1]

    def read(self, path: str) -> bytes:
        """The bytes of a listed path. Raises KeyError for any other."""
        return self._blobs.read(self.paths()[path])

    @cached_property
    def _listing(self) -> tuple[Mapping[str, str], tuple[Finding, ...]]:
        files: dict[str, str] = {}
        findings: list[Finding] = []
        for entry in self._repository.fields("ls-tree", "-r", "-z", self.commit, "--", *ROOTS):
            head, path = entry.split("\t", 1)
            mode, _, blob = head.split(" ")
            refused = refusal(path, mode)
            if refused:
                findings.append(refused)
            else:
                files[path] = blob
        return dict(sorted(files.items())), tuple(findings)


def _open(root: Path) -> bool:
    """Whether the repository around `root` is bare. GitPython refuses to be imported where there is no Git."""
    try:
        import git
    except ImportError as error:
        raise GitError("GIT002") from error
    try:
        with git.Repo(root, search_parent_directories=True, expand_vars=False) as repo:
            bare: Any = repo.bare
            return bool(bare)
    except (git.InvalidGitRepositoryError, git.NoSuchPathError) as error:
        raise GitError("GIT001", path=str(root)) from error


def _last_line(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0] if lines else "?"
