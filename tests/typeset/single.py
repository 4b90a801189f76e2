"""Screens and agreements: documents of one office, or of a few."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from random import Random

from tests.typeset.country import Province, provinces
from tests.typeset.frame import Record, Typeset, header, printed_date, table
from tests.typeset.national import CENT, category, draw

WEIGHTS = (10, 10, 20, 10, 10, 10, 5, 25)
INDICATORS = (
    *("Revisi DIPA", "Deviasi Halaman III DIPA", "Penyerapan Anggaran", "Belanja Kontraktual"),
    *("Penyelesaian Tagihan", "Pengelolaan UP dan TUP", "Dispensasi SPM", "Capaian Output"),
)
NKA = (("Sangat Kurang", 50), ("Kurang", 60), ("Cukup", 80), ("Baik", 90), ("Sangat Baik", 100))
OFFICE = "BADAN NARKOTIKA NASIONAL PROVINSI"
LANDSCAPE = "<style>@page { size: A4 landscape; margin: 1cm }</style>"


def ikpa(tahun: int, count: int = 12, seed: int = 0) -> Typeset:
    """OM-SPAN's screen with several satker, one block of labelled rows each."""
    random = Random(f"ikpa {tahun} {seed}")
    masters: list[Record] = []
    details: list[Record] = []
    blocks = []
    for number, province in enumerate(random.sample(provinces(seed), count), start=1):
        code = str(random.randint(400_000, 699_999))
        values = [draw(random, 70, 100, CENT) for _ in WEIGHTS]
        finals = [
            (value * weight / 100).quantize(CENT, ROUND_HALF_UP)
            for value, weight in zip(values, WEIGHTS, strict=True)
        ]
        total = str(sum(finals, Decimal(0)))
        kppn = f"{random.randint(1, 180):03d}"
        name = f"{OFFICE} {province.name.upper()}"
        masters.append(
            {
                "kode_kppn": kppn,
                "kode_ba": "066",
                "kode_satker": code,
                "satker": name,
                "nilai_total": total,
                "konversi_bobot": "100",
                "nilai_akhir": total,
            }
        )
        details += [
            {
                "kode_satker": code,
                "indikator": indicator,
                "nilai": str(value),
                "bobot": str(weight),
                "nilai_akhir": str(final),
            }
            for indicator, value, weight, final in zip(
                INDICATORS, values, WEIGHTS, finals, strict=True
            )
        ]
        means = [sum(values[:2]) / 2, sum(values[2:7]) / 5, values[7]]
        blocks.append(_block(number, masters[-1], values, finals, means))
    top = (
        *((text, 1, 2) for text in ("No", "Kode KPPN", "Kode BA", "Kode Satker")),
        *(("Uraian Satker", 1, 2), ("Keterangan", 1, 2), ("Kualitas Perencanaan Anggaran", 2, 1)),
        *(("Kualitas Pelaksanaan Anggaran", 5, 1), ("Kualitas Hasil Pelaksanaan Anggaran", 1, 1)),
        *(("Nilai Total", 1, 2), ("Konversi Bobot", 1, 2)),
        ("Nilai Akhir (Nilai Total/ Konversi Bobot)", 1, 2),
    )
    html = (
        f"{LANDSCAPE}<h1>INDIKATOR PELAKSANAAN ANGGARAN</h1><p>Sampai Dengan : DESEMBER</p>"
        f'<table style="font-size:6pt"><thead>{header(top, INDICATORS)}</thead>'
        f"<tbody>{''.join(blocks)}</tbody></table>"
    )
    return Typeset("ikpa", tahun, html, {"ikpa": masters, "ikpa_indikator": details})


def _block(
    number: int,
    master: Record,
    values: Sequence[Decimal],
    finals: Sequence[Decimal],
    means: Sequence[Decimal],
) -> str:
    def cells(texts: Sequence[object]) -> str:
        return "".join(f"<td>{text}</td>" for text in texts)

    head = (number, master["kode_kppn"], master["kode_ba"], master["kode_satker"], master["satker"])
    tall = "".join(f'<td rowspan="4">{text}</td>' for text in head)
    tail = (master["nilai_total"], f"{master['konversi_bobot']}%", master["nilai_akhir"])
    end = "".join(f'<td rowspan="4">{text}</td>' for text in tail)
    spans = zip((2, 5, 1), means, strict=True)
    aspects = "".join(f'<td colspan="{n}">{value.quantize(CENT)}</td>' for n, value in spans)
    return (
        f'<tr style="break-inside: avoid">{tall}<td>Nilai</td>{cells(values)}{end}</tr>'
        f"<tr><td>Bobot</td>{cells(WEIGHTS)}</tr><tr><td>Nilai Akhir</td>{cells(finals)}</tr>"
        f"<tr><td>Nilai Aspek</td>{aspects}</tr>"
    )


def smart(tahun: int, province: Province, seed: int = 0) -> Typeset:
    """SMART's card of one BNNP."""
    value = draw(Random(f"smart {tahun} {seed} {province.code}"), 40, 99, CENT)
    word = category(NKA, value)
    name = f"{OFFICE} {province.name.upper()}"
    html = (
        f"<p>SMART DJA · Evaluasi Kinerja Anggaran TA {tahun}</p><p>{name}</p>"
        f"<p>Nilai SMART</p><p>{value}</p><p>{word}</p>"
    )
    row = {"satker": name, "tahun": str(tahun), "nilai": str(value), "kategori": word}
    return Typeset("smart", tahun, html, {"smart": [row]})


