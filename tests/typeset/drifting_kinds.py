"""Every kind of letter, as a drift has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from random import Random

from tests.typeset.country import bearers, provinces
from tests.typeset.drift import Drift
from tests.typeset.drifting import (
    CLASS,
    NUMBER,
    OFFICE,
    Annex,
    Heading,
    cased,
    country,
    figure,
    national,
    ruled,
    signature,
    widths,
)
from tests.typeset.frame import Record, printed_date
from tests.typeset.sheet import Block, Break, Line, Para, Ruled, Sheet, Slot
from tests.typeset.single import ACTIVITIES, INDICATOR_ROWS, INDICATORS, NKA, WEIGHTS

PAGE_OF_BLOCKS = 4 * 5
"""Rows of OM-SPAN's screen on a page: four of each office."""

WORDS = ("Sangat Rendah", "Rendah", "Tinggi", "Sangat Tinggi")
BODY = "2. Sehubungan dengan rujukan tersebut di atas, disampaikan hasil Tahun {tahun} terlampir."


def _upper(kind: str, area: str) -> str:
    return f"BNN {kind} {area}".upper() if kind else f"BNN PROVINSI {area}".upper()


def dektari(drift: Drift) -> Sheet:
    """Youth resilience; after each province's offices its own figure."""
    random = Random(f"dektari {drift.seed}")
    rows: list[Record] = []
    before = None
    for province, kind, area in country(drift):
        if before not in (None, province):
            rows.append({"satker": f"INDEKS KETAHANAN DIRI {before.name.upper()}"})
        rows.append({"satker": _upper(kind, area)})
        before = province
        if len(rows) >= drift.rows:
            break
    for row in rows:
        row["nilai"] = figure(random, drift, 44, 58)
        row["kategori"] = cased(random.choice(WORDS), drift)
    score = ("NILAI DEKTARI", "INDEKS DEKTARI", "NILAI", "INDEKS", "SKOR", "HASIL", "Skor Dektari")
    headings = (
        Heading("satker", OFFICE, 2.6, "left"),
        Heading(
            "nilai", (*score, "Nilai Indeks", "INDEKS KETAHANAN DIRI REMAJA"), 1, group="HASIL"
        ),
        Heading("kategori", CLASS, 1.2, group="HASIL"),
    )
    return national(
        "dektari",
        Annex("dektari", headings, rows[: drift.rows], "HASIL PENGHITUNGAN DEKTARI"),
        drift,
        code="DE/PC.00",
        subject="Hasil Penghitungan Indeks Ketahanan Diri Remaja Terhadap Penyalahgunaan Narkoba "
        f"(Dektari) Tahun {drift.tahun}",
        body=[BODY.format(tahun=drift.tahun)],
    )


def dektara(drift: Drift) -> Sheet:
    """Family resilience, three decimals."""
    random = Random(f"dektara {drift.seed}")
    rows = [
        {
            "no": str(number),
            "satker": f"BNN {kind} {area}" if kind else f"BNNP {area}",
            "nilai": figure(random, drift, 60, 99, 3),
            "kategori": cased(random.choice(WORDS), drift),
        }
        for number, (_, kind, area) in enumerate(islice(country(drift), drift.rows), start=1)
    ]
    score = ("NILAI DEKTARA", "INDEKS DEKTARA", "NILAI", "INDEKS", "SKOR", "HASIL", "Nilai Dektara")
    headings = (
        NUMBER,
        Heading("satker", OFFICE, 2.6, "left"),
        Heading("nilai", (*score, "Nilai Indeks", "Indeks Ketahanan Keluarga"), 1, group="HASIL"),
        Heading("kategori", CLASS, 1.2, group="HASIL"),
    )
    return national(
        "dektara",
        Annex("dektara", headings, rows, "HASIL PENGHITUNGAN DEKTARA"),
        drift,
        code="DE/PC.01",
        subject="Hasil Penghitungan Indeks Ketahanan Keluarga terhadap Penyalahgunaan Narkoba "
        f"(Dektara) Tahun {drift.tahun}",
        body=[BODY.format(tahun=drift.tahun)],
    )


