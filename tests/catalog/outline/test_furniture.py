"""A whole page is pasted: what stands around the course is left out, the course is not."""

from pathlib import Path

import pytest

from catalog.outline import losses, parse
from tests.catalog.outline.oracle import complaints

EXAMPLES = sorted(Path(__file__).with_name("examples").glob("*.txt"))

COURSE = """\
大堂经理服务沟通
课程对象：大堂经理
课程时长：1天
课程大纲
一、迎接客户
1、问候
2、分流
二、处理投诉
1、倾听
2、道歉
案例分析：等了两小时的客户
"""

# Frames as pages have them: what stands above a course, and what stands below it.
FRAMES = {
    "training site": (
        """\
        首页 课程 讲师 关于我们 登录 注册
        当前位置：首页 > 公开课 > 银行类
        浏览次数：1286 人气：352 评分：4.9分
        """,
        """\
        立即报名
        收藏本课程
        上一篇：网点现场管理
        下一篇：没有了
        推荐课程
        高效会议管理
        ¥1980/人
        非暴力沟通 ￥2680元
        结构化思维 立即报名
        在线咨询
        返回顶部
        版权所有 © 2026 青禾培训网 京ICP备12345678号-1
        """,
    ),
    "links one a line": (
        """\
        首页
        课程中心
        讲师
        关于我们
        登录
        注册
        """,
        """\
        相关文章
        · 怎样开好晨会
        · 新员工的第一周
        猜你喜欢
        1. 情境领导
        2. 目标管理
        3. 教练技术
        客服
        分享
        返回顶部
        Copyright © 2026 青禾培训网 All Rights Reserved
        """,
    ),
    "article": (
        """\
        原创 青禾 青禾培训 2026-03-11 08:01 发表于浙江
        点击上方蓝字 关注我们 👆
        """,
        """\
        长按识别二维码关注我们
        觉得有用，点个“在看”吧❤️
        点击下方“阅读原文”报名
        阅读原文
        阅读 1.2万 点赞 56 在看 33
        分享 收藏 点赞 在看
        写留言
        """,
    ),
    "English": (
        """\
        Skip to main content
        Home | Courses | Trainers | About us | Login
        We use cookies to give you the best experience on our website.
        Accept all cookies
        Home > Courses > Banking
        """,
        """\
        Add to cart
        Enroll now
        Share
        Tweet
        Related courses
        Running better meetings
        $480
        Coaching for managers
        $690
        Privacy policy
        © 2026 Green Shoots Ltd. All rights reserved.
        """,
    ),
    "German": (
        """\
        Zum Inhalt springen
        Startseite | Kurse | Über uns | Kontakt | Anmelden
        Wir verwenden Cookies, um Ihnen die Nutzung unserer Seite zu erleichtern.
        Alle akzeptieren
        """,
        """\
        Jetzt buchen
        Weitere Kurse
        Besser verhandeln
        Zeit im Griff
        Impressum
        Datenschutz
        AGB
        """,
    ),
    "French": (
        """\
        Aller au contenu
        Accueil | Formations | À propos | Contact | Connexion
        Nous utilisons des cookies pour améliorer votre visite.
        Tout accepter
        Tout refuser
        """,
        """\
        Formations similaires
        Conduire une réunion
        Gérer son temps
        Mentions légales
        © 2026 Les Jeunes Pousses – Tous droits réservés
        """,
    ),
}


def lines_of(frame: str) -> list[str]:
    return [line.strip() for line in frame.strip().split("\n")]


def framed(course: str, name: str) -> tuple[str, set[int]]:
    """A course in its frame, and the numbers of the frame's lines."""
    above, below = map(lines_of, FRAMES[name])
    course_lines = course.strip("\n").split("\n")
    text = [*above, "", *course_lines, "", *below]
    ends = len(text) - len(below) + 1
    return "\n".join(text), {*range(1, len(above) + 1), *range(ends, len(text) + 1)}


