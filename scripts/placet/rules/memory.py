"""What expressions came to before, so that equal values are not worked out twice."""

from __future__ import annotations

from dataclasses import dataclass, field

from placet.model import Unit


@dataclass(slots=True)
class Memory:
    """What an expression came to for values seen before, in one unit."""

    unit: Unit | None = None
    results: dict[tuple[object, ...], object] = field(default_factory=dict)

    def of(self, unit: Unit) -> dict[tuple[object, ...], object]:
        """The results in this unit; those in another are forgotten."""
        if unit is not self.unit:
            self.unit, self.results = unit, {}
        return self.results
