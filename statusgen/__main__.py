"""Lets `python -m statusgen` do what the `statusgen` command does."""

from statusgen.cli.main import main

if __name__ == "__main__":
    main()