def shape(tree) -> tuple:
    return (
        tree.title,
        [(field.name, field.value) for field in tree.fields],
        [(item.depth, item.kind, item.label, item.title) for item in tree.items],
    )


def furniture(tree) -> set[int]:
    """The lines that the one doubt names."""
    doubts = [doubt for doubt in tree.doubts if doubt.code == "page-furniture"]
    assert len(doubts) <= 1
    found = set()
    for span in doubts[0].params["lines"].split(", ") if doubts else ():
        first, _, last = span.partition("–")
        found |= set(range(int(first), int(last or first) + 1))
    return found


@pytest.mark.parametrize("name", FRAMES)
def test_a_page_reads_as_the_course_alone_and_one_doubt_names_the_frame(name):
    text, frame = framed(COURSE, name)

    tree = parse(text)

    assert shape(tree) == shape(parse(COURSE))
    assert furniture(tree) == frame
    kinds = {line: extra.kind for extra in tree.extras for line in extra.lines}
    assert {kinds[line] for line in frame} == {"noise"}
    assert losses(tree) == []
    assert complaints(tree) == []


@pytest.mark.parametrize("name", FRAMES)
def test_any_example_in_a_frame_keeps_its_items(name):
    other = []
    for path in EXAMPLES:
        course = path.read_text(encoding="utf-8")
        text, _ = framed(course, name)
        if "<" not in course and shape(parse(text))[2] != shape(parse(course))[2]:
            other.append(path.stem)

    assert other == []


CONTENT = {
    "the course is about customer service": """\
        在线客服沟通技巧
        一、认识客服
        1、在线客服
        2、电话咨询
        二、客服话术
        1、收藏
        2、分享
        """,
    "collecting": """\
        收藏品鉴赏入门
        课程对象：收藏爱好者
        收藏的乐趣
        收藏品的分类
        收藏品的鉴定
        """,
    "short videos": """\
        短视频运营
        一、互动指标
        ● 点赞
        ● 收藏
        ● 在看
        ● 转发
        二、数据复盘
        ● 评论
        ● 分享
        """,
    "an app's pages": """\
        移动应用测试
        第一章 页面测试
        - 首页
        - 登录
        - 注册
        - 购物车
        第二章 接口测试
        - 登录
        - 注册
        - 购物车
        """,
    "the web": """\
        Web security
        1. Cookies and sessions
        2. How sites use cookies
        - Home
        - Login
        - Copyright in code
        3. Share buttons
        """,
    "a sentence": """\
        公众号写作
        一、标题
        读者为什么会点赞、收藏和转发？
        点击阅读原文的人有多少，说明标题好不好。
        二、正文
        推荐课程时怎样不像广告
        """,
    "reading": """\
        英语阅读
        一、精读
        阅读 1
        阅读 2
        二、泛读
        阅读原文并讨论
        """,
}


@pytest.mark.parametrize("name", CONTENT)
def test_words_of_pages_in_a_course_are_content(name):
    text = "\n".join(lines_of(CONTENT[name]))

    tree = parse(text)

    assert furniture(tree) == set()
    held = {line for entry in (*tree.items, *tree.fields) for line in entry.lines}
    assert held == set(range(2, len(lines_of(CONTENT[name])) + 1))


def test_other_courses_with_prices_above_the_course_are_left_out():
    text = "热门课程\n高效会议 ¥1980\n情境领导\n¥2680\n" + COURSE

    tree = parse(text)

    assert shape(tree) == shape(parse(COURSE))
    assert furniture(tree) == {1, 2, 3, 4}


def test_a_contact_below_other_courses_is_kept():
    tree = parse(COURSE + "推荐课程\n情境领导\n目标管理\n联系电话：0571-88000000\n")

    assert furniture(tree) == {12, 13, 14}
    assert [extra.lines for extra in tree.extras if extra.kind == "contact"] == [(15,)]


def test_many_lists_of_other_courses_cost_linear_time():
    text = COURSE + "推荐课程\n情境领导\n" * 3000

    assert len(furniture(parse(text))) == 6000
