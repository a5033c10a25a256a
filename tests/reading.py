"""What a page says, read by the standard library's parser."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "img", "input", "br", "hr", "use"}


@dataclass
class Element:
    tag: str
    attrs: dict
    text: str = ""


@dataclass
class PageRead:
    elements: list[Element] = field(default_factory=list)

    def all(self, *tags: str, **attrs) -> list[Element]:
        wanted = {name.rstrip("_"): value for name, value in attrs.items()}
        return [
            element
            for element in self.elements
            if (not tags or element.tag in tags)
            and all(element.attrs.get(name) == value for name, value in wanted.items())
        ]

    def texts(self, *tags: str, **attrs) -> list[str]:
        return [" ".join(element.text.split()) for element in self.all(*tags, **attrs)]

    def having(self, css_class: str) -> list[str]:
        """The texts of the elements of one class."""
        return [
            " ".join(element.text.split())
            for element in self.elements
            if css_class in element.attrs.get("class", "").split()
        ]

    def links(self) -> list[str]:
        return [element.attrs["href"] for element in self.all("a")]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.page = PageRead()
        self.path: list[Element] = []

    def handle_starttag(self, tag, attrs):
        element = Element(tag, dict(attrs))
        self.page.elements.append(element)
        if tag not in VOID:
            self.path.append(element)

    def handle_endtag(self, tag):
        while self.path and self.path.pop().tag != tag:
            pass

    def handle_data(self, data):
        for element in self.path:
            element.text += data


def read(response) -> PageRead:
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader.page
