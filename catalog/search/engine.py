"""The full text engine of each database; the tables are made in migration 0002_search.

``catalog_search_course`` has a row for a course: ``title``, ``head`` and ``body`` are folded texts,
the lines of ``body`` are the items of the released outline in their order and ``depths`` holds one
character for the depth of each. SQLite keeps all pairs of neighbours, in their order, in an FTS5
table and finds a word as a phrase of pairs. PostgreSQL, whose positions end at 16,383, keeps the
runs of one to four neighbours in a tsvector under a GIN index; a longer word, or one with a blank,
is looked up in the text of the few courses that hold all its runs. Where a text has more runs than
a tsvector takes, one mark stands for all of them, and the text itself is read.

SQL is written here alone, because these tables are no models: what they hold differs by database,
and neither MATCH nor a tsquery in a function is anything the ORM can say.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg2.extras import execute_values

from catalog.models.course import CourseStatus
from catalog.models.reading_sql import reading_cursor
from catalog.text.folding import GRAM, LATIN, as_words, grams_of, grams_sought, pairs_of
from catalog.text.sounds import INITIALS

# What stands for all runs of a text that has more than a tsvector takes (1 MB); no run is so.
WIDE = "*"
MOST_TOKENS = 1_000_000  # bytes of runs, sounds and the blanks between them
ASIDES = "\n\n"  # in a head: what follows is said of those who teach, not of the course
HOLDING = "s.course_id IN (SELECT catalog_search_holding(%s::tsquery))"
# An array is asked for once, and an empty one ends the matter: no text is read for it.
AMONG_WIDE = f"s.course_id = ANY(ARRAY(SELECT catalog_search_holding('''{WIDE}'''::tsquery)))"
Standing = tuple[int, str, int]  # rank, code and id of a course in whose text a term stands
COLUMNS = ("course_id", "title", "head", "depths", "body")


@dataclass(frozen=True, slots=True)
class Row:
    course_id: int
    title: str
    head: str
    depths: str
    body: str
    pinyin: frozenset[str]

    @property
    def values(self) -> tuple[int | str, ...]:
        return tuple(getattr(self, name) for name in COLUMNS)

    @property
    def text(self) -> str:
        return "\n".join((self.title, self.head, self.body))


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the query: what it may stand for, all folded; ``pinyin`` as ``pinyin_sought``."""

    typed: str
    # What the pinyin that was typed spells, the word as typed, its synonyms; none for a month.
    words: tuple[str, ...]
    pinyin: str | None = None
    also: frozenset[int] | None = None  # courses that answer it whatever their text says
    cities: frozenset[int] = frozenset()  # that it names
    months: frozenset[date] = frozenset()  # their first days
    weekend: bool = False  # it asks for sessions on weekends alone
    days: tuple[date, date] | None = None  # it asks for sessions on one of these, first to last
    by_facts: bool = False  # those that answer it come before those that only say it


def is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def replace(course_ids: Iterable[int], rows: list[Row]) -> None:
    """Write these rows; of ``course_ids`` only those with a row stay."""
    ids = [(pk,) for pk in course_ids]
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM catalog_search_course WHERE course_id = %s", ids)
        if is_postgresql():
            _insert_postgresql(cursor, rows)
        else:
            cursor.executemany("DELETE FROM catalog_search_tokens WHERE rowid = %s", ids)
            _insert_sqlite(cursor, rows)


def _insert_sqlite(cursor: CursorWrapper, rows: list[Row]) -> None:
    cursor.executemany(
        "INSERT INTO catalog_search_course (course_id, title, head, depths, body)"
        " VALUES (%s, %s, %s, %s, %s)",
        [row.values for row in rows],
    )
    cursor.executemany(
        "INSERT INTO catalog_search_tokens (rowid, pairs, pinyin) VALUES (%s, %s, %s)",
        [(row.course_id, " ".join(pairs_of(row.text)), _pinyin(row)) for row in rows],
    )


