"""The standard command-line parser, speaking Indonesian.

argparse takes its words from gettext, whose catalogues Python does not ship for Indonesian; so its
few sentences are put into words here, where help and errors are written.
"""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

_ERRORS = (
    (r"the following arguments are required: (.*)", r"yang berikut wajib disebut: \1"),
    (r"unrecognized arguments: (.*)", r"tidak dikenal: \1"),
    (r"one of the arguments (.*) is required", r"sebutkan salah satu: \1"),
    (r"not allowed with argument (\S+)", r"tidak boleh bersama \1"),
    (r"argument (\S+): (.*)", r"\1: \2"),
    (r"invalid choice: (\S+) \(choose from (.*)\)", r"pilihan \1 tidak ada (pilih dari \2)"),
    (r"expected one argument", "harus diikuti satu nilai"),
    (r"expected at least one argument", "harus diikuti sedikitnya satu nilai"),
    (r"invalid (\S+) value: (.*)", r"nilai \2 tidak sah"),
)


class _Formatter(argparse.HelpFormatter):
    """Help whose usage line begins in Indonesian."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """As the standard one, with another first word."""
        super().add_usage(usage, actions, groups, "pemakaian: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are Indonesian; wrong use ends with exit code 2."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, **settings, "add_help": False})
        self._positionals.title = "yang disebut"
        self._optionals.title = "pilihan"
        self.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini lalu selesai")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is."""
        for pattern, words in _ERRORS:
            message = re.sub(pattern, words, message)
        self.exit(2, f"{self.prog}: {message}. Lihat '{self.prog} --help'.\n")
