"""From a word to its lemma and root: every cut into prefix, stem and suffix, ranked by how likely it is."""
