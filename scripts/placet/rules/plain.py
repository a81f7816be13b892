"""A rule as one plain sentence, made from its data."""

from __future__ import annotations

from collections.abc import Sequence

from placet.rules.compile import Compiled
from placet.rules.condition import said
from placet.rules.context import NUMBER
from placet.rules.wording import phrase


def sentence(rules: Sequence[Compiled]) -> str:
    """What a rule, as compiled for its kinds, demands of which register, when, and before what."""
    first = rules[0]
    before = first.rule.before
    acts = first.kind.acts
    if before == NUMBER:
        lead = phrase("before-number")
    else:
        lead = phrase("before", act=acts[before].title if before in acts else before) if before else ""
    demands = phrase("semicolon").join(demand.plain(first.kind, first.unit) for demand, _ in first.demands)
    said_when = said(first.rule.when, first.kind, first.unit, clause=True) if first.rule.when else ""
    when = phrase("when", condition=said_when) if said_when else ""
    kinds = phrase("and").join(one.kind.title for one in rules)
    return phrase("sentence", kinds=kinds, before=lead, when=when, demands=demands)
