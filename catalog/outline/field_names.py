"""The words of names: whether they name a field of the header, or say that the outline follows."""

import re

from . import words
from .rows import Row
from .scripts import both

HEAD = rf"(?:(?:{words.FIELD_HEADS}))"
TAIL = rf"(?:{words.FIELD_TAILS})"
JAPANESE = r"(?:研修|講座|講義|授業|学習|コース|セミナー|受講|開催|プログラム)"
JAPANESE_TAILS = (
    "ねらい|狙い|概要|特徴|特長|対象者?|会場|料金|効果|ゴール|到達目標|日程|進め方|スケジュール"
    "|名称?|形式|形態|方法|条件|期間"
)
TOPIC = (
    r"(?:大纲|提纲|纲要|内容|目录|课纲|框架|议程"
    r"|架构|模块|模組|单元|章节|体系|日程|课程表)"
)
ARRANGED = r"(?:课程|课表|培训|教学|授课|学习)(?:日程)?(?:安排表?|计划表)"
COMPOUND = re.compile(
    both(
        rf"(?:本次|本期|本|该|关于|您的)?{HEAD}{{1,2}}(?:的)?{TAIL}(?:[与和及/、&+]?{HEAD}?{TAIL})?"
        rf"(?:[（(].{{1,12}}[)）])?|(?:{words.FIELD_WHOLE})|(?:本)?{JAPANESE}(?:の)?(?:{JAPANESE_TAILS}|{TAIL})"
    )
)
ALONE = re.compile(
    rf"(?:{words.FIELD_ALONE}|{TAIL}"
    rf"|(?i:(?:(?:course|training|learning|program(?:me)?|workshop|seminar|class|module)\s)?(?:{words.FIELD_LATIN})))(?:[与和及/、&+](?:{words.FIELD_ALONE}|{TAIL}))?"
    rf"(?:\s?[（(].{{1,12}}[)）])?"
)
QUESTION = re.compile(
    both(
        r"(?:您|你|学员)(?:将|會|会|能|可以)?(?:收获|收穫|学到|得到|获得)(?:什么)?|谁(?:适合"
        r"|应该)(?:参加|来听).{0,4}|为什么(?:要)?(?:学|参加).{0,6}|课前准备|课后作业"
    )
)
OUTLINE = re.compile(
    both(
        rf"(?:本次|本|该)?{HEAD}{{0,2}}(?:的)?(?:主要|核心|详细|具体|整体|精彩|简要"
        rf"|模块)?{TOPIC}"
        rf"(?:[与和及/、&]?(?:安排|要点|{TOPIC}|时间安排|日程安排))?(?:[（(].{{1,20}}[)）])?"
        rf"|{ARRANGED}"
        r"|(?i:(?:course |workshop |training |programme? |detailed |session )?(?:outline|agenda"
        r"|contents?|curriculum|syllabus"
        r"|topics|course programme?)(?:\s?[/&]\s?(?:outline|agenda|contents?|curriculum|syllabus"
        r"|topics))?|table of contents|contenu(?: de la formation| d[ée]taill[ée])?"
        r"|programme(?: d[ée]taill[ée])?"
        r"|plan de formation|d[ée]roul[ée]|(?:kurs|seminar)?(?:inhalte?|ablauf|programm)"
        r"|agenda(?: (?:detallada|detalhada|dettagliata|d[ée]taill[ée]e?))?"
        r"|(?:教学|授课|课程|学习)(?:进度|周次)(?:表|安排)?"
        r"|(?:weekly|daily|course|class|lecture|teaching|session|tentative|detailed|week-by-week)"
        r" (?:schedule|plan|programme?|calendar|topics)|schedule of (?:classes|topics|sessions)"
        r"|temario|contenidos?(?: del curso)?|programa(?:\s(?:del curso|de formaci[óo]n"
        r"|detallado))?"
        r"|articolazione(?: didattica)?|struttura(?: del corso)?|estructura(?: del curso)?"
        r"|estrutura(?: do curso)?|conte[úu]do(?: program[áa]tico)?"
        r"|programma(?: del corso)?|contenuti|argomenti"
        r"|lehrplan|stoffplan|(?:unterrichts|lehrgangs|seminar)inhalte?|themen|lerninhalte"
        r"|inhoud|cursusinhoud|program szkolenia|zakres|modules?|lessons|modules? overview"
        r"|(?:содержание|программа)(?: (?:курса|программы|обучения))?|учебно-тематический план"
        r"|учебный план|темы|nội dung(?: (?:khóa học|chi tiết|đào tạo))?|chương trình(?: chi tiết)?"
        r"|محتوى البرنامج|محاور البرنامج|المحاور|محتويات \S{1,12})"
        rf"(?i: (?:{words.OF_COURSE}))?"
        r"|(?:研修|講座|カリキュラム|プログラム)(?:カリキュラム|内容|プログラム|概要|の流れ)?"
        r"|(?:講義|授業|研修|学習)(?:の)?(?:内容|計画|スケジュール)(?:[と・及び]{1,2}(?:内容|計画|スケジュール))?"
        r"|(?:세부|상세|주요)?\s?(?:교육|강의|학습|과정)\s?(?:내용|과정|일정|계획|커리큘럼)|커리큘럼|목차"
        r"|研修内容|講座内容|学習内容|カリキュラム詳細|内容詳細"
    )
)
NAMELIKE = re.compile(
    r"[^\s:：。，,；;！？!?|“”\"《》()（）【\[0-9][^:：。，,；;！？!?|“”\"《》]{0,23}"
)
WEAK = re.compile(words.FIELD_WEAK)
WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"  # written without blanks between words
APART = re.compile(rf"(?<={WIDE})\s{{1,60}}|\s{{1,60}}(?={WIDE})")
LONGEST_NAME = 60
LONGEST_TOPIC = 40
CHINESE = r"[\u3400-\u9fff、与和及]{2,12}"
FOREIGN = r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’ &-]{1,40}"
TWICE = re.compile(
    rf"({CHINESE})\s{{0,2}}(?:[/／|｜]\s{{0,2}})?[(（]?({FOREIGN}?)[)）]?"
    rf"|({FOREIGN}?)\s{{0,2}}(?:[/／|｜]\s{{0,2}})?[(（]?({CHINESE})[)）]?"
)
FOLLOWS = re.compile(
    both(r"^(?:以下(?:是|为)|附[:：])|(?:如下|见下)$")
    + r"|(?i:^(?:here is )?the (?=[a-z])|(?: (?:is|are))? (?:as follows|below)$)"
)
LABELLING = re.compile(r"[^:：。，,；;！!|“”\"《》]{2,60}")


