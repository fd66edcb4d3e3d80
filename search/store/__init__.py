"""Where built indexes live, one generation beside the next."""
