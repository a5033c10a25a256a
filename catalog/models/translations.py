"""A text in the reader's language where it has one, and the ``lang`` of a text that has not."""

from django.utils.translation import get_language

from catalog.text.folding import is_chinese


def translated(thing, name: str) -> str:
    """A text of ``thing`` in the reader's language; Chinese where no English one is given."""
    english = getattr(thing, f"{name}_en", "")
    return english if in_english() and english else getattr(thing, name)


def language_shown(thing, name: str) -> str:
    """The ``lang`` of that text where it differs from the page's: Chinese on an English page."""
    text = getattr(thing, name)
    return "zh-Hans" if in_english() and text and not getattr(thing, f"{name}_en", "") else ""


def language_of_words(text: str) -> str:
    """The ``lang`` of a text that exists once, in whatever language: Chinese on an English page."""
    return "zh-Hans" if in_english() and is_chinese(text) else ""


def in_english() -> bool:
    return (get_language() or "").startswith("en")
