"""The measures of a unit's year: each a picture, its numbers in a table, and more numbers for who wants them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from markupsafe import Markup

from placet.model import Status
from placet.pages import dates, tallies
from placet.pages.chart import SERIES, Row, Value, bars, cells, columns, texture
from placet.pages.deciding import meeting_bodies
from placet.pages.rhythm import SIGNS, kept_of, kept_row
from placet.pages.year import Section, Table, Year
from placet.rules.compile import Compiled

#: Rows of a picture; the rest are in the table alone.
_SHOWN = 12
#: A step that fewer papers took says little of where papers wait.
_FEWEST = 3
_OTHER = len(SERIES) - 1


def documents(year: Year) -> Section:
    """Return how many papers there are month by month, the fullest registers apart."""
    words = year.view.words
    months = tallies.by_month(year.facts)
    first, rest = tallies.fullest(months, _OTHER)
    series: dict[str, Sequence[int]] = {year.title(path): counts for path, counts in first.items()}
    if rest:
        series[words("statistics-others")] = rest
    heads = [words("month", month=month) for month in tallies.MONTHS]
    count = sum(map(sum, months.values()))
    chart = columns("documents", words("statistics-documents"), words("statistics-total", count=count), heads, series)
    by_month = zip(heads, *series.values(), strict=True)
    table = Table(
        (words("statistics-month"), *series, words("sum")),
        tuple((head, *map(str, counts), str(sum(counts))) for head, *counts in by_month),
    )
    more = Table(
        (words("register"), *heads, words("sum")),
        tuple(
            (year.register(path), *(str(n or "") for n in counts), str(sum(counts))) for path, counts in months.items()
        ),
    )
    return Section("documents", chart.title, words("statistics-documents-lead"), chart, table, more)


def steps(year: Year) -> Section | None:
    """Return which steps took longest on the way to the number."""
    view, words = year.view, year.view.words
    found = tallies.waits(year.facts)
    if not found:
        return None

    def step(wait: tallies.Wait) -> str:
        acts = view.cabinet.kinds[view.cabinet.registers[wait.register].kind].acts
        return acts[wait.act].title if wait.act in acts else wait.act

    slow = [one for one in found if one.papers >= _FEWEST and one.middle][:_SHOWN]
    drawn = [
        Row(
            f"{year.title(one.register)} · {step(one)}",
            dates.span(one.middle, words),
            (Value(one.middle, texture(0), dates.span(one.middle, words)),),
        )
        for one in slow
    ]
    title = words("statistics-steps")
    said = words("statistics-slowest", step=drawn[0].label, span=drawn[0].figure) if drawn else title
    columns_of = ("register", "statistics-step", "statistics-papers", "statistics-middle", "statistics-longest")
    heads = tuple(words(one) for one in columns_of)

    def rows(waits: Sequence[tallies.Wait], named: bool = True) -> tuple[tuple[Markup | str, ...], ...]:
        return tuple(
            (
                year.register(one.register),
                step(one) if named else words("statistics-whole-way"),
                str(one.papers),
                dates.span(one.middle, words),
                dates.span(one.longest, words),
            )
            for one in waits
        )

    whole = rows(tallies.ways(year.facts), named=False)
    chart = bars("steps", title, said, drawn) if drawn else None
    return Section(
        "steps",
        title,
        words("statistics-steps-lead"),
        chart,
        Table(heads, rows(slow), 2),
        Table(heads, (*whole, *rows(found)), 2),
    )


def limits(year: Year) -> Section | None:
    """Return how time limits were kept, rule by rule."""
    words = year.view.words
    found = tallies.kept(year.judged, tallies.limited(year.rules))
    if not found:
        return None
    statuses = (Status.MET.value, Status.WAITING.value, Status.BREACHED.value)
    names = dict(zip(statuses, (words("met"), words("waiting"), words("breached")), strict=True))

    def figure(counts: Mapping[str, int]) -> str:
        rate = tallies.rate(counts)
        return words("statistics-open") if rate is None else f"{100 * rate:.0f}%"

    shown = list(found.items())[:_SHOWN]
    drawn = [
        Row(
            year.view.grounds[key].says,
            figure(counts),
            tuple(Value(counts[one], one, f"{names[one]} {counts[one]}") for one in statuses),
        )
        for key, counts in shown
    ]
    total = {status: sum(counts[status] for counts in found.values()) for status in statuses}
    said = words("statistics-on-time", share=figure(total), count=sum(total.values()))
    heads = (words("rule"), *names.values(), words("statistics-rate"))
    rows = [(year.rule(key), *(str(counts[one]) for one in statuses), figure(counts)) for key, counts in found.items()]
    title = words("statistics-limits")
    chart = bars("limits", title, said, [Row(one.label, one.figure, _shares(one)) for one in drawn], whole=1)
    more = Table(heads, tuple(rows)) if len(rows) > _SHOWN else None
    return Section("limits", title, said, chart, Table(heads, tuple(rows[:_SHOWN])), more)


def _shares(row: Row) -> tuple[Value, ...]:
    """A row's values as shares of it."""
    whole = sum(value.amount for value in row.values) or 1
    return tuple(Value(value.amount / whole, value.texture, value.says) for value in row.values)


