"""The report as workflow commands, which GitHub shows as annotations on the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from placet import messages
from placet.model import Level
from placet.report.lines import Line, Report

#: GitHub shows ten annotations of each level for one step and drops the rest without a word.
SHOWN = 10
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def write(report: Report) -> str:
    """At most ten commands of each level, then a command that counts the rest; empty when there is nothing."""
    return "".join(f"{command}\n" for level in Level for command in _of_level(report, level))


def _of_level(report: Report, level: Level) -> Iterator[str]:
    lines = [line for line in report.lines if line.level is level]
    # The tenth place is kept for the count of what is left out.
    shown = lines if len(lines) <= SHOWN else lines[: SHOWN - 1]
    yield from (_command(line, report.lang) for line in shown)
    if len(lines) > len(shown):
        left = messages.label("left-out", report.lang, count=len(lines) - len(shown))
        yield f"::{_COMMANDS[level]}::{_data(left)}"


def _command(line: Line, lang: str) -> str:
    place = line.place
    numbers = {"line": place.line, "col": place.column}
    properties = {"file": place.path} if place.path else {}
    properties |= {key: str(value) for key, value in numbers.items() if value}
    properties["title"] = f"{line.code} {line.name}"
    words = [line.message]
    if line.quote:
        words.append(messages.label("quote", lang, quote=line.quote))
    if line.help:
        words.append(messages.label("help", lang) + line.help)
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[line.level]} {listed}::{_data(chr(10).join(words))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
