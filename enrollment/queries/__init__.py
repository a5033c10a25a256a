"""What pages and exports ask about enrollments; nothing here takes a seat."""
