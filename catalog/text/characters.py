"""PURE. How well East Asian text is text: it is made of common characters."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from catalog.text.folding import fold

Likeness = Callable[[str], float]

# What names, lists and outlines are mostly made of, in simplified characters.
_COMMON_HANZI = """
    的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后
    小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长
    姓名部门职务电话机邮箱单位序号备注岗联系方式性别身份证码男女汉族合计填表负责签字日期员工参加训班课程模块
    银分支总室科处组办经理助主任副长柜客户大堂风险信贷审批合规营业财务会计人力资源综合运综技术息科金融产品
    王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶
    阎余潘杜戴夏钟汪田姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚
    伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志文新春梅海燕飞鹏宇晓雪婷玲慧佳琳欣雨浩
    昆市县区省城东西南北路街号楼层关心支农工商交建招邮储村镇水电力云川广州京沪津渝贵安徽浙苏闽赣鲁豫鄂湘
    阿依努尔买提木古丽热合曼拉克孜亚力迪扎西达娃卓玛多吉才让旺央珠措次仁桑格德洛巴图乌其斯琴恩额朝鲁娜吐逊哈
    第二四五六七八九百千上午下午时间地点内容目标案例分析管理实务实战策略流程沟通服务营销团队领导培养能力讨论
    研究与及其中者基础法律政策监督制度数据系统问题解决方法应用工具思维提升设计介绍概述总结练习演示章节单元
"""
_COMMON_KANJI = """
    氏名所属部署役職携帯電話番号会社株式課長係主任営業総務人事経理技術開発製造品質保証生産企画管理本支店室
    住所備考参加者名簿研修宿泊希望要不欠席出担当連絡先内線計田中山本佐藤鈴木高橋渡辺伊藤小林加斎吉村松井清
    水森池阿部石川橋前後藤原岡長谷野口上下和久島崎青西福大太郎次三一二子美恵香奈由明健誠翔真直樹介雄夫
    東京都府県市区町丁目新日電機工業商銀行資格年月男女性別生
"""
_COMMON_HANGUL = """
    이가는다을를의에도로와과한하고지사기서자정보부성명직위급전화번호휴대폰메일소속원대리차장팀김박최강조윤임오
    신권황안송류홍문양손배백허유남심노곽민재현우영준수진은주연희경미선아나동태상철규석훈혜인천시구회교육참석
    명단인영업관총무개발국제은행지점센터산업일월년확인비고연락처생년남여
"""
COMMON_HANZI = frozenset("".join(_COMMON_HANZI.split()))
COMMON_KANJI = frozenset("".join(_COMMON_KANJI.split()))
COMMON_HANGUL = frozenset("".join(_COMMON_HANGUL.split()))
VOICED = frozenset("ｳｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎ")  # after which a mark of voice can stand
SMALL_HALF = frozenset("ｧｨｩｪｫｬｭｮｯｰ")
COMMON, USUAL, SELDOM, RARE = 1.0, 0.5, 0.1, -0.4
LEVEL_1 = {"gb2312": (0xB0, 0xD7), "big5": (0xA4, 0xC6), "shift_jis": (0x88, 0x97)}


@lru_cache(maxsize=30_000)
def _level(char: str, charset: str) -> float:
    """Whether a character is among the usual ones of a standard, its others, or none of it."""
    try:
        lead = char.encode(charset)[0]
    except UnicodeEncodeError:
        return RARE
    first, last = LEVEL_1[charset]
    return USUAL if first <= lead <= last else SELDOM


def _sign(char: str) -> float:
    """What is no letter of the language: its punctuation, forms of full width, and the rest."""
    code = ord(char)
    if char in "，。；：！？（）、《》「」『』【】〈〉〔〕\u3000":
        return 0.6
    if char in "“”‘’—–…·•°×÷±℃→√\xa0" or "①" <= char <= "⑳":
        return 0.5
    if 0x3000 <= code <= 0x303F or 0xFF01 <= code <= 0xFF5E or 0x2500 <= code <= 0x2606:
        return 0.3
    return -1.0 if unicodedata.category(char) in ("Co", "Cn", "Cc") else -0.3


def _is_han(code: int) -> bool:
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or code >= 0x20000


@lru_cache(maxsize=30_000)
def _hanzi(char: str) -> float:
    code = ord(char)
    if 0x3040 <= code <= 0x30FF:
        return 0.4
    if not _is_han(code):
        return 0.6 if char.isalpha() else _sign(char)
    if fold(char) in COMMON_HANZI:
        return COMMON
    return max(_level(char, "gb2312"), _level(char, "big5"))


@lru_cache(maxsize=30_000)
def _kanji(char: str) -> float:
    code = ord(char)
    if 0x3040 <= code <= 0x30FF:
        return 0.95
    if 0xFF61 <= code <= 0xFF9F:
        return 0.4
    if not _is_han(code):
        return _sign(char)
    return 0.95 if char in COMMON_KANJI else _level(char, "shift_jis")


@lru_cache(maxsize=30_000)
def _hangul(char: str) -> float:
    code = ord(char)
    if 0xAC00 <= code <= 0xD7A3:
        return COMMON if char in COMMON_HANGUL else _of_ks(char)
    return -0.1 if _is_han(code) else _sign(char)


def _of_ks(char: str) -> float:
    try:
        char.encode("euc_kr")
    except UnicodeEncodeError:
        return RARE
    return USUAL


def _mean(likeness: Likeness) -> Likeness:
    def of_text(text: str) -> float:
        found = [likeness(char) for char in text if char > "\x7f"]
        return sum(found) / len(found) if found else 0.0

    return of_text


def _glued(text: str) -> float:
    """How much of the text stands inside of Latin words: M黮ler, don＊t."""
    odd = sum(
        before.isascii() and before.isalpha() and (_is_han(ord(char)) or _is_wide(char, after))
        for before, char, after in zip(text, text[1:], text[2:] + " ", strict=False)
    )
    return odd / max(1, sum(char > "\x7f" for char in text))


def _is_wide(char: str, after: str) -> bool:
    return "\uff01" <= char <= "\uff5e" and after.isascii() and after.isalpha()


def _ill_halved(text: str) -> float:
    """How much of it is katakana of half width that stand as no word has them: ﾟ after a kanji."""
    odd = sum(
        (char in "ﾞﾟ" and before not in VOICED)
        or (char in SMALL_HALF and not _is_half(before))
        or (_is_half(char) and _is_han(ord(before)))
        or (_is_half(before) and _is_han(ord(char)))
        for before, char in pairwise(text)
    )
    return odd / max(1, sum(char > "\x7f" for char in text))


def _is_half(char: str) -> bool:
    return "\uff65" <= char <= "\uff9f"


def _without_glued(likeness: Likeness) -> Likeness:
    return lambda text: likeness(text) - _glued(text)


def _japanese(likeness: Likeness) -> Likeness:
    return lambda text: likeness(text) - _ill_halved(text)


HANZI = _without_glued(_mean(_hanzi))
KANJI = _japanese(_without_glued(_mean(_kanji)))
HANGUL = _mean(_hangul)
