"""Coverage: per version of a regulation, its articles by how they are judged, its rules and their basis."""

from __future__ import annotations

from pathlib import Path

from placet.cabinet import load
from placet.coverage import Coverage, coverage
from placet.tree import WorkTree
from tests.desk import PATH, cabinet, regulation

ROOT = Path(__file__).parents[1]
MORE = "\n### 第二条 目的\n\n规范开支，见第四条。\n\n### 第三条 其他\n\n另行规定。\n"


def test_articles_are_ruled_unchecked_or_silent() -> None:
    text = regulation("demand: {complete: [method]}") + MORE
    text = text.replace("---\n\n### 第一条", "unchecked:\n  - {article: 2, why: 说明目的}\n---\n\n### 第一条")
    assert coverage(cabinet(text)) == (
        Coverage(
            path=PATH,
            regulation="finance",
            unit="bureau",
            title="财务制度",
            in_force="2023-01-01",
            articles=(1, 2, 3),
            ruled=(1,),
            unchecked=((2, "说明目的"),),
            silent=(3,),
            rules=("tried",),
            examples=2,
            basis=("S1-FIN-004",),
        ),
    )


def test_the_sample_office_leaves_no_article_silent() -> None:
    found = coverage(load(WorkTree(ROOT)))
    assert len(found) > 5
    assert [one.path for one in found if one.silent] == []
    # The rulebook governs this cabinet itself; no office of the catalogue has such a rule.
    assert {one.regulation for one in found if not one.basis} == {"rulebook"}
