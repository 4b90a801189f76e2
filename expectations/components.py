"""Names of an index's parts against the weights of its year, on scans."""

from __future__ import annotations

from expectations.check import Check, Subject
from expectations.checks import read_right
from expectations.reference import component_code


def known_component(column: str, subject_name: str) -> Check:
    """A scanned name is one of those that the year has weights or deductions for.

    ``subject_name``: whose parts, as in ``weight.csv``. A known name was read right; a year without
    weights knows none.
    """

    def codes(subject: Subject) -> frozenset[str]:
        known = subject.reference.weights(subject_name, subject.tahun)
        return frozenset(known) | subject.reference.deductions(subject_name, subject.tahun)

    def unknown(subject: Subject) -> list[str | None] | None:
        known = codes(subject)
        if not known:
            return None
        return [
            text if text and row.method == "ocr" and component_code(text) not in known else None
            for text, row in zip(subject.text(column), subject.rows, strict=True)
        ]

    def proof(subject: Subject) -> list[bool]:
        known = codes(subject)
        return [component_code(text or "") in known for text in subject.text(column)]

    def told(subject: Subject, _index: int) -> str:
        return f"tahun {subject.tahun} tidak mengenal nama itu"

    return read_right("komponen_dikenal", column, unknown, proof, told)
