"""Makes the cabinets that are measured: the sample office's own kinds, rules and people, and as many records as asked.

Every record has exactly six signed acts (the one seal that is used has three) and refers to another. The same number
always gives the same bytes. A year of a register holds at most a few thousand records.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random

from tests.sample.office import at, away
from tests.sample.pen import Desk, Paper
from tests.sample.roster import holder, people_yaml

PROJECT = Path(__file__).resolve().parents[2]
#: One under which no two of the largest cabinet's records come to the same permanent id.
SEED = "placet-bench-8"
FIRST, LAST = date(2024, 1, 4), date(2026, 6, 12)
#: The office's regulations that have to do with these records.
_REGULATIONS = ("documents-in", "documents-out", "finance", "leave", "meetings", "rulebook", "seals")
#: No year of a register is longer than this.
SHARD = 2500
#: Years of records at the pace of a whole one.
_PACE = 2.45

_SECTIONS = {
    "tourism": ("tong-yue", "deputy-tourism"),
    "market": ("lei-tao", "deputy-tourism"),
    "culture": ("bai-xue", "deputy-culture"),
    "heritage": ("geng-wenbo", "deputy-culture"),
}
_SENTENCES = (
    "根据县委、县政府年度重点工作安排，结合我局实际，现将有关事项办理情况登记如下。",
    "经办股室已逐项核对原始材料，所列名称、数量、日期与附件一致，未发现涂改和缺页。",
    "本事项已在股室内部公示三个工作日，公示期间未收到书面意见，相关记录随件留存。",
    "涉及乡镇文化站的内容，已分别与各站负责人电话确认，并在工作群内留有文字记录。",
    "办理过程中如遇上级文件调整，以新文件规定为准，由经办人及时报告分管领导。",
    "所需经费在年度预算内列支，不突破原定额度，票据由经办人按规定粘贴后送财务股。",
    "请各有关股室按照分工抓紧落实，确保在规定期限内完成，并将结果反馈办公室汇总。",
    "活动现场由两名以上工作人员值守，安全应急预案已报备，场地消防设施检查合格。",
    "文物保护单位的巡查记录一式两份，一份交县博物馆存档，一份由股室留存备查。",
)


@dataclass(frozen=True)
class Book:
    """One register of the cabinet to be made."""

    kind: str
    ordinal: int

    @property
    def name(self) -> str:
        """The register's folder."""
        return f"{self.kind}-{self.ordinal}"


def make(root: Path, records: int) -> None:
    """Write a cabinet of so many records below `root`, which must not exist, and commit it."""
    _frame(root)
    plan = list(_plan(records))
    for book in dict.fromkeys(cell.book for cell in plan):
        folder = root / "records" / "bureau" / book.name
        folder.mkdir()
        title = {"seal-use": "公章使用登记台账", "expense": "支出报销登记簿", "outing": "外出登记簿"}[book.kind]
        text = f"kind: {book.kind}\ntitle: {title}（{book.ordinal}）\n"
        (folder / "register.yaml").write_text(text, "utf-8")
    with ProcessPoolExecutor(os.cpu_count(), get_context("fork")) as pool:
        list(pool.map(partial(_shard, root), plan))
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "-c", "core.looseCompression=0", "add", "--", ".gitignore", "records", "docs")
    git(root, "commit", "--quiet", "-m", "bench")


def git(root: Path, *words: str) -> str:
    """What `git WORDS` prints in the cabinet, with an author of its own and no one's configuration."""
    who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in _AUTHOR.items()}
    env = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", **who}
    done = subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True, env=env)
    return done.stdout.decode()


_AUTHOR = {"NAME": "Bench", "EMAIL": "bench@example.invalid", "DATE": "2026-06-18T09:00:00+00:00"}


