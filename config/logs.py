"""Log lines without the secrets that addresses carry; in production one JSON object a line."""

import json
import logging
import re
from datetime import UTC, datetime

from config import request_id

SECRET = re.compile(r"(?<!/enrollment)/(my|preview|interest|company|feedback|checkin)/[^/\s\"]+")


def discreet(text: str) -> str:
    return SECRET.sub(r"/\1/…", text)


class Discreet(logging.Filter):
    """``/my/<token>/`` is logged as ``/my/…/``: whoever reads a log cannot open the page."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = discreet(record.getMessage()), ()
        return True


class JsonLines(logging.Formatter):
    """A line a record, whatever stands in it; times carry their offset from UTC."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": discreet(record.getMessage()),
        }
        if name := request_id.current.get():
            line["request"] = name
        if record.exc_info:
            line["exception"] = discreet(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
