"""PURE. The one way in for text that somebody typed, pasted or uploaded.

Forms, rosters and the search all clean what they are given here, so that a number copied from an
address book, a name from a chat and a word from an input method mean the same everywhere.
"""

import re
import unicodedata

# Controls, broken characters, line separators, and marks that turn the direction of reading.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffd\uffff]")
# What address books, chat programs and web pages leave around a copied text.
EDGES = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
AROUND = re.compile(rf"^[\s{EDGES}]+|[\s{EDGES}]+$")
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
# With 々 and 〇, which stand in names; what the search spells is narrower (folding.HAN).
HAN = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
DOT_IN_NAME = re.compile(rf"(?<=[{HAN}])\s?[·.•‧・･．∙⋅●]\s?(?=[{HAN}])")
# 。 is the key of the dot in an input method; in anything longer it ends a sentence.
STOP_IN_NAME = re.compile(rf"([{HAN}]{{2,6}})。([{HAN}]{{2,8}})")
BLANK_AT_DOT = re.compile(r"(?<!\s)\s*·\s*")
GAP = r"[^\S\r\n\x0b\x0c\x85\u2028\u2029]"  # a blank that ends no line
SPREAD_NAME = re.compile(
    rf"[{HAN}](?:(?:{GAP}|[\u200b\u2060])*[{HAN}]){{0,3}}|[{HAN}](?:{GAP}+[{HAN}])+"
)
BLANK = re.compile(rf"(?:{GAP}|[\u200b\u2060])+")
BLANKS = re.compile(rf"{GAP}+")
BETWEEN_WORDS = re.compile("[，、；：！？。｡“”‘’「」『』《》〈〉【】〔〕（）]+")
WIDE_OR_NARROW = re.compile(
    r"[()\[\]{}<>,;:!?&/|'‘’，、；：！？。｡“”「」『』《》〈〉【】〔〕（）＆／｜［］＜＞]+"
)
BETWEEN_EMAILS = re.compile(r"[\s,;、/|]+")
AFTER_EMAIL = ".,;:、；，。：>)）】》\"'”’"
BEFORE_EMAIL = "<(（【《\"'“‘:："


def line(text: str) -> str:
    """One line as it was meant: NFC, without blanks and unseen marks around it."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return unicodedata.normalize("NFC", AROUND.sub("", text))


def without_marks(text: str) -> str:
    """The text without format characters (Cf), which nobody sees and no number contains."""
    if text.isprintable():
        return text
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def plain(text: str) -> str:
    """Full-width signs as the plain ones they stand for, and no unseen marks."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return unicodedata.normalize("NFKC", without_marks(text)).strip()


def email(text: str) -> str:
    """An address as it was meant: ａ＠ｂ。com is a@b.com, without brackets, blanks or mailto."""
    address = BLANKS.sub("", plain(text).replace("。", ".").replace("｡", ".")).replace("\n", "")
    address = address.removeprefix("mailto:").removeprefix("MAILTO:")
    return address.strip(AFTER_EMAIL + BEFORE_EMAIL)


def has_many_emails(text: str) -> bool:
    """Whether several addresses stand where one does: a@b.cn; c@d.cn."""
    return sum("@" in part for part in BETWEEN_EMAILS.split(plain(text))) > 1


def sought(text: str) -> str:
    """The words of a search: an input method's punctuation and the dots in names part words."""
    words = BETWEEN_WORDS.sub(" ", DOT_IN_NAME.sub(" ", without_marks(line(text))))
    return BLANKS.sub(" ", words).strip()


def parted(text: str) -> str:
    """A word without signs that are written wide or narrow: 银行（昆明） is 银行 昆明.

    A text of signs alone stays as it is.
    """
    return WIDE_OR_NARROW.sub(" ", text).strip() or text


def name(text: str) -> str:
    """A person's name: 张　三 is 张三, and the dot of a minority name is one character."""
    typed = BLANKS.sub(" ", line(text))
    typed = STOP_IN_NAME.sub(r"\1·\2", typed) if STOP_IN_NAME.fullmatch(typed) else typed
    dotted = BLANK_AT_DOT.sub("·", DOT_IN_NAME.sub("·", typed))
    return BLANK.sub("", dotted) if SPREAD_NAME.fullmatch(dotted) else dotted


def has_private_characters(text: str) -> bool:
    """Return whether the text has characters that only its writer's own font can show."""
    return PRIVATE.search(text) is not None