def kotan(drift: Drift) -> Sheet:
    """KOTAN: bare names, ten columns under a merged header."""
    random = Random(f"kotan {drift.seed}")
    parts = (
        *("ketahanan_keluarga", "ketahanan_masyarakat", "kewilayahan", "kelembagaan", "hukum"),
    )
    rows = []
    for number, (_, kind, area) in enumerate(islice(country(drift), drift.rows), start=1):
        is_bare = not kind or (kind == "Kabupaten" and len(bearers(area)) == 1)
        row = {"no": str(number), "wilayah": area if is_bare else f"{kind} {area}"}
        row |= {part: figure(random, drift, 1.5, 4) for part in parts}
        word, grade = random.choice((("Cukup Tanggap", "C"), ("Tanggap", "B"), ("Siaga", "A")))
        row |= {"indeks": figure(random, drift, 1.5, 4), "kategori": cased(word, drift)}
        rows.append({**row, "mutu": grade})
    titles = [part.replace("_", " ").title() for part in parts]
    headings = (
        NUMBER,
        Heading(
            "wilayah",
            ("Provinsi/ Kabupaten/ Kota", "WILAYAH", "NAMA DAERAH", "Kabupaten/Kota", "KAB/KOTA"),
            1.9,
            "left",
        ),
        *(
            Heading(name, (title, title.upper(), f"Variabel {title}"), 1.25, group="Variabel")
            for name, title in zip(parts, titles, strict=True)
        ),
        Heading("indeks", ("Indeks", "INDEKS KOTAN", "Nilai Indeks", "NILAI KOTAN", "SKOR"), 1),
        Heading("kategori", CLASS, 1.25),
        Heading("mutu", ("Mutu", "MUTU", "Nilai Mutu"), 0.7),
    )
    return national(
        "kotan",
        Annex("kotan", headings, rows, "HASIL PENGUKURAN INDEKS KOTAN"),
        drift,
        code="DE/PM",
        subject=f"Hasil Pengukuran Indeks KOTAN Tahun {drift.tahun}",
        body=[BODY.format(tahun=drift.tahun)],
    )


def ikm_ikr(drift: Drift) -> Sheet:
    """Rehabilitation: three figures, quality of life may be blank."""
    random = Random(f"ikm {drift.seed}")
    rows = []
    for _, kind, area in islice(country(drift), drift.rows):
        name = f"BNN {kind} {area}" if kind else random.choice((f"BNNP {area}", area))
        quality = "" if random.random() < 0.05 else figure(random, drift, 40, 100)
        scores = {key: figure(random, drift, 2, 4) for key in ("ikr", "ikm")}
        rows.append({"satker": name, **scores, "kualitas_hidup": quality})
    quality = ("% Kualitas Hidup", "%", "Kualitas Hidup", "Persentase Peningkatan Kualitas Hidup")
    headings = (
        Heading("satker", (*OFFICE, "URAIAN", "LEMBAGA", "PROVINSI"), 2.6, "left"),
        Heading("ikr", ("IKR", "NILAI IKR", "Indeks Kapabilitas Rehabilitasi"), 1, group="NILAI"),
        Heading("ikm", ("IKM", "INDEKS IKM", "Indeks Kepuasan Masyarakat"), 1, group="NILAI"),
        Heading("kualitas_hidup", quality, 1.1, group="NILAI"),
    )
    return national(
        "ikm_ikr",
        Annex("ikm_ikr", headings, rows, "HASIL PENGUKURAN"),
        drift,
        code="DE/RH.02",
        subject="Penyampaian Hasil Pengukuran IKM, IKR Dan Prosentase Peningkatan Kualitas Hidup "
        f"T.A {drift.tahun}",
        body=[BODY.format(tahun=drift.tahun)],
    )


def zi(drift: Drift) -> Sheet:
    """Zona Integritas: three parts and their sum."""
    random = Random(f"zi {drift.seed}")
    every = provinces(0)
    rows = []
    for number in range(1, min(drift.rows, len(every)) + 1):
        name = every[(drift.first + number) % len(every)].name
        parts = [round(random.uniform(*limits), 2) for limits in ((13, 30), (16, 30), (18, 40))]
        texts = [f"{v:.2f}".replace(".", random.choice(drift.mark)) for v in (*parts, sum(parts))]
        columns = ("no", "satker", "pemenuhan", "reform", "hasil", "jumlah")
        rows.append(dict(zip(columns, (str(number), f"BNNP {name}", *texts), strict=True)))
    group = "Hasil Penilaian TPI"
    headings = (
        NUMBER,
        Heading("satker", OFFICE, 2.6, "left"),
        Heading("pemenuhan", ("Pemenuhan", "NILAI PEMENUHAN"), 1, group=group),
        Heading("reform", ("Reform", "NILAI REFORM", "REFORM"), 1, group=group),
        Heading("hasil", ("Hasil", "NILAI HASIL", "HASIL"), 1, group=group),
        Heading("jumlah", ("Jumlah", "TOTAL", "Nilai Akhir", "JUMLAH NILAI"), 1, group=group),
    )
    title = (
        "Capaian Indikator Kinerja Nilai Zona Integritas Berdasarkan Penilaian Internal Pada BNNP "
        f"Tahun {drift.tahun}"
    )
    sheet = national(
        "zi",
        Annex("zi", headings, rows, "HASIL PENILAIAN INTERNAL"),
        drift,
        code="IR/IR.04.05",
        subject=f"Penyampaian {title}",
        body=[
            f"2. Sehubungan dengan rujukan tersebut di atas, disampaikan nilai Tahun {drift.tahun} "
            f"sebagai acuan target Perjanjian Kinerja (PK) Kepala BNNP Tahun {drift.tahun + 1}."
        ],
        whose="Inspektur Utama BNN",
    )
    at = next(k for k, block in enumerate(sheet.blocks) if isinstance(block, Ruled))
    sheet.blocks.insert(at, Para(title.upper(), "center", True))
    return sheet