def is_known(name: str) -> bool:
    """Whether a name is one that course headers use, whatever spaces it is printed with.

    培训对象 / Audience is one when both its halves are.
    """
    return all(map(_is_known, in_two_languages(name) or (name,)))


def _is_known(name: str) -> bool:
    name = tight(name).rstrip("？?")
    return bool(COMPOUND.fullmatch(name) or ALONE.fullmatch(name) or QUESTION.fullmatch(name))


def in_two_languages(text: str) -> tuple[str, ...]:
    """培训对象 / Audience, 课程大纲 Outline: the two halves of a name; () for any other text."""
    found = TWICE.fullmatch(text) if len(text) <= LONGEST_NAME and not text.isascii() else None
    return tuple(filter(None, found.groups())) if found else ()


def may_be_a_chapter(name: str) -> bool:
    """Whether a known name is as good a title of a chapter: Introduction, 概述, Background."""
    return bool(WEAK.fullmatch(tight(name)))


def tight(name: str) -> str:
    """主　讲 is 主讲; between the words of other scripts the space stays."""
    return APART.sub("", name)


def is_outline_heading(row: Row) -> bool:
    """课程大纲, 内训课程大纲：, 【培训内容】, Course outline: what follows is the outline."""
    mark = row.marker
    text = mark.rest if mark and (mark.number or mark.family == "bullet") else row.text
    if len(text) > 60:
        return False
    text = text.strip().strip("【】[]〖〗《》#:：—-·■◆●~▍▌▎┃ ")
    halves = in_two_languages(text) or (text,)
    return all(1 < len(one) <= LONGEST_TOPIC and is_topic(one) for one in halves)


def is_topic(text: str) -> bool:
    """Whether words only say that an outline follows: 课程大纲, 大纲如下, Outline as follows."""
    return bool(OUTLINE.fullmatch(FOLLOWS.sub("", tight(text))))


def may_be_a_name(name: str) -> bool:
    if any("\u2e80" <= char <= "\uffff" for char in name):
        return bool(NAMELIKE.fullmatch(name)) and len(name) <= 8
    return bool(NAMELIKE.fullmatch(name)) and len(name.split()) <= 4


def is_short_name(name: str) -> bool:
    """Whether a name is as short as those of fields with a value on their own line."""
    return is_known(name) or may_be_a_name(name)


def may_label(name: str) -> bool:
    """Whether words above the lines of a value may be its name: What you will take away."""
    few = len(name.split()) <= 7 and (len(name) <= 12 or not any(c > "\u2e80" for c in name))
    return few and bool(LABELLING.fullmatch(name)) and not name[0].isdecimal()