def rhythms(year: Year) -> Section | None:
    """Return how rhythms were kept, those of meeting bodies in the picture."""
    words = year.view.words
    rules = {(rule.regulation.path, rule.rule.id): rule for rule in year.rules if rule.cadence}
    found = {
        key: [one for one in year.verdicts[key] if one.period[:4] == str(year.year)]
        for key in rules
        if key in year.verdicts
    }
    found = {key: verdicts for key, verdicts in found.items() if verdicts}
    if not found:
        return None
    bodies = {key: _bodies(year, rules[key]) for key in found}
    drawn = [
        kept_row(year.view, f"{bodies[key]} · {year.view.grounds[key].says}", verdicts)
        for key, verdicts in found.items()
        if bodies[key]
    ]
    everything = [verdict for verdicts in found.values() for verdict in verdicts]
    said = words("statistics-rhythms-lead", kept=kept_of(year.view, everything))
    title = words("statistics-rhythms")
    rows = [(bodies[key], year.rule(key), kept_of(year.view, verdicts)) for key, verdicts in found.items()]
    heads = (words("statistics-body"), words("rule"), words("statistics-kept"))
    own = Table(heads, tuple(row for row in rows if row[0]), 2) if drawn else None
    chart = cells("rhythms", title, said, drawn, SIGNS) if drawn else None
    return Section("rhythms", title, said, chart, own, Table(heads, tuple(rows), 2))


def _bodies(year: Year, rule: Compiled) -> str:
    """The bodies whose meetings a rule counts, in words."""
    return year.view.words("list-and").join(year.unit.bodies[body].title for body in meeting_bodies(rule))


def spending(year: Year) -> Section | None:
    """Return what was spent, by register and by the field by which its kind sorts it."""
    words = year.view.words
    found = tallies.spending(year.facts)
    if not found:
        return None
    sums: dict[str, list[tallies.Sum]] = defaultdict(list)
    for one in found:
        sums[one.register].append(one)

    def yuan(one: tallies.Sum) -> str:
        return words("statistics-yuan", amount=dates.number(one.amount.quantize(Decimal("0.01"))))

    def sort(one: tallies.Sum) -> str:
        return _sort_title(year, one)

    drawn = [
        Row(
            " · ".join(part for part in (year.title(one.register), sort(one)) if part),
            yuan(one),
            (Value(float(one.amount), texture(list(sums).index(one.register)), yuan(one)),),
        )
        for one in found[:_SHOWN]
    ]
    title = words("statistics-spending")
    said = words("statistics-most", what=drawn[0].label, amount=drawn[0].figure)
    heads = (words("register"), words("statistics-sort"), words("statistics-papers"), words("statistics-amount"))
    rows = [(year.register(one.register), sort(one), str(one.papers), yuan(one)) for one in found]
    chart = bars("spending", title, said, drawn)
    more = Table(heads, tuple(rows), 2) if len(rows) > _SHOWN else None
    return Section(
        "spending", title, words("statistics-spending-lead"), chart, Table(heads, tuple(rows[:_SHOWN]), 2), more
    )


def _sort_title(year: Year, one: tallies.Sum) -> str:
    """The value that sorts a sum, as its field titles it."""
    kind = year.view.cabinet.kinds[year.view.cabinet.registers[one.register].kind]
    field = kind.fields.get(kind.spending.by) if kind.spending else None
    if field is None:
        return ""
    if field.type == "section":
        return year.unit.sections.get(one.by, one.by)
    return field.choice_titles.get(one.by, one.by)
