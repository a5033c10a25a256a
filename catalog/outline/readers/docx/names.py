"""Names of WordprocessingML, in the two namespaces that files use."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SPACES = (f"{{{TRANSITIONAL}}}", f"{{{STRICT}}}")


def children(element: Element, name: str) -> Iterator[Element]:
    names = [space + name for space in SPACES]
    return (one for one in element if one.tag in names)


def child(element: Element | None, name: str) -> Element | None:
    return None if element is None else next(children(element, name), None)


def attribute(element: Element | None, name: str) -> str:
    if element is None:
        return ""
    return next((element.attrib[s + name] for s in SPACES if s + name in element.attrib), "")


def value_of(element: Element | None, name: str) -> str:
    """The w:val of a child; empty when there is no such child."""
    return attribute(child(element, name), "val")


def number_in(text: str) -> int | None:
    """A number that Word could have written; anything else is none."""
    digits = text[1:] if text[:1] == "-" else text
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 8 else None


def left(indent: str, hanging: str) -> int | None:
    """Twips from the margin to the first line; first-line indents of prose do not count."""
    columns = number_in(indent)
    return None if columns is None else max(0, columns - (number_in(hanging) or 0))


def indent_in(properties: Element | None) -> int | None:
    """The indentation of paragraph properties, in twips; None where they say nothing of it."""
    indent = child(properties, "ind")
    if indent is None:
        return None
    return left(
        attribute(indent, "left") or attribute(indent, "start"), attribute(indent, "hanging")
    )


def value(said: dict[str, str], name: str) -> str:
    """An attribute as the stream parser names it."""
    return said.get(f"{TRANSITIONAL} {name}") or said.get(f"{STRICT} {name}") or ""


def number_in_hex(text: str) -> int:
    try:
        number = int(text[:6], 16)
    except ValueError:
        return 0
    return number if 31 < number < 0xD800 or 0xDFFF < number < 0xFFFF else 0


def local_name(tag: object) -> str:
    """A tag without its namespace; comments and instructions have none."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
