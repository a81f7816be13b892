"""One document's whole life on a real server: five people with five clones, three sorts of evidence, one proof at the end."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from placet.cli import run
from placet.doors.install import install
from tests.forge.office import CONFIG, KIND, PEOPLE, REF, REGULATION, STEM, Office, office
from tests.repository import EPOCH, Repo
from tests.sample.keys import private_key, public_line
from tests.terminal import Exchange, picture

#: The first day of the story; each step has its own minute.
DAY = "2024-03-04"
IMAGES = Path(__file__).resolve().parents[1] / "docs" / "guide" / "images"
#: The pictures of the guides that this story makes, and what each shows.
SCENES = {
    "clerk-draft": "经办人：建草稿、签拟稿、看还差什么",
    "approver-sign": "审批人：看待办，签核稿",
    "approver-paper": "登记人：登记纸上签批",
    "approver-web": "把网页上的批准记进办理单",
    "clerk-number": "经办人：取号",
    "clerk-handle": "用印、发出、归档",
    "clerk-verify": "从空仓库证明一份文件",
}
SHEETS = Path(__file__).parent / "golden" / "story"
#: What differs from run to run, and what stands for it in a picture.
_CHANCE = (
    (re.compile(r"\b[0-9a-f]{12}\b"), "5b0c1e2d7f9a"),
    (re.compile(r"\bsha256:[0-9a-f]{64}\b"), "sha256:3f0a…9c41"),
    (re.compile(r"\b2024-(?!keyaaa)[a-z2-9]{6}\b"), "2024-m9sinz"),
    (re.compile(r"http://127\.0\.0\.1:[0-9]+"), "https://git.example.gov.cn/api"),
)
ACTS = """\
  seal: {title: 用印, by: [finance-chief], data: {copies: {title: 份数, type: number, required: true}}}
  dispatch: {title: 发出, by: [staff]}
  file: {title: 归档, by: [clerk]}
  objection:"""
RULES = """\
  - id: finance
    article: 4
    says: 财务股长会签
    on: outgoing
    demand: {acts: {finance: finance-chief}}
    before: issue
    examples:
      - {given: {drafter: a}, acts: ["finance by finance-chief", "issue by director"], expect: met}
      - {given: {drafter: a}, acts: ["issue by director"], expect: breached}
  - id: handling
    article: 5
    says: 编号以后用印、发出、归档
    on: outgoing
    demand: {acts: {stages: [{number: clerk}, {seal: finance-chief}, {dispatch: staff}, {file: clerk}]}}
    examples:
      - {given: {drafter: a}, acts: ["number by clerk", "seal by finance-chief", "dispatch by staff", "file by clerk"], expect: met}
      - {given: {drafter: a}, acts: ["number by clerk"], expect: waiting}
  - id: orders
    article: 6
    says: 变更单由局长批准，财务股长监督
    on: change
    demand: {acts: {approve: director, watch: finance-chief}}
    before: number
    examples:
      - {acts: ["approve by director", "watch by finance-chief", "number"], expect: met}
      - {acts: ["approve by director", "number"], expect: breached}
---
"""
ARTICLES = "\n### 第四条 会签\n\n由财务股长会签。\n\n### 第五条 办理\n\n编号以后用印、发出、归档。\n\n### 第六条 变更\n\n变更单由局长批准，财务股长监督。\n"
CHANGE = """\
title: 变更单
date: date
fields:
  date: {title: 日期, type: date, required: true}
  digest: {title: 变更摘要, type: text, required: true}
  classes: {title: 变更类别, type: list, items: {type: text}, required: true}
acts:
  approve: {title: 批准, by: [director]}
  watch: {title: 监督, by: [finance-chief]}
  number: {title: 编号, by: [clerk]}
columns: [number, title]
change: {digest: digest, classes: classes}
"""
ORDER = """---
id: 2024-keyaaa
title: 更换局长的签名钥匙
classification: internal
date: 2024-03-06
digest: {digest}
classes: [people]
---

