"""A version of an outline as a file to take away, in each of the forms it is printed in."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from catalog.documents.course_facts import printed_lines
from catalog.domain.outline_versions import tree_of
from catalog.models import Outline
from catalog.outline.writers.docx import outline_docx
from catalog.outline.writers.printed_text import as_json, as_markdown, as_plain
from catalog.views.documents import DOCX


def _of_items(make):
    return lambda outline, tree: make(
        outline.title or outline.course.title, printed_lines(tree.items)
    )


FORMS = {
    "docx": ("Word", _of_items(outline_docx), DOCX),
    "txt": ("TXT", _of_items(as_plain), "text/plain; charset=utf-8"),
    "md": ("Markdown", _of_items(as_markdown), "text/markdown; charset=utf-8"),
    "json": ("JSON", lambda outline, tree: as_json(tree), "application/json"),
}


def version_file(outline: Outline, ending: str) -> HttpResponse:
    """``ending`` is one of FORMS; JSON is the contract of ``parse_outline``, fields and all."""
    if ending not in FORMS:
        raise Http404
    _name, make, content_type = FORMS[ending]
    response = HttpResponse(make(outline, tree_of(outline)), content_type=content_type)
    file = f"{outline.course.slug}-v{outline.number}.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, file) or ""
    return response
