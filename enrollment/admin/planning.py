"""The plan of a year as a grid (stub)."""


class Planning:
    pass
