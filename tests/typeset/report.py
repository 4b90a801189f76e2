"""A performance report (LKIP): summary, achievement table, a section for each indicator, budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from html import escape
from random import Random

from tests.typeset.country import Province
from tests.typeset.frame import Record, Typeset, header, printed_date, table
from tests.typeset.national import CENT, DEKTARI, category, comma, draw

FILLER = "Kegiatan dilaksanakan secara berkelanjutan bersama pemangku kepentingan di daerah. " * 30
BUDGET_ROWS = ("Belanja Pegawai", "Belanja Barang", "Belanja Modal")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of the report with its figures as printed."""

    number: str
    objective: str
    wording: str
    target: str
    realisasi: str
    capaian: str
    unit: str

    @property
    def claims(self) -> set[tuple[str, str | None, str]]:
        """What its box states."""
        return {
            ("target", self.number, self.target.replace(",", ".")),
            ("realisasi", self.number, self.realisasi.replace(",", ".")),
            ("capaian", self.number, self.capaian.replace(",", ".")),
        }


def indicators(random: Random, province: Province) -> list[Indicator]:
    """Six indicators under five objectives; percentages cut or rounded, as reports do."""
    place = f"Provinsi {province.name}"
    wordings = (
        (
            "1.1",
            "Meningkatnya daya tangkal anak dan remaja terhadap peredaran gelap narkotika",
            "Jumlah kabupaten/kota dengan Indeks Ketahanan Diri Remaja Terhadap Penyalahgunaan "
            f"Narkoba berkategori Tinggi di wilayah {place}",
            "Kab / Kota",
        ),
        (
            "2.1",
            "Meningkatnya daya tangkal keluarga terhadap peredaran gelap narkotika",
            "Jumlah kabupaten/kota dengan Indeks Ketahanan Keluarga Terhadap Penyalahgunaan "
            f"Narkoba berkategori Tinggi di wilayah {place}",
            "Kab / Kota",
        ),
        (
            "3.1",
            "Meningkatnya aksesibilitas dan kemampuan fasilitas layanan rehabilitasi narkotika",
            "Jumlah lembaga rehabilitasi yang memenuhi Standar Pelayanan Minimal (SPM)",
            "Lembaga",
        ),
        (
            "3.2",
            "",
            "Jumlah unit penyelenggara layanan rehabilitasi Intervensi Berbasis Masyarakat (IBM) "
            f"di wilayah {place}",
            "Unit IBM",
        ),
        (
            "4.1",
            "Meningkatnya proses manajemen kinerja secara efektif dan efisien",
            f"Nilai Kinerja Anggaran BNN {place}",
            "NKA",
        ),
        (
            "5.1",
            "Meningkatnya tata kelola administrasi keuangan yang sesuai prosedur",
            f"Nilai Indikator Kinerja Pelaksanaan Anggaran (IKPA) BNN {place}",
            "IKPA",
        ),
    )
    found = []
    for number, objective, wording, unit in wordings:
        is_count = unit not in {"NKA", "IKPA"}
        target = Decimal(random.randint(2, 20) if is_count else random.randint(80, 95))
        value = Decimal(random.randint(1, 25)) if is_count else draw(random, 70, 99, CENT)
        mode = random.choice((ROUND_DOWN, ROUND_HALF_UP))
        percent = (value * 100 / target).quantize(CENT, mode)
        whole = percent == percent.to_integral_value()
        printed = str(int(percent)) if whole else comma(percent)
        found.append(
            Indicator(number, objective, wording, str(target), comma(value), printed, unit)
        )
    return found