局长换用新的签名钥匙。
"""


@dataclass
class Town:
    """The server, the forge upon it, and everybody's own clone with their key."""

    forge: Office
    folder: Path
    keys: dict[str, Path]
    desks: dict[str, Repo] = field(default_factory=dict)
    scenes: dict[str, list[Exchange]] = field(default_factory=dict)

    def at(self, who: str, moment: str) -> Repo:
        """Somebody's clone, whose next commit is made at this moment."""
        desk = self.desks[who]
        made = datetime.fromisoformat(moment + ":00+08:00")
        desk.commits = int((made - EPOCH) / timedelta(minutes=1))
        return desk

    def placet(self, who: str, *words: str, scene: str = "", status: int = 0) -> None:
        """A command run in somebody's clone, which ends as expected; `scene` is the picture of the guides it goes into."""
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            where = "--repo" if words[0] == "verify" else "--root"
            ended = run([words[0], where, str(self.desks[who].root), *words[1:]])
        assert ended == status, (words, said.getvalue())
        if scene:
            self.scenes.setdefault(scene, []).append(Exchange(self._typed(words), self._plain(said.getvalue())))

    def _typed(self, words: tuple[str, ...]) -> str:
        """The command as a person types it: with their own key, and the clock on the wall."""
        shown = list(words)
        for flag in ("--at", "--as-of"):
            if flag in shown:
                del shown[shown.index(flag) : shown.index(flag) + 2]
        return self._plain(shlex.join(["placet", *shown]))

    def _plain(self, text: str) -> str:
        """Text without the folders of this run: the same on every machine."""
        for key in self.keys.values():
            text = text.replace(str(key), "~/.ssh/id_ed25519")
        for desk in self.desks.values():
            text = text.replace(f"{desk.root}/", "").replace(str(desk.root), ".")
        text = text.replace(f"{self.folder}/", "~/")
        for chance, shown in _CHANCE:
            text = chance.sub(shown, text)
        return text

    def act(self, who: str, record: str, act: str, moment: str, *more: str, scene: str = "") -> None:
        """Signs an act with one's own key in one's own clone, and commits it."""
        desk = self.at(who, moment)
        given = ("--key", str(self.keys[who]), "--at", f"{moment}:00+08:00", *more)
        self.placet(who, "act", record, act, *given, scene=scene)
        desk.commit({}, act)

    def takes(self, who: str, branch: str) -> Repo:
        """Fetches and checks a branch out as the server has it."""
        desk = self.desks[who]
        desk.git("fetch", "--quiet", "--prune", "origin")
        desk.git("checkout", "--quiet", "--force", "-B", branch, f"origin/{branch}")
        return desk

    def gives(self, who: str, branch: str) -> None:
        """Pushes a branch; the server's hook has its say on main."""
        self.desks[who].git("push", "--quiet", "origin", f"HEAD:{branch}")

    @property
    def main(self) -> str:
        return subprocess.check_output(["git", "-C", str(self.forge.bare), "rev-parse", "main"], text=True).strip()


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setenv("PLACET_TOKEN", "token-of-the-gate")
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption())
    keys = {}
    for who in PEOPLE:
        keys[who] = tmp_path / f"{who}.key"
        keys[who].write_bytes(private_key(who).private_bytes(*form))
    head, _, body = REGULATION.partition("---\n\n###")
    regulation = head + RULES + "\n###" + body + ARTICLES
    with office(tmp_path, config=CONFIG, regulation=regulation) as forge:
        forge.clone.git("checkout", "--quiet", "main")
        forge.clone.commits = 0
        forge.clone.commit(
            {
                "records/registers/outgoing.yaml": KIND.replace("  objection:", ACTS),
                "records/registers/change.yaml": CHANGE,
                "records/bureau/changes/register.yaml": "kind: change\ntitle: 变更单登记簿\n",
            }
        )
        forge.clone.git("push", "--quiet", str(forge.bare), "main")
        install(forge.bare, sys.executable)
        made = Town(forge, tmp_path, keys)
        for who in (*PEOPLE, "gate"):
            root = tmp_path / f"desk-{who}"
            forge.clone.git("clone", "--quiet", str(forge.bare), str(root))
            made.desks[who] = Repo(root)
        yield made
        assert forge.forge.violations == []


def _at(clock: str) -> tuple[str, str]:
    return "--as-of", f"{DAY}T{clock}:00+08:00"


