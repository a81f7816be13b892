"""`placet schema`: JSON Schema for every file format, for editors and forms, and for what the site exports."""

from __future__ import annotations

import json
from pathlib import Path

import click

from placet import exports
from placet.cli.session import open_cabinet, open_tree, tree_options
from placet.schema import schemas


@click.command()
@tree_options
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write one file each into this folder.")
@click.argument("name", required=False)
def schema(root: Path, rev: str | None, as_of: str | None, out: Path | None, name: str | None) -> None:  # noqa: ARG001
    """Export JSON Schema."""
    found = {**schemas(open_cabinet(open_tree(root, rev))), **exports.schemas()}
    if name is not None and name not in found:
        raise click.BadParameter(", ".join(sorted(found)), param_hint="NAME")
    chosen = {name: found[name]} if name else dict(sorted(found.items()))
    if out is None:
        click.echo(_json(chosen[name] if name else chosen), nl=False)
        return
    out.mkdir(parents=True, exist_ok=True)
    for each, data in chosen.items():
        (out / f"{each}.schema.json").write_text(_json(data), encoding="utf-8")


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
