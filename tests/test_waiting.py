"""Waiting goes by what happens: programs done at once and slow ones, conditions that come late or never."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable, Iterator

import pytest
from waiting import TIMES, Program, check_linear, check_time, reserved_ports, wait_until

HELD = "import sys, time; {before}; sys.stderr.write('step\\n')\nwhile True: time.sleep(.1)"
QUICK = HELD.format(before="pass")
SLOW = HELD.format(before="time.sleep(1)")
DONE_AT_ONCE = "print('step')"
DONE_BEFORE = "print('nothing')"


Work = tuple[Callable[[float], None], Callable[[], float]]


def python(code: str) -> Program:
    return Program(sys.executable, "-c", code)


def test_a_condition_that_comes_late_is_waited_for() -> None:
    answers = iter([0, "", None, "found"])
    assert wait_until(lambda: next(answers), "it is found") == "found"


def test_one_that_holds_already_is_not_waited_for() -> None:
    assert wait_until(lambda: True, "it holds", limit=0)


def test_one_that_never_holds_fails_naming_what_was_waited_for() -> None:
    with pytest.raises(AssertionError, match=r"within 0.05 seconds .* the sea is calm"):
        wait_until(lambda: False, "the sea is calm", limit=0.05)


@pytest.mark.parametrize("code", [QUICK, SLOW], ids=["quick", "slow"])
@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_program_that_holds_is_interrupted_at_its_step(code: str, by: signal.Signals) -> None:
    with python(code) as program:
        assert program.interrupted_at("step", by) == -by
        assert program.err().startswith("step\n")


def test_a_program_done_at_once_is_told_from_one_that_was_interrupted() -> None:
    """The fault of a signal sent after some time: on a fast machine there is nothing left to interrupt."""
    with python(DONE_AT_ONCE) as program:
        program.process.wait()
        with pytest.raises(AssertionError, match="it did not hold at 'step'"):
            program.interrupted_at("step")


def test_a_program_that_ends_before_its_step_fails_with_what_it_said() -> None:
    with python(DONE_BEFORE) as program, pytest.raises(AssertionError, match=r"ended with 0 .*nothing"):
        program.interrupted_at("step")


def test_a_program_that_never_comes_to_its_step_fails_naming_it() -> None:
    with (
        python(HELD.format(before="print('first', flush=True)")) as program,
        pytest.raises(AssertionError, match=r"it says 'last step'; it said: (first)?"),
    ):
        program.interrupted_at("last step", limit=0.05)


def test_the_last_words_of_a_program_that_has_ended_count() -> None:
    with python("print('word ' * 30_000 + 'last')") as program:
        program.says("last")
        program.says("word")


def test_a_program_is_gone_after_the_with() -> None:
    with python(QUICK) as program:
        pass
    assert program.process.returncode == -signal.SIGKILL


def test_reserved_ports_are_for_servers_of_the_test() -> None:
    with reserved_ports(20) as first, reserved_ports(20) as second:
        assert len({*first, *second}) == 40
        with socket.socket() as taken, pytest.raises(OSError, match="in use"):
            taken.bind(("127.0.0.1", first[0]))
        with socket.create_server(("127.0.0.1", first[0])) as server:
            socket.create_connection(("127.0.0.1", first[0])).close()
            server.accept()[0].close()


@pytest.fixture(params=[1e-9, 1e-3, 10.0], ids=["fast machine", "machine", "slow machine"])
def work(request: pytest.FixtureRequest) -> Iterator[Work]:
    """Work that takes some time on a machine, and its clock; two turns of three are disturbed."""
    now, turns = 0.0, 0

    def work(steps: float) -> None:
        nonlocal now, turns
        turns += 1
        now += steps * request.param * (8 if turns % 3 else 1)

    yield work, lambda: now


def test_linear_work_passes_on_any_machine(work: Work) -> None:
    run, clock = work
    check_linear(run, 10, clock)
    check_linear(lambda size: run(size + 100), 10, clock)
    check_linear(lambda size: run(size * size**0.2), 10, clock)


def test_a_clock_too_coarse_for_the_work_is_no_failure() -> None:
    ticks = iter([0.0] * 6 + [0.0, 0.5] + [0.0, 5.0] * 3)
    check_linear(lambda size: None, 10, lambda: next(ticks))
    with pytest.raises(AssertionError, match="times as long"):
        check_linear(lambda size: None, 10, iter([0.0] * 6 + [0.0, 5.0] * 3).__next__)


def test_quadratic_work_fails_on_any_machine(work: Work) -> None:
    run, clock = work
    with pytest.raises(AssertionError, match=f"{TIMES**2} times as long"):
        check_linear(lambda size: run(size**2), 10, clock)
    with pytest.raises(AssertionError, match="20 times as long, which is more than 10"):
        check_time(lambda: run(20), lambda: run(1), 10, clock)


def test_quadratic_work_of_this_machine_fails() -> None:
    with pytest.raises(AssertionError, match="times as long"):
        check_linear(lambda size: [sum(range(10 * size)) for _ in range(size)], 30)
