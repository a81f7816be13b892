"""An office with a draft that awaits two approvals, as a clone, a bare repository and a pull request on a stub."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

from cryptography.hazmat.primitives import serialization

from placet.readers.frontmatter import digest
from tests.forge.stub import Pull, Stub, serving
from tests.repository import Repo
from tests.sample.keys import private_key, public_line
from tests.tiny import signed

#: Person → name, post, permanent id of the account.
PEOPLE = {
    "jiang": ("江禾", "staff", 1001),
    "he": ("何为民", "deputy", 1002),
    "zhou": ("周建国", "director", 1003),
    "ye": ("叶晓雯", "clerk", 1004),
    "gan": ("甘琳", "finance-chief", 1005),
}
STEM = "records/bureau/outgoing/drafts/notice"
REF = "bureau/outgoing/drafts/notice"
TITLE = "关于开放日的通知"
ID = "2024-7f3k9m"
CONFIG = f"""\
title: 门户
since: 2023-01-01
as-of: 2024-03-08T17:00:00+08:00
utc-offset: "+08:00"
units: [bureau]
gate-keys: [{{public: {public_line("gate")}, from: 2023-01-01}}]
"""
UNIT = """\
title: 县文旅局
fonds: "0118"
agency: 青文旅
sections: {}
posts:
  director: {title: 局长}
  deputy: {title: 副局长}
  finance-chief: {title: 财务股长}
  clerk: {title: 文件管理员}
  staff: {title: 工作人员}
bodies: {}
parameters: {}
"""
KIND = """\
title: 发文
date: date
fields:
  date: {title: 成文日期, type: date, required: true}
  drafter: {title: 拟稿人, type: person, required: true}
  secret: {title: 须亲笔签发, type: boolean}
acts:
  draft: {title: 拟稿, by: [{person: drafter}]}
  check: {title: 审核, by: [deputy, finance-chief]}
  issue: {title: 签发, by: [director]}
  finance: {title: 财务会签, by: [finance-chief]}
  number: {title: 编号, by: [clerk]}
  objection: {title: 提出异议, by: [anyone], objection: true}
columns: [number, title]
"""
REGULATION = """\
---
title: 公文办法
id: documents
unit: bureau
in-force: 2023-01-01
adopted: {by: bureau-meeting}
rules:
  - id: order
    article: 1
    says: 公文先审核后签发
    basis: [T-1]
    on: outgoing
    demand: {acts: {stages: [{draft: {person: drafter}}, {check: [deputy, finance-chief]}, {issue: director}]}}
    before: number
    examples:
      - {given: {drafter: a}, acts: ["draft by a", "check by deputy", "issue by director", "number"], expect: met}
      - {given: {drafter: a}, acts: ["draft by a"], expect: waiting}
  - id: hands
    article: 2
    says: 拟稿人不得审核
    basis: [T-2]
    on: outgoing
    demand: {distinct: {acts: [draft, check]}}
    before: number
    examples:
      - {given: {drafter: a}, acts: ["draft by a", "check by deputy"], expect: met}
      - {given: {drafter: a}, acts: ["draft by a"], expect: not-applicable}
  - id: by-hand
    article: 3
    says: 亲笔签发
    basis: [T-3]
    on: outgoing
    when: secret
    demand: {acts: {issue: {by: director, evidence: signature}}}
    before: number
    examples:
      - {given: {drafter: a, secret: true}, acts: ["issue by director", "number"], expect: met}
      - {given: {drafter: a, secret: true}, acts: [], expect: waiting}
---

### 第一条 顺序

公文先审核后签发。

### 第二条 分离

拟稿人不得审核自己的稿件。

### 第三条 亲笔

须亲笔签发的，局长亲笔签发。
"""


def people(**changes: dict[str, Any]) -> str:
    """people.yaml; `changes` replace a person's login-id, or give another post."""
    persons, posts = [], []
    for who, (name, post, number) in PEOPLE.items():
        more = changes.get(who, {})
        key = f"keys: [{{public: {public_line(who)}, from: 2023-01-01}}]"
        account = more.get("account", number)
        persons.append(f'  - {{id: {who}, name: {name}, login: {who}, login-id: "{account}", {key}}}\n')
        dates = f"from: {more.get('since', '2023-01-01')}" + (f", until: {more['until']}" if "until" in more else "")
        posts += [f"  - {{person: {who}, post: {one}, {dates}}}\n" for one in more.get("posts", (post,))]
    return "persons:\n" + "".join(persons) + "appointments:\n" + "".join(posts)


