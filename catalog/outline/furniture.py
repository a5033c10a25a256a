"""What a web page or an article puts around a course: navigation, buttons, counts, other courses.

A line that can be nothing else is *certain* wherever it stands. A word that a course may use as
well (收藏, 客服, 讲师) counts only at the edge of the page: above the outline or below it, and in
a row of links or beside something certain. A number before it always makes it content.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from . import extras
from .fields import fields_of, is_known, is_outline_heading
from .rows import Row
from .scripts import both
from .tree import Doubt, Extra
from .words import either

FAMILY = "furniture"  # of a row that belongs to the page

CERTAIN = re.compile(
    both(
        r"(?:(?:当前|您的|你的)位置|(?:您|你)(?:现在|当前)?(?:所)?在的?位置|you are here|sie sind hier"
        r"|vous êtes ici)\s?[:：].{1,120}"
        r"|(?:网站)?(?:首页|主页)\s{0,3}[>»›＞→/].{1,120}|(?:home|accueil|startseite|inicio|ホーム|トップ|홈)"
        r"\s{0,3}[>»›＞→/].{1,120}"
        r"|(?:上一[篇页条则]|下一[篇页条则]|前一篇|后一篇|(?:previous|next) (?:post|article|page|course))"
        r"(?:\s?[:：].{0,80})?"
        r"|点击(?:上方|下方|标题下方?|上面)?的?[“「]?蓝色?字.{0,24}|(?:请)?(?:点击|轻触)(?:左下角|下方|底部|文末)?的?"
        r"[“”\"「」]?阅读原文.{0,24}"
        r"|(?:请|微信|立即|快)?(?:长按|扫描|扫一扫|识别|扫码)[^，。：:]{0,16}(?:二维码|关注)[^。：:]{0,20}"
        r"|微信扫一扫.{0,20}|(?:觉得|如果|喜欢|看完).{0,24}(?:点个?|点一?下|点击|点亮).{0,8}(?:在看|赞|分享|收藏).{0,12}"
        r"|(?:别忘了|记得|欢迎|顺手)(?:给我们)?(?:点个?|点一?下)?(?:点赞|赞|在看|转发|分享).{0,16}"
        r"|原创\s.{0,40}\d{4}-\d\d?-\d\d?.{0,24}"
        r"|收录于(?:合集|话题|专辑).{0,40}|预览时标签不可点|(?:继续|向上)滑动看下一个|轻点两下取消.{0,6}"
        r"|(?:立即|马上|我要|在线|一键)(?:报名|购买|咨询|抢购|预约|试听|订购|下单)(?:\s?[>»›→])?"
        r"|加入购物车|免费试听|领取优惠券|打印本页|关闭窗口|收藏本[页站课]程?|分享到(?:\s?[:：].{0,40})?"
        r"|(?:返回|回到)(?:页面)?(?:顶部|列表|首页|上一页)|点击(?:查看|加载)更多|(?:暂无|没有更多)评论"
        r"|skip to (?:main )?content|toggle navigation|back to top|print this page|share this.{0,20}"
        r"|zum (?:haupt)?inhalt springen|aller au contenu(?: principal)?|saltar al contenido|haut de page"
        r"|(?:enrol(?:l)?|buy|register|book|sign up) now|add to (?:cart|basket|wishlist)"
        r"|jetzt (?:buchen|anmelden)|in den warenkorb|ajouter au panier|je m[’']inscris"
        r"|añadir al carrito|inscríbete(?: ahora)?|aggiungi al carrello|カートに入れる|お申し込みはこちら"
    ),
    re.IGNORECASE,
)
WITHIN = re.compile(
    both(
        r"版权所有(?![权者人])|copyright\s?(?:©|\(c\)|[12]\d{3})|©\s?(?:copyright|[12]\d{3})"
        r"|all rights reserved|alle rechte vorbehalten|tous droits réservés|公网安备"
        r"|todos los derechos reservados|icp[备证]\s?(?:案|\d|第)|\d\d?日?(?:\s\d\d?:\d\d)?\s发表于"
    ),
    re.IGNORECASE,
)
COOKIE = re.compile(r"cookies?\b|クッキー|쿠키", re.IGNORECASE)
SITE = re.compile(
    r"\b(?:we|our|this (?:web)?site|wir|unsere|diese (?:web)?seite|nous|nos|ce site|utilizamos"
    r"|este sitio|usamos|utilizziamo|questo sito|używamy|мы|accept|reject|decline|manage|allow"
    r"|settings|policy|preferences|akzeptieren|ablehnen|einstellungen|accepter|refuser|gérer"
    r"|aceptar|rechazar|accetta)\b|我们|本网站|本站|接受|同意|拒绝|当サイト|本サイト|同意する|사이트",
    re.IGNORECASE,
)
COUNT = re.compile(
    both(
        r"(?:浏览|阅读|点击|访问|围观|观看|收藏|点赞|在看|评论|留言|人气|热度|评分|好评|下载|分享|转发"
        r"|关注|学习|报名|views?|likes?|shares?|comments?|rating|aufrufe|vues|reads?)"
        r"(?:次数|人数|人次|量|数|率)?\s{0,2}(?P<told>[:：(（]\s{0,2})?\d[\d.,]{0,9}"
        r"(?P<unit>\s?(?:[万千wk%+]\+?|次|人次?|分|星)){0,2}\s?[)）]?"
    ),
    re.IGNORECASE,
)
STAMP = re.compile(
    both(
        r"(?:(?:发布|更新|发表)(?:时间|日期|于)?|日期|时间|来源|作者|编辑|责任编辑|文章来源)\s?[:：]\s?"
        r"\S{1,20}(?:\s\d{1,2}:\d{2}(?::\d{2})?)?"
    )
)
BLOCK = re.compile(
    both(
        r"(?:相关|推荐|热门|热销|精品|更多|其他|同类|类似|往期)的?(?:课程|文章|推荐|资讯|新闻|公开课|内训课?|精选"
        r"|回顾|培训|产品|链接)(?:推荐|排行榜?|列表)?|最新(?:文章|资讯|新闻|动态)"
        r"|课程推荐|猜(?:你|您)(?:也)?喜欢|看了又看|看过.{1,8}还(?:看|买|学)了?|大家(?:都|还)?在看|为(?:你|您)推荐"
        r"|(?:你|您)可能(?:还|也)?(?:会)?(?:感兴趣|喜欢|想看).{0,8}|友情链接|热门标签|(?:热点|点击|课程|文章)排行榜?"
        r"|related (?:courses?|articles?|posts?|trainings?|content)|recommended (?:courses|for you)"
        r"|you (?:may|might) also (?:like|be interested in)|(?:customers|people|others) also .{3,20}"
        r"|(?:more|popular|other) (?:courses|articles|posts|like this)|recent (?:posts|articles)"
        r"|(?:weitere|ähnliche|verwandte) (?:kurse|seminare|artikel|themen|veranstaltungen)"
        r"|das könnte (?:sie|dich) auch interessieren|(?:formations|articles) (?:similaires|associée?s|connexes)"
        r"|(?:vous aimerez|cela pourrait) aussi.{0,20}|(?:cursos|artículos) relacionados"
        r"|también (?:te|le) puede interesar|corsi correlati|potrebbe interessarti.{0,10}"
        r"|関連(?:する)?(?:講座|記事|コース|セミナー|研修)|おすすめの?(?:講座|記事|コース|セミナー)"
        r"|관련\s?(?:강의|과정|글)|추천\s?(?:강의|과정)"
    ),
    re.IGNORECASE,
)
PRICE = re.compile(r"[¥￥$€£]\s?\d|\d\s?(?:元|rmb|eur|usd|€|円|원)|免费", re.IGNORECASE)

# Words of links that stand in no outline, and words that an outline may have as well.
SURE = re.compile(
    either(
        r"""
        (?:网站)?首页 网站主页 登录 注册 登录/注册 登录注册 免费注册 退出登录 关于我们 购物车 个人中心 会员中心
        网站地图 友情链接 加入我们 诚聘英才 返回顶部 返回首页 返回列表 帮助中心 阅读原文 隐私政策 用户协议
        服务条款 法律声明 免责声明 联系客服 在线客服 QQ客服 在线咨询 写留言 复制链接 QQ空间 在看 查看更多
        home login log\s?in sign\s?(?:in|up) log\s?out my\saccount about\sus cart site\s?map privacy(?:\spolicy)?
        terms(?:\s(?:of\s(?:use|service)|&\sconditions))? cookies?(?:\s(?:policy|settings))? imprint
        impressum datenschutz(?:erklärung)? agb startseite über\suns warenkorb anmelden accueil
        connexion panier mentions\slégales à\spropos inicio iniciar\ssesión registrarse aviso\slegal
        accept(?:\sall)? reject(?:\sall)? alle\sakzeptieren alle\sablehnen nur\snotwendige tout\s(?:accepter|refuser)
        aceptar\stodo rechazar\stodo ログイン 会員登録 お問い合わせ ホーム facebook twitter linkedin
        instagram youtube whatsapp follow\sus subscribe newsletter
        """
    ),
    re.IGNORECASE,
)
LINK = re.compile(
    either(
        r"""
        主页 课程 课程中心 全部课程 课程分类 公开课 企业内训 内训 内训课程 讲师 讲师团队 师资 名师 专家 联系我们 联系方式
        我的 搜索 新闻 新闻中心 资讯 文章 下载 资料下载 论坛 帮助 招聘 客户案例 案例 服务 服务项目 产品 解决方案
        客服 电话咨询 微信咨询 分享 收藏 点赞 赞 转发 评论 留言 喜欢 返回 更多 展开 收起 上一页 下一页
        english 中文 简体中文 繁体中文 关注 关注我们 已关注 打印 微信 微博 朋友圈 举报 反馈 投诉建议 赞赏 原创
        courses trainers instructors about contact(?:\sus)? search menu blog news faq help register share tweet
        print like pin\sit follow kurse seminare trainer kontakt suche formations formateurs contact recherche
        inscription actualités cursos docentes nosotros contacto buscar close more languages?
        コース 講座 講師 検索 会社概要
        """
    ),
    re.IGNORECASE,
)
# Of those, the ones that may stand alone at the edge of a page that shows other furniture.
LONE = re.compile(
    both(
        r"分享|收藏|点赞|赞|转发|评论|留言|喜欢|返回|更多|展开|收起|客服|关注|关注我们|打印|举报|赞赏|share"
        r"|tweet|print|like|menu|search|close"
    ),
    re.IGNORECASE,
)
PARTS = re.compile(r"\s{0,3}[|｜/·•、，,＋+>›]\s{0,3}|\s{2,}|\t|\s")
GAPS = re.compile(r"\s{0,3}[|｜·•]\s{0,3}|\s{2,}|\t")


class Page(NamedTuple):
    """What the page put around the course."""

    extras: tuple[Extra, ...] = ()
    lines: tuple[int, ...] = ()

    def doubts(self) -> list[Doubt]:
        """One doubt that names every line."""
        if not self.lines:
            return []
        return [Doubt(self.lines[0], "page-furniture", {"lines": ", ".join(spans(self.lines))})]


def spans(lines: Sequence[int]) -> Iterator[str]:
    """1, 2, 3, 7 as 1–3 and 7."""
    first = last = lines[0]
    for line in (*lines[1:], 0):
        if line != last + 1:
            yield f"{first}–{last}" if last > first else str(first)
            first = line
        last = line


def split(rows: list[Row]) -> tuple[Page, list[Row]]:
    """The page, and the rows of the course alone; ``part`` has said which they are."""
    taken = [row for row in rows if row.family == FAMILY]
    if not taken:
        return Page(), rows
    put = tuple(Extra("noise", row.lines, row.text if row.shared else "") for row in taken)
    lines = sorted({line for row in taken for line in row.lines})
    return Page(put, tuple(lines)), [row for row in rows if row.family != FAMILY]


def part(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of the course, and those of the page around it."""
    found = Finder(rows).found()
    if not found:
        return rows, []
    for at in found:
        rows[at].family = FAMILY
    for above, row in pairwise(rows):
        row.gap = row.gap or above.family == FAMILY
    course = [row for row in rows if row.family != FAMILY]
    return course, [row for row in rows if row.family == FAMILY]


