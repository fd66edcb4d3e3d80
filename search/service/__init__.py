"""What users ask for: search, reindex, suggestions."""
