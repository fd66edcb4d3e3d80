"""What an article file says, whatever its format: fields, labels, dates, the body without page furniture."""