class Finder:
    """``sure`` holds the places of certain rows, ``weak`` those that need company."""

    def __init__(self, rows: Sequence[Row]):
        self.rows = rows
        self.words = [core(row) for row in rows]
        self.sure = {at for at in range(len(rows)) if self.is_certain(at)}
        self.weak = {at for at in range(len(rows)) if at not in self.sure and self.is_weak(at)}

    def found(self) -> set[int]:
        """The places of all rows that belong to the page."""
        if len(self.rows) < 3:
            return set()
        found = self.sure | self.blocks()
        first, last = self.edges(found)
        for run in self.runs():
            if self.is_menu(run) and (run[-1] < first or (run[0] > last and found)):
                found |= set(run)
        if found:
            first, last = self.edges(found)
            found |= {at for at in self.weak if not first < at < last and self.stands_alone(at)}
        return found

    def edges(self, found: set[int]) -> tuple[int, int]:
        """Where the outline begins and ends, or any other line where nothing looks like one."""
        others = [at for at in range(len(self.rows)) if at not in found]
        content = [at for at in others if self.is_content(at)]
        content = content or [at for at in others if at not in self.weak] or [len(self.rows)]
        return content[0], content[-1]

    # ------------------------------------------------------------ single rows

    def is_certain(self, at: int) -> bool:
        row, words = self.rows[at], self.words[at]
        if not words or not may_be(row) or len(row.text) > 400:
            return False
        if COOKIE.search(words) and SITE.search(words) and not row.heading:
            return len(words) > 24 or len(words.split()) <= 5
        if row.heading or has_reach(row) or len(words) > 160:
            return False
        if CERTAIN.fullmatch(words) or WITHIN.search(words):
            return True
        return is_count(words) or self.is_menu_line(words)

    @staticmethod
    def is_menu_line(words: str) -> bool:
        """首页 课程 讲师 关于我们 登录: nothing but links."""
        for parts in (GAPS.split(words), PARTS.split(words)):
            links = [part for part in parts if part]
            sure = sum(1 for part in links if SURE.fullmatch(part))
            if len(links) >= 3 and sure and all(map(is_link, links)):
                return True
        return False

    def is_weak(self, at: int) -> bool:
        row, words = self.rows[at], self.words[at]
        if not words or len(words) > 40 or not may_be(row):
            return False
        parts = [part for part in PARTS.split(words) if part]
        return is_link(words) or (
            len(parts) > 1 and all(is_link(part) or part.isdecimal() for part in parts)
        )

    def stands_alone(self, at: int) -> bool:
        row, words = self.rows[at], self.words[at]
        if row.marker or row.heading or extras.is_contact(row):
            return False
        parts = [part for part in PARTS.split(words) if part and not part.isdecimal()]
        return bool(SURE.fullmatch(words)) or all(
            LONE.fullmatch(part) or SURE.fullmatch(part) for part in parts
        )

    # ------------------------------------------------------------ several rows

    def runs(self) -> Iterator[list[int]]:
        """Weak rows side by side."""
        run: list[int] = []
        for at in range(len(self.rows) + 1):
            if at in self.weak:
                run.append(at)
            elif run:
                yield run
                run = []

    def is_menu(self, run: list[int]) -> bool:
        sure = sum(1 for at in run if SURE.fullmatch(self.words[at]))
        return len(run) >= 3 and sure >= 2

    def is_content(self, at: int) -> bool:
        row = self.rows[at]
        if at in self.weak and not (row.marker and row.marker.number):
            return False
        return bool(
            row.marker or row.aid or row.heading or row.cell or row.cells or row.mark or row.depth
        ) or is_outline_heading(row)

    # ------------------------------------------------------------ lists of other courses

    def is_block_head(self, at: int, words: str) -> bool:
        row = self.rows[at]
        numbered = row.marker and (row.marker.number or row.marker.is_unit)
        free = not (numbered or row.aid or row.cell or row.cells or row.depth or row.mark)
        return free and len(words) <= 30 and bool(BLOCK.fullmatch(words))

    def blocks(self) -> set[int]:
        """The rows of all lists of other courses."""
        found, end = set(), 0
        for head, words in enumerate(self.words):
            if head >= end and self.is_block_head(head, words):
                end = head + 1
                while end < len(self.rows) and self.goes_on(head, end):
                    end += 1
                found |= self.block(head, end)
        return found

    def block(self, head: int, end: int) -> set[int]:
        """To the end of the page, or in the midst of it as far as prices go."""
        after = (at for at in range(end, len(self.rows)) if at not in self.sure)
        if not any(self.is_content(at) and not self.closes(at) for at in after):
            owned = any(self.is_content(at) for at in range(head))
            return set(range(head, end if owned else head + 1))
        priced = [at for at in range(head + 1, end) if PRICE.search(self.rows[at].text)]
        return set(range(head, priced[-1] + 1 if priced else head + 1))

    def closes(self, at: int) -> bool:
        """A footer's own heads: contact, testimonials, dates."""
        row = self.rows[at]
        return extras.is_contact(row) or extras.is_footer_head(row) or extras.is_schedule_head(row)

    def goes_on(self, head: int, at: int) -> bool:
        row = self.rows[at]
        if at in self.sure or self.is_block_head(at, self.words[at]):
            return True
        level = self.rows[head].heading
        if row.heading and (not level or row.heading <= level):
            return False
        mark = row.marker
        other = row.aid or row.depth or row.mark or row.cell or row.cells
        if other or (mark and (mark.is_unit or (mark.number and mark.family[:2] != "ar"))):
            return False
        if extras.is_sentence(row.text) or len(row.text) > 60 or self.closes(at):
            return False
        return not (is_outline_heading(row) or names_known_field(row))


