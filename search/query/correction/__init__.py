"""Other words and other queries that a person may have meant."""
