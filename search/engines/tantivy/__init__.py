"""The engine for large collections on one machine."""
