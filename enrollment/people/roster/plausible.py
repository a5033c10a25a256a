"""PURE. Whether a row of a table that nothing speaks against holds somebody at all."""

from enrollment.people import names
from enrollment.people.name_words import NO_NAMES
from enrollment.people.roster import cells, rows
from enrollment.people.roster.cells import read_email, read_phone
from enrollment.people.roster.contacts import email_likeness, phone_likeness
from enrollment.people.roster.headers import (
    BOTH,
    DEPARTMENT,
    EMAIL,
    JOB_TITLE,
    NAME,
    NUMBER,
    OFFICE_PHONE,
    PHONE,
)
from enrollment.people.roster.row_values import LIKELY, SURE, RowValues
from enrollment.people.roster.sentences import DRIVES

BOXES = "□■☐☑☒"  # to tick: ■转账 □刷卡
SURELY = 0.7  # how much a name is one that has an address where others have numbers
LONGEST_HAN = 6  # characters of a name in Chinese that is written without a dot
LONGEST_NAME, LONGEST_NUMBER = 30, 25  # characters
BESIDE = (DEPARTMENT, JOB_TITLE, BOTH, NUMBER)  # what a row says of whoever it does not name


def is_plausible(values: RowValues, row: int, read: cells.NameRead, *, wanted: bool) -> bool:
    """Whether the name of a row, with what stands beside it, is somebody; asked for, it is."""
    phone = read_phone(values.value(row, PHONE) or values.value(row, OFFICE_PHONE))
    email = read_email(values.value(row, EMAIL))
    if wanted:
        return any((read.name, phone.value, email.value))
    reached = any(one.value and not one.wrong for one in (phone, email))
    if not read.name:
        return reached and any(values.value(row, kind) for kind in BESIDE)
    if DRIVES.search(read.name) or not _is_consistent(values, row, read):
        return False
    return read.likeness >= LIKELY or _is_odd_name(values, row, read, is_reached=reached)


def _is_odd_name(values: RowValues, row: int, read: cells.NameRead, *, is_reached: bool) -> bool:
    """Whether somebody is called as hardly anybody is: what stands beside the name says so."""
    if is_reached and _is_stated_name(values, read.name):
        return True
    if read.name.casefold() in NO_NAMES or not _could_be_a_name(read.name):
        return False
    return is_reached or bool(read.numbers) or bool(values.value(row, NUMBER))


def _is_stated_name(values: RowValues, text: str) -> bool:
    """平安 under 姓名 is somebody's name, as any word is that begins like one."""
    layout = values.layout
    stated = layout.header and not layout.swapped
    named = any(column not in layout.guessed for column in values.of(NAME))
    return bool(stated and named and names.is_word_like_a_name(text))


def _is_consistent(values: RowValues, row: int, read: cells.NameRead) -> bool:
    """A likely name still needs cells beside it that hold what their columns claim."""
    text = values.value(row, PHONE)
    if not text or read.numbers or phone_likeness(text):
        return True
    if names.name_likeness(text) >= SURE or len(text) > LONGEST_NUMBER:
        return False
    return not email_likeness(text) or read.likeness >= SURELY


def _could_be_a_name(text: str) -> bool:
    """Whether a text that is like no name is no sentence and no part of an organisation either."""
    if any(char in BOXES for char in text) or rows.COUNT.fullmatch(text):
        return False
    if rows.SENTENCE.search(text) or ":" in text or names.unit_likeness(text) >= 0.6:
        return False
    if names.HAN_RUN.fullmatch(text) and len(text) > LONGEST_HAN:
        return False
    letters = sum(char.isalpha() for char in text)
    return len(text) <= LONGEST_NAME and letters >= len(text) / 2
