"""What the contract asks of any tree, said a second time and apart from the guard."""

import html
import re
from collections import Counter

from catalog.outline import Tree

TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>")
MARK = re.compile(  # for the editor alone
    "〔(?:模[块塊]|小[节節]|要[点點]|案例|工具|[练練][习習]|[讨討][论論]|[视視][频頻]|影片|[说說]明|忽略"
    "|module|section|point|case|tool|exercise|discussion|video|note|ignore)〕",
    re.IGNORECASE,
)
TASK_DONE = re.compile(r"^\s*[-*+]\s+\[[xX]\]\s+")
NUMBER = re.compile(r"^\s*(?:#{1,6}\s+)?(?:\*\*)?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．)）]")


OVER_LINES = re.compile(r"<!--.*?-->|<[/!?]?[A-Za-z][^<>]*>", re.DOTALL)


def complaints(tree: Tree) -> list[str]:
    """Every way in which a tree breaks the promise that nothing is lost and nothing is added.

    A tag of HTML source that runs over the ends of lines holds no word of any of them.
    """
    typed = {line.number: line.text for line in tree.source if line.text.strip()}
    found = complaints_about(tree, typed)
    text = "\n".join(line.text for line in tree.source)
    if not found or not any("\n" in match[0] for match in OVER_LINES.finditer(text)):
        return found
    bare = OVER_LINES.sub(lambda match: "\n" * match[0].count("\n"), text).split("\n")
    words = dict(zip((line.number for line in tree.source), bare, strict=True))
    return complaints_about(tree, {number: words[number] for number in typed})


def complaints_about(tree: Tree, lines: dict[int, str]) -> list[str]:
    answer = tree.as_json()
    entries = [(kind, entry) for kind in ("fields", "items", "extras") for entry in answer[kind]]
    owners: dict[int, list[int]] = {}
    for place, (_, entry) in enumerate(entries):
        for line in set(entry["lines"]):
            owners.setdefault(line, []).append(place)
    flat = {one["line"] for one in answer["warnings"] if one["code"] == "flattened"}
    found = []
    for line in lines:
        kinds = {entries[place][0] for place in owners.get(line, [])}
        several = len(owners.get(line, [])) > 1
        if not kinds:
            found.append(f"{line} is nowhere")
        if several and kinds != {"fields"} and line not in flat:
            found.append(f"{line} stands twice")
    for group in groups(entries, owners):
        found += group_complaints([entries[place] for place in group], lines)
    firsts = [min(item["lines"]) for item in answer["items"] if item["lines"]]
    return found + ["out of order"] * (firsts != sorted(firsts))


def groups(entries: list, owners: dict[int, list[int]]) -> list[list[int]]:
    """Entries that share lines, directly or through others, belong together."""
    of = list(range(len(entries)))
    for places in owners.values():
        joined = {of[place] for place in places}
        of = [min(joined) if one in joined else one for one in of]
    return [[at for at, one in enumerate(of) if one == first] for first in sorted(set(of))]


def group_complaints(group: list, lines: dict[int, str]) -> list[str]:
    kind, entry = group[0]
    numbers = sorted({number for _, one in group for number in one["lines"]})
    texts = [lines.get(number, "") for number in numbers]
    if len(group) > 1:
        got = [words for kind, one in group for words in printed(kind, one, lines)]
        same = any(
            Counter("".join(map(form, got))) == Counter("".join(map(form, texts)))
            for form in (characters, letters)
        )
        return [] if same else [f"{numbers} hold other words together"]
    if kind == "extras":
        return []
    if kind == "items" and not numbers:
        words = entry["label"] + entry["title"]
        return [] if entry.get("implied") and not words else [f"made up: {words}"]
    accepted = [texts] if kind == "items" else [texts, [NUMBER.sub("", texts[0]), *texts[1:]]]
    got = printed(kind, entry, lines)
    answers = [got, got[1:]] if kind == "items" else [got]
    held = any(
        "".join(map(form, answer)) == "".join(map(form, whole))
        for form in (characters, letters)
        for answer in answers
        for whole in accepted
    )
    return [] if held else [f"{numbers} have other words: {got}"]


def printed(kind: str, entry: dict, lines: dict[int, str]) -> list[str]:
    if kind == "items":
        return [entry["label"], entry["title"]]
    if kind == "fields":
        return [entry["name"], entry["value"]]
    return [entry.get("text") or "".join(lines.get(line, "") for line in entry["lines"])]


def letters(text: str) -> str:
    """Letters and digits; underlines, the ticks of done tasks and the editor's marks aside."""
    return "".join(char for char in MARK.sub("", TASK_DONE.sub("", text)) if char.isalnum())


def characters(text: str) -> str:
    """The same without HTML tags and with entities read."""
    return letters(html.unescape(TAG.sub("", text)))
