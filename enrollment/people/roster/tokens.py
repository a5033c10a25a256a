"""PURE. A line of running text -> numbers, addresses, names, units, titles, and the rest."""

import re
from dataclasses import replace
from functools import lru_cache

from catalog.text import inbound
from enrollment.people import names
from enrollment.people.roster.cells import BRACKETS, COURTESY
from enrollment.people.roster.contacts import ID_NUMBER, Address, Number, emails_in, numbers_in
from enrollment.people.roster.glued import (
    EMAIL,
    GENDER,
    GENDERS,
    LABEL,
    NAME,
    PHONE,
    REST,
    STOP,
    TITLE,
    UNIT,
    Token,
    of_word,
)
from enrollment.people.roster.several import is_family_first
from enrollment.people.words_abroad import JAPANESE

__all__ = [
    "EMAIL",
    "GENDER",
    "LABEL",
    "NAME",
    "PHONE",
    "REST",
    "STOP",
    "TITLE",
    "UNIT",
    "Token",
    "of_word",
    "tokens_of",
]

SEPARATORS = re.compile(
    r"[\s,，、/／\\|+＋：:>＞→—_~]+|(?<=[^\x00-\xff])\s?[&＆]\s?|\s?[&＆]\s?(?=[^\x00-\xff])|(?<=[^\d\W])-|-(?=[^\d\W])|^-|-$|[。！？!?]|(?<!\b[A-Z])\.(?=\s|$)"
)
IN_BRACKETS = re.compile(r"\s{0,3}[，,、;；]\s{0,3}")
HARD = re.compile(r"[;；]|\s-{2,}\s")
SPACED_NAME = re.compile(
    rf"(?<![{inbound.HAN}·])([{inbound.HAN}])[ \u3000]+([{inbound.HAN}]{{1,2}})(?![{inbound.HAN}])"
)
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+|\\[[\u4e00-\u9fff]{1,4}\\]")
AT_SOMEBODY = re.compile(r"(?<![\w.])@[^\s,，:：]+")
OF_ALL = re.compile(
    r"(?:以上|均为|都是|皆为|同为|全是)(?:均为|都是|为|是)?(.{2,20})"
)  # 以上城东支行
DEGREE = re.compile(  # Dewi Anggraini, S.E.
    r",\s?((?:S|M|A\.Md|Ph|Dr|Ir)\.\s?(?:[A-Z][A-Za-z]{0,4}\.?){1,2}|MBA|CPA|PhD|CFA)(?=[\s,;)-]|$)"
)
NUMBERED_INSIDE = re.compile(  # 1.安小宁 139… 2.白一凡 139…
    rf"(?<=[\s\d,，;；。、:：)）])\s{{0,3}}[(（]?\b\d{{1,2}}[.．、)）]\s?(?=[{inbound.HAN}]{{2}}|[A-Z][a-z])"
)
LEADERS = re.compile(r"[.．。…·]{3,80}")  # 白一凡......13900000101
LATIN = r"[A-Z][a-z]{1,20}(?:[ -][A-Z][a-z]{0,20})"
IN_TWO_SCRIPTS = re.compile(  # Emily Zhou 周雅文, 周雅文 Emily Zhou
    rf"(?<![\w.@])({LATIN}{{0,2}})\s{{1,2}}([{inbound.HAN}]{{2,4}})(?![{inbound.HAN}])"
    rf"|(?<![{inbound.HAN}])([{inbound.HAN}]{{2,4}})\s{{1,2}}({LATIN}{{1,2}})(?![\w.@])"
)
AND = re.compile(  # Wang Lei and Li Na
    r"(?<![\w-])([A-Z][a-z'’-]{1,20}(?: [A-Z][a-z'’-]{1,20}){1,2}) (?:and|&) "
    r"(?=([A-Z][a-z'’-]{1,20}(?: [A-Z][a-z'’-]{1,20}){1,2})(?![\w-]))"
)
INITIAL = re.compile(r"[A-Z]\.")
AROUND = "\"'“”‘’*#\u200b.。!！?？~()（）[]【】<>《》 "
BLANK = re.compile(r"\s")
BLANK_IN_NAME = "\ue001"  # stands for the blank of サトウ ケンイチ, at which it is not cut
# Where people divide by other marks a hyphen between letters is a part of the word: Anna-Lena.
SURER_CUT = re.compile(r"[,，;；、|/]|\s[-–—]\s")
HYPHEN = re.compile(r"(?<=[A-Za-zÀ-ÿ])-(?=[A-Za-zÀ-ÿ])")
HYPHEN_IN_NAME = "\ue002"
MARK = "\ue000"  # stands where a number or an address was


