"""Files of any format to articles."""
