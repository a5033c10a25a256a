"""PURE. Words of a question that say nothing about what is sought: 有没有, 课程, 培训 …"""

import re
import unicodedata

ANYWHERE = (
    "怎么办 怎么做 咋办 怎么处理 怎样处理 如何处理 怎么应对 怎样应对 如何应对"
    " 要注意什么 注意什么 适合 "
    "课程编号 课程 培训班 培训 公开课 内训 讲座 有没有 有哪些 哪些 哪里 怎么样 怎么 怎样 如何"
    " 什么 想学 我想 想要 学习 请问 关于 相关 方面 推荐 老师 讲师 报名 的"
)
AT_THE_END = "(?<![授上听备])课 班 站 市 吗 呢 类 了"
# What joins the words of a sentence; a pair with one of them seldom is a word.
JOINING = frozenset(
    "的了吗呢吧啊我你您他她们这那哪怎么什是在把被跟给让不没太很就也都还又嫌想做去来要"
)
# The same between words that are known: 上 of 给支行长上, 老 of 柜员老出错.
BETWEEN = JOINING | frozenset("上下里中前后内外时老好多少人事说问看")
SMALL = "a an the of for in on to and or course courses training class classes about any how"
ENGLISH = frozenset(SMALL.split())
FILLERS = re.compile("|".join(sorted(ANYWHERE.split(), key=len, reverse=True)))
ALONE = frozenset("课班吗呢类了教上学讲找想要我们请")
# What is left of a sentence without its places and months: 在 and 有 of 12月在成都有什么课.
LEFT = ALONE | BETWEEN | frozenset("有和与是对或及从到可能")
ENDS = re.compile(rf"(?<=[\w])(?:{'|'.join(AT_THE_END.split())})(?=\s|$)")


def without_fillers(text: str) -> str:
    """The folded text with blanks for fillers; the text itself where nothing else was written."""
    return beside_fillers(text) or text


def beside_fillers(text: str) -> str:
    """What a folded text says beside fillers; nothing, if there is nothing else."""
    kept = ENDS.sub("", FILLERS.sub(" ", text))
    return " ".join(one for one in kept.split() if one not in ENGLISH and one not in ALONE)


def said_beside(words: list[str]) -> list[str]:
    """The words without single characters that only join others."""
    return [word for word in words if word not in LEFT]


def without_punctuation(text: str) -> str:
    """The text with a blank for every sign that is neither letter nor digit."""
    return "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in text)