def approve(town: Town) -> None:
    """From the draft to three signatures: by key, on paper, and on the forge's page."""
    desk = town.at("jiang", f"{DAY}T09:00")
    desk.git("checkout", "--quiet", "-b", "notice")
    fields = {"title": "关于开放日的通知", "classification": "internal", "date": DAY, "drafter": "jiang"}
    given = [word for key, value in fields.items() for word in ("--set", f"{key}={value}")]
    town.placet("jiang", "new", "outgoing", "--slug", "notice", *given, scene="clerk-draft")
    with (desk.root / f"{STEM}.md").open("a", encoding="utf-8") as document:
        document.write("\n开放日定于三月八日，请按时参加。\n")
    town.act("jiang", REF, "draft", f"{DAY}T09:10", scene="clerk-draft")
    town.placet("jiang", "check", *_at("09:15"), scene="clerk-draft")
    town.placet("jiang", "gate", "--base", "main", "--head", "notice", *_at("09:20"), scene="waiting", status=1)
    town.gives("jiang", "notice")

    town.takes("he", "notice")
    town.placet("he", "todo", "--for", "he", *_at("09:50"), scene="approver-sign")
    town.act("he", REF, "check", f"{DAY}T10:00", "--opinion", "同意", scene="approver-sign")
    town.gives("he", "notice")

    town.takes("ye", "notice")
    scan = town.folder / "会签单.pdf"
    scan.write_bytes(b"%PDF-1.7 signed by gan\n")
    paper = ("--by", "gan", "--evidence", "paper", "--attested-by", "ye", "--scan", str(scan))
    town.act("ye", REF, "finance", f"{DAY}T14:00", *paper, scene="approver-paper")
    town.gives("ye", "notice")

    assert town.forge.click("zhou", "APPROVE", "同意签发", at="2024-03-05T01:00:00Z") == 101
    desk = town.takes("gate", "notice")
    forge = town.forge.forge
    asked = ("--forge", forge.shape, "--api", forge.api, "--repo", "bureau/portal", "--pull", "7")
    signed = ("--base", "origin/main", "--gate-key", str(town.forge.key), "--write")
    town.placet("gate", "attest", *asked, *signed, scene="approver-web")
    town.at("gate", "2024-03-05T09:05")
    desk.commit({}, "web review")
    judged = ("--base", "origin/main", "--head", "notice", "--as-of", "2024-03-05T09:10:00+08:00")
    town.placet("gate", "gate", *judged, scene="mergeable")
    town.gives("gate", "notice")


def number(town: Town) -> None:
    """The clerk squashes the branch onto main and numbers it there; the hook lets it in."""
    town.takes("ye", "main")
    desk = town.at("ye", "2024-03-05T10:00")
    desk.git("merge", "--squash", "--quiet", "origin/notice")
    given = ("--key", str(town.keys["ye"]), "--at", "2024-03-05T10:00:00+08:00")
    town.placet("ye", "number", REF, *given, scene="clerk-number")
    desk.commit({}, "number")
    town.gives("ye", "main")


def order_a_new_key(town: Town) -> str:
    """The director's new key waits on a branch; the order for it lands, signed by two. Gives the branch."""
    desk = town.takes("he", "main")
    desk.git("checkout", "--quiet", "-b", "key")
    old, new = public_line("zhou"), public_line("zhou", 2)
    file = desk.root / "records/bureau/people.yaml"
    changed = file.read_text("utf-8").replace(
        f"{old}, from: 2023-01-01}}",
        f"{old}, from: 2023-01-01, until: 2024-03-06}}, {{public: {new}, from: 2024-03-07}}",
    )
    town.at("he", "2024-03-05T14:00")
    desk.commit({"records/bureau/people.yaml": changed}, "new key")
    town.gives("he", "key")
    command = [
        sys.executable,
        "-m",
        "placet",
        "gate",
        "--root",
        str(desk.root),
        "--base",
        "origin/main",
        "--head",
        "key",
    ]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    stamp = subprocess.run([*command, "--digest"], capture_output=True, text=True, check=False, env=env).stdout.strip()
    ref = "bureau/changes/drafts/key"
    town.takes("zhou", "main").write({f"records/{ref}.md": ORDER.format(digest=stamp)})
    town.act("zhou", ref, "approve", "2024-03-05T14:10")
    town.gives("zhou", "order")
    town.takes("gan", "order")
    town.act("gan", ref, "watch", "2024-03-05T14:20")
    town.gives("gan", "order")
    desk = town.takes("ye", "order")
    town.at("ye", "2024-03-05T14:30")
    town.placet("ye", "number", ref, "--key", str(town.keys["ye"]), "--at", "2024-03-05T14:30:00+08:00")
    desk.commit({}, "number the order")
    return "key"