def _pinyin(row: Row) -> str:
    """The tokens of how it sounds, the first letters of words last: there are most of them."""
    spelt = sorted(row.pinyin, key=lambda one: (one.startswith(INITIALS), one))
    return " ".join(word for one in spelt for word in as_words(one))


def _insert_postgresql(cursor: CursorWrapper, rows: list[Row]) -> None:
    execute_values(
        cursor.cursor,
        "INSERT INTO catalog_search_course (course_id, title, head, depths, body, grams) VALUES %s",
        [(*row.values, _lexemes(row)) for row in rows],
        # One string, as quoting thousands of them one by one takes longer than finding them.
        template="(%s, %s, %s, %s, %s, array_to_tsvector(string_to_array(%s, ' ')))",
        page_size=50,
    )


def _lexemes(row: Row) -> str:
    """All tokens of a row; where they are too many, without the last of them, and then without the
    runs."""
    grams, pinyin = " ".join(grams_of(row.text)).encode(), _pinyin(row).encode()
    initials = as_words(INITIALS)[0].encode()
    needed = pinyin.partition(b" " + initials)[0]
    if len(grams) + len(needed) >= MOST_TOKENS:
        grams = WIDE.encode()
    tokens = grams + b" " + pinyin
    if len(tokens) > MOST_TOKENS:
        tokens = tokens[:MOST_TOKENS].rpartition(b" ")[0]
    return tokens.decode().strip()


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalog_search_course")
        if not is_postgresql():
            cursor.execute("DELETE FROM catalog_search_tokens")


def settle() -> None:
    """After many rows were written: merge the index, count its words anew."""
    with connection.cursor() as cursor:
        if is_postgresql():
            cursor.execute("ANALYZE catalog_search_course")
        else:
            cursor.execute(
                "INSERT INTO catalog_search_tokens (catalog_search_tokens) VALUES ('optimize')"
            )


def standing(sought: list[Term]) -> list[Standing]:
    """Rank, code and id of the published courses in whose texts every term stands, sorted."""
    ranks = [_rank(term) for term in sought]
    ranking = [value for _sql, params in ranks for value in params]
    select = (
        f"SELECT {' + '.join(sql for sql, _params in ranks)}, c.code, s.course_id"  # noqa: S608
        " FROM catalog_search_course s JOIN catalog_course c ON c.id = s.course_id"
        " WHERE c.status = %s AND "
    )
    sql, values = [], []
    for condition, params in _conditions(sought):
        sql.append(select + condition)
        values += [*ranking, CourseStatus.PUBLISHED.value, *params]
    with reading_cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql), values)
        return sorted((rank, code, pk) for rank, code, pk in cursor)


def _conditions(terms: list[Term]) -> list[tuple[str, list[str]]]:
    """SQL for the rows ``s`` in which every term stands, and its parameters.

    On PostgreSQL a second one, for texts too long for their runs to be kept: no row is of both.
    """
    if not is_postgresql():
        query = " AND ".join(f"({_phrases(term)})" for term in terms)
        inner = "SELECT rowid FROM catalog_search_tokens WHERE catalog_search_tokens MATCH %s"
        return [(f"s.course_id IN ({inner})", [query])]
    tests = [(HOLDING, [" & ".join(f"({_grams(term)})" for term in terms)])]
    tests += [_standing(term) for term in terms if any(map(_is_several_runs, term.words))]
    return [_all(tests), _all([(AMONG_WIDE, []), *map(_standing, terms)])]


def _is_several_runs(word: str) -> bool:
    """Whether a text may hold all runs of the word without the word: 3 天 in 2 天, 3 人."""
    return len(word) > GRAM or " " in word


def _all(tests: list[tuple[str, list[str]]]) -> tuple[str, list[str]]:
    return " AND ".join(sql for sql, _params in tests), [one for _sql, p in tests for one in p]