def ibm(drift: Drift) -> Sheet:
    """The decree: units of the year and of the year before, in two annexes numbered anew."""
    random = Random(f"ibm {drift.seed}")
    nomor = f"KEP/{random.randint(100, 999)}/III/DE/RH.03/{drift.tahun}/BNN"
    date = f"{drift.tahun}-03-{random.randint(1, 28):02d}"
    group = "Lokasi IBM"
    headings = (
        NUMBER,
        Heading("provinsi", ("Provinsi", "PROVINSI"), 1.2, "left"),
        Heading("satker", (*OFFICE[1:6], "BNNP/Kab/Kota"), 1.8, "left"),
        Heading(
            "desa_kelurahan",
            ("Desa/ Kelurahan", "DESA/KELURAHAN", "Kelurahan/Desa"),
            1.6,
            "left",
            group,
        ),
        Heading("kecamatan", ("Kecamatan", "KECAMATAN", "Kecamatan/Distrik"), 1.4, "left", group),
        Heading(
            "kabupaten_kota", ("Kota/ Kabupaten", "KABUPATEN/KOTA", "Kab/Kota"), 1.4, "left", group
        ),
    )
    blocks: list[Block] = [
        Para("KEPUTUSAN KEPALA BADAN NARKOTIKA NASIONAL", "center", True),
        Para(f"NOMOR: {nomor}", "center"),
        Para("TENTANG", "center"),
        Para("PENETAPAN UNIT INTERVENSI BERBASIS MASYARAKAT PRIORITAS NASIONAL", "center"),
        Para(f"TAHUN ANGGARAN {drift.tahun}", "center"),
        Para("KEPALA BADAN NARKOTIKA NASIONAL", "center"),
        Para("Menimbang : a. bahwa berdasarkan Undang-Undang Nomor 35 Tahun 2009;"),
        Para(
            "KEDUA : Menetapkan unit yang tercantum dalam Lampiran I sebagai unit IBM terbentuk "
            f"tahun {drift.tahun} dan yang tercantum dalam Lampiran II sebagai unit IBM terbentuk "
            f"tahun {drift.tahun - 1}."
        ),
        Para("Ditetapkan di : Jakarta"),
        Para(f"pada tanggal : {printed_date(date)}"),
        Para("a.n. KEPALA BADAN NARKOTIKA NASIONAL"),
    ]
    printed: list[Record] = []
    offices = country(drift)
    for formed, count in ((drift.tahun, drift.rows), (drift.tahun - 1, (drift.rows + 1) // 2)):
        rows = []
        for number in range(1, count + 1):
            province, kind, area = next(offices)
            unit = {
                "no": str(number),
                "provinsi": province.name,
                "satker": f"BNN {kind} {area}" if kind else f"BNNP {area}",
                "desa_kelurahan": f"Desa Contoh {area} {number}",
                "kecamatan": f"Kecamatan {area}",
                "kabupaten_kota": f"{kind or 'Kota'} {area}",
            }
            rows.append(unit)
        table, own, look = ruled(Annex("ibm", headings, rows, "DAFTAR UNIT IBM"), drift)
        title = f"DAFTAR UNIT INTERVENSI BERBASIS MASYARAKAT YANG DIBENTUK TAHUN {formed}"
        blocks += [Break(drift.landscape), Para(title, "center", True), table]
        printed += [{**row, "tahun_terbentuk": str(formed)} for row in own]
    blocks += signature(drift)
    lacks = {h.name for h in headings if h.name} - set(printed[0])
    return Sheet(
        "ibm", drift.tahun, blocks, look, {"ibm": printed}, nomor, date, lacks=frozenset(lacks)
    )


def _centred(texts: list[str]) -> Line:
    return tuple(Slot(text, align="center") for text in texts)


def ikpa(drift: Drift) -> Sheet:
    """OM-SPAN's screen, a block of four labelled lines for each satker."""
    random = Random(f"ikpa {drift.seed}")
    every = provinces(0)
    masters: list[Record] = []
    details: list[Record] = []
    body: list[Line] = []
    number_is_printed = drift.number == "first"
    for number in range(1, min(drift.rows, 20) + 1):
        name = every[(drift.first + number) % len(every)].name.upper()
        office = f"BADAN NARKOTIKA NASIONAL PROVINSI {name}"
        values = [figure(random, drift, 70, 100) for _ in WEIGHTS]
        finals = [figure(random, drift, 4, 25) for _ in WEIGHTS]
        code, total = str(random.randint(400_000, 699_999)), figure(random, drift, 70, 100)
        master = {
            "kode_kppn": f"{random.randint(1, 180):03d}",
            "kode_ba": "066",
            "kode_satker": code,
            "satker": office,
            "nilai_total": total,
            "konversi_bobot": "100%",
            "nilai_akhir": total,
        }
        masters.append(master)
        details += [
            {
                "kode_satker": code,
                "indikator": indicator,
                "nilai": value,
                "bobot": str(weight),
                "nilai_akhir": final,
            }
            for indicator, value, weight, final in zip(
                INDICATORS, values, WEIGHTS, finals, strict=True
            )
        ]
        identity = ["kode_kppn", "kode_ba", "kode_satker", "satker"]
        tall = [str(number)] if number_is_printed else []
        tall += [master[key] for key in identity]
        tail = [master[key] for key in ("nilai_total", "konversi_bobot", "nilai_akhir")]
        spans = [Slot(text, 1, 4, "center") for text in tall]
        ends = [Slot(text, 1, 4, "center") for text in tail]
        means = tuple(Slot(figure(random, drift, 70, 100), span, 1, "center") for span in (2, 5, 1))
        body += [
            (*spans, *_centred(["Nilai", *values]), *ends),
            _centred(["Bobot", *map(str, WEIGHTS)]),
            _centred(["Nilai Akhir", *finals]),
            (Slot("Nilai Aspek", align="center"), *means),
        ]
    identity = ["Kode KPPN", "Kode BA", "Kode Satker"]
    identity.append("Uraian Satker" if drift.words % 2 == 0 else "NAMA SATKER")
    top = [Slot(text, 1, 2, "center") for text in (["No"] * number_is_printed + identity)]
    aspects = ("Kualitas Perencanaan", "Kualitas Pelaksanaan", "Kualitas Hasil Pelaksanaan")
    top += [
        Slot("Keterangan", 1, 2, "center"),
        *(Slot(text, span, 1, "center") for text, span in zip(aspects, (2, 5, 1), strict=True)),
        *(Slot(text, 1, 2, "center") for text in ("Nilai Total", "Konversi Bobot")),
        Slot("Nilai Akhir (Nilai Total/ Konversi Bobot)", 1, 2, "center"),
    ]
    wished = [0.5] * number_is_printed + [1, 0.8, 1.3, 2.4, 1.2] + [1.4] * 8 + [1.1, 1.3, 1.2]
    head = (tuple(top), _centred(list(INDICATORS)))
    look = replace(drift.look, landscape=True, padding=min(drift.look.padding, 2.0), spread=0.0)
    screen = replace(drift, look=replace(look, size=min(look.size, 6.0)), landscape=True)
    shares, size = widths(len(wished), [*head, *body], wished, screen)
    look = replace(look, size=size)
    # No two engines break a cell of several rows alike: each page has whole blocks.
    pages = [tuple(body[k : k + PAGE_OF_BLOCKS]) for k in range(0, len(body), PAGE_OF_BLOCKS)]
    tables = [
        Ruled(head if drift.repeat or k == 0 else (), lines, tuple(shares), repeat=False)
        for k, lines in enumerate(pages)
    ]
    blocks: list[Block] = [
        Para("INDIKATOR PELAKSANAAN ANGGARAN", "center", True),
        Para("Sampai Dengan : DESEMBER"),
        tables[0],
    ]
    for table in tables[1:]:
        blocks += [Break(landscape=True), table]
    return Sheet("ikpa", drift.tahun, blocks, look, {"ikpa": masters, "ikpa_indikator": details})


def smart(drift: Drift) -> Sheet:
    """SMART's cards, one office after another."""
    random = Random(f"smart {drift.seed}")
    every = provinces(0)
    blocks: list[Block] = [Para(f"SMART DJA · Evaluasi Kinerja Anggaran TA {drift.tahun}")]
    rows = []
    for number in range(min(drift.rows, 8)):
        name = every[(drift.first + number) % len(every)].name.upper()
        office = f"BADAN NARKOTIKA NASIONAL PROVINSI {name}"
        value = figure(random, drift, 40, 99)
        score = Decimal(value.replace(",", "."))
        word = cased(next(word for word, upper in NKA if score <= upper), drift)
        label = ("Nilai SMART", "Nilai Kinerja Anggaran", "NILAI NKA")[drift.words % 3]
        blocks.append(Para(office, bold=True))
        if drift.levels == 2:
            blocks += [Para(f"{label} {value}"), Para(word)]
        else:
            blocks += [Para(label), Para(value), Para(word)]
        rows.append({"satker": office, "tahun": str(drift.tahun), "nilai": value, "kategori": word})
    return Sheet("smart", drift.tahun, blocks, drift.look, {"smart": rows})


def perjanjian_kinerja(drift: Drift) -> Sheet:
    """A signed agreement: targets with what they count, then the ruled budget list."""
    random = Random(f"pk {drift.seed}")
    province = provinces(0)[drift.first % 34]
    office = f"BADAN NARKOTIKA NASIONAL PROVINSI {province.name.upper()}"
    date = f"{drift.tahun}-01-{random.randint(1, 28):02d}"
    has_unit = drift.words % 2 == 1
    rows = []
    for number in range(1, min(drift.rows, 24) + 1):
        objective, indicator, unit = INDICATOR_ROWS[(number - 1) % len(INDICATOR_ROWS)]
        target = figure(random, drift, 3, 96) if unit == "Indeks" else str(random.randint(1, 90))
        row = {"no": str(number), "sasaran": objective, "indikator": f"{indicator} {number}"}
        rows.append({**row, "target": target if has_unit else f"{target} {unit}", "satuan": unit})
    headings = (
        NUMBER,
        Heading("sasaran", ("Sasaran Kegiatan", "SASARAN", "Sasaran Strategis"), 2.4, "left"),
        Heading("indikator", ("Indikator Kinerja", "INDIKATOR KINERJA KEGIATAN"), 2.8, "left"),
        Heading("target", ("Target", "TARGET", f"Target {drift.tahun}"), 1),
        *((Heading("satuan", ("Satuan", "SATUAN"), 0.9),) if has_unit else ()),
    )
    table, printed, look = ruled(Annex("perjanjian_kinerja", headings, rows), drift)
    budget = [
        {
            "no": str(number),
            "kegiatan": f"Kegiatan {name}",
            "anggaran": f"Rp{random.choice(('', '.', '. ', ' '))}{amount:,}".replace(",", "."),
        }
        for number, (name, amount) in enumerate(
            ((name, random.randint(100, 99_999) * 100_000) for name in ACTIVITIES), start=1
        )
    ]
    columns = (
        NUMBER,
        Heading("kegiatan", ("Kegiatan", "KEGIATAN", "Nama Kegiatan"), 3, "left"),
        Heading("anggaran", ("Anggaran", "JUMLAH ANGGARAN", "Pagu Anggaran"), 1.4),
    )
    plain = Drift(words=drift.words, seed=drift.seed, look=drift.look, repeat=drift.repeat)
    second, activities, _ = ruled(Annex("anggaran_kegiatan", columns, budget), plain)
    blocks: list[Block] = [
        Para(f"PERJANJIAN KINERJA TAHUN {drift.tahun}", "center", True),
        Para(office, "center", True),
        table,
        second,
        Para(f"JAKARTA, {printed_date(date)}", shift=250),
        Para("KEPALA BADAN NARKOTIKA NASIONAL"),
    ]
    lacks = {h.name for h in headings if h.name} - set(printed[0])
    return Sheet(
        "perjanjian_kinerja",
        drift.tahun,
        blocks,
        look,
        {"perjanjian_kinerja": printed, "anggaran_kegiatan": activities},
        tanggal=date,
        satker=office,
        lacks=frozenset(lacks),
    )


KINDS: dict[str, Callable[[Drift], Sheet]] = {
    make.__name__: make
    for make in (dektari, dektara, kotan, ikm_ikr, zi, ibm, ikpa, smart, perjanjian_kinerja)
}
