"""PURE. Sentences that put one person in another's place: 陈可有事，换成戴安然; 戴安然顶替陈可."""

import re

# Whoever is named before these words leaves, whoever comes after them comes.
BECOMES = re.compile(
    r"(?<![号话码箱机门务位期间点址])(?:现|拟|已|需|要|请|故|特|均)?(?:更换|替换|变更|调整|换|改)(?:成|为|由|派|报|让)"
)
# Whoever is named before these words comes, whoever is named after them leaves.
STANDS_IN = re.compile(r"(?:代替|顶替|接替|替换|替代|替)(?![成为补])")
COMING = re.compile(r"(?:前来|前往|来|去)?(?:参加|参训|参会|学习|培训|顶替|代替|替代)?(?:了|吧)?$")
BEFORE = re.compile(r"^(?:现|改|拟|将)?由")


def is_replacement(text: str) -> bool:
    return bool(BECOMES.search(text) or STANDS_IN.search(text))


def parted(text: str) -> tuple[str, str, str] | None:
    """Who leaves, the words between and who comes: 陈可换成戴安然 -> 陈可, 换成, 戴安然."""
    if found := BECOMES.search(text):
        comes = COMING.sub("", text[found.end() :])
        return text[: found.start()], found[0], comes
    if found := STANDS_IN.search(text):
        comes = BEFORE.sub("", text[: found.start()])
        return COMING.sub("", text[found.end() :]), found[0], comes
    return None


def leaving(text: str) -> str:
    """The part of a sentence that names who does not come; the whole where nobody comes instead."""
    if found := BECOMES.search(text):
        return text[: found.start()]
    if found := STANDS_IN.search(text):
        return text[found.end() :]
    return text
