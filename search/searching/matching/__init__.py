"""Which words of a text match a query, and why: what ranking counts and what pages mark."""
