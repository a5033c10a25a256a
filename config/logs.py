"""Log lines without the secrets that addresses carry."""

import logging
import re

SECRET = re.compile(r"/(my|preview|interest)/[^/\s\"]+")


class Discreet(logging.Filter):
    """``/my/<token>/`` is logged as ``/my/…/``: whoever reads a log cannot open the page."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = SECRET.sub(r"/\1/…", record.getMessage()), ()
        return True
