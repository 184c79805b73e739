"""`python -m bonewise` is the `bonewise` command."""

from bonewise.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