def _box(item: Indicator, style: int) -> str:
    if style == 0:
        lines = (
            *(f"IKK : {item.wording}", "TARGET :", item.target, item.unit, "PENCAPAIAN :"),
            *(item.realisasi, f"{item.capaian}%", item.number),
        )
        return "".join(f"<p>{escape(line)}</p>" for line in lines)
    line = f"TARGET : {item.target} {item.unit} PENCAPAIAN : {item.realisasi} {item.capaian}%"
    if style == 1:
        return f"<p>IKK : {escape(item.wording)}</p><p>{line} {item.number}</p>"
    return (
        f'<table><tr><td style="width:45%">IKK : {escape(item.wording)}</td><td>TARGET : '
        f"{item.target} {item.unit}</td><td>PENCAPAIAN : {item.realisasi}</td>"
        f"<td>{item.capaian}%</td><td>{item.number}</td></tr></table>"
    )


def _summary(item: Indicator, letter: str) -> str:
    return (
        f"<p>- {letter}. Indikator Kinerja Kegiatan “{escape(item.wording)}” mencapai nilai "
        f"{item.realisasi} {item.unit} dari target {item.target} {item.unit}, sehingga masuk dalam "
        f"kategori Sangat Baik dengan pencapaian sebesar {item.capaian}%.</p>"
    )


def _details(random: Random, province: Province, number: str) -> list[Record]:
    """Rows of the table under an indicator, in the report's own columns."""
    rows = []
    for turn, one in enumerate(province.offices, start=1):
        row = {
            "indikator": number,
            "no": "",
            "satker": f"{one.kind} {one.area}",
            "target": "",
            "nilai": "",
            "kategori": "",
        }
        if number == "1.1":
            value = draw(random, 44, 58, CENT)
            row |= {"no": str(turn), "nilai": comma(value), "kategori": category(DEKTARI, value)}
        elif number == "3.2":
            row |= {"no": str(turn), "nilai": str(random.randint(1, 9))}
        else:
            row["satker"] = f"BNN {row['satker']}"
            row |= {"target": "90", "nilai": comma(draw(random, 80, 99, CENT))}
        rows.append(row)
    return rows


def _detail_table(number: str, rows: Sequence[Record]) -> str:
    if number == "1.1":
        head = ("No", "Kabupaten / Kota", "Nilai Indeks Ketahanan Diri Remaja", "Kategori")
        printed = [(f"{r['no']}.", r["satker"], r["nilai"], r["kategori"]) for r in rows]
    elif number == "3.2":
        head = ("No", "Kabupaten / Kota", "Jumlah Unit IBM Terbentuk")
        printed = [(f"{r['no']}.", r["satker"], f"{r['nilai']} Unit") for r in rows]
        total = sum(int(row["nilai"]) for row in rows)
        printed.append(("", "TOTAL", f"{total} Unit"))
    else:
        head = ("SATKER", "TARGET NKA", "NKA", "KET")
        printed = [(r["satker"], r["target"], r["nilai"], "Melebihi Target") for r in rows]
    return table(header(head), printed)


def _formula(item: Indicator) -> str:
    head = header(("No", "Indikator Kinerja Kegiatan", "Formula", "Hasil Perhitungan", "Ket."))
    formula = f"= ({item.realisasi}/{item.target}) * 100% = {item.capaian}%"
    return table(head, [("1.", item.wording, "= (∑ RIK / ∑ TIK) * 100%", formula, "Realisasi")])


def _sections(
    random: Random, items: Sequence[Indicator], details: dict[str, list[Record]], filler: str
) -> str:
    counts = {"3": 2}
    parts = []
    for turn, item in enumerate(items):
        objective = item.number.split(".", maxsplit=1)[0]
        if item.objective:
            count = counts.get(objective, 1)
            parts.append(
                f"<p>{objective}</p><p>Sasaran : {item.objective}</p><p>Sasaran kegiatan diatas, "
                f"diimplementasikan melalui {count} indikator kinerja kegiatan sebagai "
                "berikut :</p>"
            )
        parts.append(_box(item, turn % 3))
        parts.append(f"<p>Definisi operasional dari indikator ini. {filler}</p>")
        if item.number in details:
            parts.append("<p>Adapun daftar pencapaiannya ialah sebagai berikut :</p>")
            parts.append(_detail_table(item.number, details[item.number]))
        parts.append(_formula(item))
        parts.append(f"<p>{filler * random.randint(1, 2)}</p>")
    return "".join(parts)


