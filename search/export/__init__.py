"""Articles as other programs read them: tables and citations."""
