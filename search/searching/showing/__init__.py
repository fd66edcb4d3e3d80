"""What a reader sees of a hit: its title and a part of its text with the query's words marked."""
