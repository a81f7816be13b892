"""A small forge on this machine: pull requests and reviews over HTTP, upon a real bare repository.

It speaks GitHub's REST shape, held to GitHub's own description, or Gitea's. Accounts have permanent ids; they can be
renamed, deleted, and their login taken by another. It shows that our questions have the right shape, not what the real
forges do beyond their descriptions.
"""

from __future__ import annotations

import json
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.forge import contract

REPOSITORY = "bureau/portal"
_EVENTS = {
    "github": {"APPROVE": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED", "COMMENT": "COMMENTED"},
    "gitea": {"APPROVED": "APPROVED", "REQUEST_CHANGES": "REQUEST_CHANGES", "COMMENT": "COMMENT"},
}
_PREFIX = {"github": "", "gitea": "/api/v1"}

#: An answer as it goes out: status, headers, body.
Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Review:
    """A review as the forge keeps it: `by` is an account's permanent id."""

    id: int
    by: int
    state: str
    body: str
    commit: str
    at: str
    dismissed: bool = False


@dataclass
class Pull:
    """A pull request from a branch of the repository."""

    by: int
    branch: str
    base: str = "main"
    state: str = "open"
    reviews: list[Review] = field(default_factory=list)


@dataclass
class Stub:
    """The forge. `fault` may answer in its stead; `cap` is the most items on a page; `asked` are the requests made."""

    repository: Path
    shape: str = "github"
    cap: int = 100
    private: bool = True
    clock: str = "2024-03-05T02:00:00Z"
    accounts: dict[int, str | None] = field(default_factory=dict)
    tokens: dict[str, int] = field(default_factory=dict)
    pulls: dict[int, Pull] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    fault: Callable[[str], Answer | None] = lambda _: None
    address: str = ""
    last: int = 100

    @property
    def api(self) -> str:
        """The address of the API."""
        return self.address + _PREFIX[self.shape]

    def account(self, number: int, login: str) -> None:
        """A new account; its token is its login's at this moment."""
        self.accounts[number] = login
        self.tokens[f"token-of-{login}"] = number

    def put(self, pull: int, by: int, state: str, **given: Any) -> Review:
        """A review put into the forge's store as it is, past what the API allows."""
        self.last += 1
        words = {"body": "", "commit": self.head(self.pulls[pull]), "at": self.clock}
        review = Review(self.last, by, state, **(words | given))
        self.pulls[pull].reviews.append(review)
        return review

    def head(self, pull: Pull) -> str:
        """The commit that the pull request's branch points to now."""
        words = ["git", "-C", str(self.repository), "rev-parse", "--verify", f"refs/heads/{pull.branch}"]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()

    def answer(self, method: str, target: str, token: str, body: Any) -> tuple[int, dict[str, str], Any]:
        """What the forge answers."""
        match = re.fullmatch(
            rf"/repos/{REPOSITORY}/pulls/(\d+)(/reviews(?:/(\d+)/dismissals)?)?", urlsplit(target).path
        )
        who = self.tokens.get(token)
        if (self.private and who is None) or not match or int(match[1]) not in self.pulls:
            return 404, {}, {"message": "Not Found", "documentation_url": "https://forge.invalid/", "status": "404"}
        pull = self.pulls[int(match[1])]
        if method == "GET":
            return self._listed(pull, target) if match[2] else (200, {}, self._pull(int(match[1]), pull))
        if who is None:
            return 403, {}, {"message": "Forbidden"}
        return (self._dismiss if match[3] else self._review)(pull, who, body, int(match[3] or 0))

    def _review(self, pull: Pull, who: int, body: dict[str, Any], _number: int) -> tuple[int, dict[str, str], Any]:
        if pull.by == who and body.get("event") != "COMMENT":
            return 422, {}, {"message": "Unprocessable Entity", "errors": ["Can not approve your own pull request"]}
        self.last += 1
        state = _EVENTS[self.shape].get(body.get("event", ""), "PENDING")
        review = Review(self.last, who, state, body.get("body", ""), body.get("commit_id", self.head(pull)), self.clock)
        pull.reviews.append(review)
        return 200, {}, self._shown(review)

    def _dismiss(self, pull: Pull, _who: int, _body: Any, number: int) -> tuple[int, dict[str, str], Any]:
        review = next(one for one in pull.reviews if one.id == number)
        review.dismissed = True
        return 200, {}, self._shown(review)

    def _listed(self, pull: Pull, target: str) -> tuple[int, dict[str, str], Any]:
        query = {key: int(values[0]) for key, values in parse_qs(urlsplit(target).query).items()}
        size = min(query.get("per_page" if self.shape == "github" else "limit", 30), self.cap)
        page = query.get("page", 1)
        shown = pull.reviews[(page - 1) * size : page * size]
        more = len(pull.reviews) > page * size
        path = _PREFIX[self.shape] + urlsplit(target).path
        named = "per_page" if self.shape == "github" else "limit"
        first = f'<{self.address}{path}?{named}={size}&page=1>; rel="first"'
        link = f'<{self.address}{path}?{named}={size}&page={page + 1}>; rel="next", {first}'
        return 200, {"Link": link} if more else {}, [self._shown(one) for one in shown]

    def _user(self, number: int) -> Any:
        login = self.accounts[number]
        if self.shape == "gitea":
            return {"id": number if login else -1, "login": login or "Ghost", "full_name": "", "email": ""}
        return contract.smallest("simple-user") | {"id": number, "login": login} if login else None

    def _shown(self, one: Review) -> Any:
        pending = one.state == "PENDING"
        if self.shape == "gitea":
            shown = {"id": one.id, "user": self._user(one.by), "team": None, "state": one.state, "body": one.body}
            shown |= {"commit_id": one.commit, "stale": False, "official": True, "dismissed": one.dismissed}
            return shown | {"submitted_at": one.at, "updated_at": one.at, "comments_count": 0}
        shown = {"id": one.id, "user": self._user(one.by), "body": one.body, "commit_id": one.commit or None}
        shown |= {"state": "DISMISSED" if one.dismissed else one.state}
        return contract.smallest("pull-request-review") | shown | ({} if pending else {"submitted_at": one.at})

    def _pull(self, number: int, pull: Pull) -> Any:
        head = {"ref": pull.branch, "sha": self.head(pull)}
        told = {"number": number, "state": pull.state, "title": pull.branch, "user": self._user(pull.by)}
        if self.shape == "gitea":
            return told | {"base": {"ref": pull.base}, "head": head, "merged": False}
        whole = contract.smallest("pull-request")
        return whole | told | {"base": whole["base"] | {"ref": pull.base}, "head": whole["head"] | head}


class Handler(BaseHTTPRequestHandler):
    """One connection to the forge that `server.stub` is."""

    stub: Stub

    def do_GET(self) -> None:
        self._serve("GET", None)

    def do_POST(self) -> None:
        self._serve("POST", self._body())

    def do_PUT(self) -> None:
        self._serve("PUT", self._body())

    def log_message(self, *_: Any) -> None:
        """Nothing: tests read `asked`."""

    def _body(self) -> Any:
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def _serve(self, method: str, body: Any) -> None:
        self.stub.asked.append(f"{method} {self.path}")
        forced = self.stub.fault(self.path)
        if forced is None:
            status, headers, content = self._answered(method, body)
            forced = status, headers | {"Content-Type": "application/json"}, json.dumps(content).encode()
        status, headers, data = forced
        self.send_response(status)
        for key, value in ({"Content-Length": str(len(data))} | headers).items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(data)

    def _answered(self, method: str, body: Any) -> tuple[int, dict[str, str], Any]:
        prefix = _PREFIX[self.stub.shape]
        if not self.path.startswith(prefix + "/"):
            return 404, {}, {"message": "Not Found"}
        scheme = "Bearer " if self.stub.shape == "github" else "token "
        token = self.headers.get("Authorization", "").removeprefix(scheme)
        target = self.path.removeprefix(prefix)
        answer = self.stub.answer(method, target, token, body)
        return self._held(method, target, body, answer) if self.stub.shape == "github" else answer

    def _held(
        self, method: str, target: str, body: Any, answer: tuple[int, dict[str, str], Any]
    ) -> tuple[int, dict[str, str], Any]:
        """The answer, or status 500 where question or answer is not as GitHub describes it."""
        try:
            contract.check_request(method, target, body)
            if answer[0] != 404 or "reviews" not in target:
                contract.check_answer(method, target, answer[0], answer[2])
        except contract.ContractError as error:
            self.stub.violations.append(str(error))
            return 500, {}, {"message": str(error)}
        return answer


@contextmanager
def serving(stub: Stub) -> Iterator[Stub]:
    """Serves the forge on a free port of this machine."""
    handler = type("Handler", (Handler,), {"stub": stub})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    stub.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
