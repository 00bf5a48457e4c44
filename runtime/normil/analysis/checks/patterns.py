"""NOR023: a case that can never match, because an earlier one covers it."""

from __future__ import annotations

from normil.analysis.checks.flow import always_matches
from normil.analysis.diagnostics import Findings
from normil.syntax import nodes as n


def check(match: n.Match, found: Findings) -> None:
    earlier: list[n.Case] = []
    for case in match.cases:
        cover = next((before for before in earlier if _covers(before.pattern, case.pattern)), None)
        if cover is not None:
            found.report(
                "NOR023",
                case.pattern,
                "this case can never match: an earlier one takes everything it could",
                help="move it up, or remove it",
                related=((found.place(cover.pattern), "this case comes first"),),
            )
        if case.guard is None:
            earlier.append(case)


def _covers(earlier: n.Pattern, later: n.Pattern) -> bool:
    if always_matches(earlier):
        return True
    if isinstance(earlier, n.AlternativePattern):
        return any(_covers(alternative, later) for alternative in earlier.alternatives)
    match later:
        case n.AlternativePattern(alternatives=alternatives):
            return bool(alternatives) and all(_covers(earlier, alternative) for alternative in alternatives)
        case n.LiteralPattern(value=value):
            if isinstance(earlier, n.LiteralPattern):
                return _family(value) == _family(earlier.value) and value == earlier.value
            return _any_of_type(earlier) == _family(value) in ("str", "bool")
        case n.TypePattern(type=tested):
            name = _any_of_type(earlier)
            return name is not None and name == ".".join(part.text for part in tested.path)
    return False


def _any_of_type(pattern: n.Pattern) -> str | None:
    """The name of the type, if the pattern takes all values of one type."""
    if isinstance(pattern, n.TypePattern) and always_matches(pattern.inner):
        return ".".join(part.text for part in pattern.type.path)
    return None


def _family(value: object) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int | float):
        return "number"
    return "none" if value is None else "str"
