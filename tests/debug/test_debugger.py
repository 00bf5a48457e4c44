"""The debugger in one process with the program: what it arms, and that it needs no protocol."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from normil.compiler.code import flag
from normil.debug.breakpoints import Breakpoint
from normil.debug.debugger import Debugger, Stop
from normil.debug.inspection import Stopped
from normil.debug.stepping import How
from normil.engine.frames import Frame
from normil.engine.modules import LoadedModule, compile_text
from normil.engine.program import run_compiled

TEXT = """\
fn leaf(x) {
    return x + 1
}
fn middle(x) {
    let y = leaf(x)
    return y
}
fn other() {
    return 0
}
let a = middle(1)
let b = other()
"""


class Script:
    """A client that answers each stop with the next command."""

    def __init__(self, text: str, path: Path, *commands: str, breakpoints: list[Breakpoint] | None = None) -> None:
        self.stops: list[tuple[str, str, int]] = []  # reason, function, line
        self.armed: list[set[int]] = []  # lines, after each command
        self.log: list[str] = []
        self.refusals: list[str] = []
        self.modules: list[LoadedModule] = []
        self.look: Callable[[Stopped], None] = lambda stopped: None
        self._commands = list(commands)
        self.debugger = Debugger(self, stop_on_entry=not breakpoints)
        self.debugger.set_breakpoints(str(path), breakpoints or [])
        self._compiled = compile_text(text, str(path), debug=True)

    def run(self, max_depth: int = 1000) -> Script:
        assert run_compiled(self._compiled, debugger=self, max_depth=max_depth) == 0
        return self

    def module_loaded(self, module: LoadedModule) -> None:
        self.modules.append(module)
        self.debugger.module_loaded(module)

    def hit(self, module: LoadedModule, site: int) -> None:
        self.debugger.hit(module, site)

    def stopped(self, stop: Stop) -> None:
        self.stops.append((stop.reason, stop.here.function.name, stop.here.position[0]))
        self.look(Stopped(stop.here, stop.stack))
        self.debugger.resume(How(self._commands.pop(0) if self._commands else "continue"))
        (module,) = self.modules
        sites = module.compiled.sites
        self.armed.append({site.line for site in sites if module.globals[flag(site.index)]})

    def logged(self, text: str, here: Frame) -> None:
        self.log.append(text)

    def refuted(self, breakpoint_: Breakpoint, why: str) -> None:
        self.refusals.append(why)


def test_only_what_a_step_can_end_in_is_armed(tmp_path: Path) -> None:
    script = Script(TEXT, tmp_path / "p.nor", "stepIn", "next", "stepOut", "continue").run()
    assert script.stops == [
        ("entry", "<top level>", 11),
        ("step", "middle", 5),
        ("step", "middle", 6),
        ("step", "<top level>", 12),
    ]
    assert script.armed == [{2, 5, 6, 9, 11, 12}, {5, 6, 11, 12}, {11, 12}, set()]


def test_breakpoints_arm_their_site_alone(tmp_path: Path) -> None:
    script = Script(TEXT, tmp_path / "p.nor", breakpoints=[Breakpoint(7, 2, 5, condition="x == 1")]).run()
    assert script.stops == [("breakpoint", "leaf", 2)]
    assert script.armed == [{2}]


def test_a_breakpoint_at_no_statement_is_refuted(tmp_path: Path) -> None:
    breakpoints = [Breakpoint(1, 2, 1), Breakpoint(2, 2, 5, condition="unknown")]
    script = Script(TEXT, tmp_path / "p.nor", breakpoints=breakpoints).run()
    assert script.stops == []
    assert ["changed" in why for why in script.refusals] == [True, False]
    assert "'unknown' is not defined" in script.refusals[1]


def test_what_is_seen_is_plain_data(tmp_path: Path) -> None:
    script = Script(TEXT, tmp_path / "p.nor", breakpoints=[Breakpoint(1, 2, 5)])
    seen: list[object] = []

    def look(stopped: Stopped) -> None:
        frames = stopped.frames()
        scopes = stopped.scopes(frames[0].id)
        seen.extend((frame.name, frame.line, frame.column) for frame in frames)
        seen.extend((scope.name, scope.named) for scope in scopes)
        seen.extend((value.name, value.text, value.type) for value in stopped.variables(scopes[0].reference))

    script.look = look
    script.run()
    assert seen == [
        ("leaf", 2, 5),
        ("middle", 5, 13),
        ("<top level>", 11, 9),
        ("Locals", 1),
        ("Module", 3),
        ("x", "1", "int"),
    ]


@pytest.mark.parametrize("how", ["next", "stepIn", "stepOut"])
def test_a_step_at_the_end_lets_the_program_end(tmp_path: Path, how: str) -> None:
    assert len(Script("let a = 1\n", tmp_path / "p.nor", how).run().stops) == 1


def test_a_program_whose_calls_nest_deep_stops_as_any(tmp_path: Path) -> None:
    text = "fn down(n) {\n    if n == 0 {\n        return 0\n    }\n    return down(n - 1)\n}\n"
    text += "down(50000)\nbreakpoint()\n"
    script = Script(text, tmp_path / "p.nor", "stepIn", breakpoints=[Breakpoint(1, 3, 9)])
    seen: list[int] = []
    script.look = lambda stopped: seen.append(len(stopped.frames()))
    script.run(100_000)
    assert script.stops == [("breakpoint", "down", 3), ("step", "<top level>", 8), ("breakpoint", "<top level>", 8)]
    assert seen == [50002, 1, 1]


def test_calls_of_traced_functions_are_told(tmp_path: Path) -> None:
    text = """\
@trace
fn add(a, b = 1) { return a + b }
@trace(args: false, result: false)
fn quiet(x) { return x }
fn middle() { return add(1, b: 2) }
middle()
quiet(7)
try { add("a", none - 1) } catch e { }
try { add(none) } catch e { }
"""
    script = Script(text, tmp_path / "p.nor", "continue").run()
    assert [re.sub(r" in \d+\.\d+ ms", "", line) for line in script.log] == [
        "add(a: 1, b: 2) gives 3",
        "quiet()",
        "add(a: None) failed with TypeError: none + an int is not defined",
    ]
