"""The committed sample cabinet: what its script makes, clean, every rule exercised, every signature good for OpenSSH."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from placet import official
from placet.cabinet import load
from placet.coverage import coverage
from placet.judge import Outcome, judge
from placet.model import Act, Cabinet, Record, Status
from placet.pages.record import page_of
from placet.pages.view import View
from placet.pages.words import Words
from placet.signing.payload import payload
from placet.signing.sshsig import NAMESPACE
from placet.tree import WorkTree
from tests.sample.__main__ import make

ROOT = Path(__file__).resolve().parents[1]
#: What the shell of all pages adds to a record's: bytes of HTML.
SHELL = 2_300
BASIS = (ROOT / "tests" / "sample" / "basis.txt").read_text("utf-8").split()


@pytest.fixture(scope="module")
def cabinet() -> Cabinet:
    return load(WorkTree(ROOT))


@pytest.fixture(scope="module")
def outcome(cabinet: Cabinet) -> Outcome:
    assert cabinet.config.as_of is not None
    return judge(cabinet, cabinet.config.as_of, tree=WorkTree(ROOT))


def files(root: Path) -> dict[str, bytes]:
    """Every file under records/, by its path there."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted((root / "records").rglob("*"))
        if path.is_file()
    }


def test_the_script_makes_just_what_is_committed(tmp_path: Path) -> None:
    for folder in ("records", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    make(tmp_path)
    made, committed = files(tmp_path), files(ROOT)
    assert sorted(made) == sorted(committed)
    assert [path for path in made if made[path] != committed[path]] == []


def test_no_breach_no_finding_and_only_the_clock_is_skipped(outcome: Outcome) -> None:
    assert list(outcome.findings) == []
    assert [verdict for verdict in outcome.verdicts if verdict.status is Status.BREACHED] == []
    assert {skip.code for skip in outcome.skips} == {"SIG902"}


def test_it_is_as_large_and_as_varied_as_promised(cabinet: Cabinet, outcome: Outcome) -> None:
    assert len(cabinet.records) >= 400
    assert len({record.register for record in cabinet.records.values()}) >= 8
    assert {record.year for record in cabinet.records.values()} >= {2023, 2024, 2025, 2026}
    assert sum(bool(record.annulled) for record in cabinet.records.values()) == 2
    assert len({verdict.subject for verdict in outcome.verdicts if verdict.status is Status.WAITING}) >= 12


def test_a_record_page_is_small(cabinet: Cabinet, outcome: Outcome) -> None:
    """The HTML of a page, with the shell that all share: 12 KB, but where the words on it alone take 5 KB or more."""
    view = View(cabinet, outcome, Words(), frozenset(map(official.path, cabinet.records.values())))
    pages = {record.path: str(page_of(view, record).body) for record in view.records}
    sizes = {path: SHELL + len(html.encode()) for path, html in pages.items()}
    large = [path for path, size in sizes.items() if size > 12_000]
    assert [path for path in large if len(re.sub(r"<[^>]*>", "", pages[path]).encode()) < 5_000] == []
    assert len(large) <= len(pages) // 33
    assert sum(sizes.values()) / len(sizes) <= 8_200
    assert sorted(sizes.values())[len(sizes) * 95 // 100] <= 11_500


def test_every_rule_is_met_by_some_record(cabinet: Cabinet, outcome: Outcome) -> None:
    """A rule that an amendment left as it was counts once: a yearly one may not have come round again."""
    met = {(verdict.regulation, verdict.rule) for verdict in outcome.verdicts if verdict.status is Status.MET}
    exercised: dict[tuple[str, ...], bool] = defaultdict(bool)
    for regulation in cabinet.regulations:
        for rule in regulation.rules:
            key = (regulation.id, rule.id, rule.says, rule.when, repr(rule.demands))
            exercised[key] |= (regulation.path, rule.id) in met
    assert [key[:2] for key, done in exercised.items() if not done] == []


def test_a_regulation_is_judged_on_both_sides_of_its_amendment(cabinet: Cabinet, outcome: Outcome) -> None:
    judged = Counter(verdict.regulation for verdict in outcome.verdicts if verdict.status is Status.MET)
    versions = Counter(regulation.id for regulation in cabinet.regulations)
    amended = [regulation.path for regulation in cabinet.regulations if versions[regulation.id] > 1]
    assert len(amended) >= 2
    assert all(judged[path] for path in amended)


def test_every_checkable_rule_of_the_six_systems_is_carried(cabinet: Cabinet) -> None:
    carried = {basis for regulation in cabinet.regulations for rule in regulation.rules for basis in rule.basis}
    assert sorted(set(BASIS) - carried) == []


def test_coverage_leaves_no_article_silent(cabinet: Cabinet) -> None:
    assert [row for row in coverage(cabinet) if row.silent] == []


def signed(cabinet: Cabinet) -> Iterator[tuple[Record, Act]]:
    """Every signed act with its record."""
    for record in cabinet.records.values():
        for act in record.acts:
            if act.sig:
                yield record, act


def test_openssh_accepts_every_signature(cabinet: Cabinet, tmp_path: Path) -> None:
    signers = tmp_path / "allowed_signers"
    with signers.open("w", encoding="utf-8") as out:
        for unit in cabinet.units.values():
            for person in unit.persons.values():
                for key in person.keys:
                    span = f',valid-after="{key.since:%Y%m%d}"'
                    span += f',valid-before="{key.until:%Y%m%d}235959"' if key.until else ""
                    out.write(f'{person.id} namespaces="{NAMESPACE}"{span} {key.public}\n')
    acts = list(signed(cabinet))
    assert len(acts) >= 2000

    def refused(item: tuple[Record, Act]) -> str:
        record, act = item
        armour = base64.encodebytes(base64.b64decode(act.sig)).decode()
        name = tmp_path / f"{record.id}-{act.line}.sig"
        name.write_text(f"-----BEGIN SSH SIGNATURE-----\n{armour}-----END SSH SIGNATURE-----\n", "ascii")
        message = payload(record.id, act, b"".join(record.slip_lines[: act.covers_acts]))
        command = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", act.signer, "-n", NAMESPACE]
        command += ["-s", str(name), f"-Overify-time={act.at:%Y%m%d%H%M%S}"]
        found = subprocess.run(command, input=message, capture_output=True, check=False)
        return "" if found.returncode == 0 else f"{record.path}:{act.line} {found.stderr.decode()}"

    with ThreadPoolExecutor(max_workers=2) as pool:
        assert [fault for fault in pool.map(refused, acts) if fault] == []