def _frame(root: Path) -> None:
    """Everything but the records: the office's kinds, calendars, rules and people, and the seal that is used."""
    for name in ("calendar", "cabinet.yaml", "bureau/unit.yaml", "bureau/seals/register.yaml"):
        source, target = PROJECT / "records" / name, root / "records" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    for source in sorted(one for name in _REGULATIONS for one in (PROJECT / "docs" / "bureau" / name).glob("*.md")):
        target = root / "docs" / "bureau" / source.parent.name / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        # The minutes that adopted it are not among the records here.
        target.write_text(re.sub(r", minutes: [^}]*}", "}", source.read_text("utf-8"), count=1), "utf-8")
    _kinds(root)
    settings = root / "records" / "cabinet.yaml"
    settings.write_text(re.sub(r"units: .*", "units: [bureau]", settings.read_text("utf-8")), "utf-8")
    (root / "records" / "bureau" / "people.yaml").write_text(people_yaml(), "utf-8")
    (root / ".gitignore").write_text(".placet/\n", "utf-8")
    desk = Desk(root, SEED)
    day = FIRST
    fields = {"date": day, "seal_kind": "admin", "section": "office", "keeper": "gan-lin", "storage": "locked"}
    seal = Paper("bureau/seals", day, "局行政印章", fields, "局行政印章，圆形，钢印。")
    seal.stroke("enter", holder("office-director", day), at(day, "09:00"), "office-director")
    seal.stroke("accept", "gan-lin", at(day, "09:20"), "seal-keeper")
    seal.stroke("number", holder("office-director", day), at(day, "09:40"), "office-director")
    desk.add(seal)
    desk.write()


def _kinds(root: Path) -> None:
    """The register kinds that the regulations speak of, and those that these refer to."""
    shelf, wanted = PROJECT / "records" / "registers", [*(root / "docs").rglob("*.md")]
    (root / "records" / "registers").mkdir()
    while wanted:
        words = set(re.findall(r"[a-z][a-z-]+", wanted.pop().read_text("utf-8")))
        for kind in sorted(shelf.glob("*.yaml")):
            target = root / "records" / "registers" / kind.name
            if kind.stem in words and not target.exists():
                wanted.append(shutil.copy(kind, target))


@dataclass(frozen=True)
class Cell:
    """One year of one register: `count` records, of which `usual` are in the other kinds' same year, too."""

    book: Book
    year: int
    count: int
    usual: int


def _plan(records: int) -> Iterator[Cell]:
    """Which register gets how many records in which year; together one less than asked, for there is the seal."""
    left = records - 1
    books = max(1, round(records / 3 / (SHARD * _PACE) + 0.5))
    shares = {2024: 1.0, 2025: 1.0, 2026: _PACE - 2}
    cells = [
        (Book(kind, ordinal), year, share)
        for kind in ("outing", "expense", "seal-use")
        for ordinal in range(1, books + 1)
        for year, share in shares.items()
    ]
    whole = sum(share for _, _, share in cells)
    for index, (book, year, share) in enumerate(cells):
        last = index == len(cells) - 1
        usual = max(1, round((records - 1) * share / whole))
        count = left if last else min(left, usual)
        left -= count
        if count:
            yield Cell(book, year, count, usual)


def _days(year: int) -> list[date]:
    """The days of a year on which everybody concerned was in."""
    first, last = max(FIRST, date(year, 1, 3)), min(LAST, date(year, 12, 28))
    span = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    busy = [day for day in span if day.weekday() < 5]
    return [day for day in busy if not any(away(one, day) for one in ("gan-lin", "shen-yulan", "qin-shuhua"))]


