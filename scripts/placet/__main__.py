"""`python -m placet`."""

from placet.cli import main

if __name__ == "__main__":
    main()
