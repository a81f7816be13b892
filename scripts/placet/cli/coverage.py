"""`placet coverage`: which articles a machine judges, which say why not, and which are silent."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from placet.cli.session import Session, open_cabinet, open_judged, open_tree, tree_options
from placet.coverage import Coverage
from placet.coverage import coverage as measure
from placet.model import Cabinet

if TYPE_CHECKING:
    from placet.judge import Outcome
    from placet.mutation import Trial
    from placet.tree import Tree


@click.command()
@tree_options
@click.option("--mutate", is_flag=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def coverage(
    context: click.Context, root: Path, rev: str | None, as_of: str | None, form: str, *, mutate: bool
) -> None:
    """Show which articles a machine judges; with --mutate, which rules notice that a record is broken."""
    session = context.ensure_object(Session)
    if mutate:
        context.exit(_mutated(session, open_judged(root, rev, as_of), form))
    cabinet = open_cabinet(open_tree(root, rev))
    measured = measure(cabinet)
    if form == "json":
        data = {"schema_version": 1, "regulations": [_plain(entry) for entry in measured]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True))
    else:
        for entry in measured:
            click.echo(_row(session, entry))
    # A regulation that cannot be read is missing from the list, which must not look like full coverage.
    unread = any(finding.place.path.startswith("docs/") for finding in cabinet.findings)
    context.exit(int(unread or any(entry.silent for entry in measured)))


def _plain(entry: Coverage) -> dict[str, object]:
    return asdict(entry) | {"unchecked": [{"article": number, "why": why} for number, why in entry.unchecked]}


def _row(session: Session, entry: Coverage) -> str:
    return session.label(
        "coverage-row",
        title=entry.title,
        in_force=entry.in_force,
        articles=len(entry.articles),
        ruled=len(entry.ruled),
        unchecked=len(entry.unchecked),
        silent=", ".join(str(number) for number in entry.silent) or "-",
        rules=len(entry.rules),
        basis=len(entry.basis),
    )


def _mutated(session: Session, judged: tuple[Tree, Cabinet, Outcome], form: str) -> int:
    """Tell of every rule in force what trips it; 1 where nothing does."""
    from placet.mutation import trials

    _, cabinet, outcome = judged
    found = trials(cabinet, outcome)
    never = [one for one in found if not one.met]
    silent = [one for one in found if one.met and one.tripped is None]
    if form == "json":
        counts = {"rules": len(found), "tripped": len(found) - len(never) - len(silent)}
        counts |= {"never_met": len(never), "untripped": len(silent)}
        data = {"schema_version": 1, "counts": counts, "rules": [asdict(one) for one in found]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True))
    else:
        for one in found:
            click.echo(_trial(session, one))
        words = {"rules": len(found), "tripped": len(found) - len(never) - len(silent)}
        click.echo(session.label("mutate-sum", **words, never=len(never), untripped=len(silent)))
    return int(bool(never or silent))


def _trial(session: Session, one: Trial) -> str:
    words = {"unit": one.unit, "regulation": one.regulation, "rule": one.rule, "article": str(one.article)}
    words["met"] = str(one.met)
    done = one.tripped
    if done is not None:
        broken = done.said if session.lang == "zh" else f"{done.how} {done.what}"
        return session.label("mutate-row", **words, said=broken, record=done.record)
    return session.label("mutate-untripped" if one.met else "mutate-never", **words)
