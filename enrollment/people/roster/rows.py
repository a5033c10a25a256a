"""PURE. What a row is when it is nobody: a total, a signature, an example, a title."""

import re
from functools import lru_cache

from catalog.text.inbound import plain
from enrollment.people import names
from enrollment.people.roster.headers import OTHER, kind_of
from enrollment.people.roster.words import ROLES

TOTAL = re.compile(
    r"^\W*(?:[^\W\d]{0,4}(?:合|总|小|共)\s*计|汇\s*总|总\s*人\s*数|人\s*数|人数合计|合计人数|平均分?|均分|最高分|最低分"
    r"|共\s*\d+\s*[人名位]|以上(?:共|合计)?|sub-?totals?|grand total|totals?"
    r"|共[一二三四五六七八九十百]+[人名位]|計\s*\d+\s*名|合計|総計|總計|tổng (?:cộng|số)"
    r"|합계|총계|총원|총\s?\d+\s?명|итого|всего"
    r"|gesamt|summe|jumlah|totale|รวม(?:ทั้งสิ้น)?)(?:\W|人|共|$|\d)",
    re.IGNORECASE,
)
ROLE_WORDS = "|".join(plain(word).replace("_", " ") for word in ROLES.split())
ROLE = re.compile(rf"^\W*(?:{ROLE_WORDS})\s*(?:[(（][^)）]{{0,20}}[)）])?\s*[:：]", re.IGNORECASE)
ROLE_ALONE = re.compile(
    r"^\W*(?:(?:填表|填报|制表|经办|联系|联络|审核|审批|复核|报送)人|单位盖章|盖章|领队|带队领导"
    r"|填报单位|聯絡人|經辦人|承辦人|承办人|單位主管|機關首長|作成者|記入者|작성자|담당자"
    r"|người lập(?: biểu| danh sách)?|prepared by|contact person|contact)\W*$",
    re.IGNORECASE,
)
ROLE_INSIDE = re.compile(
    rf"(?<=[;；。,，、|\s])(?:{ROLE_WORDS})\s*(?:[(（][^)）]{{0,20}}[)）])?\s*[:：]", re.IGNORECASE
)
EXAMPLE = re.compile(
    r"^\W*(?:(?:填写)?[示样範范]例|举例|例\s*[:：]|例$|例\s|如[:：]|e\.?g\.?\W|example|sample)",
    re.IGNORECASE,
)
EXAMPLE_BESIDE = re.compile(
    r"[(（【\[](?:填写|填表)?(?:[示样範范]例|举例|例|样[本板]|example|sample)[)）】\]]",
    re.IGNORECASE,
)
MAIL_HEAD = re.compile(
    r"^\s*(?:>+\s*)?(?:发件人|寄件者|发送时间|寄件日期|抄送|副本|密送|主题|主旨|收件人|收件者|日期|from|sent|to|cc|bcc|subject|date|发自|回复)\s*[:：]",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[。！!？?；;]|请|如下|谢谢|以上|注[:：]|备注[:：]|说明[:：]|附件")
SIGN_OFF = re.compile(
    r"^\W*(?:此致|敬礼|顺颂|顺祝|敬祝|祝好|祝商祺|商祺"
    r"|祝(?:您|各位|大家|老师)?(?:工作|生活|身体|一切|万事|生意|诸事|学习|教学|周末|教安|安好|顺)"
    r"|(?:best |kind )?regards|sincerely"
    r"|(?:many )?thanks(?! for| to)|thank you(?! for)|yours|cheers"
    r"|-{6}|={6}|_{6}|发自我的|sent from)",
    re.IGNORECASE,
)
QUOTE_HEAD = re.compile(  # a mail that is answered or sent on begins
    r"^\W{0,40}(?:发件人|寄件者|寄件人|from)\s*[:：]|写道\s*[:：]\s*$|\bwrote\s*:\s*$"
    r"|原始邮件|原始信件|转发的?邮件|original message|forwarded message",
    re.IGNORECASE,
)
NOTE_ALONE = re.compile(
    r"^\W*(?:备注|说明|注|注意|注意事项|要求|附|附注|温馨提示|備註|notes?)\W*$", re.IGNORECASE
)
SENDS_TO = re.compile(
    r"^[^\d:]{0,12}(?:请|可|敬请)(?:与|和|向|直接|及时|随时|提前)?(?:联系|联络|咨询|致电|聯絡|聯繫|洽)"
    r"|^\W*(?:如有|若有|有)(?:任何)?(?:疑问|问题|变动|不清楚)"
)
REMARK = re.compile(r"备注|说明|附注|備註|备考|remark|note|comment|变更", re.IGNORECASE)
WORD_END = re.compile(r"[\s,，、;；|/]+")
COUNTED = re.compile(
    r"[(（]\s*(?:共|计)?\s*\d+\s*[人名位]?\s*[)）]\s*$"
    r"|\s{0,9}(?:共|计|报名?|上报|选派|派)?(?:\d{1,6}|[一二两三四五六七八九十]{1,3})\s{0,9}[人名位]\s{0,9}$"
)
DIGITS_OF_A_NUMBER = 7
PAUSE = re.compile(r"[:,，、]")  # 收到，我部 names no part of an organisation
OURS = ("我", "本", "贵")  # 我行报2人 names no part of an organisation
COUNT = re.compile(
    r"[(（]?(?:共|计|小计)?\s{0,9}(?:\d{1,4}|[一二两三四五六七八九十]{1,3})\s{0,9}[人名位][)）]?"
)
ORDINAL = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[、.．)）]\s*"
    r"|^[(（][一二三四五六七八九十\d]{1,3}[)）]\s*|^[【\[◆●■]"
)


