"""How business goes: counted from parties and sessions, grouped one way, for a span of months.

Sold is what is confirmed. A party that moved is counted where it went, once; who cancelled or
whose time was over is not counted.
"""

from enrollment.queries.figures.figure_tables import Figures, Table, figures
from enrollment.queries.figures.scope import Basis, By, Scope

__all__ = ["Basis", "By", "Figures", "Scope", "Table", "figures"]
