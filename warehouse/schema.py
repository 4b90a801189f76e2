"""What the schema ``raw`` stores: every column once, with its type and comment.

Annex tables come from the kinds' contract, reference tables from the reference schema; only what
the warehouse itself adds is written down here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from expectations.reference import SCHEMA
from extractors.contract import Table, ValueType

ANNEX_TYPES: Mapping[ValueType, str] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DECIMAL(18, 6)",
    "money": "DECIMAL(18, 2)",
}
REFERENCE_TYPES = {
    "integer": "BIGINT",
    "decimal": "DECIMAL(18, 6)",
    "date": "DATE",
    "flag": "BOOLEAN",
}


@dataclass(frozen=True, slots=True)
class StoredColumn:
    """A column of a stored table. ``comment`` is what an analyst reads."""

    name: str
    type: str
    comment: str


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table of the schema ``raw`` and the columns that put its rows in a fixed order."""

    name: str
    comment: str
    columns: tuple[StoredColumn, ...]
    order: tuple[str, ...]


def _columns(*lines: str) -> tuple[StoredColumn, ...]:
    """Columns from lines ``name TYPE comment``; a type is one word."""
    parts = (line.split(maxsplit=2) for line in lines)
    return tuple(StoredColumn(name, type_, comment) for name, type_, comment in parts)


_PLACE = _columns(
    "document VARCHAR SHA-256 isi PDF",
    "letter BIGINT Urutan surat dalam berkas",
)
_BOX = _columns(
    "page BIGINT Halaman berkas, mulai dari 1",
    "x0 DOUBLE Tepi kiri kotak pada halaman (poin PDF)",
    "top DOUBLE Tepi atas kotak pada halaman (poin PDF)",
    "x1 DOUBLE Tepi kanan kotak pada halaman (poin PDF)",
    "bottom DOUBLE Tepi bawah kotak pada halaman (poin PDF)",
)
_ROW_HEAD = (
    *_PLACE,
    *_columns(
        "nomor VARCHAR Nomor surat seperti tercetak",
        "row BIGINT Urutan baris dalam lampirannya, mulai dari 1",
    ),
    *_BOX,
    *_columns(
        "method VARCHAR Cara baca: text atau ocr",
        "confidence DOUBLE Keyakinan baca terendah sel barisnya, 0 sampai 1",
        "tahun_ukur BIGINT Tahun yang diukur",
        "satker_code VARCHAR Kode satker; kosong bila namanya tidak dikenal",
        "satker_candidate_code VARCHAR Satker termirip bila namanya tidak dikenal; hanya usulan",
        "letter_satker_code VARCHAR Satker penerbit dokumen (perjanjian, laporan)",
        "ikk_code VARCHAR IKK menurut bunyi indikatornya; kosong bila tidak ada atau tidak dikenal",
        "status VARCHAR dimuat atau karantina",
        "is_standing BOOLEAN Apakah baris ini berlaku: bukan salinan, yang digantikan atau ditolak",
        "failures_json VARCHAR Aturan yang tidak terpenuhi pada baris ini (JSON)",
        "withheld_rule VARCHAR Aturan pertama yang menahan baris ini",
        "withheld_pesan VARCHAR Mengapa baris ini ditahan",
        "printed_json VARCHAR Isi sel seperti tercetak (JSON)",
        "values_json VARCHAR Nilai sel sebagai teks baku (JSON)",
        "row_key VARCHAR Kunci baris yang tetap: surat, tabel, nama seperti tercetak",
        "row_guard VARCHAR Sidik isi sel yang tercetak",
        "decision_id BIGINT Keputusan petugas yang menerima atau menolak baris ini",
        "corrections_json VARCHAR Keputusan yang mengoreksi sel baris ini, per kolom (JSON)",
        "is_rejected BOOLEAN Apakah petugas menolak baris ini, yang selain itu berlaku",
    ),
)

