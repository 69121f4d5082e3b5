"""How a month's figures are told: in words for people, as data for programs."""

from statusgen.figures.data import as_csv, as_json
from statusgen.figures.tables import Row, Table, extent, tables
from statusgen.figures.text import as_text

__all__ = ["Row", "Table", "as_csv", "as_json", "as_text", "extent", "tables"]
