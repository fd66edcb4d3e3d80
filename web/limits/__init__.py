"""Fair shares: what one client may ask for, so that there is enough for the others."""