def _phrases(term: Term) -> str:
    """In FTS5's language: one of the words as a phrase of pairs, or the pinyin."""
    phrases = [f"pairs : {_phrase(word)}" for word in term.words]
    if term.pinyin:
        phrases.append(f'pinyin : "{as_words(term.pinyin)[0]}"')
    return " OR ".join(phrases)


def _phrase(word: str) -> str:
    pairs = pairs_of(word)
    if len(as_words(word)[-1]) == 1:
        return f'"{" ".join(pairs)}" *'  # the last one may begin any pair
    return f'"{" ".join(pairs[:-1])}"'


def _grams(term: Term) -> str:
    """In the language of tsquery: all runs of one of the words, or the pinyin."""
    sets = [grams_sought(word) for word in term.words]
    if term.pinyin:
        sets.append(set(as_words(term.pinyin)))
    joined = (" & ".join(f"'{gram}'" for gram in sorted(grams)) for grams in sets)
    return " | ".join(f"({one})" for one in joined)


def _standing(term: Term) -> tuple[str, list[str]]:
    """The test on the text itself, on PostgreSQL, for words of several runs."""
    tests = [
        (f"strpos(s.{column}, %s) > 0", word)
        for column in ("title", "head", "body")
        for word in term.words
    ]
    whole = [word for word in term.words if LATIN.fullmatch(word)]
    if term.pinyin:
        whole += as_words(term.pinyin)
    if whole:  # asked first, as the index knows these without looking into the text
        tests.insert(0, (HOLDING, " | ".join(f"'{word}'" for word in whole)))
    return f"({' OR '.join(sql for sql, _word in tests)})", [word for _sql, word in tests]


def _rank(term: Term) -> tuple[str, list[str]]:
    """SQL for where a term stands: 0 in the title, 4 in the head, 8 in the body or as pinyin.

    A synonym in the title or the head counts two more than the word itself, one more where the
    head says the word too. Code and category stand below the title: the word in the title itself
    counts two less than there.
    """
    instr, line_end = ("strpos", "chr(10)") if is_postgresql() else ("instr", "char(10)")
    first = {"title": "> 0", "head": f"BETWEEN 1 AND {instr}(s.head, {line_end} || {line_end})"}
    own, others = term.words[:1], term.words[1:]
    cases: list[str] = []
    params: list[str] = []
    value = 0
    if own:
        cases.append(
            f"WHEN {instr}(s.title, %s) BETWEEN 1 AND {instr}(s.title, {line_end}) THEN -2"
        )
        params += own
    for column in ("title", "head"):
        for words in (own, others):
            if words:
                tests = " OR ".join([f"{instr}(s.{column}, %s) {first[column]}"] * len(words))
                if column == "title" and words is others and own:
                    cases.append(f"WHEN ({tests}) AND {instr}(s.head, %s) > 0 THEN {value - 1}")
                    params += (*others, *own)
                cases.append(f"WHEN {tests} THEN {value}")
                params += words
            value += 2
    return f"CASE {' '.join(cases)} ELSE {value} END", params


def holding(sets: list[Iterable[str]], *, sounds: bool) -> list[set[int]]:
    """For each set of words, the courses with one of them; all in one query.

    Words that stand in the text, or ``sounds``: tokens of what is kept of the spoken names.
    """
    if not sets:
        return []
    if is_postgresql():
        one = "SELECT {n}, catalog_search_holding(%s::tsquery)"
        every = _quoted if sounds else _all_grams
        sought = [" | ".join(map(every, words)) for words in sets]
    else:
        one = "SELECT {n}, rowid FROM catalog_search_tokens WHERE catalog_search_tokens MATCH %s"
        column, every = ("pinyin", _spelt) if sounds else ("pairs", _phrase)
        sought = [f"{column} : ({' OR '.join(map(every, words))})" for words in sets]
    found: list[set[int]] = [set() for _ in sets]
    with reading_cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(n=n) for n in range(len(sets))), sought)
        for n, course_id in cursor:
            found[n].add(course_id)
    return found


