"""Processes that serve the application: sockets, workers, and the protocol between them and it."""
