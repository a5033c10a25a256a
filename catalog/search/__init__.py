"""Finding courses and the points inside their outlines; the only place that knows the engine.

Full text of single characters and pairs of neighbours finds the courses that may match, a
substring test on the folded text decides (docs/decisions/0004-search.md).
"""

from catalog.search.finding import (
    PER_PAGE,
    Found,
    Hit,
    Miss,
    Term,
    matching,
    near_misses,
    search,
    terms,
)
from catalog.search.indexing import index_course, index_courses, rebuild
from catalog.text.folding import marks

__all__ = [
    "PER_PAGE",
    "Found",
    "Hit",
    "Miss",
    "Term",
    "index_course",
    "index_courses",
    "marks",
    "matching",
    "near_misses",
    "rebuild",
    "search",
    "terms",
]