def core(row: Row) -> str:
    """The words of a row without marker, pictures and brackets around them."""
    text = row.title if row.marker else row.text
    return re.sub(r"^[^\w©]+|[^\w)）]+$", "", text[:400]) if text else ""


def may_be(row: Row) -> bool:
    """A number, a label or a cell of a table makes a row content."""
    mark = row.marker
    if row.aid or row.cell or row.label or row.depth or row.mark or row.rule:
        return False
    return not (mark and (mark.number is not None or mark.is_unit))


def is_link(words: str) -> bool:
    return bool(SURE.fullmatch(words) or LINK.fullmatch(words))


def is_count(words: str) -> bool:
    """浏览：318, 阅读 1.2万 点赞 56: counts and stamps and nothing else."""
    counts = list(COUNT.finditer(words))
    if not counts:
        return False
    rest = STAMP.sub("", COUNT.sub("", words))
    told = any(found["told"] or found["unit"] or len(found[0]) > 6 for found in counts)
    return not any(map(str.isalnum, rest)) and (told or len(counts) > 1)


def has_reach(row: Row) -> bool:
    """A telephone number or an address is a contact, whatever stands beside it."""
    return bool(extras.PHONE.search(row.text) or extras.EMAIL.search(row.text))


def names_known_field(row: Row) -> bool:
    found = fields_of(row, header=False)
    return bool(found) and is_known(found[0].name)
