"""Arabic analysis: pure functions from text to the five levels of its words."""
