"""Finding courses and the points inside their outlines; the only place that knows the engine.

Full text of single characters and pairs of neighbours finds the courses that may match, a
substring test on the folded text decides (docs/decisions/0004-search.md).
"""

from catalog.search.answering import Answer, answer
from catalog.search.engine import Term
from catalog.search.finding import (
    PER_PAGE,
    Found,
    Hit,
    matching,
    search,
)
from catalog.search.indexing import index_course, index_courses, rebuild
from catalog.search.misses import count_miss
from catalog.search.ordering import about_first
from catalog.search.places import compact
from catalog.search.query_words import terms
from catalog.text.folding import marks

__all__ = [
    "PER_PAGE",
    "Answer",
    "Found",
    "Hit",
    "Term",
    "about_first",
    "answer",
    "compact",
    "count_miss",
    "index_course",
    "index_courses",
    "marks",
    "matching",
    "rebuild",
    "search",
    "terms",
]
