"""No person and no secret link in any log: what all tests log, as production would write it."""

import logging
import re

from config.logs import JsonLines

NAMES_SOMEBODY = re.compile(
    r"(?<![0-9A-Za-z.])(?:\+?86)?1[3-9]\d{9}(?![0-9A-Za-z])"  # a mobile telephone, no part of an id
    r"|[\w.+-]+@[\w-]+\.\w+"  # a mailbox
    r"|/(?:my|preview|interest|company|feedback|checkin)/[\w-]{16,}"  # opens something
)


class LogWatch(logging.Handler):
    """Keeps the lines that name somebody, until they are taken."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == "django.security.DisallowedHost":
            return  # quotes the host that was asked for, be it user@host
        line = self.format(record)
        if NAMES_SOMEBODY.search(line):
            self.lines.append(line)

    def take(self) -> list[str]:
        lines, self.lines = self.lines, []
        return lines


WATCH = LogWatch()


def watch() -> None:
    """Listen at the root; a logger with ``propagate=False`` is not heard."""
    logging.getLogger().addHandler(WATCH)
