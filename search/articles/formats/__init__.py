"""One file format each: a file of it to the articles in it."""