def handle(town: Town) -> None:
    """Sealed by one, dispatched by another who had to rebase, filed by a third; meanwhile a key is replaced."""
    filed = "bureau/outgoing/2024/0001"
    town.takes("gan", "main")
    town.act("gan", filed, "seal", "2024-03-05T11:00", "--data", "copies=12", scene="clerk-handle")
    town.gives("gan", "main")

    key = order_a_new_key(town)
    desk = town.takes("jiang", "main")
    town.act("jiang", filed, "dispatch", "2024-03-05T15:00", scene="clerk-handle")
    town.gives("ye", "main")  # the order lands first
    desk.git("fetch", "--quiet", "origin")
    desk.git("rebase", "--quiet", "origin/main")
    town.gives("jiang", "main")

    desk = town.takes("he", key)
    town.at("he", "2024-03-06T08:00")
    desk.git("merge", "--quiet", "-m", "merge main", "origin/main")
    town.gives("he", "main")

    town.takes("ye", "main")
    town.act("ye", filed, "file", "2024-03-07T09:00", scene="clerk-handle")
    town.gives("ye", "main")


def test_a_document_lives_its_whole_life_and_is_proved_at_the_end(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    steps = [town.main]
    for step in (approve, number, handle):
        step(town)
        steps.append(town.main)
    assert steps[0] == steps[1]  # nothing is on main before it is approved
    assert len(set(steps)) == 3

    clone, folder = tmp_path / "fresh.git", tmp_path / "bundle"
    subprocess.run(["git", "clone", "--quiet", "--bare", str(town.forge.bare), str(clone)], check=True)
    capsys.readouterr()
    words = ["verify", "bureau/outgoing/2024/0001", "--repo", str(clone), "--format", "json", "--bundle", str(folder)]
    assert run(words) == 0
    told = json.loads(capsys.readouterr().out)
    shown = [(one["act"], one["by"], one["evidence"], one["state"]) for one in told["acts"]]
    assert shown == [
        ("draft", "jiang", "signature", "proved"),
        ("check", "he", "signature", "proved"),
        ("finance", "gan", "paper", "attested"),
        ("issue", "zhou", "review", "attested"),
        ("number", "ye", "signature", "proved"),
        ("seal", "gan", "signature", "proved"),
        ("dispatch", "jiang", "signature", "proved"),
        ("file", "ye", "signature", "proved"),
    ]
    commits = [one["entered"]["commit"] for one in told["acts"]]
    assert commits[:5] == [steps[2]] * 5  # squashed into one commit, and proved nonetheless
    assert len(set(commits)) == 4
    done = subprocess.run(["sh", str(folder / "check.sh")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

    town.desks["fresh"] = Repo(clone)
    town.placet("fresh", "verify", "bureau/outgoing/2024/0001", scene="clerk-verify")
    _pictures(town, expect)

    root = tmp_path / "desk-ye"
    assert run(["check", "--root", str(root)]) == 0
    assert "违反 0" in capsys.readouterr().out

    town.takes("zhou", "main")
    old = ["--key", str(town.keys["zhou"]), "--at", "2024-03-08T09:00:00+08:00"]
    assert run(["act", "bureau/outgoing/2024/0001", "objection", "--root", str(town.desks["zhou"].root), *old]) == 2
    assert capsys.readouterr().err.startswith("placet: SIG014 周建国的钥匙已于 2024-03-06 停用")


def _pictures(town: Town, expect: Callable[[Path, str], None]) -> None:
    """The guides' pictures are what this story saw, to the byte; every one of them stands in a guide."""
    for name in ("waiting", "mergeable"):
        expect(SHEETS / f"{name}.md", town.scenes[name][0].said)
    for name, title in SCENES.items():
        expect(IMAGES / f"terminal-{name}.svg", picture(title, town.scenes[name]))
    guides = "".join(path.read_text("utf-8") for path in IMAGES.parent.glob("*.md"))
    assert [name for name in SCENES if f"(images/terminal-{name}.svg)" not in guides] == []
