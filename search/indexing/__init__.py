"""Makes an index agree with files: what changed is read and written, what was taken down stays down."""
