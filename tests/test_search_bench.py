"""The bench of the search: one line for each search and size, over documents in which what is sought was put."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.bench import peers, search


def test_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    search.main(["--sizes", "60", "--engines", "placet"])
    head, line = capsys.readouterr().out.splitlines()
    assert re.split(r"\s{2,}", head.strip()) == list(search._HEAD)
    assert len(head) == len(line)
    assert re.fullmatch(r"\s+60\s+placet\s+1\.00\s+1\.00\s+\d+\s+\d+\s+\d+\s+\d+\s+0\.\d\d\s+\d+\.\d", line), line


def test_documents_for_other_builders(tmp_path: Path) -> None:
    """Every record with number, text, fields and slip; regulations article by article; nothing of it in the navigation."""
    queries = search.prepared(tmp_path / "cabinet", 60)
    assert len(queries) + 9 + 3 + 3 >= 30
    found = peers.documents(peers.view(tmp_path / "cabinet"))
    for plugins in ("plugins: [search: {lang: [zh, en], separator: '[\\s\\u200b\\-]'}]", "plugins: []"):
        peers.write(tmp_path / "peer", found, search=plugins != "plugins: []")
        assert (tmp_path / "peer" / "mkdocs.yml").read_text("utf-8").splitlines()[4:] == [
            "nav: [index.md]",
            "validation: {nav: {omitted_files: ignore}}",
            plugins,
        ]
    docs = tmp_path / "peer" / "docs"
    assert len(list(docs.rglob("*.md"))) == 60 + 9 + 1
    record = (docs / "records" / "bureau" / "expense-1" / "2024" / "0001.md").read_text("utf-8").splitlines()
    assert record[:7] == [
        "---",
        "title: 日常经费报销（2024年第1件）",
        "---",
        "",
        "# 日常经费报销（2024年第1件）",
        "",
        "**青文旅支〔2024〕1号**",
    ]
    assert "库房东墙根发现白蚁，已请专业公司查勘灭治。" in record
    assert record[-1] == "- 登记编号 蒲静"
    assert "## 第一条 目的" in (docs / "bureau" / "leave" / "2024-01-01.md").read_text("utf-8").splitlines()
