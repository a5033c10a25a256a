"""Whether a session runs (stub)."""


class Deciding:
    pass
