"""In what order the articles that match come: asked of the engine, the first hits ranked once more."""