INDICATOR_ROWS = (
    (
        "Meningkatnya daya tangkal anak dan remaja terhadap pengaruh buruk penyalahgunaan",
        "Jumlah kabupaten/kota dengan Indeks Ketahanan Diri Remaja Terhadap Penyalahgunaan "
        'Narkotika berkategori "Tinggi" di wilayah provinsi',
        "Kabupaten/Kota",
    ),
    (
        "Meningkatnya daya tangkal keluarga terhadap pengaruh buruk penyalahgunaan narkotika",
        "Jumlah kabupaten/kota dengan Indeks Ketahanan Keluarga Terhadap Penyalahgunaan Narkotika "
        'berkategori "Tinggi" di wilayah provinsi',
        "Kabupaten/Kota",
    ),
    (
        "Meningkatnya upaya pemulihan penyalahguna dan/atau pecandu narkotika",
        "Persentase penyalahguna dan/atau pecandu narkotika yang mengalami peningkatan kualitas "
        "hidup",
        "%",
    ),
    (
        "Meningkatnya aksesibilitas dan kemampuan fasilitas layanan rehabilitasi narkoba",
        "Jumlah unit penyelenggara layanan rehabilitasi Intervensi Berbasis Masyarakat (IBM) yang "
        "operasional di wilayah provinsi",
        "Unit",
    ),
    (
        "Meningkatnya kualitas layanan rehabilitasi narkoba",
        "Indeks Kepuasan Penerima Layanan Rehabilitasi Pada Fasilitas Rehabilitasi BNN",
        "Indeks",
    ),
    (
        "Meningkatnya proses manajemen kinerja secara efektif dan efisien",
        "Nilai Kinerja Anggaran",
        "Indeks",
    ),
    (
        "Meningkatnya tata kelola administrasi keuangan yang sesuai prosedur",
        "Nilai Indikator Kinerja Pelaksanaan Anggaran (IKPA)",
        "Indeks",
    ),
    (
        "Meningkatnya pengelolaan reformasi birokrasi unit kerja vertikal",
        "Nilai Zona Integritas BNN Berdasarkan Penilaian Internal",
        "Indeks",
    ),
)
IKK_OF_ROWS = (
    *("dektari_kabkota", "dektara_kabkota", "kualitas_hidup", "ibm_unit", "ikm", "nka", "ikpa"),
    "zi",
)
ACTIVITIES = (
    "Pengelolaan Informasi dan Edukasi",
    "Penyelenggaraan Advokasi",
    "Penyusunan dan Pengembangan Rencana Program, Anggaran, Evaluasi dan Pelaporan Kinerja BNN",
    "Penyidikan Jaringan Peredaran Gelap Narkotika",
)


def agreement(tahun: int, province: Province, seed: int = 0) -> Typeset:
    """A signed agreement: targets with what they count, then the budget list."""
    random = Random(f"pk {tahun} {seed} {province.code}")
    rows = []
    for number, (objective, indicator, unit) in enumerate(INDICATOR_ROWS, start=1):
        if unit == "Indeks":
            target = "3.25" if "Kepuasan" in indicator else str(random.randint(70, 96))
        else:
            target = str(random.randint(1, 9) if unit != "%" else random.randint(50, 90))
        rows.append(
            {
                "no": str(number),
                "sasaran": objective,
                "indikator": indicator,
                "target": target,
                "satuan": unit,
            }
        )
    budget = [
        {"no": str(number), "kegiatan": f"Kegiatan {name}", "anggaran": _rupiah(random)}
        for number, name in enumerate(ACTIVITIES, start=1)
    ]
    name = f"{OFFICE} {province.name.upper()}"
    head = header(("No", "Sasaran Kegiatan", "Indikator Kinerja", "Target"), ("1", "2", "3", "4"))
    printed = [
        (row["no"], row["sasaran"], row["indikator"], f"{row['target']} {row['satuan']}")
        for row in rows
    ]
    items = "".join(
        f'<tr><td style="width:5%">{row["no"]}.</td><td style="width:70%">{escape(row["kegiatan"])}'
        f"</td><td>Rp.{row['anggaran']}</td></tr>"
        for row in budget
    )
    date = f"{tahun}-01-{random.randint(2, 28):02d}"
    html = (
        f"<h1>PERJANJIAN KINERJA TAHUN {tahun}<br>{name}</h1>{table(head, printed)}"
        f'<table class="plain">{items}</table><p>Pihak Kedua,</p>'
        f"<p>KEPALA BADAN NARKOTIKA NASIONAL</p><p>JAKARTA, {printed_date(date)}</p>"
        f"<p>Pihak Pertama,</p><p>KEPALA BNN PROVINSI {province.name.upper()}</p>"
    )
    truth = {"perjanjian_kinerja": rows, "anggaran_kegiatan": budget}
    return Typeset("perjanjian_kinerja", tahun, html, truth, tanggal=date, satker=name)


def _rupiah(random: Random) -> str:
    return f"{random.randint(100, 9_999) * 100_000:,}".replace(",", ".")
