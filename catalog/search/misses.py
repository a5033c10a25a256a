"""What readers sought in vain, counted for staff who keep the synonyms."""

import logging
import re
from datetime import date

from django.db import InterfaceError, OperationalError, connection

from catalog.text.folding import fold

MOST = 2_000  # rows: no flood of invented words fills the table
LONGEST = 40
logger = logging.getLogger(__name__)
WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
# One statement, so that two who miss the same at once are counted as two: the ORM cannot add up in
# what ON CONFLICT does.
COUNT = """
INSERT INTO catalog_missedsearch (words, times, last_on)
SELECT %s, 1, %s WHERE (SELECT COUNT(*) FROM catalog_missedsearch) < %s
  OR EXISTS (SELECT 1 FROM catalog_missedsearch WHERE words = %s)
ON CONFLICT (words) DO UPDATE SET times = catalog_missedsearch.times + 1,
  last_on = excluded.last_on
"""


def count_miss(query: str, *, today: date) -> None:
    """One statement of its own, no transaction; nothing with a digit or a sign is kept.

    Where nothing can be written, readers are answered all the same.
    """
    words = " ".join(fold(query).split())
    if len(words) > LONGEST or not WORDS.fullmatch(words):
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [words, today, MOST, words])
    except (OperationalError, InterfaceError) as error:
        logger.warning("a search in vain is not counted: %s", type(error).__name__)
