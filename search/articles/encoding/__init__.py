"""Bytes to text, and repair of what encoding and extraction did to it."""
