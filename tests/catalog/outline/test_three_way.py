"""Two people's changes of one text, part by part."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.outline.three_way import merged, parts, unsettled

BASE = "甲\n一、子\n二、丑\n三、寅\n四、卯\n"
TEXTS = st.lists(st.sampled_from("甲乙丙丁"), max_size=8).map("\n".join)


def test_changes_of_different_lines_are_merged_without_a_question():
    found = parts(BASE, BASE.replace("子", "鼠"), BASE.replace("四、卯\n", "四、卯\n五、辰\n"))

    assert unsettled(found, {}) == []
    assert merged(found, {}) == "甲\n一、鼠\n二、丑\n三、寅\n四、卯\n五、辰\n"


def test_a_line_that_both_changed_is_asked_about_and_the_line_beside_it_is_not():
    mine = BASE.replace("丑", "牛").replace("寅", "虎")
    found = parts(BASE, mine, BASE.replace("丑", "水牛"))

    (asked,) = unsettled(found, {})

    assert (asked.base, asked.mine, asked.theirs) == (("二、丑",), ("二、牛",), ("二、水牛",))
    assert unsettled(found, {asked.key: "theirs"}) == []
    assert merged(found, {asked.key: "theirs"}) == "甲\n一、子\n二、水牛\n三、虎\n四、卯\n"
    assert merged(found, {asked.key: "both"}) == "甲\n一、子\n二、牛\n二、水牛\n三、虎\n四、卯\n"


@given(TEXTS, TEXTS, TEXTS)
def test_one_side_everywhere_gives_that_side(base, mine, theirs):
    found = parts(base, mine, theirs)

    assert merged(found, {part.key: "mine" for part in found}) == mine
    assert merged(found, {part.key: "theirs" for part in found}) == theirs
