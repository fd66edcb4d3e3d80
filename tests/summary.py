"""What a run of all tests ran, component by component, and what it passed over and why."""

from __future__ import annotations

from collections import Counter

import pytest

CLUSTER = "cluster"
"""Tests that need a running OpenSearch."""

COUNTED = ("passed", "failed", "error", "skipped", "xfailed", "xpassed")


def component(test: str) -> str:
    """The component that a test is of: a folder of tests/, or what it needs from outside."""
    folders = test.split("::")[0].split("/")[1:-1]
    if "opensearch" in folders or "[opensearch" in test:
        return CLUSTER
    return "browser" if "browser" in folders else folders[0] if folders else "whole"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """After a run of all tests, slow and browser too: a line for each component, a line for each reason."""
    if config.getoption("markexpr"):
        return
    counts: dict[str, Counter[str]] = {}
    skipped: Counter[tuple[str, str]] = Counter()
    for outcome in COUNTED:
        for report in terminalreporter.getreports(outcome):
            name = component(report.nodeid)
            counts.setdefault(name, Counter())[outcome] += 1
            if outcome == "skipped":
                skipped[name, report.longrepr[2].removeprefix("Skipped: ")] += 1
    terminalreporter.section("what ran")
    for name, of in sorted(counts.items()):
        line = ", ".join(f"{of[outcome]} {outcome}" for outcome in COUNTED if of[outcome])
        terminalreporter.line(f"{name}: {line}")
    for (name, reason), number in sorted(skipped.items()):
        terminalreporter.line(f"{name}: {number} skipped: {reason}")
