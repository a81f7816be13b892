"""The frame of a cabinet: the office, its registers and its rules, with the records still to be read piece by piece."""

from __future__ import annotations

from dataclasses import dataclass, replace

from placet.cabinet import load
from placet.shards import keys
from placet.shards.pieces import Part, cut
from placet.standing import History
from placet.tree import Tree


@dataclass(frozen=True, slots=True)
class Past:
    """What is asked of the main branch: `token` names its state, so that other answers have another name."""

    history: History | None = None
    token: str = ""
    shallow: bool = False


class Frame:
    """A cabinet without its records, cut into pieces."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.files = tree.paths()
        pieces, rest = cut(self.files)
        cabinet = load(Part(tree, rest, tree.findings))
        stray = [one for one in pieces.values() if one.register not in cabinet.registers]
        if stray:
            rest |= {path: blob for one in stray for path, blob in one.files.items()}
            cabinet = load(Part(tree, dict(sorted(rest.items())), tree.findings))
        self.cabinet = replace(cabinet, files=self.files)
        self.rest = Part(tree, rest, tree.findings)
        self.pieces = {name: one for name, one in pieces.items() if one.register in cabinet.registers}
        self.is_cabinet = any(path.startswith("records/") for path in self.files) or bool(tree.findings)
        refused = [repr(finding) for finding in tree.findings]
        self.digest = keys.digest([keys.program(), *(f"{path}\0{blob}" for path, blob in rest.items()), *refused])

    def reading(self, register: str) -> str:
        """The digest of what the records of a register are read by."""
        kind = self.cabinet.registers[register].kind
        files = (f"records/registers/{kind}.yaml", f"records/{register}/register.yaml")
        return keys.digest([keys.program(), *(self.files.get(path, "") for path in files)])
