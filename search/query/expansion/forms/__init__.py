"""Other forms by which an index may hold a word: with particles, joined or apart, of a name, of a slip."""
