"""`placet impact`: what an amendment would do to rules, drafts, filed records and examples, before it is adopted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from placet.cli import run
from tests.repository import Repo
from tests.tiny import lay_out

GOLDEN = Path(__file__).parent / "golden" / "impact"
FINANCE = "docs/bureau/finance/2024-01-01.md"
DOCUMENTS = "docs/bureau/documents/2024-01-01.md"
CASE = """\
write:
  records/bureau/outgoing/drafts/summer.md: |
    ---
    id: 2024-outccc
    title: 关于报送总结的通知 @all <b>*要*</b>
    classification: internal
    date: 2024-06-20
    genre: 通知
    section: culture
    drafter: wang-fang
    ---

    请按时报送。
acts:
  bureau/outgoing/drafts/summer:
    - draft by wang-fang at 2024-06-20T09:00
"""
Files = Mapping[str, bytes | str | None]


@pytest.fixture
def portal(repo: Repo, tmp_path: Path) -> Repo:
    """The base cabinet with an open draft, on main."""
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "case.yaml").write_text(CASE, "utf-8")
    lay_out(tmp_path / "cabinet", tmp_path / "case")
    shutil.copytree(tmp_path / "cabinet", repo.root, dirs_exist_ok=True)
    repo.commit({}, "cabinet")
    return repo


def propose(portal: Repo, files: Files) -> None:
    """Commits these files on branch `amend`."""
    portal.git("checkout", "--quiet", "-b", "amend")
    portal.commit(files, "amend")


def told(portal: Repo, capsys: pytest.CaptureFixture[str], *words: str, lang: str = "zh") -> tuple[int, str]:
    status = run(["--lang", lang, "impact", "--root", str(portal.root), "--base", "main", "--head", "amend", *words])
    out, err = capsys.readouterr()
    assert err == ""
    for rev in ("main", "amend"):
        out = out.replace(portal.git("rev-parse", rev)[:12], f"<{rev}>")
    return status, out


def text(portal: Repo, path: str) -> str:
    return (portal.root / path).read_text("utf-8")


def amended(portal: Repo) -> Files:
    """A stricter finance regulation from July, and documents that the deputy checks too, from the day they are in."""
    finance = text(portal, FINANCE).replace("in-force: 2024-01-01", "in-force: 2024-07-01")
    finance = finance.replace("两万元以上", "一万元以上").replace("param.major_spending", "10000")
    start, end = finance.index("  - id: two-persons"), finance.index("---\n\n# 财务")
    finance = (
        finance[:start]
        + """\
  - id: checked
    article: 4
    says: 支出须先由办公室主任报账
    on: expense
    demand: {acts: {claim: office-director}}
    before: pay
    examples:
      - {acts: [claim by office-director, pay], expect: met}
      - {acts: [claim by a, pay], expect: breached}
unchecked:
  - {article: 3, why: 由审计检查}
"""
        + finance[end:]
        + "\n### 第四条\n\n支出须先由办公室主任报账。\n"
    )
    documents = text(portal, DOCUMENTS).replace("in-force: 2024-01-01", "in-force: 2024-06-01")
    documents = documents.replace("{check: office-director}", "{check: deputy-culture}")
    documents = documents.replace("check by office-director", "check by deputy-culture").replace(
        "办公室主任核稿", "副馆长核稿"
    )
    return {
        "docs/bureau/finance/2024-07-01.md": finance,
        "docs/bureau/documents/2024-06-01.md": documents,
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_two_amendments_whole(
    lang: str, form: str, portal: Repo, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    propose(portal, amended(portal))
    status, out = told(portal, capsys, "--format", form, lang=lang)
    expect(GOLDEN / f"amendments.{lang}.{form}", out)
    assert status == 0


def test_nothing_changes(portal: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    propose(portal, {"README.md": "words\n"})
    assert told(portal, capsys) == (
        0,
        "《溪口县文化馆文件柜》修订影响：main (<main>) → amend (<amend>)\n两个版本的规则没有差别，没有影响。\n",
    )


def test_a_parameter_has_no_date_and_so_touches_what_is_filed(
    portal: Repo, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    unit = text(portal, "records/bureau/unit.yaml").replace("value: 20000", "value: 800")
    propose(portal, {"records/bureau/unit.yaml": unit})
    status, out = told(portal, capsys)
    expect(GOLDEN / "parameter.zh.text", out)
    assert status == 0


def test_a_repeal_takes_its_rules_away(
    portal: Repo, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    documents = text(portal, DOCUMENTS).replace("adopted:", "repealed: 2024-06-30\nadopted:")
    propose(portal, {DOCUMENTS: documents})
    status, out = told(portal, capsys)
    expect(GOLDEN / "repeal.zh.text", out)
    assert status == 0


def test_a_version_taken_away(
    portal: Repo, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    propose(portal, {FINANCE: None})
    status, out = told(portal, capsys)
    expect(GOLDEN / "taken-away.zh.text", out)
    assert status == 0


def test_a_proposal_with_faults_of_its_own(
    portal: Repo, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    finance = text(portal, FINANCE).replace("in-force: 2024-01-01", "in-force: 2024-07-01")
    finance = finance.replace("says: 审批人不得兼付款", "says: 审批人可以兼付款").replace("amount >=", "amuont >=")
    propose(portal, {"docs/bureau/finance/2024-07-01.md": finance + "\n### 第四条\n\n另行规定。\n"})
    status, out = told(portal, capsys)
    expect(GOLDEN / "faults.zh.text", out)
    assert status == 1


def test_the_base_records_are_judged_whatever_the_proposal_does_to_them(
    portal: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    path = "records/bureau/outgoing/drafts/summer.md"
    files = {**amended(portal), path: None, path.replace(".md", ".jsonl"): None}
    propose(portal, files)
    status, out = told(portal, capsys, "--format", "json")
    assert status == 0
    assert [one["path"] for one in json.loads(out)["drafts"]] == [path]


def test_what_an_earlier_amendment_changed_is_not_this_ones_doing(
    portal: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    stricter = str(amended(portal)["docs/bureau/finance/2024-07-01.md"])
    portal.commit({"docs/bureau/finance/2024-05-01.md": stricter.replace("2024-07-01", "2024-05-01")}, "in force")
    propose(portal, {"docs/bureau/finance/2024-07-01.md": stricter.replace("一万元", "八百元").replace("10000", "800")})
    status, out = told(portal, capsys, "--format", "json")
    filed = [(one["ref"], one["rule"], one["before"]["status"]) for one in json.loads(out)["filed"]]
    assert status == 0
    assert filed == [("bureau/expense/2024/0001", "finance/major", "not-applicable")]


def test_it_reads_a_bare_clone(portal: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    propose(portal, amended(portal))
    expected = told(portal, capsys)
    clone = tmp_path / "clone.git"
    portal.git("clone", "--quiet", "--bare", str(portal.root), str(clone))
    assert told(Repo(clone), capsys) == expected


def test_an_unknown_revision_is_a_mistake(portal: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["impact", "--root", str(portal.root), "--base", "main", "--head", "nowhere"]) == 2
    assert capsys.readouterr().err == (
        "placet: GIT004 没有这个版本：nowhere\n  办法：用分支名、标签或提交号；浅克隆里没有的版本要先取回\n"
    )
