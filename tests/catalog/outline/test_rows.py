"""What of a line is not seen, and what of that is kept."""

from catalog.outline import parse


def test_joiners_stay_inside_pictures_and_go_from_words():
    tree = parse("第一讲 开场\n1、👩\u200d🏫 讲师\n2、两\u200d点")

    assert [item.title for item in tree.items] == ["开场", "👩\u200d🏫 讲师", "两点"]
