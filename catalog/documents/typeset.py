"""PURE. A typst template and facts in, the bytes of a PDF out."""

from pathlib import Path

import typst

from catalog.documents.fonts import Font


def typeset(
    template: Path, inputs: dict[str, str], font: Font, *, root: Path, before: bytes = b""
) -> bytes:
    """Return the PDF. ``inputs`` reach the template as data; pictures it names lie in ``root``.

    ``before`` is what the template may call: it can import nothing where ``root`` is elsewhere.
    """
    made = typst.compile(  # type: ignore[call-overload]  # says: all paths of one kind
        before + template.read_bytes(),
        root=root,
        font_paths=[font.regular.parent],
        ignore_system_fonts=True,
        sys_inputs=inputs,
        format="pdf",
    )
    return bytes(made)
