"""How long builds take as history grows: `python -m tests.benchmarks`; pytest leaves it alone."""
