"""The gate: nothing enters the main branch without its approvals.

`judge_merge` judges the merge of a head into a base: the program, the rules, the registers, the people, their keys and
the parameters are the base's; of the head only records are read, as data. It works on bare repositories, without a
work tree, network or forge.
"""

from placet.gate.judging import judge_merge, settings
from placet.gate.ruling import Change, Document, Outcome, Ruling

__all__ = ["Change", "Document", "Outcome", "Ruling", "judge_merge", "settings"]
