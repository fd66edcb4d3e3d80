"""From a tree to a plan of finished terms, by the words of an index."""
