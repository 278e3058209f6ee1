"""What the commands of the reports share: wrong usage in one line, with its exit code."""

import argparse
from typing import NoReturn

WRONG_USAGE = 4


class Parser(argparse.ArgumentParser):
    """Wrong usage has the exit code that it has everywhere else here."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USAGE, f"{self.format_usage()}{self.prog}: {message}\n")
