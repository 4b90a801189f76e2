"""What each rule means, in a steward's words: ``rules.toml``, else the rule's name."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "rules.toml"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A rule for people: its title, why it matters, what to do, and where it comes from."""

    title: str
    why: str = ""
    todo: str = ""
    source: str = ""


@cache
def _explanations() -> dict[str, Explanation]:
    written = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {rule: Explanation(**entry) for rule, entry in written.items()}


def explain(rule: str) -> Explanation:
    """The explanation of a rule; of an unknown one its name, readable."""
    known = _explanations().get(rule)
    return known or Explanation(rule.replace("_", " ").capitalize())