FIXED = (
    StoredTable(
        "document",
        "Berkas yang diterima, satu baris per berkas",
        _columns(
            "document VARCHAR SHA-256 isi PDF",
            "path VARCHAR Nama berkas relatif terhadap folder surat",
            "received_order BIGINT Urutan diterima, mulai dari 1",
            "received_at TIMESTAMP Kapan diterima (UTC); kosong bila tidak ada daftar terimanya",
            "pinned_document VARCHAR SHA-256 yang diterima dengan nama ini bila isinya kini lain",
            "status VARCHAR terbaca, ditolak atau tidak_dikenal",
            "alasan VARCHAR Mengapa berkas tidak terbaca dan apa yang perlu dilakukan",
            "page_count BIGINT Banyaknya halaman",
        ),
        ("path",),
    ),
    StoredTable(
        "letter",
        "Surat dalam berkas, satu baris per berkas dan surat",
        (
            *_PLACE,
            *_columns(
                "path VARCHAR Nama berkas",
                "kind VARCHAR Jenis surat",
                "nomor VARCHAR Nomor surat seperti tercetak",
                "tanggal DATE Tanggal surat",
                "perihal VARCHAR Perihal seperti tercetak",
                "tahun BIGINT Tahun yang diukur",
                "tahun_source VARCHAR Asal tahun: tercetak, salinan atau folder",
                "penerbit VARCHAR Penerbit seperti tercetak",
                "satker VARCHAR Satker yang dibicarakan dokumen, seperti tercetak",
                "satker_code VARCHAR Kode satker itu",
                "page_first BIGINT Halaman pertama",
                "page_last BIGINT Halaman terakhir",
                "received_order BIGINT Urutan diterima berkasnya",
                "status VARCHAR dimuat, sebagian, duplikat atau digantikan",
                "alasan VARCHAR Penjelasan status",
                "dikonfirmasi VARCHAR Yang memastikan lampirannya utuh; kosong bila tidak ada",
                "letter_key VARCHAR Kunci surat yang tetap: jenis, tahun, nomor, penerbit",
            ),
        ),
        ("path", "letter"),
    ),
    StoredTable(
        "row_count",
        "Jumlah baris per surat dan tabel: tercetak = dimuat + karantina",
        (
            *_PLACE,
            *_columns(
                "table_name VARCHAR Nama tabel lampiran",
                "printed_count BIGINT Baris tercetak",
                "loaded_count BIGINT Baris dimuat",
                "quarantined_count BIGINT Baris dikarantina",
            ),
        ),
        ("document", "letter", "table_name"),
    ),
    StoredTable(
        "cell",
        "Sel tercetak, satu baris per sel dan halaman",
        (
            *_PLACE,
            *_columns(
                "table_name VARCHAR Nama tabel lampiran",
                "row BIGINT Urutan baris dalam lampirannya",
                "column_name VARCHAR Nama kolom",
                "part BIGINT Bagian sel, mulai dari 1; lebih dari 1 bila terpotong halaman",
                "printed VARCHAR Isi sel seperti tercetak",
                "value VARCHAR Nilai baku sebagai teks",
            ),
            *_BOX,
            *_columns(
                "confidence DOUBLE Keyakinan baca, 0 sampai 1",
                "problem VARCHAR Mengapa sel tidak terbaca sebagai nilai",
            ),
        ),
        ("document", "letter", "table_name", "row", "column_name", "part"),
    ),
    StoredTable(
        "claim",
        "Pernyataan surat tentang lampirannya, atau laporan tentang satu IKK, di luar tabel",
        (
            *_PLACE,
            *_columns(
                "claim_order BIGINT Urutan pernyataan dalam berkas",
                "nomor VARCHAR Nomor surat seperti tercetak",
                "claim VARCHAR Besaran yang dinyatakan",
                "scope VARCHAR Lingkup pernyataan: kategori, nomor atau bunyi IKK",
                "value VARCHAR Nilai baku sebagai teks",
                "text VARCHAR Bunyi pernyataannya",
                "source VARCHAR Bagian dokumen, misalnya badan, ringkasan, kotak, narasi, rumus",
                "indikator VARCHAR Indikator yang dibicarakan, seperti tercetak",
                "printed VARCHAR Nilainya seperti tercetak",
                "ikk_code VARCHAR IKK menurut bunyi indikatornya",
                "statement BIGINT Pernyataan yang menyebutnya; angka satu kalimat senomor",
                "tahun BIGINT Tahun yang dibicarakan bila bukan tahun laporan",
                "confidence DOUBLE Keyakinan baca kata terendahnya, 0 sampai 1",
                "claim_key VARCHAR Kunci pernyataan yang tetap: surat, bagian, besaran, lingkup",
            ),
            *_BOX,
        ),
        ("document", "letter", "claim_order"),
    ),
    StoredTable(
        "notice",
        "Hal yang dilihat pembaca tetapi tidak dapat ditempatkan",
        (
            *_PLACE,
            *_columns(
                "notice_order BIGINT Urutan dalam berkas",
                "table_name VARCHAR Nama tabel lampiran",
                "code VARCHAR Jenis pemberitahuan",
                "message VARCHAR Bunyi pemberitahuan",
                "page BIGINT Halaman",
            ),
        ),
        ("document", "notice_order"),
    ),
    StoredTable(
        "finding",
        "Temuan pemeriksaan surat dan revisi",
        (
            *_PLACE,
            *_columns(
                "rule VARCHAR Aturan",
                "severity VARCHAR gagal, peringatan atau info",
                "table_name VARCHAR Nama tabel lampiran",
                "row BIGINT Urutan baris",
                "column_name VARCHAR Nama kolom",
            ),
            *_BOX,
            *_columns(
                "tercetak VARCHAR Yang tercetak",
                "seharusnya VARCHAR Yang seharusnya, atau angka lainnya",
                "pesan VARCHAR Penjelasan untuk petugas",
                "tahun BIGINT Tahun yang diukur",
                "satker_code VARCHAR Kode satker",
                "decision_id BIGINT Keputusan petugas atas barisnya yang menyelesaikan temuan ini",
            ),
        ),
        ("document", "letter", "table_name", "row", "column_name", "rule", "tercetak", "pesan"),
    ),
    StoredTable(
        "decision",
        "Keputusan petugas menurut urutan pencatatannya",
        _columns(
            "decision_id BIGINT Urutan keputusan dalam catatan",
            "decided_at TIMESTAMP Kapan diputuskan (UTC)",
            "decided_by VARCHAR Siapa yang memutuskan",
            "verb VARCHAR terima, koreksi, petakan, tolak atau batal",
            "item_key VARCHAR Kunci hal yang diputuskan",
            "guard VARCHAR Sidik yang tercetak waktu diputuskan",
            "tercetak VARCHAR Yang tercetak waktu diputuskan",
            "column_name VARCHAR Kolom yang dikoreksi atau kolom nama",
            "value VARCHAR Nilai koreksi seperti diketik",
            "satker_code VARCHAR Satker yang dipilih bagi nama itu",
            "reason VARCHAR Alasan keputusan",
            "undoes BIGINT Keputusan yang dibatalkan",
            "status VARCHAR Akibatnya; kosong bila menyangkut temuan, yang baru diketahui model",
            "alasan VARCHAR Mengapa keputusan tidak berlaku",
        ),
        ("decision_id",),
    ),
)


def annex_table(table: Table) -> StoredTable:
    """The stored form of an annex table: where it is printed, its columns, what became of it."""
    own = tuple(
        StoredColumn(column.name, ANNEX_TYPES[column.type], column.comment)
        for column in table.columns
    )
    return StoredTable(table.name, table.comment, (*_ROW_HEAD, *own), ("document", "letter", "row"))


def reference_table(name: str) -> StoredTable:
    """The stored form of a reference table."""
    columns = tuple(
        StoredColumn(
            field.name,
            REFERENCE_TYPES.get(field.type, "VARCHAR"),
            f"Kolom {field.name} tabel acuan {name}",
        )
        for field in SCHEMA[name]
    )
    return StoredTable(
        f"reference_{name}",
        f"Tabel acuan {name}, dengan sumber dan tahun berlakunya",
        columns,
        tuple(column.name for column in columns),
    )


def stored_tables(tables: Mapping[str, Table]) -> list[StoredTable]:
    """Every table of the schema ``raw``, in the order they are written."""
    annexes = (annex_table(table) for table in tables.values())
    return [*FIXED, *annexes, *(reference_table(name) for name in SCHEMA)]
