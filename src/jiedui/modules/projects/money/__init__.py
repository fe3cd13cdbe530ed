"""The money pages: where it came from and went, how fast it is used, what lies idle, and the books behind every number."""
