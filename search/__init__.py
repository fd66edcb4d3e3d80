"""Fihris: full-text search for collections of Arabic articles."""

__version__ = "0.1.0"
