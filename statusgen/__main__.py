"""Lets `python -m statusgen` do what the `statusgen` command does."""

from statusgen.cli import main

if __name__ == "__main__":
    main()
