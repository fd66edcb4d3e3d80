"""opensearch."""
