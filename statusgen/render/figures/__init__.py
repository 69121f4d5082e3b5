"""A month's figures: as tables and text for people, as JSON and CSV for programs."""

from statusgen.render.figures.data import as_csv, as_json
from statusgen.render.figures.tables import Row, Table, extent, tables
from statusgen.render.figures.text import as_text

__all__ = ["Row", "Table", "as_csv", "as_json", "as_text", "extent", "tables"]
