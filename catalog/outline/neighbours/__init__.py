"""What a line cannot tell and its neighbours can: the rules of the second pass."""
