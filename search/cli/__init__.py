"""The command line: commands, their output and progress."""