def document(text: str = "请按时参加。", drafter: str = "jiang", more: str = "") -> str:
    """The draft."""
    head = f"id: {ID}\ntitle: {TITLE}\nclassification: internal\ndate: 2024-03-04\ndrafter: {drafter}\n{more}"
    return f"---\n{head}---\n\n{text}\n"


@dataclass
class Office:
    """The clone in which a clerk works, the bare repository, and the forge upon it."""

    clone: Repo
    bare: Path
    forge: Stub
    key: Path
    branch: str = "notice"
    lines: list[bytes] = field(default_factory=list)

    @property
    def slip(self) -> Path:
        """The slip in the clone's work tree."""
        return self.clone.root / f"{STEM}.jsonl"

    def propose(self, text: str = "", acts: tuple[str, ...] = ("draft by jiang at 2024-03-04T09:00",)) -> str:
        """Commits and pushes the draft with these acts by key; the commit's id."""
        data = (text or document()).encode()
        for told in acts:
            self.lines.append(signed(told, ID, digest(data), b"".join(self.lines)))
        return self.push({f"{STEM}.md": data, f"{STEM}.jsonl": b"".join(self.lines)})

    def push(self, files: dict[str, bytes | str | None], branch: str = "") -> str:
        """Commits files on the branch and pushes it."""
        commit = self.clone.commit(files)
        self.clone.git("push", "--quiet", "--force", str(self.bare), f"HEAD:refs/heads/{branch or self.branch}")
        return commit

    def click(self, who: str, event: str, body: str = "", commit: str = "", at: str = "") -> int:
        """Reviews the pull request over HTTP with somebody's own token; the review's id."""
        self.forge.clock = at or self.forge.clock
        said = {"event": event, "body": body} | ({"commit_id": commit} if commit else {})
        return int(self._ask("POST", "", who, said)["id"])

    def dismiss(self, review: int) -> None:
        """Dismisses a review over HTTP."""
        self._ask("POST" if self.forge.shape == "gitea" else "PUT", f"/{review}/dismissals", "ye", {"message": "重审"})

    def _ask(self, method: str, path: str, who: str, said: dict[str, Any]) -> Any:
        scheme = "Bearer" if self.forge.shape == "github" else "token"
        headers = {"Authorization": f"{scheme} token-of-{who}", "Content-Type": "application/json"}
        url = f"{self.forge.api}/repos/bureau/portal/pulls/7/reviews{path}"
        request = Request(url, json.dumps(said).encode(), headers, method=method)
        with build_opener(ProxyHandler({})).open(request, timeout=10) as answer:
            return json.loads(answer.read())

    def words(self, *more: str, where: str = "--root") -> list[str]:
        """The command line of `placet attest`."""
        place = str(self.clone.root if where == "--root" else self.bare)
        forge = ["--forge", self.forge.shape, "--api", self.forge.api, "--repo", "bureau/portal", "--pull", "7"]
        return ["attest", *forge, where, place, "--gate-key", str(self.key), *more]


@contextmanager
def office(folder: Path, shape: str = "github", **files: str) -> Iterator[Office]:
    """The office, its main branch pushed; `files` replace config, unit, people, kind or regulation."""
    root, bare, key = folder / "clone", folder / "portal.git", folder / "gate-key"
    root.mkdir()
    clone = Repo(root)
    clone.git("init", "--quiet", "--initial-branch=main")
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(bare)], check=True)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption())
    key.write_bytes(private_key("gate").private_bytes(*form))
    clone.commit(
        {
            "records/cabinet.yaml": files.get("config", CONFIG),
            "records/bureau/unit.yaml": UNIT,
            "records/bureau/people.yaml": files.get("people") or people(),
            "records/registers/outgoing.yaml": KIND,
            "records/bureau/outgoing/register.yaml": "kind: outgoing\ntitle: 发文登记簿\n",
            "docs/bureau/documents/2023-01-01.md": files.get("regulation", REGULATION),
        }
    )
    clone.git("push", "--quiet", str(bare), "main")
    clone.git("checkout", "--quiet", "-b", "notice")
    with serving(Stub(bare, shape)) as forge:
        for who, (_, _, number) in PEOPLE.items():
            forge.account(number, who)
        forge.tokens["token-of-the-gate"] = 1004
        forge.pulls[7] = Pull(1001, "notice")
        yield Office(clone, bare, forge, key)
