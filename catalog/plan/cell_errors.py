"""PURE. What is said of a cell of the plan that cannot be read."""


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for translation; whoever shows it translates it."""
    return sentence


class CellError(ValueError):
    """``message`` % ``params`` says what cannot be read, and what would be right."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message % params)
        self.message, self.params = message, params