def holding_each(clauses: list[list[tuple[str, bool]]]) -> set[int]:
    """The courses that hold one word of every clause; one query.

    A word comes with whether it is a token of how names sound.
    """
    if is_postgresql():
        sql = "SELECT catalog_search_holding(%s::tsquery)"
        alternatives = [[_quoted(w) if s else _all_grams(w) for w, s in one] for one in clauses]
        query = " & ".join(f"({' | '.join(one)})" for one in alternatives)
    else:
        sql = "SELECT rowid FROM catalog_search_tokens WHERE catalog_search_tokens MATCH %s"
        alternatives = [
            [f"pinyin : {_spelt(w)}" if s else f"pairs : {_phrase(w)}" for w, s in one]
            for one in clauses
        ]
        query = " AND ".join(f"({' OR '.join(one)})" for one in alternatives)
    with reading_cursor() as cursor:
        cursor.execute(sql, [query])
        return {course_id for (course_id,) in cursor}


def _spelt(token: str) -> str:
    return f'"{as_words(token)[0]}"'


def _quoted(token: str) -> str:
    return f"'{as_words(token)[0]}'"


def _all_grams(word: str) -> str:
    quoted = [f"'{gram}'" for gram in sorted(grams_sought(word))]
    return f"({' & '.join(quoted)})"


def named_apart(words: list[str]) -> list[set[int]]:
    """For each word of two characters, the courses in whose names one other stands between them.

    So 校招 is found in 校园招聘. One query that reads every title and head, no outline.
    """
    found: list[set[int]] = [set() for _ in words]
    if not words:
        return found
    one = "SELECT {n}, course_id FROM catalog_search_course WHERE title LIKE %s OR head LIKE %s"
    sql = " UNION ALL ".join(one.format(n=n) for n in range(len(words)))
    likes = [f"%{word[0]}_{word[1]}%" for word in words]
    with reading_cursor() as cursor:
        cursor.execute(sql, [like for like in likes for _column in ("title", "head")])
        for n, course_id in cursor:
            found[n].add(course_id)
    return found


def names_of(course_ids: Iterable[int]) -> list[tuple[int, str, str]]:
    """The titles and heads of these courses, folded; nothing of what is said of teachers."""
    rows = _texts("title, head", course_ids)
    return [(pk, title, head.partition(ASIDES)[0]) for pk, title, head in rows]


def texts_of(course_ids: Iterable[int]) -> list[tuple[int, str, str, str, str]]:
    """Titles, heads, depths of the items, and bodies of these courses, folded."""
    return _texts("title, head, depths, body", course_ids)


def bodies_of(course_ids: Iterable[int]) -> list[tuple[int, str, str]]:
    """The depths of the items of these courses, a character each, and their lines, folded."""
    return _texts("depths, body", course_ids)


def _texts(columns: str, course_ids: Iterable[int]) -> list[Any]:
    ids = list(course_ids)
    if not ids:
        return []
    marks = ", ".join(["%s"] * len(ids))
    sql = f"SELECT course_id, {columns} FROM catalog_search_course WHERE course_id IN ({marks})"  # noqa: S608
    with reading_cursor() as cursor:
        cursor.execute(sql, ids)
        return list(cursor)


def items_of(shown: dict[int | None, set[int]]) -> list[tuple[int, int, str, str, bool]]:
    """Outline, position, label, title and ``implied`` of the items at these places of outlines.

    By the ORM, whose conditions are dear to write for ten outlines, a search takes 22 ms, so 15.
    """
    if not shown:
        return []
    tests = [
        f"(outline_id = %s AND position IN ({', '.join(['%s'] * len(shown[pk]))}))" for pk in shown
    ]
    sql = "SELECT outline_id, position, label, title, implied FROM catalog_outlineitem WHERE "
    with reading_cursor() as cursor:
        cursor.execute(sql + " OR ".join(tests), [one for pk in shown for one in (pk, *shown[pk])])
        return list(cursor.fetchall())


def size() -> int:
    with reading_cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM catalog_search_course")
        rows: int = cursor.fetchone()[0]
    return rows
