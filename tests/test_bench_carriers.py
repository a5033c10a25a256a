"""What python -m bench.carriers compares with: its outlines, its files, its scores."""

import html
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pytest
from defusedxml import ElementTree

from bench.carriers import pages, texts, word
from bench.carriers.__main__ import CARRIERS, STATED, Carrier, measured, verdict
from bench.carriers.labels import CHINESE, chinese, decimal, typed
from bench.carriers.outlines import Node, count, load, tree
from bench.carriers.pages import on_page
from bench.carriers.readers import html_entries, kaike, pandoc_entries
from bench.carriers.scoring import bare, score

OUTLINES = load()
WRITTEN = [carrier for carrier in CARRIERS if carrier.suffix not in (".pdf", ".png")]
TITLE = "厅堂服务"
TREE = (
    Node(
        "迎接", (Node("站位", label="1."), Node("问候", (Node("微笑"),), label="2.")), label="一、"
    ),
    Node("送别", (Node("问候"),), label="二、"),
)


def texts_of(nodes):
    for node in nodes:
        yield node.text
        yield from texts_of(node.children)


def depth_of(nodes):
    return max((1 + depth_of(node.children) for node in nodes), default=0)


def words_in(path):
    """The letters and digits that a person sees in the file, in order."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            body = ElementTree.fromstring(package.read("word/document.xml"))
        return bare("".join(part.text or "" for part in body.iter() if part.tag.endswith("}t")))
    if path.suffix == ".pdf":
        shown = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
        return bare(shown.stdout.decode())
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = html.unescape(re.sub(r"<[^>]*>", "", text))
    return bare(text)


def missing_in(words, nodes):
    """The first entry that does not stand after the ones before it, or None."""
    at = 0
    for text in texts_of(nodes):
        at = words.find(bare(text), at)
        if at < 0:
            return text
        at += len(bare(text))
    return None


def unlabelled(nodes):
    return tuple(Node(node.text, unlabelled(node.children)) for node in nodes)


def labels_in_text(nodes):
    return tuple(Node(node.label + node.text, labels_in_text(node.children)) for node in nodes)


def test_the_set_is_large_and_has_several_shapes():
    assert len(OUTLINES) >= 10
    assert sum(count(outline.nodes) for outline in OUTLINES) >= 800
    assert {outline.language for outline in OUTLINES} == {"zh", "en", "ja"}
    assert {depth_of(outline.nodes) for outline in OUTLINES} >= {3, 4}
    assert all(bare(text) for outline in OUTLINES for text in texts_of(outline.nodes))
    assert all(len(outline.fields) >= 3 for outline in OUTLINES)


@pytest.fixture(scope="module", params=WRITTEN, ids=lambda carrier: carrier.name)
def samples(request, tmp_path_factory):
    return request.param.write(OUTLINES, tmp_path_factory.mktemp("carrier"))


def test_a_file_holds_every_entry_in_order(samples):
    assert len(samples) == len(OUTLINES)
    assert [missing_in(words_in(path), nodes) for path, nodes in samples] == [None] * len(samples)


def test_what_is_expected_of_a_file_is_the_outline(samples):
    assert [unlabelled(nodes) for _, nodes in samples] == [outline.nodes for outline in OUTLINES]


def test_a_perfect_tree_is_all_right_with_labels_and_without(samples):
    for outline, (_, nodes) in zip(OUTLINES, samples, strict=True):
        for read in (nodes, unlabelled(nodes), labels_in_text(nodes)):
            found = score(outline.title, nodes, read)

            assert (found.right, found.wrong, found.empty) == (count(nodes), (), False)


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="LibreOffice or poppler is not installed",
)
def test_a_pdf_holds_every_entry_in_order(tmp_path):
    try:
        samples = pages.pdfs(OUTLINES[:3], tmp_path)
    except pages.Skipped as reason:  # LibreOffice is there without its word processor
        pytest.skip(str(reason))

    for outline, (path, nodes) in zip(OUTLINES, samples, strict=False):
        assert missing_in(words_in(path), nodes) is None
        assert unlabelled(nodes) == outline.nodes


def test_without_an_office_the_pdf_is_skipped_in_words(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    pdf = next(carrier for carrier in CARRIERS if carrier.name == "pdf")

    found = measured([pdf], OUTLINES[:1], tmp_path)

    assert found["carriers"]["pdf"]["skipped"].startswith("soffice is not installed")
    assert found["verdict"]["short"] == []
    assert found["verdict"]["not judged"][0].startswith("pdf: soffice is not installed")


def test_a_moved_entry_loses_and_what_is_below_it_does_not():
    moved = (replace(TREE[0], children=TREE[0].children[:1]), *TREE[0].children[1:], TREE[1])

    found = score(TITLE, TREE, moved)

    assert (found.nodes, found.right) == (6, 5)
    assert found.wrong == ("问候: below the top, not 迎接",)


def test_a_lost_entry_loses_itself_and_its_children():
    first, second = TREE
    lost = (replace(first, children=(first.children[0], *first.children[1].children)), second)

    found = score(TITLE, TREE, lost)

    assert found.right == 4
    assert set(found.wrong) == {"问候: missing", "微笑: below 迎接, not 问候"}


def test_of_two_equal_entries_each_is_wanted():
    assert (
        score(TITLE, (Node("问", (Node("答"), Node("答"))),), (Node("问", (Node("答"),)),)).right
        == 2
    )


def test_a_label_that_is_not_the_written_one_is_another_text():
    assert score(TITLE, TREE, (Node("五、迎接"),)).right == 0


def test_white_space_and_punctuation_do_not_count():
    assert score(TITLE, (Node("问，候 一"),), (Node("问候：一"),)).right == 1


def test_the_title_is_no_parent_and_fields_are_no_fault():
    read = (Node("课程收益", (Node("会问候"),)), Node(TITLE, TREE))

    assert score(TITLE, TREE, read).right == 6


@pytest.mark.parametrize("read", [(), (Node("课程收益", (Node("会问候"),)),), (Node(TITLE),)])
def test_a_tree_without_any_entry_is_empty(read):
    found = score(TITLE, TREE, read)

    assert (found.right, found.empty) == (0, True)


def test_an_implied_parent_is_not_the_top():
    assert score(TITLE, (Node("迎接"),), (Node("", (Node("迎接"),)),)).right == 0


def test_an_entry_belongs_to_the_nearest_smaller_depth_above():
    read = tree([(2, "a", ""), (4, "b", ""), (3, "c", ""), (1, "d", ""), (2, "e", "1.")])

    assert read == (
        Node("a", (Node("b"), Node("c"))),
        Node("d", (Node("e", label="1."),)),
    )


@pytest.mark.parametrize(
    ("number", "shown"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")]
)
def test_chinese_numbers(number, shown):
    assert chinese(number) == shown


def test_typed_labels_follow_the_depth():
    rows = typed(OUTLINES[0].rows(), CHINESE)

    assert [row.label for row in rows[:4]] == ["一、", "（一）", "1.", "2."]


def test_decimals_go_on_through_the_file_or_start_anew():
    modules = (Node("甲", (Node("子"), Node("丑"))), Node("乙", (Node("寅"), TREE[1])))
    outline = replace(OUTLINES[0], nodes=modules)

    on = [row.label for row in decimal(outline.rows(), starts_anew=False)]
    anew = [row.label for row in decimal(outline.rows(), starts_anew=True)]

    assert on == ["", "1.", "2.", "", "3.", "4.", "4.1."]
    assert anew == ["", "1.", "2.", "", "1.", "2.", "2.1."]


def test_pandoc_headings_and_lists_become_a_tree():
    def plain(text):
        return {"t": "Plain", "c": [{"t": "Strong", "c": [{"t": "Str", "c": text}]}]}

    inner = {"t": "OrderedList", "c": [[1, {}, {}], [[plain("c")], [plain("d")]]]}
    blocks = [
        {"t": "Header", "c": [2, ["", [], []], [{"t": "Str", "c": "a"}, {"t": "Space"}]]},
        {"t": "Para", "c": [{"t": "Str", "c": "no entry"}]},
        {"t": "Div", "c": [["", [], []], [{"t": "BulletList", "c": [[plain("b"), inner]]}]]},
        {"t": "Header", "c": [2, ["", [], []], [{"t": "Str", "c": "e"}]]},
    ]

    assert tree(pandoc_entries(blocks)) == (
        Node("a ", (Node("b", (Node("c"), Node("d"))),)),
        Node("e"),
    )


def test_html_headings_and_lists_become_a_tree():
    markup = (
        "<h1>a</h1><p>no</p><ul><li><b>b</b> b<ol><li>c</li></ol></li><li>d</li></ul><h1>e</h1>"
    )

    assert tree(html_entries(markup)) == (
        Node("a", (Node("b b", (Node("c"),)), Node("d"))),
        Node("e"),
    )


def test_only_what_stands_on_the_first_page_is_expected_of_its_picture():
    assert on_page(TREE, "厅堂服务 一、迎接 1. 站位 2. 问候") == (
        Node("迎接", (Node("站位", label="1."), Node("问候", label="2.")), label="一、"),
    )


def test_this_product_is_asked_as_its_command_answers(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(texts.typed_text(OUTLINES[0])[0], encoding="utf-8")

    assert not score(OUTLINES[0].title, OUTLINES[0].nodes, kaike(path).nodes).empty


def test_a_refusal_is_no_tree_and_keeps_its_sentence(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"\0\1\2")

    reading = kaike(path)

    assert reading.nodes == ()
    assert reading.refused
    assert "crashed" not in reading.refused


def test_a_crash_is_a_result_and_the_other_files_go_on(tmp_path, monkeypatch):
    def crash(*args, **options):
        raise ZeroDivisionError

    monkeypatch.setattr("django.core.management.call_command", crash)

    assert kaike(tmp_path / "a.txt").refused == "crashed: ZeroDivisionError()"


def test_the_verdict_names_each_bar_that_is_missed():
    def figures(right, empty, pandoc, upload=None):
        ours = {"kaike": {"right": right, "empty": empty}, "upload": {"right": upload or right}}
        return {"bar": STATED, "pandoc": pandoc, **ours}

    good = {"a": figures(0.99, 0, None), "b": {"skipped": "no office"}}
    poor = {"a": figures(0.99, 1, {"right": 1.0}), "b": figures(0.98, 0, {"right": 0.5})}

    assert verdict(good) == {"reached": True, "short": [], "not judged": ["b: no office"]}
    assert verdict(poor) == {
        "reached": False,
        "short": [
            "a: 0.99 right, 1.0 asked",
            "a: 1 empty trees, 0 asked",
            "b: 0.98 right, 0.99 asked",
        ],
        "not judged": [],
    }
    assert verdict({"a": figures(0.99, 0, {"skipped": "not installed"})})["not judged"] == [
        "a beside pandoc: not installed"
    ]
    assert verdict({"a": figures(0.995, 0, None, upload=0.98)})["short"] == [
        "a: an upload is 0.0150 behind the file, 0.01 allowed"
    ]


def test_the_figures_of_a_carrier(tmp_path):
    def write(outlines, folder):
        path = folder / "a.bin"
        path.write_bytes(b"\0\1\2")
        return [(path, outlines[0].nodes)]

    found = measured([Carrier("none", ".bin", STATED, write)], OUTLINES[:1], tmp_path, show=True)

    figures = found["carriers"]["none"]
    assert (figures["pandoc"], figures["mammoth"]) == (None, None)
    assert (figures["kaike"]["right"], figures["kaike"]["empty"]) == (0.0, 1)
    assert sum(figures["kaike"]["refused"].values()) == 1
    assert len(figures["kaike"]["wrong"]["a.bin"]) == figures["nodes"] == found["nodes"]
    assert not found["verdict"]["reached"]


def test_word_files_are_of_the_shapes_that_they_name():
    deep = next(outline for outline in OUTLINES if outline.name == "branch-morning")

    def part(write, name):
        data, _ = write(deep)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.read(name).decode()

    assert '"ListBullet3"' in part(word.list_styles, "word/document.xml")
    assert 'w:val="%1.%2."' in part(word.decimal_list, "word/numbering.xml")
    assert "<w:tbl>" in part(word.table, "word/document.xml")
    assert "numPr" not in part(word.typed_numbers, "word/document.xml")
