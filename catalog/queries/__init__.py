"""What the pages of the catalogue ask the database; nothing here writes."""
