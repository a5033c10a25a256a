"""PURE. How Chinese is spelt. The dictionary is loaded when it is first asked: it is a sixth of
what every process would need to start."""

from functools import cache
from types import ModuleType

# 行 is háng wherever a bank is meant; the dictionary knows 银行 and 行长 only.
BANKS = "支行 分行 总行 本行 全行 我行 他行 行员 行内 农商行 城商行"


@cache
def load_dictionary() -> ModuleType:
    import pypinyin  # noqa: PLC0415 - see above

    def spell(word: str) -> list[list[str]]:
        tone = pypinyin.Style.TONE
        return [["háng"] if one == "行" else pypinyin.lazy_pinyin(one, style=tone) for one in word]

    pypinyin.load_phrases_dict({word: spell(word) for word in BANKS.split()})
    return pypinyin


def syllables(text: str) -> list[str]:
    """信用卡 is xin, yong, ka; what is not Chinese stays as it is."""
    spelt: list[str] = load_dictionary().lazy_pinyin(text)
    return spelt


def initials(text: str) -> list[str]:
    """信用卡 is x, y, k; what is not Chinese stays as it is."""
    pypinyin = load_dictionary()
    spelt: list[str] = pypinyin.lazy_pinyin(text, style=pypinyin.Style.FIRST_LETTER)
    return spelt


def all_syllables() -> set[str]:
    """Every syllable that a character of the dictionary has, with its tone."""
    spelt = load_dictionary().constants.PINYIN_DICT.values()
    return {one for many in spelt for one in many.split(",")}
