"""Compares a tree with an expectation in the contract's own form, its accepted alternatives too."""

from collections.abc import Iterator

from catalog.outline import Tree


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum()).casefold()


def parents(items: list[dict]) -> list[dict | None]:
    """For each item the nearest item above with a smaller depth; None at the top."""
    found, path = [], []
    for item in items:
        while path and path[-1]["depth"] >= item["depth"]:
            path.pop()
        found.append(path[-1] if path else None)
        path.append(item)
    return found


def place(item: dict | None, shared: set[int]) -> str:
    """What identifies a parent: its first line, and its words where a line holds several."""
    if item is None:
        return "top"
    if not item["lines"]:
        return "implied"
    first = min(item["lines"])
    words = letters(item["label"] + item["title"]) if first in shared else ""
    return f"{first} {words}".strip()


def shared_lines(tree: dict) -> set[int]:
    seen, shared = set(), set()
    for entry in (*tree["fields"], *tree["items"], *tree["extras"]):
        shared |= seen & set(entry["lines"])
        seen |= set(entry["lines"])
    return shared


def accepted_parents(item: dict, parent: dict | None, shared: set[int]) -> set[str]:
    found = {place(parent, shared)}
    for other in item.get("alt", []):
        line = other.get("parent_line")
        found.add("implied" if other.get("implied") else "top" if line == 0 else str(line))
    return found


def wrong_items(expected: dict, got: dict) -> Iterator[str]:
    shared = shared_lines(expected)
    answers = {
        place(item, shared): (item, parent)
        for item, parent in zip(got["items"], parents(got["items"]), strict=True)
        if item["lines"]
    }
    for item, parent in zip(expected["items"], parents(expected["items"]), strict=True):
        if not item["lines"]:
            continue
        here = place(item, shared)
        if here not in answers:
            yield f"{here}: no item {item['title']}"
            continue
        answer, above = answers[here]
        if answer["kind"] not in {item["kind"], *item.get("alt_kinds", [])}:
            yield f"{here}: {answer['kind']}, not {item['kind']}"
        if place(above, shared) not in accepted_parents(item, parent, shared):
            yield f"{here}: below {place(above, shared)}, not {place(parent, shared)}"
        if list(answer["lines"]) != item["lines"]:
            yield f"{here}: lines {answer['lines']}, not {item['lines']}"


def wrong_fields(expected: dict, got: dict) -> Iterator[str]:
    def key(entry: dict) -> tuple:
        return letters(entry["name"]), letters(entry["value"]), tuple(entry["lines"])

    wanted = {key(entry): entry for entry in expected["fields"]}
    found = {key(entry) for entry in got["fields"]}
    yield from (
        f"no field {key}" for key in wanted.keys() - found if not wanted[key].get("optional")
    )
    yield from (f"field not wanted {key}" for key in found - wanted.keys())


def wrong_warnings(expected: dict, got: dict) -> Iterator[str]:
    wanted = {(entry["line"], entry["code"]): entry for entry in expected["warnings"]}
    found = {(entry["line"], entry["code"]) for entry in got["warnings"]}
    for at, entry in wanted.items():
        if at not in found and not entry.get("optional"):
            yield f"no warning {at}"
    yield from (f"warning not wanted {at}" for at in found - wanted.keys())


def differences(expected: dict, tree: Tree) -> list[str]:
    """Every way in which a tree is not the expected one, as short lines."""
    got = tree.as_json()
    title = [] if letters(expected["title"] or "") == letters(got["title"] or "") else ["title"]
    return [
        *title,
        *wrong_items(expected, got),
        *wrong_fields(expected, got),
        *wrong_warnings(expected, got),
    ]