@lru_cache(maxsize=10_000)
def tokens_of(line: str) -> tuple[Token, ...]:
    """The tokens of a line in NFKC, in their order; what stands in brackets follows its word."""
    line = COURTESY.sub("", NUMBERED_INSIDE.sub("; ", line))
    line = AND.sub(_apart, IN_TWO_SCRIPTS.sub(_with_other_name, line))
    line = DEGREE.sub(r" (\1)", LEADERS.sub("  ", ID_NUMBER.sub(" ", line)))
    found: list[Number | Address] = [*numbers_in(line), *emails_in(line)]
    spans = sorted(found, key=lambda one: one.start)
    held: list[Token] = []
    text, last = "", 0
    for span in spans:
        if span.start < last:
            continue
        text += f"{line[last : span.start]} {MARK} "
        held.append(_contact(span))
        last = span.end
    text = EMOJI.sub(" ", text + line[last:])
    waiting = iter(held)
    tokens: list[Token] = []
    for piece in HARD.split(text):
        for part, bracketed in _pieces(piece):
            tokens += _of_piece(part, waiting, bracketed=bracketed)
        tokens.append(Token(STOP, ";"))
    befores: list[Token | None] = [None, *tokens]
    return tuple(map(_of_title, befores, tokens))


def _with_other_name(found) -> str:
    """One person named in two scripts; what says something else stays as it is."""
    latin, han = (found[1], found[2]) if found[1] else (found[4], found[3])
    is_one = names.is_in_two_scripts(han, latin, least_likeness=0.9)  # in running text
    return f"{han}（{latin}）" if is_one else found[0]


def _apart(found) -> str:
    """Two people between whom stands a word; Legal and Compliance stays as it is."""
    are_names = all(names.name_likeness(one) >= 0.7 for one in found.groups())
    return f"{found[1]}, " if are_names else found[0]


def _of_title(before: Token | None, one: Token) -> Token:
    """The 小微 of 客户经理（小微） says something of the title and is nobody's department."""
    beside = before is not None and before.kind == TITLE and one.kind == UNIT and one.is_own
    return Token(REST, one.text) if beside else one


def _contact(span) -> Token:
    if hasattr(span, "phone"):
        return Token(PHONE, span.phone, span.is_right)
    return Token(EMAIL, span.email)


def _pieces(text: str):
    """The text outside and inside of brackets, alternately."""
    last = 0
    for found in BRACKETS.finditer(text):
        yield text[last : found.start()], False
        yield found[1], True
        last = found.end()
    yield text[last:], False


def _of_piece(text: str, waiting, *, bracketed: bool) -> list[Token]:
    if bracketed and MARK not in text:
        said = _all_in_brackets(inbound.line(text.strip(" :：")))
        return [
            replace(one, is_own=one.kind in (TITLE, UNIT) and not one.is_shared) for one in said
        ]
    if _is_latin_name(text.strip()):
        return [Token(NAME, text.strip())]
    if SURER_CUT.search(text):
        text = HYPHEN.sub(HYPHEN_IN_NAME, text)
    text = SPACED_NAME.sub(_joined, text)
    text = JAPANESE.sub(lambda found: BLANK.sub(BLANK_IN_NAME, found[0]), text)
    tokens: list[Token] = []
    for word in _words(text):
        if word == MARK:
            tokens.append(next(waiting))
        else:
            tokens += of_word(word)
    return tokens


def _is_latin_name(text: str) -> bool:
    """Whether a text is one name: Lee, Ka Yan is, Priya Raman, Mei Ling Wong are two."""
    one = names.LATIN_NAME.fullmatch(text) is not None and names.name_likeness(text) >= 0.7
    return one and ("," not in text or is_family_first(text))


def _joined(found) -> str:
    name = found[1] + found[2]
    return name if names.name_likeness(name) >= 0.9 else found[0]


def _words(text: str) -> list[str]:
    """Cut at separators; Latin words that stand together stay together."""
    words: list[str] = []
    whole = text.replace(HYPHEN_IN_NAME, "-")
    for part in SEPARATORS.split(text):
        word = _bare(part)
        if not word:
            continue
        if word in "-–":
            words.append("")  # what stands on both sides of it is not one name
            continue
        latin = _is_alphabetic(word) and not any(c.isdigit() for c in word)
        before = words[-1] if words else ""
        together = _is_alphabetic(before) and f"{before} {word}" in whole
        if latin and together:
            words[-1] = f"{before} {word}"
        else:
            words.append(word)
    return [word for word in words if word]


def _bare(part: str) -> str:
    """A word without what stands around it; the dot of an initial is its own."""
    word = part if INITIAL.fullmatch(part) else part.strip(AROUND)
    return word.replace(BLANK_IN_NAME, " ").replace(HYPHEN_IN_NAME, "-")


def _is_alphabetic(word: str) -> bool:
    """Whether a word is of a writing that puts blanks between the words of one name."""
    return bool(word) and all(char < "\u2e80" or "\uac00" <= char <= "\ud7a3" for char in word)


def _all_in_brackets(text: str) -> list[Token]:
    """（行长，清真） is a title and a remark; what names neither a title nor a unit stays whole."""
    parts = [part for part in IN_BRACKETS.split(text) if part]
    said = [_in_brackets(part) for part in parts]
    if len(said) > 1 and any(one.kind in (TITLE, UNIT) for one in said):
        return said
    return [_in_brackets(text)] if text else []


def _in_brackets(text: str) -> Token:
    if said := OF_ALL.match(text):
        return replace(_in_brackets(said[1]), is_shared=True)
    if names.title_likeness(text) >= 0.8:
        return Token(TITLE, text)
    if names.unit_likeness(text) >= 0.7:
        return Token(UNIT, text)
    return Token(GENDER if text in GENDERS else REST, text)
