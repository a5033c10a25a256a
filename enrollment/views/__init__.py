"""The enrollment form and the enrollment's own page, one file a task."""
