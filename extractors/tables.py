"""Draft home of the contract tables until each kind file holds its own."""

from extractors.contract import Column as C, Table as T

TABLES = (
    T("dektari", "Indeks ketahanan diri remaja (Dektari) per satker", (
        C("satker", "text", "Nama satker seperti tercetak"),
        C("nilai", "decimal", "Indeks Dektari", unit="indeks"),
        C("kategori", "text", "Kategori seperti tercetak"),
        C("tingkat", "text", "provinsi untuk baris INDEKS KETAHANAN DIRI, selain itu satker", derived=True),
    ), keys=("satker",)),
    T("dektara", "Indeks ketahanan keluarga (Dektara) per satker", (
        C("no", "integer", "Nomor urut"), C("satker", "text", "Nama satker seperti tercetak"),
        C("nilai", "decimal", "Indeks Dektara", unit="indeks"), C("kategori", "text", "Kategori seperti tercetak"),
    ), keys=("no",)),
    T("kotan", "Indeks KOTAN per provinsi/kabupaten/kota", (
        C("no", "integer", "Nomor urut"), C("wilayah", "text", "Provinsi/kabupaten/kota seperti tercetak"),
        *(C(n, "decimal", f"Variabel {n}", unit="indeks") for n in ("ketahanan_keluarga", "ketahanan_masyarakat", "kewilayahan", "kelembagaan", "hukum")),
        C("indeks", "decimal", "Indeks KOTAN", unit="indeks"), C("kategori", "text", "Kategori"), C("mutu", "text", "Mutu"),
    ), keys=("no",)),
    T("ikm_ikr", "IKR, IKM dan kualitas hidup", (
        C("satker", "text", "Nama satker atau provinsi seperti tercetak"), C("ikr", "decimal", "IKR", unit="indeks"),
        C("ikm", "decimal", "IKM", unit="indeks"), C("kualitas_hidup", "decimal", "Peningkatan kualitas hidup", unit="%", blank_ok=True),
    ), keys=("satker",)),
    T("ibm", "Unit IBM yang ditetapkan", (
        C("no", "integer", "Nomor urut"), *(C(n, "text", n) for n in ("provinsi", "satker", "desa_kelurahan", "kecamatan", "kabupaten_kota")),
        C("tahun_terbentuk", "integer", "Tahun terbentuk", derived=True),
    ), keys=("no",)),
    T("ikpa", "IKPA OM-SPAN per satker", (
        *(C(n, "text", n) for n in ("kode_kppn", "kode_ba", "kode_satker", "satker")),
        C("nilai_total", "decimal", "Nilai total"), C("konversi_bobot", "decimal", "Konversi bobot", unit="%"), C("nilai_akhir", "decimal", "Nilai akhir"),
    ), keys=("kode_satker",)),
    T("ikpa_indikator", "Indikator IKPA", (
        C("kode_satker", "text", "Kode satker"), C("indikator", "text", "Indikator"),
        C("nilai", "decimal", "Nilai"), C("bobot", "decimal", "Bobot", unit="%"), C("nilai_akhir", "decimal", "Nilai akhir"),
    ), keys=("kode_satker", "indikator")),
    T("smart", "NKA SMART DJA", (
        C("satker", "text", "Satker"), C("tahun", "integer", "Tahun"), C("nilai", "decimal", "NKA"), C("kategori", "text", "Kategori"),
    ), keys=("satker",)),
    T("zi", "Zona Integritas", (
        C("no", "integer", "Nomor urut"), C("satker", "text", "Satker"),
        *(C(n, "decimal", n) for n in ("pemenuhan", "reform", "hasil", "jumlah")),
    ), keys=("no",)),
    T("perjanjian_kinerja", "Perjanjian kinerja", (
        C("no", "integer", "Nomor urut"), C("sasaran", "text", "Sasaran"), C("indikator", "text", "Indikator"),
        C("target", "decimal", "Target", blank_ok=True), C("satuan", "text", "Satuan", blank_ok=True),
    ), keys=("no",)),
    T("anggaran_kegiatan", "Anggaran per kegiatan", (
        C("no", "integer", "Nomor urut"), C("kegiatan", "text", "Kegiatan"), C("anggaran", "money", "Anggaran", unit="rupiah"),
    ), keys=("no",)),
    T("lkip_capaian", "Tabel capaian laporan", (
        C("sasaran", "text", "Sasaran", blank_ok=True), C("indikator", "text", "Indikator"),
        C("target", "decimal", "Target", blank_ok=True), C("realisasi", "decimal", "Realisasi", blank_ok=True), C("capaian", "decimal", "Capaian", unit="%", blank_ok=True),
    ), keys=("indikator",)),
    T("lkip_rincian", "Tabel rincian laporan", (
        C("indikator", "text", "Nomor IKK"), C("no", "integer", "Nomor", blank_ok=True), C("satker", "text", "Satker"),
        C("target", "decimal", "Target", blank_ok=True), C("nilai", "decimal", "Nilai"), C("kategori", "text", "Kategori", blank_ok=True),
    ), keys=("satker",)),
    T("lkip_belanja", "Tabel belanja laporan", (
        C("jenis", "text", "Jenis belanja"), C("pagu", "money", "Pagu", unit="rupiah"), C("realisasi", "money", "Realisasi", unit="rupiah"),
        C("persen", "decimal", "Persen", unit="%"), C("sisa", "money", "Sisa", unit="rupiah"), C("persen_sisa", "decimal", "Persen sisa", unit="%"),
    ), keys=("jenis",)),
)