def _shard(root: Path, cell: Cell) -> None:
    """Write one year of one register."""
    book, year, count = cell.book, cell.year, cell.count
    desk = Desk(root, f"{SEED}|{book.name}|{year}")
    rng = Random(f"{SEED}|{book.name}|{year}")
    days = _days(year)
    write = {"seal-use": _seal_use, "expense": _expense, "outing": _outing}[book.kind]
    for n in range(1, count + 1):
        paper = write(book, days[(min(n, cell.usual) - 1) * len(days) // cell.usual], n, min(n, cell.usual), rng)
        paper.number = n
        paper.body = _body(rng)
        desk.add(paper)
        desk._write(paper)


def _body(rng: Random) -> str:
    paragraphs = ["".join(rng.choices(_SENTENCES, k=rng.randint(3, 6))) for _ in range(rng.randint(2, 4))]
    heads = ["## 办理情况", "## 有关说明", "## 后续安排", "## 附记"]
    return "\n\n".join(f"{head}\n\n{text}" for head, text in zip(heads, paragraphs, strict=False))


def _paper(book: Book, day: date, n: int, title: str) -> Paper:
    return Paper(f"bureau/{book.name}", day, f"{title}（{day.year}年第{n}件）")


def _other(kind: str, book: Book, day: date, n: int) -> Paper:
    """The record of the same year and number in the register of another kind, which is there and no younger."""
    return Paper(f"bureau/{kind}-{book.ordinal}", day, "", number=n)


def _seal_use(book: Book, day: date, n: int, other: int, rng: Random) -> Paper:
    section, (handler, leader) = rng.choice(list(_SECTIONS.items()))
    paper = _paper(book, day, n, "业务报表用印")
    when = [at(day, clock) for clock in ("09:05", "09:40", "10:10", "10:20", "10:25", "10:30")]
    paper.fields = {
        "date": day,
        "seal": Paper("bureau/seals", FIRST, "", number=1),
        "seal_kind": "admin",
        "seal_section": "office",
        "used_at": when[3],
        "category": "business",
        "matter": rng.choice(["证明", "一般报表", "业务表格"]),
        "content": f"{section}股报送统计表第{n}号",
        "section": section,
        "handler": handler,
        "consenting": holder(leader, day),
        "impressions": rng.randint(1, 9),
        "basis": "approval_form",
        "approval_form": f"用印审批表{day.year}{n:05d}",
    }
    paper.refers = [_other("expense", book, day, other)]
    keeper = holder("seal-keeper", day)
    checked = {"signature_ok": True, "content_ok": True, "seal_active": True}
    paper.stroke("apply", handler, when[0])
    paper.stroke("consent", holder(leader, day), when[1], leader, "同意。")
    paper.stroke("verify", keeper, when[2], "seal-keeper", data=checked)
    paper.stroke("seal", keeper, when[3], "seal-keeper")
    paper.stroke("sign", handler, when[4])
    return paper.stroke("number", keeper, when[5], "seal-keeper")


def _expense(book: Book, day: date, n: int, other: int, rng: Random) -> Paper:
    section, (handler, _) = rng.choice(list(_SECTIONS.items()))
    amount = Decimal(rng.randint(1000, 49999)) / 100
    paper = _paper(book, day, n, "日常经费报销")
    voucher = {"kind": "invoice", "code": f"{rng.randint(10**7, 10**8 - 1)}", "amount": amount}
    paper.fields = {
        "date": day,
        "section": section,
        "handler": handler,
        "witness": "pan-yi",
        "category": rng.choice(["office", "printing", "maintenance", "activity"]),
        "three_public": "none",
        "amount": amount,
        "spend_date": day,
        "method": rng.choice(["cash", "card", "transfer"]),
        "payee": "青岚县文印服务中心",
        "purchase": False,
        "urgent": False,
        "vouchers": [voucher],
    }
    paper.refers = [_other("outing", book, day, other)]
    paper.stroke("consent", holder("finance-leader", day), at(day, "09:00"), "finance-leader", "同意开支。")
    paper.stroke("reason", handler, at(day, "09:30"))
    paper.stroke("finance_sign", holder("accountant", day), at(day, "10:00"), "accountant")
    paper.stroke("discipline_review", holder("discipline-leader", day), at(day, "14:30"), "discipline-leader")
    paper.stroke("approve", holder("finance-leader", day), at(day, "15:00"), "finance-leader", "同意报销。")
    return paper.stroke("number", holder("accountant", day), at(day, "15:30"), "accountant")


def _outing(book: Book, day: date, n: int, other: int, rng: Random) -> Paper:
    section, (person, leader) = rng.choice(list(_SECTIONS.items()))
    departs: datetime = at(day, "14:00")
    paper = _paper(book, day, n, "县内外出登记")
    paper.fields = {
        "date": day,
        "person": person,
        "section": section,
        "area": "county",
        "destination": rng.choice(["石桥镇文化站", "柳溪乡综合文化站", "云岭旅游度假区", "古城墙遗址"]),
        "purpose": rng.choice(["检查文化市场", "指导群众文化活动", "巡查文物安全", "核查景区台账"]),
        "departs": departs,
        "returns": departs + timedelta(hours=3),
    }
    paper.refers = [Paper("bureau/seals", FIRST, "", number=1)] if n == 1 else [_other("outing", book, day, n - 1)]
    paper.stroke("apply", person, at(day, "08:40"))
    paper.stroke("leader", holder(leader, day), at(day, "09:10"), leader, "同意。")
    paper.stroke("director", holder("director", day), at(day, "09:40"), "director", "知悉。")
    paper.stroke("register", holder("attendance-clerk", day), at(day, "10:00"), "attendance-clerk")
    paper.stroke("finance_file", holder("accountant", day), at(day, "10:30"), "accountant")
    return paper.stroke("number", holder("attendance-clerk", day), at(day, "10:40"), "attendance-clerk")
