"""The lexicon: what words there are, read from the package Arramooz and from tables."""
