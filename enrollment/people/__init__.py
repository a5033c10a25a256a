"""PURE. People and parties as they are written down: names, telephone numbers, rosters."""
