"""statusgen compiles incidents, maintenance and a support policy into a static status site."""

__version__ = "0.1.0"
