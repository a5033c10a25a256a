"""HTML of the clipboard as outline text: numbers and nesting are written out, no word is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.outline.readers.clipboard import is_structured, text_of_clipboard
from tests.pace import within

WEB = """<html><body><!--StartFragment--><h2>课程大纲</h2>
<ol start="3"><li><b>开场</b><ol type="a"><li>自报家门</li><li>说明来意</li></ol></li>
<li value="7">收束</li></ol><ul><li>复盘<ul><li>录音</li></ul></li></ul><!--EndFragment--></body>"""
WORD = """<html xmlns:o="urn:schemas"><head><style>p.MsoNormal {margin:0}</style></head><body>
<p class=MsoNormal>逾期沟通</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>一、<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>
<![endif]>第一句话<o:p></o:p></p>
<p class=MsoListParagraph style='margin-left:42pt;mso-list:l0 level2 lfo1'><![if !supportLists]>
<span style='mso-list:Ignore'>1.<span>&nbsp;</span></span><![endif]>自报<b>家门</b></p>
<p style='mso-list:l1 level2 lfo2'><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>语速</p>
</body></html>"""


def lines(html: str) -> list[str]:
    return text_of_clipboard(html).splitlines()


def test_a_list_of_a_web_page_keeps_its_numbers_and_nesting():
    assert lines(WEB) == [
        "## 课程大纲",
        "3. 开场",
        "  a. 自报家门",
        "  b. 说明来意",
        "7. 收束",
        "• 复盘",
        "  • 录音",
    ]


def test_a_list_of_word_keeps_the_labels_that_word_shows():
    assert lines(WORD) == ["逾期沟通", "一、 第一句话", "  1. 自报家门", "  • 语速"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>甲<br>乙</p>", ["甲", "乙"]),
        ("<h1>第一模块 开场</h1>", ["第一模块 开场"]),
        (
            "<table><tr><th>城市<th>1月</tr><tr><td>昆明<td>12-13</tr></table>",
            ["城市\t1月", "昆明\t12-13"],
        ),
        ("<table><tr><td><p>甲</p><p>乙</p></td><td>丙</td></tr></table>", ["甲 乙\t丙"]),
        ('<ol style="list-style-type: cjk-ideographic"><li>甲<li>乙</ol>', ["一、 甲", "二、 乙"]),
        ("<ol type=I start=4><li>甲</ol>", ["IV. 甲"]),
        ("<script>x()</script><style>y</style><p>甲</p>", ["甲"]),
        ("<p>3 &lt; 5 &amp; 7</p>", ["3 < 5 & 7"]),
        ("<li>甲", ["• 甲"]),
        ("甲<!-- 乙 -->", ["甲"]),
        ("", []),
    ],
)
def test_pieces_of_html_become_lines(html, expected):
    assert lines(html) == expected


@pytest.mark.parametrize(
    ("html", "structured"),
    [(WEB, True), (WORD, True), ("<p>甲</p>", False), ("<span>甲</span>", False)],
)
def test_only_lists_headings_and_tables_need_the_server(html, structured):
    assert is_structured(html) is structured


TAGS = ["p", "li", "ol", "ul", "table", "tr", "td", "h2", "b", "span", "br", "div"]
PIECES = st.lists(
    st.one_of(
        st.text("甲乙丙 1.", min_size=1, max_size=4),
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
        st.sampled_from(["<p style='mso-list:l0 level2'>", "<span style='mso-list:Ignore'>"]),
    ),
    max_size=30,
)


@given(PIECES)
def test_no_word_of_any_html_is_lost(pieces):
    words = re.sub(r"[\s1.]+", "", re.sub(r"<[^>]*>", "", "".join(pieces)))

    kept = re.sub(r"[^甲乙丙]", "", text_of_clipboard("".join(pieces)))

    assert kept == words


@pytest.mark.parametrize("piece", ["<ul><li>", "<td>", "<span style='mso-list:Ignore'>", "<", "<!"])
def test_hostile_html_takes_no_longer_than_its_length(piece):
    html = piece * (50_000 // len(piece))

    assert within(2_000, lambda: text_of_clipboard(html))


def test_all_that_a_form_may_send_is_read(settings):
    styled = f'<li style="{"x" * 900}">点</li>'
    page = f"<ul>{styled * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE // len(styled))}</ul><p>末行</p>"

    assert text_of_clipboard(page).endswith("末行\n")
