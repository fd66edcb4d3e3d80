"""What a person may have meant, may go on typing, or may try."""
