"""A register of as many records as asked for, made of facts alone, on the small cabinet's site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from msgspec import structs

from placet.cabinet import load
from placet.exports import draft_files, register_files, year_files
from placet.exports.data import as_script
from placet.judge import judge
from placet.pages.facts import Facts
from placet.pages.links import rows_file
from placet.pages.register import drafts, filed, register_pages
from placet.pages.register_table import of_register
from placet.pages.view import View
from placet.pages.words import Words
from placet.site.stage import SHELL
from placet.site.stamp import Shells, specimen_page
from placet.tree import WorkTree
from tests.portal.small import HOSTILE

REGISTER = "hall/outgoing"
#: So many rows a year; the last year's are too many to be drawn at once.
COUNTS = {2024: 260, 2025: 20_000}
_TOPICS = ("非遗培训", "场地借用", "消防检查", "图书采购", "值班安排", "志愿服务", "文艺汇演", "免费开放")
_SECTIONS = ("办公室", "培训部")


def seen(root: Path, counts: Mapping[int, int]) -> View:
    """The small cabinet at `root`, whose documents have an amount; its first register holds so many records a year."""
    kind = root / "records/registers/outgoing.yaml"
    printed = "columns: [number, title, genre, section, date, amount]"
    kind.write_text(re.sub(r"columns: .*", printed, kind.read_text("utf-8")), "utf-8")
    cabinet = load(WorkTree(root))
    assert cabinet.config.as_of is not None
    view = View(replace(cabinet, files={}), judge(cabinet, cabinet.config.as_of), Words())
    draft = next(one for one in of_register(view, cabinet.registers[REGISTER]) if one.card.is_draft)
    found = [draft, *(_facts(draft, year, n) for year, count in counts.items() for n in range(1, count + 1))]
    others = {path: cards for path, cards in view.by_register.items() if path != REGISTER}
    vars(view)["facts"] = {**view.facts, **{one.card.path: one for one in found}}
    vars(view)["by_register"] = {**others, REGISTER: tuple(one.card for one in found)}
    return view


def _facts(kept: Facts, year: int, n: int) -> Facts:
    """The facts of a document, otherwise like those that are `kept`."""
    chance = Random(f"{year}/{n}")
    topic, section = chance.choice(_TOPICS), chance.choice(_SECTIONS)
    genre = "通知" if n % 3 else "函"
    title = f"关于{topic}的{genre}（之{n}）{HOSTILE if n == 7 else ''}"
    amount = f"{chance.randrange(1, 9_000_000)}.{chance.randrange(100):02}" if n % 10 else ""
    day, name = date(year, 1, 2) + timedelta(days=n % 360), f"临文馆〔{year}〕{n}号"
    card = structs.replace(
        kept.card,
        path=f"records/{REGISTER}/{year}/{n:04}.md",
        id=f"{year}-{n:06}",
        ref=f"{REGISTER}/{year}/{n:04}",
        year=year,
        number=n,
        name=name,
        title=title,
        day=day,
        is_draft=False,
        annulled="不再发出" if n == 5 else "",
        refers=(),
    )
    worst = chance.choice(("met", "met", "waiting", "breached"))
    return structs.replace(kept, card=card, worst=worst, cells=(name, title, genre, section, day.isoformat(), amount))


def add(root: Path, out: Path, counts: Mapping[int, int]) -> View:
    """Write the pages and files of the register into the site `out` that was built from `root`.

    The years of many records have no spreadsheets: those take long and are not looked at.
    """
    view = seen(root, counts)
    register = view.cabinet.registers[REGISTER]
    found = of_register(view, register)
    pages = {path: page for path, page in register_pages(view).items() if f"/{register.name}/" in path}
    shells = Shells(
        {page.section: (root / SHELL / specimen_page(page.section)).read_text("utf-8") for page in pages.values()}
    )
    files = {path: shells.stamped(path, page) for path, page in pages.items()}
    files |= {**draft_files(register, drafts(found)), **register_files(view, register, found)}
    for year, count in counts.items():
        records = filed(found, year)
        if count > 1000:
            files[rows_file(register, str(year))] = as_script(register, str(year), records)
        else:
            files |= year_files(view, register, year, records)
    for path, data in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)
    return view
