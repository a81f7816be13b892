"""What pages ask of a cabinet and its outcome, looked up once: names, numbers, versions, and links both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from placet.judge import Outcome
from placet.model import Cabinet, Kind, Record, Register, Regulation, Rule, Status, Unit, Verdict
from placet.pages.card import Card, card_of, citing, named
from placet.pages.citations import Citations
from placet.pages.facts import Facts, facts_of
from placet.pages.grounds import Grounds
from placet.pages.regulations.uses import Uses
from placet.pages.retention import Retentions, retentions
from placet.pages.sides import Paths, Sides
from placet.pages.words import Words
from placet.rules.compile import Compiled


@dataclass(frozen=True)
class View:
    """A cabinet as judged, with the words of one language."""

    cabinet: Cabinet
    outcome: Outcome
    words: Words
    offered: frozenset[str] = frozenset()

    @property
    def as_of(self) -> datetime:
        """The moment the portal speaks of."""
        return self.outcome.as_of

    @property
    def today(self) -> date:
        """The day the portal speaks of."""
        return self.as_of.date()

    def passed(self, moment: datetime) -> bool:
        """Whether a moment is past."""
        return moment < self.as_of

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Every record, by path."""
        return tuple(self.cabinet.records[path] for path in sorted(self.cabinet.records))

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """The card of every record, by path."""
        return {record.path: card_of(record, self.kind_of(record), self.register_of(record)) for record in self.records}

    @cached_property
    def facts(self) -> Mapping[str, Facts]:
        """The facts of every record, by path: all that pages about many records read."""
        return {record.path: facts_of(self, record) for record in self.records}

    @cached_property
    def by_register(self) -> Mapping[str, tuple[Card, ...]]:
        """The cards of each register, by path."""
        found: dict[str, list[Card]] = {path: [] for path in sorted(self.cabinet.registers)}
        for card in self.cards.values():
            found.setdefault(card.register, []).append(card)
        return {path: tuple(cards) for path, cards in found.items()}

    @cached_property
    def by_name(self) -> Mapping[str, Card]:
        """Cards by the record's ref, path and permanent id."""
        return named(self.cards.values())

    @cached_property
    def paths(self) -> Paths:
        """The paths that records lie on."""
        return Paths(self.by_name, citing(self.cards.values(), self.by_name))

    def sides(self, card: Card) -> Sides:
        """Return what lies on either side of a record in time."""
        return self.paths.sides(card)

    def beyond(self, card: Card) -> Sides:
        """Return where paths lead on through a record."""
        return self.paths.beyond(card)

    @cached_property
    def verdicts(self) -> Mapping[str, tuple[Verdict, ...]]:
        """The verdicts on each subject that its rules apply to, in the order of regulation and article."""
        found: dict[str, list[Verdict]] = defaultdict(list)
        for verdict in self.outcome.verdicts:
            if verdict.status is not Status.NOT_APPLICABLE:
                found[verdict.subject].append(verdict)
        return {
            subject: tuple(sorted(found[subject], key=lambda v: (v.regulation, v.article, v.rule, v.period)))
            for subject in sorted(found)
        }

    @cached_property
    def retentions(self) -> Retentions:
        """The demands to retain, by regulation, rule, unit and kind."""
        return retentions(self.outcome.rules)

    @cached_property
    def disposing(self) -> frozenset[tuple[str, str]]:
        """The kinds whose records dispose of others, each with its unit."""
        named = self.retentions.items()
        return frozenset((unit, kind) for (_, _, unit, _), demand in named for kind in demand.disposals)

    @cached_property
    def citations(self) -> Citations:
        """What running text may cite."""
        titles: dict[str, list[Regulation]] = defaultdict(list)
        for regulation in self.regulations:
            titles[regulation.title].append(regulation)
        return Citations(
            self.cabinet.registers,
            self.cards,
            {title: tuple(versions) for title, versions in titles.items()},
        )

    @cached_property
    def regulations(self) -> tuple[Regulation, ...]:
        """Every version of every regulation, by unit, id and day."""
        return tuple(sorted(self.cabinet.regulations, key=lambda r: (r.unit, r.id, r.in_force)))

    @cached_property
    def regulation_by_path(self) -> Mapping[str, Regulation]:
        """Versions by path."""
        return {regulation.path: regulation for regulation in self.regulations}

    @cached_property
    def by_rule(self) -> Mapping[int, tuple[Compiled, ...]]:
        """A rule as compiled for each kind and unit, by the identity of the rule."""
        found: dict[int, list[Compiled]] = defaultdict(list)
        for compiled in self.outcome.rules:
            found[id(compiled.rule)].append(compiled)
        return {rule: tuple(made) for rule, made in found.items()}

    @cached_property
    def adopting(self) -> Mapping[str, tuple[Regulation, ...]]:
        """The versions that name minutes as their adoption, by the minutes' ref."""
        found: dict[str, list[Regulation]] = defaultdict(list)
        for regulation in self.regulations:
            found[regulation.adopted.get("minutes", "")].append(regulation)
        return {ref: tuple(regulations) for ref, regulations in found.items()}

    @cached_property
    def uses(self) -> Uses:
        """What rests on each article of the regulations."""
        return Uses(self)

    @cached_property
    def rule_on(self) -> Mapping[tuple[str, str, str, str], Compiled]:
        """The rules as they judge, by regulation, rule, unit and kind."""
        return {(one.regulation.path, one.rule.id, one.unit.id, one.kind.id): one for one in self.outcome.rules}

    def versions(self, regulation: Regulation) -> tuple[Regulation, ...]:
        """Every version of the same regulation, oldest first."""
        return tuple(r for r in self.regulations if (r.unit, r.id) == (regulation.unit, regulation.id))

    def end(self, regulation: Regulation) -> date | None:
        """The first day on which this version no longer holds, or None."""
        later = [r.in_force for r in self.versions(regulation) if r.in_force > regulation.in_force]
        return min([*later, *([regulation.repealed] if regulation.repealed else [])], default=None)

    def last_day(self, regulation: Regulation) -> date | None:
        """The last day on which this version holds, or None."""
        end = self.end(regulation)
        return end - timedelta(days=1) if end else None

    def review(self, regulation: Regulation) -> date | None:
        """The day by which a version that holds until then is to be reviewed, or None."""
        end, day = self.end(regulation), regulation.review
        return day if end is None or day is None or day < end else None

    def standing_of(self, regulation: Regulation) -> str:
        """Return in-force, pending, superseded or repealed, as of the portal's day."""
        end = self.end(regulation)
        if regulation.in_force > self.today:
            return "pending"
        if end is None or end > self.today:
            return "in-force"
        return "repealed" if end == regulation.repealed else "superseded"

    def label(self, regulation: Regulation, article: int) -> str:
        """Return an article's label without its heading: 第四条."""
        found = (one.label.split()[0] for one in regulation.articles if one.number == article)
        return next(found, str(article))

    @cached_property
    def grounds(self) -> Grounds:
        """How pages name the rules."""
        return Grounds(self)

    @cached_property
    def rules(self) -> Mapping[tuple[str, str], tuple[Regulation, Rule]]:
        """Rules by their version's path and their id; of two with one id the first."""
        return {(one.path, rule.id): (one, rule) for one in self.regulations for rule in reversed(one.rules)}

    def unit_of(self, record: Record | Card) -> Unit:
        """Return the unit a record belongs to."""
        return self.cabinet.units[record.unit]

    def register_of(self, record: Record | Card) -> Register:
        """Return the register a record lies in."""
        return self.cabinet.registers["/".join(record.path.split("/")[1:3])]

    def kind_of(self, record: Record | Card) -> Kind:
        """Return the kind of register a record lies in."""
        return self.cabinet.kinds[record.kind]

    def newest(self, cards: Sequence[Card]) -> list[Card]:
        """Return cards by day and number, newest first."""
        return sorted(cards, key=lambda card: (card.day or date.min, card.year or 0, card.number or 0, card.path))[::-1]

    def worst(self, subject: str) -> Status | None:
        """Return the gravest verdict on a subject, or None where no rule applies."""
        found = {verdict.status for verdict in self.verdicts.get(subject, ())}
        return next((s for s in (Status.BREACHED, Status.WAITING, Status.MET) if s in found), None)
