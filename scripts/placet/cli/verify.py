"""`placet verify`: proves one document, and packs a folder that proves it without this program."""

from __future__ import annotations

from pathlib import Path

import click

from placet.cli.session import Session, moment, open_cabinet, open_history
from placet.errors import UserError
from placet.git import GitError, GitTree, Repository
from placet.messages.phrases import Phrases
from placet.tree import Tree, WorkTree

#: Exit status by what the certificate comes to.
STATUS = {"proved": 0, "partly": 1, "tampered": 4}
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--at", "rev", metavar="REV", help="Read this Git revision instead of the work tree.")
@click.option("--repo", type=_FOLDER, default=".", help="The portal's folder or a bare clone of it.")
@click.option("--bundle", type=click.Path(path_type=Path), help="Write a folder that proves it without Placet.")
@click.option("--as-of", metavar="DAY", help="Judge as of this day or moment (ISO 8601) instead of now.")
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="text")
@click.pass_context
def verify(
    context: click.Context, *, file: str, rev: str | None, repo: Path, bundle: Path | None, as_of: str | None, form: str
) -> None:
    """Prove one document."""
    from placet.proof import bundle as bundles
    from placet.proof import data, text
    from placet.proof.named import document_named, findings_on
    from placet.proof.witness import attest

    lang = context.ensure_object(Session).lang
    writer = data if form == "json" else text
    root = _top(repo.resolve())
    named, tree = _opened(root, rev)
    cabinet = open_cabinet(tree)
    path = document_named(cabinet, _inside(root, file))
    record = cabinet.records.get(path)
    if record is None or record.unit not in cabinet.units:
        click.echo(writer.refusal(path, findings_on(cabinet.findings, path), lang), nl=False)
        context.exit(STATUS["tampered"])
    history = open_history(root, named, tree)
    found = attest(cabinet, record, tree, history, moment(cabinet, as_of))
    click.echo(writer.write(found, lang), nl=False)
    if bundle is not None:
        phrases = Phrases("prf", lang)
        if found.conclusion.value == "tampered":
            click.echo(phrases("bundle-refused"), err=True)
        else:
            count = _pack(bundle, dict(bundles.bundle(found, tree, lang)))
            click.echo(phrases("bundle-written", path=str(bundle), count=count), err=True)
    context.exit(STATUS[found.conclusion.value])


def _opened(root: Path, rev: str | None) -> tuple[str | None, Tree]:
    """The revision to read and its tree: a bare repository has no work tree, so that its HEAD is meant."""
    if rev is None and _is_bare(root):
        rev = "HEAD"
    return rev, GitTree(root, rev) if rev else WorkTree(root)


def _is_bare(root: Path) -> bool:
    try:
        return Repository(root).bare
    except GitError as error:
        if error.code == "GIT001":
            return False
        raise


def _top(folder: Path) -> Path:
    """The portal's folder around this one, or this one where there is none (a bare repository)."""
    around = (folder, *folder.parents)
    return next((place for place in around if (place / "records" / "cabinet.yaml").is_file()), folder)


def _inside(root: Path, file: str) -> str:
    """What was named, without the portal's folder in front of it."""
    path = Path(file)
    return path.relative_to(root).as_posix() if path.is_absolute() and path.is_relative_to(root) else file


def _pack(folder: Path, files: dict[str, bytes]) -> int:
    """Write a bundle; returns how many files. Raises UserError PRF001 for a folder that has something in it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError("PRF001", path=str(folder))
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return len(files)
