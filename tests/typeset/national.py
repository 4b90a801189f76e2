"""The yearly national letters: every office of the country, counted in the body."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from tests.typeset.country import bearers, provinces
from tests.typeset.frame import (
    Record,
    Typeset,
    annex_heading,
    header,
    letter,
    printed_date,
    roman,
    table,
)

CENT, MILLE = Decimal("0.01"), Decimal("0.001")
DEKTARI = (("Sangat Rendah", 45.97), ("Rendah", 49.73), ("Tinggi", 53.50), ("Sangat Tinggi", 99))
DEKTARA = (("Sangat Rendah", 64.99), ("Rendah", 76.60), ("Tinggi", 88.30), ("Sangat Tinggi", 100))
KOTAN = (("Cukup Tanggap", 2.63, "C"), ("Tanggap", 3.24, "B"), ("Sangat Tanggap", 9, "A"))
KOTAN_WEIGHTS = ("0.25", "0.25", "0.10", "0.25", "0.15")


def draw(random: Random, low: float, high: float, step: Decimal) -> Decimal:
    """A figure between two limits, at a step's decimals."""
    return Decimal(str(random.uniform(low, high))).quantize(step)


def comma(number: Decimal) -> str:
    """A number with a decimal comma."""
    return str(number).replace(".", ",")


def category(scale: tuple[tuple[str, float], ...], value: Decimal) -> str:
    """The word of the class that a value is in."""
    return next(word for word, upper in scale if float(value) <= upper)


def _facts(random: Random, tahun: int, code: str) -> tuple[str, str]:
    """Number and date of a letter about a year, signed at its end or soon after."""
    month = random.choice((12, 1))
    year = tahun if month == 12 else tahun + 1
    nomor = f"B/{random.randint(10, 9999)}/{roman(month)}/{code}/{year}/BNN"
    return nomor, f"{year}-{month:02d}-{random.randint(2, 28):02d}"


def dektari(tahun: int, seed: int = 0) -> Typeset:
    """Youth resilience: each province's offices, then the province's own mean."""
    random = Random(f"dektari {tahun} {seed}")
    nomor, date = _facts(random, tahun, "DE/PC.00")
    rows: list[Record] = []
    for province in provinces(seed):
        upper = province.name.upper()
        names = [f"BNN PROVINSI {upper}"]
        names += [f"BNN {one.kind} {one.area}".upper() for one in province.offices]
        values = [draw(random, 44, 58, CENT) for _ in names]
        mean = (sum(values, Decimal(0)) / len(values)).quantize(CENT, ROUND_HALF_UP)
        names.append(f"INDEKS KETAHANAN DIRI {upper}")
        for name, value in zip(names, [*values, mean], strict=True):
            level = "provinsi" if name.startswith("INDEKS") else "satker"
            word = category(DEKTARI, value)
            rows.append({"satker": name, "nilai": str(value), "kategori": word, "tingkat": level})
    counts = Counter(row["kategori"] for row in rows if row["tingkat"] == "satker")
    respondents = random.randint(10_000, 99_999)
    spans = ("(≤ 45,97)", "(45,98 – 49,73)", "(49,74 – 53,50)", "(≥ 53,51)")
    lines = [
        f"- Kategori {word} {span} sebanyak {counts[word]} Satker"
        for (word, _), span in zip(DEKTARI[::-1], spans[::-1], strict=True)
    ]
    body = [
        "2. Sehubungan dengan rujukan tersebut di atas, disampaikan hasil sebagai berikut :",
        f"a. Penghitungan Dektari menggunakan aplikasi terhadap {respondents:,}".replace(",", ".")
        + " remaja usia 12 – 21 tahun;",
        f"b. Hasil angka penghitungan Dektari Tahun {tahun} adalah 51,25 (Tinggi) dengan target "
        "52,00 (Tinggi), dengan klasifikasi hasil capaian wilayah :",
        *lines,
    ]
    subject = (
        "Hasil Penghitungan Indeks Ketahanan Diri Remaja Terhadap Penyalahgunaan Narkoba "
        f"(Dektari) Tahun {tahun}"
    )
    printed = [(row["satker"], row["nilai"], row["kategori"]) for row in rows]
    html = (
        letter(nomor, subject, date, body)
        + annex_heading(nomor, date)
        + table(header(("NAMA SAKTER", "NILAI DEKTARI", "KATEGORI")), printed)
    )
    claims = {("jumlah_satker", word, str(counts[word])) for word, _ in DEKTARI}
    claims |= {
        ("jumlah_responden", None, str(respondents)),
        ("indeks_nasional", None, "51.25"),
        ("target_nasional", None, "52.00"),
        ("batas_atas", "Tinggi", "53.50"),
        ("batas_bawah", "Sangat Tinggi", "53.51"),
    }
    return Typeset("dektari", tahun, html, {"dektari": rows}, nomor, date, claims=claims)


