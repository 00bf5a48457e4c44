"""The figures of the language server, each beside that of a pygls server that does nothing.

Start (process start to the answer to `initialize`, and to the first diagnostics), keystroke to diagnostics,
completion, hover, semantic tokens, memory; for a file of 600 and one of 10,000 lines.

usage: python -m tests.server.benchmark [--starts N] [--keys N] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.server.ls_client import Client

NOTHING = [sys.executable, str(Path(__file__).parent / "nothing_server.py")]
NORMIL = [sys.executable, "-m", "normil_ls"]
URI = "file:///benchmark.nor"
DECLARATIONS = """
/// Follows a signal.
@plastic(rate: 0.05, stability_threshold: 0.01)
fn follow_{i}(weights: Vec, x: Vec) -> Vec {{
    let y = dot(weights, x)
    let scaled = scale(x, y * rate)
    if norm(weights + scaled) > 10.0 {{
        return normalize(weights)
    }}
    return weights + scaled
}}

type Reading_{i} = {{sensor: str, value: float, note: optional<str>}}

fn train_{i}(steps: int, start: int = 3) -> float {{
    let total = 0.0
    let w = random(16)
    for index in range(steps) {{
        let x = uniform(16, -1.0, 1.0)
        w = follow_{i}(w, x)
        let r = Reading_{i} {{sensor: "s" + index, value: norm(w)}}
        match r {{
            case {{value: v}} where v > 5.0 -> print("large", v)
            case {{value}} -> total += value
        }}
        try {{
            total += r.value / (index + start)
        }} catch e {{
            print(e.message, e.line)
        }}
    }}
    return total
}}

const limit_{i} = train_{i}(10)
print("limit", limit_{i})
"""


def program(lines: int) -> str:
    length = DECLARATIONS.count("\n")
    return "".join(DECLARATIONS.format(i=i) for i in range(round(lines / length)))


def started(command: list[str], text: str) -> tuple[Client, float, float]:
    """A server with an open document, and the seconds to its first answer and to its first diagnostics."""
    begin = time.perf_counter()
    client = Client(command=command)
    client.initialize()
    answered = time.perf_counter()
    client.open(URI, text)
    client.diagnostics(URI, 1)
    return client, answered - begin, time.perf_counter() - begin


def start(command: list[str], repeat: int) -> dict[str, float]:
    """Medians in milliseconds."""
    times = []
    for _ in range(repeat):
        client, answered, diagnosed = started(command, program(35))
        times.append((1000 * answered, 1000 * diagnosed))
        client.close()
    return {
        "initialize_ms": round(median(first for first, _ in times), 1),
        "first_diagnostics_ms": round(median(second for _, second in times), 1),
    }


def session(command: list[str], lines: int, keys: int) -> dict[str, float]:
    """p50 and p95 in milliseconds, and the memory at the end in MB."""
    text = program(lines)
    client, _, _ = started(command, text)
    place = text[: text.index("let scaled", len(text) // 2)]
    position = {"line": place.count("\n"), "character": len(place) - place.rindex("\n") - 1}
    found: dict[str, float] = {}

    def measure(name: str, times: list[float]) -> None:
        found[f"{name}_p50_ms"] = round(1000 * median(times), 1)
        found[f"{name}_p95_ms"] = round(1000 * quantiles(times, n=20)[-1], 1)

    edits = []
    for version in range(2, keys + 2):
        change = {"range": {"start": position, "end": position}, "text": "a"}
        begin = time.perf_counter()
        client.notify(
            "textDocument/didChange",
            {"textDocument": {"uri": URI, "version": version}, "contentChanges": [change]},
        )
        client.diagnostics(URI, version)
        edits.append(time.perf_counter() - begin)
    measure("keystroke", edits)
    if command == NORMIL:
        at = {"textDocument": {"uri": URI}, "position": position}
        for name in ("hover", "completion", "semanticTokens/full"):
            measure(name, [seconds(client, f"textDocument/{name}", at) for _ in range(keys)])
    found["memory_mb"] = resident(client.process.pid)
    client.close()
    return found


def seconds(client: Client, method: str, params: object) -> float:
    begin = time.perf_counter()
    client.request(method, params)
    return time.perf_counter() - begin


def resident(process: int) -> float:
    """Memory in MB, 0 where the system does not say."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return round(int(status.split("VmRSS:")[1].split()[0]) / 1024, 1)


def figures(starts: int = 7, keys: int = 40) -> dict[str, Any]:
    found: dict[str, Any] = {"start": {}, "600": {}, "10000": {}}
    for name, command in (("nothing", NOTHING), ("normil-ls", NORMIL)):
        found["start"][name] = start(command, starts)
        for lines in (600, 10_000):
            found[str(lines)][name] = session(command, lines, keys)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    found = figures(options.starts, options.keys)
    for what, servers in found.items():
        print(f"{what:<34}{'nothing':>12}{'normil-ls':>12}")
        for name, value in servers["normil-ls"].items():
            print(f"  {name:<32}{servers['nothing'].get(name, ''):>12}{value:>12}")
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(found, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