def _money(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _budget(random: Random) -> list[Record]:
    rows = []
    total = [0, 0]
    for name in BUDGET_ROWS:
        pagu = random.randint(50_000, 5_000_000) * 1000
        spent = pagu - random.randint(1_000, 40_000) * 137
        total = [total[0] + pagu, total[1] + spent]
        rows.append(_budget_row(name, pagu, spent))
    return [*rows, _budget_row("Total", *total)]


def _budget_row(name: str, pagu: int, spent: int) -> Record:
    percent = (Decimal(spent) * 100 / pagu).quantize(CENT, ROUND_HALF_UP)
    return {
        "jenis": name,
        "pagu": _money(pagu),
        "realisasi": _money(spent),
        "persen": comma(percent),
        "sisa": _money(pagu - spent),
        "persen_sisa": comma(100 - percent),
    }


def report(tahun: int, province: Province, seed: int = 0, filler: str = FILLER) -> Typeset:
    """The report of one BNNP; ``filler`` is the prose between its tables."""
    random = Random(f"lkip {tahun} {seed} {province.code}")
    office = f"Badan Narkotika Nasional Provinsi {province.name}"
    items = indicators(random, province)
    details = {number: _details(random, province, number) for number in ("1.1", "3.2", "4.1")}
    budget = _budget(random)
    nomor = f"SPeng / {random.randint(1, 99)} /Ka/I/{tahun + 1}/BNNP"
    date = f"{tahun + 1}-01-{random.randint(2, 28):02d}"
    achievements = [
        {
            "sasaran": item.objective,
            "indikator": item.wording,
            "target": item.target,
            "realisasi": item.realisasi,
            "capaian": item.capaian,
        }
        for item in items
    ]
    head = header(("Sasaran", "Indikator Kinerja Kegiatan", "Target", "Realisasi", "Capaian"))
    lines = [
        (
            *(str(turn), row["jenis"], row["pagu"], row["realisasi"], f"{row['persen']}%"),
            *(row["sisa"], f"{row['persen_sisa']}%"),
        )
        for turn, row in enumerate(budget, start=1)
    ]
    lines[-1] = ("", *lines[-1][1:])
    html = f"""
        <p class="right">{province.name}, {printed_date(date)}</p>
        <p class="head">SURAT PENGANTAR</p><p class="head">Nomor : {nomor}</p>
        <p>Dokumen Laporan Kinerja Instansi Pemerintah (LKIP) {office} Tahun {tahun}.</p>
        <h1 class="new">EXECUTIVE SUMMARY</h1>
        {"".join(_summary(item, "abcdef"[turn]) for turn, item in enumerate(items))}
        <h1 class="new">BAB III AKUNTABILITAS KINERJA</h1><p>{filler * 2}</p>
        {
        table(
            head,
            [
                (r["sasaran"], r["indikator"], r["target"], r["realisasi"], r["capaian"] + "%")
                for r in achievements
            ],
            repeat=False,
        )
    }
        <p>Analisis dilakukan dengan menyajikan perkembangan capaian.</p>
        {_sections(random, items, details, filler)}
        <h1>B. Akuntabilitas Keuangan</h1>
        {table(header(("NO", "PROGRAM", "PAGU", "REALISASI", "%", "SISA", "%")), lines)}
        <p>BAB IV PENUTUP</p><p>{filler}</p>"""
    truth = {
        "lkip_capaian": achievements,
        "lkip_rincian": [row for rows in details.values() for row in rows],
        "lkip_belanja": budget,
    }
    claims = set().union(*(item.claims for item in items))
    return Typeset("lkip", tahun, html, truth, nomor, date, office, claims)
