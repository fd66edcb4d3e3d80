"""A query to a page of hits."""
