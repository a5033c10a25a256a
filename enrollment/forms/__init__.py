"""What visitors and staff fill in."""