@lru_cache(maxsize=50_000)
def is_total(text: str) -> bool:
    return TOTAL.match(plain(text)) is not None


@lru_cache(maxsize=50_000)
def is_role(text: str) -> bool:
    return ROLE.match(plain(text)) is not None


@lru_cache(maxsize=50_000)
def is_role_alone(text: str) -> bool:
    return ROLE_ALONE.match(ORDINAL.sub("", plain(text))) is not None


def role_inside(text: str) -> int:
    """Where a text begins to name who answers for the list, 0 where it does not.

    单位： and 联系电话： inside a line are said of the person before them.
    """
    for found in ROLE_INSIDE.finditer(text):
        label = kind_of(found[0].rstrip(" :："))
        if label is None or label[0] == OTHER:
            return found.start()
    return 0


def heads_contacts(text: str) -> bool:
    """Whether a line says 联系人, or 联系人,电话: who follows answers for a list."""
    words = [word for word in WORD_END.split(plain(text)) if word]
    labels = all(kind_of(word) for word in words[1:])
    return bool(words) and labels and is_role_alone(words[0])


@lru_cache(maxsize=50_000)
def is_example(text: str) -> bool:
    wide = plain(text)
    return bool(EXAMPLE.match(ORDINAL.sub("", wide)) or EXAMPLE_BESIDE.search(wide))


@lru_cache(maxsize=50_000)
def is_note_alone(text: str) -> bool:
    return NOTE_ALONE.match(plain(text)) is not None


@lru_cache(maxsize=20_000)
def is_remark(title: str) -> bool:
    """Whether a column of this title says what no other column does."""
    return not title or REMARK.search(plain(title)) is not None


@lru_cache(maxsize=50_000)
def sends_to(text: str) -> bool:
    """报名请联系郎月: whoever answers for a list is named in a sentence."""
    return SENDS_TO.match(plain(text)) is not None


def why_nobody(values: list[str]) -> str:
    """Why a row of these texts is a total, an example or a note, as a key of WHY; else ""."""
    if any(is_total(text) for text in values[:3]):
        return "total"
    if any(is_example(text) for text in values[:2]):
        return "example"
    return "note" if is_note_alone(values[0]) else ""


def is_sign_off(text: str) -> bool:
    return SIGN_OFF.match(plain(text)) is not None


@lru_cache(maxsize=50_000)
def heads_quote(text: str) -> bool:
    """Whether the mail that an answer stands above begins here."""
    return QUOTE_HEAD.search(plain(text)) is not None


def section_of(text: str) -> str:
    """昆明分行（7人） -> 昆明分行; "" for what names no part of an organisation."""
    bare = ORDINAL.sub("", COUNTED.sub("", plain(text))).strip(" :：】]-—*■●◆")
    known = kind_of(bare)
    if sum(map(str.isdigit, bare)) >= DIGITS_OF_A_NUMBER:  # 安若溪 9123 4501 营业部
        return ""
    if SENTENCE.search(bare) or PAUSE.search(bare) or len(bare) > 20 or bare[:1] in OURS:
        return ""
    if known and not (known[0] == OTHER and names.unit_likeness(bare) >= 0.95):  # 财务科
        return ""
    return bare if names.unit_likeness(bare) >= 0.85 else ""
