"""Files to an index that agrees with them."""
