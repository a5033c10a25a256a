"""Carriers that are text: Markdown, HTML source, typed numbers, indentation alone."""

import html
import re
from collections.abc import Iterator

from .labels import scheme_of, typed
from .outlines import Node, Outline, Row, tree_of

INDENTS = ("\t", "    ", "　　", "  ")
SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


def markdown(outline: Outline) -> tuple[str, tuple[Node, ...]]:
    step = " " * (2 if outline.number % 2 else 4)
    lines = [f"# {_escaped(outline.title)}", ""]
    for name, value in outline.fields:
        if isinstance(value, str):
            lines += [f"**{name}**{outline.colon}{_escaped(value)}", ""]
        else:
            lines += [f"**{name}**{outline.colon}".rstrip(), "", *_bullets(value), ""]
    for row in outline.rows():
        if row.depth == 1:
            lines += ["", f"## {_escaped(row.text)}", ""]
        else:
            lines.append(f"{step * (row.depth - 2)}- {_escaped(row.text)}")
    return "\n".join(lines) + "\n", outline.nodes


def _bullets(values: tuple[str, ...]) -> list[str]:
    return [f"- {_escaped(value)}" for value in values]


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)


def page(outline: Outline) -> tuple[str, tuple[Node, ...]]:
    """An HTML page: h1 is the title, h2 and h3 are headings, lists are nested below them."""
    title = html.escape(outline.title)
    body = [f"<h1>{title}</h1>"]
    for name, value in outline.fields:
        head = f"<strong>{html.escape(name)}{outline.colon.strip()}</strong>"
        if isinstance(value, str):
            body.append(f"<p>{head} {html.escape(value)}</p>")
        else:
            body += [
                f"<p>{head}</p>",
                "<ul>",
                *(f"<li>{html.escape(v)}</li>" for v in value),
                "</ul>",
            ]
    body += _html_rows(outline.rows())
    head = f'<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>'
    lang = {"zh": "zh-CN"}.get(outline.language, outline.language)
    inner = "\n".join(body)
    text = f'<!DOCTYPE html>\n<html lang="{lang}">\n{head}\n<body>\n{inner}\n</body>\n</html>\n'
    return text, outline.nodes


def _html_rows(rows: list[Row]) -> Iterator[str]:
    open_lists = 0
    for row in rows:
        wanted = 0 if row.is_heading else row.level + 1
        while open_lists > wanted:
            yield "</li></ul>"
            open_lists -= 1
        text = html.escape(row.text)
        if row.is_heading:
            yield f"<h{row.depth + 1}>{text}</h{row.depth + 1}>"
        elif wanted > open_lists:
            open_lists += 1
            yield f"<ul><li>{text}"
        else:
            yield f"</li><li>{text}"
    yield "</li></ul>" * open_lists


def typed_text(outline: Outline) -> tuple[str, tuple[Node, ...]]:
    """一、（一）1.（1）; in English I. A. 1. a)."""
    rows = typed(outline.rows(), scheme_of(outline))
    lines = [*_header(outline, mark="· "), "", *(row.label + row.text for row in rows)]
    return "\n".join(lines) + "\n", tree_of(rows)


def indented_text(outline: Outline) -> tuple[str, tuple[Node, ...]]:
    """No marker at all: tabs, spaces or full-width spaces say what belongs to what."""
    step = INDENTS[outline.number % len(INDENTS)]
    lines = _header(outline, mark=step)
    for row in outline.rows():
        if row.depth == 1:
            lines.append("")
        lines.append(step * (row.depth - 1) + row.text)
    return "\n".join(lines) + "\n", outline.nodes


def _header(outline: Outline, *, mark: str) -> list[str]:
    lines = [outline.title, ""]
    for name, value in outline.fields:
        if isinstance(value, str):
            lines.append(f"{name}{outline.colon}{value}")
        else:
            lines.append(f"{name}{outline.colon}".rstrip())
            lines += [mark + part for part in value]
    return lines
