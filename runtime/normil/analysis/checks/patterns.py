"""NOR023: a case that can never match, because an earlier one covers it."""

from __future__ import annotations

from normil.analysis.checks.flow import always_matches
from normil.analysis.diagnostics import Findings, Fix
from normil.syntax import nodes as n


def check(match: n.Match, found: Findings) -> None:
    earlier = _Earlier()
    for case in match.cases:
        cover = earlier.cover(case.pattern)
        if cover is not None:
            found.report(
                "NOR023",
                case.pattern,
                "this case can never match: an earlier one takes everything it could",
                help="move it up, or remove it",
                related=((found.place(cover.pattern), "this case comes first"),),
                fix=Fix("Remove the case", ((case.start, case.end, ""),)),
            )
        if case.guard is None:
            earlier.add(case.pattern, case)


class _Earlier:
    """What the cases before one take in any case, by what it is."""

    def __init__(self) -> None:
        self.everything: n.Case | None = None
        self.types: dict[str, n.Case] = {}
        self.literals: dict[tuple[str, object], n.Case] = {}

    def add(self, pattern: n.Pattern, case: n.Case) -> None:
        type_ = _any_of_type(pattern)
        if always_matches(pattern):
            self.everything = self.everything or case
        elif isinstance(pattern, n.AlternativePattern):
            for alternative in pattern.alternatives:
                self.add(alternative, case)
        elif isinstance(pattern, n.LiteralPattern):
            self.literals.setdefault((_family(pattern.value), pattern.value), case)
        elif type_ is not None:
            self.types.setdefault(type_, case)

    def cover(self, pattern: n.Pattern) -> n.Case | None:
        """The case that takes everything that matches the pattern."""
        if self.everything is not None:
            return self.everything
        match pattern:
            case n.AlternativePattern(alternatives=alternatives):
                covers = {self.cover(alternative) for alternative in alternatives}
                return covers.pop() if len(covers) == 1 else None
            case n.LiteralPattern(value=value):
                family = _family(value)
                whole = self.types.get(family) if family in ("str", "bool") else None
                return self.literals.get((family, value)) or whole
            case n.TypePattern(type=tested):
                return self.types.get(_name(tested))
        return None


def _any_of_type(pattern: n.Pattern) -> str | None:
    """The name of the type, if the pattern takes all values of one type."""
    if isinstance(pattern, n.TypePattern) and always_matches(pattern.inner):
        return _name(pattern.type)
    return None


def _name(type_: n.NamedType) -> str:
    return ".".join(part.text for part in type_.path)


def _family(value: object) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int | float):
        return "number"
    return "none" if value is None else "str"
