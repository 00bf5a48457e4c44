"""What the compiler proves about types never changes what a program does: with inference and without it gives the same
output and the same errors at the same places. (The words of a message may differ.)"""

from __future__ import annotations

import os
import random
import re
from itertools import chain, repeat

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.compiler.random_exports import RandomExport
from tests.compiler.random_heaps import RandomHeap
from tests.compiler.random_programs import RandomProgram
from tests.programs import Result, run_program

SEED = int(os.environ.get("NORMIL_TEST_SEED", random.randrange(1 << 30)))


def without_words(result: Result) -> tuple[int, str, str]:
    errors = re.sub(r"^(error\[\w+\]): .*$", r"\1", result.stderr, flags=re.MULTILINE)
    return result.status, result.stdout, re.sub(r"^ += help: .*\n", "", errors, flags=re.MULTILINE)


def check(text: str) -> None:
    plain = run_program(text, optimise=False)
    assert plain.status != 2, f"{text}\n{plain.stderr}"
    if "RecursionError" in plain.stdout + plain.stderr:
        return  # a helper is a call as well: the limit is met elsewhere
    for entry in (True, False):
        assert without_words(run_program(text, entry=entry)) == without_words(plain), text


def program(tape: bytes, kind: type[RandomProgram | RandomHeap | RandomExport] = RandomProgram) -> str:
    """The program that the bytes choose; what is left to choose at their end is what is simplest."""
    choices = chain((first << 8 | second for first, second in zip(tape[::2], tape[1::2], strict=True)), repeat(0))
    return kind(lambda count: next(choices) % count).text()


@pytest.mark.parametrize(
    "examples", [pytest.param(100, id="short"), pytest.param(10_000, id="long", marks=pytest.mark.fuzz)]
)
@pytest.mark.parametrize(("kind", "size"), [(RandomProgram, 6000), (RandomHeap, 1000), (RandomExport, 800)])
@pytest.mark.timeout(7200)
def test_random_programs(kind: type[RandomProgram | RandomHeap | RandomExport], size: int, examples: int) -> None:
    print(f"NORMIL_TEST_SEED={SEED}")
    programs = st.binary(min_size=size, max_size=size).map(lambda tape: program(tape, kind))
    options = settings(
        max_examples=examples,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],  # programs do not shrink well, and take long to
    )
    options(seed(SEED)(given(programs)(check)))()
