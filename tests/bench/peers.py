"""The bench's documents for other site builders: a folder of Markdown with the settings that MkDocs and Zensical read."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from placet.cabinet import load
from placet.judge import Outcome
from placet.pages.links import record_page, regulation_page
from placet.pages.view import View
from placet.pages.words import Words
from placet.search import Entry, article_entries, guide_entry, record_entry
from placet.search.entries import facts
from placet.shards.pieces import piece_of
from placet.tree import WorkTree

#: What Material's own handbook says for Chinese; it cuts words with jieba where that is installed.
_SEARCH = r"plugins: [search: {lang: [zh, en], separator: '[\s\u200b\-]'}]"
_SETTINGS = """\
site_name: 文件
use_directory_urls: false
theme: {name: material, language: zh, font: false, features: [navigation.tabs, navigation.prune]}
markdown_extensions: [attr_list, tables, toc]
nav: [index.md]
validation: {nav: {omitted_files: ignore}}
"""


@dataclass(frozen=True, slots=True)
class Document:
    """A page to be: its path on the site without ending, its title, its number ("" if none), and Markdown."""

    path: str
    title: str
    number: str
    text: str


def view(root: Path) -> View:
    """The cabinet at `root`, read and not judged, as pages see it."""
    cabinet = load(WorkTree(root))
    assert cabinet.config.as_of is not None
    return View(cabinet, Outcome(cabinet.config.as_of, (), (), (), {}, ()), Words())


def entries(seen: View, guides: Mapping[str, str]) -> dict[str, list[Entry]]:
    """What can be found, by the part of the index it belongs to; `guides` are path → Markdown."""
    parts: dict[str, list[Entry]] = defaultdict(list)
    for record in seen.records:
        parts[piece_of(record.path)].append(record_entry(seen, record))
    for regulation in seen.regulations:
        parts[f"docs/{regulation.unit}"] += article_entries(seen, regulation)
    parts["docs"] += (guide_entry(seen, path, markdown) for path, markdown in guides.items())
    return dict(parts)


def documents(seen: View) -> list[Document]:
    """Every record with its fields and its slip, and every version of a regulation."""
    records = (
        Document(
            record_page(record).removesuffix(".html"),
            record.title,
            seen.cards[record.path].name,
            "\n\n".join([record.body, "\n".join(f"- {line}" for line in facts(seen, record))]),
        )
        for record in seen.records
    )
    regulations = (
        Document(
            regulation_page(regulation).removesuffix(".html"),
            regulation.title,
            "",
            "\n\n".join(f"## {article.label}\n\n{article.text}" for article in regulation.articles),
        )
        for regulation in seen.regulations
    )
    return [*records, *regulations]


def write(folder: Path, found: Iterable[Document], *, search: bool) -> None:
    """Make `folder` a project of MkDocs with Material, with its search or without; only its first page is in the nav."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(f"{_SETTINGS}{_SEARCH if search else 'plugins: []'}\n", "utf-8")
    (folder / "docs" / "index.md").write_text("# 文件\n", "utf-8")
    made: set[Path] = set()
    for one in found:
        path = folder / "docs" / f"{one.path}.md"
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        number = f"**{one.number}**\n\n" if one.number else ""
        path.write_text(f"---\ntitle: {one.title}\n---\n\n# {one.title}\n\n{number}{one.text}\n", "utf-8")