def dektara(tahun: int, seed: int = 0) -> Typeset:
    """Family resilience: a running number, decimal commas, categories in capitals."""
    random = Random(f"dektara {tahun} {seed}")
    nomor, date = _facts(random, tahun, "DE/PC.01")
    names = [
        name
        for province in provinces(seed)
        for name in (
            f"BNNP {province.name}".upper(),
            *(f"BNN {one.kind} {one.area}".upper() for one in province.offices),
        )
    ]
    rows = []
    for number, name in enumerate(names, start=1):
        value = draw(random, 60, 99, MILLE)
        word = category(DEKTARA, value).upper()
        rows.append({"no": str(number), "satker": name, "nilai": comma(value), "kategori": word})
    counts = Counter(row["kategori"] for row in rows)
    spans = ("25,00 – 64,99", "65,00 – 76,60", "76,61 – 88,30", "88,31 – 100,00")
    body = [
        "2. Sehubungan dengan rujukan di atas, pengukuran dilakukan secara nasional di 34 Provinsi "
        "dan data yang dikumpulkan berasal dari BNN Kabupaten/Kota yaitu 173 Kabupaten/Kota.",
        f"b. Hasil angka penghitungan Dektara Tahun {tahun} adalah 85,389 (Kategori tinggi) dengan "
        "target angka 78,69 (Kategori Tinggi), Adapun klasifikasi capaian wilayah sebagai berikut:",
        *(
            f"{turn}) Kategori {word.lower()} ({span}) sebanyak {counts[word.upper()]} Satuan Kerja"
            for turn, ((word, _), span) in enumerate(zip(DEKTARA, spans, strict=True), start=1)
        ),
    ]
    subject = (
        "Hasil Penghitungan Indeks Ketahanan Keluarga terhadap Penyalahgunaan Narkoba (Dektara) "
        f"Tahun {tahun}"
    )
    head = header(("NO", "SATUAN KERJA", "NILAI DEKTARA", "KATEGORI"), ("1", "2", "3", "4"))
    html = (
        letter(nomor, subject, date, body)
        + annex_heading(nomor, date, "KEPALA BADAN NARKOTIKA NASIONAL", "I")
        + table(head, [tuple(row.values()) for row in rows])
    )
    claims = {("jumlah_satker", word, str(counts[word.upper()])) for word, _ in DEKTARA}
    claims |= {("jumlah_provinsi", None, "34"), ("jumlah_kabupaten_kota", None, "173")}
    return Typeset("dektara", tahun, html, {"dektara": rows}, nomor, date, claims=claims)


def kotan(tahun: int, seed: int = 0) -> Typeset:
    """KOTAN: provinces and areas by bare names, ten columns under a merged header."""
    random = Random(f"kotan {tahun} {seed}")
    nomor, date = _facts(random, tahun, "DE/PM")
    names = []
    for province in provinces(seed):
        is_shared = len(bearers(province.name)) > 1
        names.append(f"Provinsi {province.name}" if is_shared else province.name)
        for one in province.offices:
            is_bare = one.kind == "Kabupaten" and len(bearers(one.area)) == 1
            names.append(one.area if is_bare else f"{one.kind} {one.area}")
    rows = []
    for number, name in enumerate(names, start=1):
        parts = [draw(random, 1.5, 4, CENT) for _ in KOTAN_WEIGHTS]
        exact = sum((v * Decimal(w) for v, w in zip(parts, KOTAN_WEIGHTS, strict=True)), Decimal(0))
        index = exact.quantize(CENT, ROUND_HALF_UP)
        word, _, grade = next(step for step in KOTAN if float(index) <= step[1])
        values = [str(number), name, *map(comma, [*parts, index]), word, grade]
        rows.append(dict(zip(KOTAN_COLUMNS, values, strict=True)))
    body = [
        "2. Sehubungan dengan rujukan tersebut di atas, telah dilakukan pengukuran Indeks "
        "Kabupaten/Kota Tanggap Ancaman Narkoba (KOTAN) yang dilaksanakan pada 173 Kabupaten/Kota "
        "di 34 Provinsi di Indonesia.",
    ]
    head = header(
        (
            ("No", 1, 2),
            ("Provinsi/<br>Kabupaten/<br>Kota", 1, 2),
            ("Variabel", 5, 1),
            ("Indeks", 1, 2),
            ("Kategori", 1, 2),
            ("Mutu", 1, 2),
        ),
        (
            "Ketahanan Keluarga",
            "Ketahanan Masyarakat",
            "Kewilayah<br>an",
            "Kelembaga<br>an",
            "Hukum",
        ),
        tuple(str(k) for k in range(1, 11)),
    )
    html = (
        letter(nomor, f"Hasil Pengukuran Indeks KOTAN Tahun {tahun}", date, body)
        + annex_heading(nomor, date)
        + table(head, [tuple(row.values()) for row in rows])
    )
    claims = {("jumlah_kabupaten_kota", None, "173"), ("jumlah_provinsi", None, "34")}
    return Typeset("kotan", tahun, html, {"kotan": rows}, nomor, date, claims=claims)


