"""A new kind of letter is one file: the engine reads it without any other change."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from extractors import kinds
from extractors.kind import all_kinds
from extractors.reader import read_document
from extractors.registry import tables
from tests.extractors.conftest import SAMPLES

DECLARATION = '''"""Desa Bersinar: villages declared clean of narcotics, per satker."""

from extractors.claims import NUMBER, ClaimPattern
from extractors.contract import Column, Table
from extractors.kind import LetterKind
from extractors.table import GridReader

TABLE = Table(
    name="desa_bersinar",
    comment="Desa Bersinar, satu baris per satker",
    columns=(
        Column("no", "integer", "Nomor urut", headers=("^no$",)),
        Column("satker", "text", "Satker", headers=("^satuankerja",)),
        Column("jumlah_desa", "integer", "Jumlah desa", headers=("^jumlahdesa",)),
    ),
    keys=("no",),
)

KIND = LetterKind(
    name="desa_bersinar",
    title="Desa Bersinar",
    tables=(TABLE,),
    readers=(GridReader(TABLE, totals="^jumlah"),),
    subject=("desabersinar",),
    claims=(ClaimPattern(rf"sebanyak (?P<jumlah_desa>{NUMBER}) desa"),),
)
'''


def typeset(path: Path, rows: int) -> None:
    styles = getSampleStyleSheet()
    lines = (
        "Nomor : B/12/I/DE/PM.00/2025/BNN",
        "Perihal : Hasil Penetapan Desa Bersinar Tahun 2024",
        "Kepada Yth. para Kepala BNNP",
        f"Bersama ini disampaikan penetapan sebanyak {3 * rows} desa.",
    )
    data = [["No", "Satuan Kerja", "Jumlah Desa"]]
    data += [[str(i), f"BNNP Wilayah {i}", "3"] for i in range(1, rows + 1)]
    data.append(["Jumlah", "", str(3 * rows)])
    grid = Table(data, repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])
    body = [Paragraph(line, styles["Normal"]) for line in lines]
    SimpleDocTemplate(str(path), pagesize=A4).build([*body, grid])


@pytest.mark.usefixtures("fresh_kinds")
def test_one_file_adds_a_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    declared = tmp_path / "kinds"
    declared.mkdir()
    (declared / "desa_bersinar.py").write_text(DECLARATION, encoding="utf-8")
    letter = tmp_path / "raw" / "2024" / "surat.pdf"
    letter.parent.mkdir(parents=True)
    typeset(letter, rows=70)

    before = read_document(letter)
    assert before.status == "tidak_dikenal"
    assert [item.kind for item in before.letters] == ["tidak_dikenal"]

    monkeypatch.setattr(kinds, "__path__", [*kinds.__path__, str(declared)])
    all_kinds.cache_clear()
    assert "desa_bersinar" in tables()
    read = read_document(letter)
    assert [(item.kind, item.tahun) for item in read.letters] == [("desa_bersinar", 2024)]
    assert [row.values["no"] for row in read.rows] == [str(i) for i in range(1, 71)]
    assert {row.page for row in read.rows} == {1, 2}
    stated = {(claim.claim, claim.value) for claim in read.claims}
    assert stated == {("jumlah_desa", "210"), ("total_jumlah_desa", "210")}

    for path in SAMPLES:
        assert all(item.kind != "desa_bersinar" for item in read_document(path).letters)
