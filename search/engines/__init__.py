"""Inverted indexes behind one protocol."""