KOTAN_COLUMNS = (
    *("no", "wilayah", "ketahanan_keluarga", "ketahanan_masyarakat", "kewilayahan"),
    *("kelembagaan", "hukum", "indeks", "kategori", "mutu"),
)


def ikm_ikr(tahun: int, seed: int = 0, *, order: tuple[str, ...] = ("ikr", "ikm")) -> Typeset:
    """Rehabilitation: a header on the first page only, in any order; marks mixed, cells blank."""
    random = Random(f"ikm {tahun} {seed}")
    nomor, date = _facts(random, tahun, "DE/RH.02")
    rows = []
    for province in provinces(seed):
        names = [province.name]
        names += [f"BNN {one.kind} {one.area}" for one in province.offices]
        names.append(f"BNNP {province.name}")
        for name in names:
            ikr, ikm = (comma(draw(random, 2, 4, CENT)) for _ in range(2))
            quality = "" if random.random() < 0.02 else str(draw(random, 40, 100, CENT))
            rows.append({"satker": name, "ikr": ikr, "ikm": ikm, "kualitas_hidup": quality})
    columns = ("satker", *order, "kualitas_hidup")
    words = {
        "satker": "BNNP/BNNK",
        "ikr": "IKR",
        "ikm": "IKM",
        "kualitas_hidup": "% Kualitas Hidup",
    }
    body = [
        "2. Sehubungan dengan rujukan tersebut di atas, telah dilaksanakan pengukuran "
        f"peningkatan kualitas hidup klien Tahun Anggaran {tahun} terhadap 207 satuan kerja, "
        "dengan hasil sebagaimana terlampir.",
    ]
    subject = (
        "Penyampaian Hasil Pengukuran IKM, IKR Dan Prosentase Peningkatan Kualitas Hidup "
        f"T.A {tahun}"
    )
    printed = [tuple(row[name] for name in columns) for row in rows]
    html = (
        letter(nomor, subject, date, body)
        + annex_heading(nomor, date, number="II")
        + table(header(tuple(words[name] for name in columns)), printed, repeat=False)
    )
    return Typeset("ikm_ikr", tahun, html, {"ikm_ikr": rows}, nomor, date)


def zi(tahun: int, seed: int = 0) -> Typeset:
    """Zona Integritas: every BNNP, best first, three parts and their sum under a merged header."""
    random = Random(f"zi {tahun} {seed}")
    month = 12
    nomor = f"B/{random.randint(10, 999)}/{roman(month)}/IR/IR.04.05/{tahun}/INS"
    date = f"{tahun}-12-{random.randint(2, 28):02d}"
    scores = []
    for province in provinces(seed):
        parts = [draw(random, low, high, CENT) for low, high in ((13, 30), (16, 30), (18, 40))]
        scores.append((sum(parts, Decimal(0)), province.name, parts))
    rows = [
        dict(
            zip(
                ("no", "satker", "pemenuhan", "reform", "hasil", "jumlah"),
                (str(number), f"BNNP {name}", *map(str, parts), str(total)),
                strict=True,
            )
        )
        for number, (total, name, parts) in enumerate(sorted(scores, reverse=True), start=1)
    ]
    title = (
        "Capaian Indikator Kinerja Nilai Zona Integritas Berdasarkan Penilaian Internal Pada BNNP "
        f"Tahun {tahun}"
    )
    body = [
        "2. Sehubungan dengan rujukan tersebut di atas, bersama ini disampaikan capaian Indikator "
        f"Kinerja Nilai Zona Integritas untuk BNNP Tahun {tahun} sebagaimana terlampir, sebagai "
        f"acuan penentuan target pada Perjanjian Kinerja (PK) Kepala BNNP Tahun {tahun + 1}.",
    ]
    head = header(
        (("No", 1, 2), ("Nama Satuan Kerja", 1, 2), ("Hasil Penilaian TPI", 4, 1)),
        ("Pemenuhan", "Reform", "Hasil", "Jumlah"),
    )
    html = (
        letter(nomor, f"Penyampaian {title}", date, body)
        + annex_heading(nomor, date, "Inspektur Utama BNN")
        + f"<h1>{title.upper()}</h1>"
        + table(head, [tuple(row.values()) for row in rows])
    )
    return Typeset("zi", tahun, html, {"zi": rows}, nomor, date)


