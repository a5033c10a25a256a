"""English dates as the site's own words for them write them (catalog.domain.date_formats)."""

DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j M Y, H:i"
