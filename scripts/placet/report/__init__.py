"""What a check found, made ready to be printed: one list of lines, apart from how any format writes them.

`report_of` joins the findings with the verdicts; `REPORTERS` holds one function for each `--format`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from placet.report import github, json, sarif, text
from placet.report.lines import Line, Report, SkipLine, WaitLine, of_cabinet, of_tally

if TYPE_CHECKING:
    from placet.judge import Outcome
    from placet.model import Cabinet

#: The choices of `--format`.
REPORTERS: Mapping[str, Callable[[Report], str]] = {
    "text": text.write,
    "json": json.write,
    "github": github.write,
    "sarif": sarif.write,
}

__all__ = ["REPORTERS", "Line", "Report", "SkipLine", "WaitLine", "of_tally", "report_of"]


def report_of(cabinet: Cabinet, outcome: Outcome, lang: str, origin: str) -> Report:
    """The report on a judged cabinet, in the words of `lang`; `origin` says which tree was read."""
    return of_cabinet(cabinet, outcome, lang, origin)
