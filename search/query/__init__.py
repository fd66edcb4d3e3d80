"""What a person typed, to a tree, to a plan of finished terms."""
