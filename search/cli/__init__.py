"""The command line: commands, their output and progress."""

DONE, SKIPPED, FAILED = 0, 1, 2
"""Exit codes: done, done with files skipped unasked, could not do it."""
