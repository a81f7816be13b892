"""`placet init`: the files of a new portal, and its founding statement."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from string import Template

import yaml

from placet.errors import UserError
from placet.filing import founding
from placet.signing.publickeys import PublicKey
from placet.signing.sshsig import Signer

_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")


@dataclass(frozen=True, slots=True)
class Portal:
    """What a portal begins with: one unit, one post, and one person, who holds it."""

    title: str
    day: date
    unit: str
    unit_title: str
    agency: str
    post: str
    post_title: str
    person: str
    name: str
    public: PublicKey


def files(portal: Portal) -> dict[str, bytes]:
    """Path → contents of every file. Raises UserError CMD240 for an id out of form and CMD241 for an empty text."""
    names = {"unit": portal.unit, "post": portal.post, "person": portal.person}
    for option, value in names.items():
        if not _NAME.fullmatch(value) or value in ("registers", "calendar", "common"):
            raise UserError("CMD240", option=option, value=value)
    texts = {"title": portal.title, "unit_title": portal.unit_title, "agency": portal.agency, "name": portal.name}
    data = _data()
    texts |= {"post_title": portal.post_title or data.words["post_title"]}
    for option, value in texts.items():
        if not value.strip() or not value.isprintable():
            raise UserError("CMD241", option=option.replace("_", "-"))
    series = Template(data.words["series"]).substitute(agency=portal.agency)
    texts |= {"public": portal.public.line, "series": series}
    quoted = {key: json.dumps(value, ensure_ascii=False) for key, value in texts.items()}
    words = quoted | names | {"day": portal.day.isoformat()}
    return {
        Template(path).substitute(words): Template(text).substitute(words).encode() for path, text in data.templates
    }


def create(folder: Path, contents: Mapping[str, bytes], signer: Signer | None) -> None:
    """Write a new portal, signed where there is a signer: all of it, or nothing.

    Raises UserError CMD242 for a folder that has something in it and SignatureError.
    """
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise UserError("CMD242", path=str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as passing:
        made = Path(passing, "portal")
        for path, data in contents.items():
            target = made / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        if signer is not None:
            seal(made, signer)
        os.replace(made, folder)  # noqa: PTH105 - an empty folder is replaced; rename(2) does it in one step


def seal(folder: Path, signer: Signer) -> int:
    """Write the founding statement of the files in a folder; how many they are. Raises UserError, SignatureError."""
    listed = founding.listing(folder)
    statement = founding.write(listed)
    signature = founding.seal(statement, signer)
    for name, data in ((founding.LIST, statement), (founding.SIGNATURE, signature)):
        (folder / name).write_bytes(data)
    return len(listed)


@dataclass(frozen=True, slots=True)
class _Data:
    """What the package brings along: the templates by path, and the words that fill what was not given."""

    templates: tuple[tuple[str, str], ...]
    words: Mapping[str, str]


def _data() -> _Data:
    loaded = yaml.load(resources.files(__package__).joinpath("portal.yaml").read_bytes(), yaml.CSafeLoader)
    words: Mapping[str, str] = loaded.pop("words")
    return _Data(tuple(loaded.items()), words)
