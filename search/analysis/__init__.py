"""Arabic analysis: pure functions from text to the five levels of its words."""

RULES = 17
"""Raise it when any word of a text is cut, folded or read otherwise than before, by whatever change of code.

Lexicons kept and indexes made before are then made again; tests/analysis/test_rules.py tells when it must be.
"""
