"""Papers of one enrollment."""