def ibm(tahun: int, seed: int = 0) -> Typeset:
    """The decree: units of the year and of the year before, in two annexes numbered anew."""
    random = Random(f"ibm {tahun} {seed}")
    nomor = f"KEP/ {random.randint(100, 999)} /III/DE/RH.03/{tahun}/BNN"
    date = f"{tahun}-03-{random.randint(2, 28):02d}"
    rows: list[Record] = []
    annexes = []
    head = header(
        (("No.", 1, 2), ("Provinsi", 1, 2), ("BNNP/Kab/Kota", 1, 2), ("Lokasi IBM", 3, 1)),
        ("Desa/ Kelurahan", "Kecamatan", "Kota/ Kabupaten"),
    )
    for formed in (tahun, tahun - 1):
        number = 0
        own: list[tuple[str, ...]] = []
        for province in provinces(seed):
            for one in province.offices:
                for turn in range(random.randint(0, 2)):
                    number += 1
                    kind = "Kab." if one.kind == "Kabupaten" else one.kind
                    own.append(
                        (
                            str(number),
                            province.name,
                            f"BNN {kind} {one.area}",
                            f"Desa Contoh {one.area} {turn + 1}",
                            f"Kecamatan {one.area}",
                            f"{one.kind} {one.area}",
                        )
                    )
        rows += [dict(zip(IBM_COLUMNS, (*cells, str(formed)), strict=True)) for cells in own]
        annexes.append(
            f'<div class="new"><h1>DAFTAR UNIT INTERVENSI BERBASIS MASYARAKAT YANG DIBENTUK TAHUN '
            f"{formed}<br>DI LINGKUNGAN BNN PROVINSI/ KABUPATEN/ KOTA TAHAP PERTAMA<br>TAHUN "
            f"ANGGARAN {tahun}</h1></div>" + table(head, own)
        )
    subject = (
        "PENETAPAN UNIT INTERVENSI BERBASIS MASYARAKAT PRIORITAS NASIONAL<br>DI LINGKUNGAN BNN "
        f"PROVINSI/ KABUPATEN/ KOTA<br>TAHAP PERTAMA<br>TAHUN ANGGARAN {tahun}"
    )
    html = f"""<p class="head">KEPUTUSAN KEPALA BADAN NARKOTIKA NASIONAL</p>
        <p class="head">NOMOR: {nomor}</p><p class="head">TENTANG</p><p class="head">{subject}</p>
        <p class="head">KEPALA BADAN NARKOTIKA NASIONAL</p>
        <p>Menimbang : a. bahwa berdasarkan Undang-Undang Nomor 35 Tahun 2009 tentang Narkotika;</p>
        <p>KEDUA : Menetapkan unit yang tercantum dalam Lampiran I sebagai unit IBM terbentuk tahun
        {tahun} dan yang tercantum dalam Lampiran II sebagai unit IBM terbentuk tahun {tahun - 1}.
        </p><p>Ditetapkan di : Jakarta</p><p>pada tanggal : {printed_date(date)}</p>
        <p>a.n. KEPALA BADAN NARKOTIKA NASIONAL</p>{"".join(annexes)}"""
    return Typeset("ibm", tahun, html, {"ibm": rows}, nomor, date)


IBM_COLUMNS = (
    *("no", "provinsi", "satker", "desa_kelurahan", "kecamatan", "kabupaten_kota"),
    "tahun_terbentuk",
)
