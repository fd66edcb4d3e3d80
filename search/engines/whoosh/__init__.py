"""The engine in pure Python, for small collections."""
