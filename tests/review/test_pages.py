"""The pages over a real warehouse: counts that agree, items, decisions, pictures; and attacks."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from review.app import create_app
from review.explain import explain
from review.ledger import Ledger
from review.mart.queue import FACETS
from tests.review.office import HOSTILE, LIKE_JAMBI, ORIGIN, WRONG, Office
from tests.review.visitor import Visitor
from warehouse.decisions import Decision

UNREADABLE = "aturan=angka_terbaca&jenis=karantina"
DOCUMENT = re.compile(r"/halaman/([0-9a-f]{64})/(\d+)\.webp")


def decisions(visitor: Visitor) -> list[Decision]:
    ledger: Ledger = visitor.client.app.state.room.ledger  # type: ignore[attr-defined]
    return ledger.decisions()


def total(visitor: Visitor, query: str) -> int:
    found = re.search(r"<b>([\d.]+)</b> butir", visitor.get(f"/butir?{query}").text)
    assert found
    return int(found.group(1).replace(".", ""))


def test_the_counts_are_those_of_the_marts(sari: Visitor, office: Office) -> None:
    ((findings,),) = office.rows("SELECT count(*) FROM mart.temuan WHERE status = 'terbuka'")
    ((withheld,),) = office.rows("SELECT count(*) FROM mart.karantina WHERE status = 'terbuka'")
    assert withheld == len(WRONG) + 3
    assert total(sari, "") == findings + withheld
    assert total(sari, "jenis=karantina") == withheld
    for rule, count in office.rows("SELECT rule, count(*) FROM mart.temuan GROUP BY rule"):
        assert total(sari, f"jenis=temuan&aturan={rule}") == count
    for severity, count in office.rows("SELECT severity, count(*) FROM mart.temuan GROUP BY 1"):
        assert total(sari, f"jenis=temuan&tingkat={severity}") == count
    for kind, count in office.rows(
        "SELECT kind, count(*) FROM mart.karantina JOIN mart.surat USING (document, letter) "
        "GROUP BY 1"
    ):
        assert total(sari, f"jenis=karantina&surat={kind}") == count
    for province, count in office.rows(
        "SELECT provinsi_name, count(*) FROM mart.karantina JOIN mart.satker USING (satker_code) "
        "GROUP BY 1"
    ):
        assert total(sari, f"jenis=karantina&provinsi={province}") == count


def test_a_search_finds_names_whatever_their_case(sari: Visitor) -> None:
    assert total(sari, "cari=ZI+jambi&jenis=karantina") == 1
    assert total(sari, "cari=tidak+ada+yang+begini") == 0
    assert "Hapus saringan" in sari.get("/butir?cari=tidak+ada+yang+begini").text


def test_every_rule_of_the_warehouse_is_explained(office: Office) -> None:
    rules = {
        rule
        for (rule,) in office.rows(
            "SELECT rule FROM mart.temuan UNION SELECT rule FROM mart.karantina"
        )
    }
    assert rules
    for rule in rules:
        explained = explain(rule)
        assert explained.why and explained.todo and explained.source, rule
    assert explain("belum_ada_penjelasan").title == "Belum ada penjelasan"


def test_every_explanation_is_of_a_rule_that_the_program_knows() -> None:
    import tomllib

    project = Path(__file__).parents[2]
    rules = tomllib.loads((project / "review" / "rules.toml").read_text(encoding="utf-8"))
    known = "".join(
        path.read_text(encoding="utf-8")
        for room in ("extractors", "expectations", "warehouse")
        for path in (project / room).rglob("*")
        if path.suffix in (".py", ".sql")
    )
    assert [rule for rule in rules if not re.search(rf"['\"]{rule}['\"]", known)] == []


def test_the_item_shows_what_is_printed_where_and_why(sari: Visitor, office: Office) -> None:
    page = html.unescape(sari.get(sari.item("aturan=zi_jumlah&jenis=karantina")).text)
    assert "BNNP Jambi" in page
    assert "12,34" in page
    assert "pemenuhan ditambah reform ditambah hasil" in page
    found = DOCUMENT.search(page)
    assert found
    ((document, number, x0, top),) = office.rows(
        "SELECT document, page, x0, top FROM mart.karantina WHERE rule = 'zi_jumlah'"
    )
    assert found.groups() == (document, str(number))
    assert f'x="{x0 - 2}" y="{top - 2}"' in page
    assert "Nilai Zona Integritas" in page, "the achievement that it bears on"
    assert '<option value="jumlah" selected>' in page, "the cell that the rule speaks of"
    picture = sari.get(found.group())
    assert picture.headers["content-type"] == "image/webp"
    assert picture.content[8:12] == b"WEBP"
    assert "private" in picture.headers["cache-control"]


def test_a_script_in_a_name_is_only_text(sari: Visitor) -> None:
    for path in ("/butir", sari.item("cari=onerror&jenis=karantina"), "/keputusan", "/terapkan"):
        page = sari.get(path).text
        assert "<img src=x" not in page
    assert html.escape(HOSTILE, quote=False) in sari.get("/butir?cari=onerror").text
    path = sari.item("cari=onerror&jenis=karantina")
    answer = sari.decide(path, keputusan="tolak", alasan="<script>alert(1)</script>")
    assert answer.status_code == 303
    for shown in (answer.headers["location"], "/keputusan", "/terapkan", path):
        page = sari.get(shown).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize("name", [*FACETS, "status", "cari"])
def test_sql_in_a_filter_is_only_text(sari: Visitor, office: Office, name: str) -> None:
    for text in ("' OR 1=1 --", '") OR 1=1 --', "'; DROP TABLE memory.main.item; --", "$status"):
        page = sari.client.get("/butir", params={name: text})
        assert page.status_code == 200
        if name != "status":
            assert "<b>0</b> butir" in page.text
    assert total(sari, "") > 0


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(name=st.sampled_from([*FACETS, "status", "cari", "hal", "tersimpan"]), text=st.text())
@example(name="cari", text="\0")
@example(name="hal", text="²")
@example(name="tersimpan", text="99999999999999999999")
def test_no_text_in_an_address_breaks_the_list(sari: Visitor, name: str, text: str) -> None:
    assert sari.client.get("/butir", params={name: text}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/halaman/..%2f..%2fetc%2fpasswd/1.webp",
        "/halaman/../../etc/passwd",
        f"/halaman/{'0' * 64}/1.webp",
        f"/halaman/{'g' * 64}/1.webp",
        "/halaman/{document}/0.webp",
        "/halaman/{document}/999.webp",
        "/halaman/{document}/1.webp%00.pdf",
        "/halaman/{upper}/1.webp",
        "/static/x/..%2fapp.py",
        "/static/x/htmx.LICENSE.txt",
        "/butir/..%2f..%2fsandi",
        f"/butir/{'0' * 32}",
        "/butir/' OR 1=1 --",
        "/butir/%00",
    ],
)
def test_a_path_in_an_id_leads_nowhere(sari: Visitor, office: Office, path: str) -> None:
    ((document,),) = office.rows("SELECT document FROM mart.surat WHERE kind = 'zi'")
    answer = sari.get(path.format(document=document, upper=document.upper()))
    assert answer.status_code == 404
    assert "root:" not in answer.text


def test_a_path_in_the_warehouse_cannot_leave_the_letters(office: Office) -> None:
    from review.errors import PictureError
    from review.pictures import Pictures

    secret = office.home / "rahasia.pdf"
    shutil.copy(next(office.raw.rglob("zi.pdf")), secret)
    ((document,),) = office.rows("SELECT document FROM mart.surat WHERE kind = 'zi'")
    with pytest.raises(PictureError, match="tidak ada lagi"):
        Pictures(office.raw, office.home / "p").get(document, ["../rahasia.pdf", str(secret)], 1)


def test_a_changed_letter_is_said_to_be_changed(sari: Visitor, office: Office) -> None:
    path = sari.item("aturan=zi_jumlah&jenis=karantina")
    letter = next(office.raw.rglob("zi.pdf"))
    letter.write_bytes(letter.read_bytes() + b"%")
    page = sari.get(path).text
    assert "sudah berubah sejak dibaca" in page
    assert not DOCUMENT.search(page), "nothing drawn of other bytes"
    letter.unlink()
    assert "tidak ada lagi di folder surat" in sari.get(path).text


def test_a_page_that_cannot_be_drawn_costs_only_itself(office: Office) -> None:
    from hashlib import sha256

    from review.errors import PictureError
    from review.pictures import Pictures

    broken = office.raw / "rusak.pdf"
    broken.write_bytes(b"%PDF-1.7\nbukan apa-apa")
    pictures = Pictures(office.raw, office.home / "p")
    document = sha256(broken.read_bytes()).hexdigest()
    with pytest.raises(PictureError, match="tidak dapat digambar"):
        pictures.get(document, ["rusak.pdf"], 1)
    ((sound,),) = office.rows("SELECT document FROM mart.surat WHERE kind = 'zi'")
    found = pictures.get(sound, ["2023/zi.pdf"], 1)
    before = found.path.stat().st_mtime_ns
    assert pictures.get(sound, ["2023/zi.pdf"], 1).path.stat().st_mtime_ns == before, "kept"
    with pytest.raises(PictureError):
        pictures.get(sound, ["2023/zi.pdf"], 99)


def test_a_decision_is_entered_as_it_was_made(sari: Visitor, office: Office) -> None:
    path = sari.item("aturan=zi_jumlah&jenis=karantina")
    answer = sari.decide(path, keputusan="koreksi", kolom="jumlah", nilai="77,10", alasan="Cetak")
    assert answer.status_code == 303
    (entry,) = decisions(sari)
    ((key, guard),) = office.rows(
        "SELECT item_key, guard FROM mart.karantina WHERE rule = 'zi_jumlah'"
    )
    assert (entry.item_key, entry.guard) == (key, guard)
    assert (entry.decided_by, entry.verb, entry.column, entry.value, entry.tercetak) == (
        *("sari", "koreksi", "jumlah", "77,10", "12,34"),
    )
    onward = answer.headers["location"]
    assert re.fullmatch(r"/butir/[0-9a-f]{32}\?tersimpan=1", onward)
    assert "Tersimpan: <strong>Koreksi</strong>" in sari.get(onward).text
    assert "Belum diterapkan" in sari.get(path).text
    assert total(sari, "aturan=zi_jumlah") == 0, "its finding waits with it"
    assert total(sari, "aturan=zi_jumlah&status=diputuskan") == 2
    assert '<span class="lencana"' in sari.get("/butir").text


def test_a_finding_decides_of_its_row(sari: Visitor, office: Office) -> None:
    path = sari.item("aturan=zi_jumlah&jenis=temuan")
    assert sari.decide(path, keputusan="tolak", alasan="Bukan baris").status_code == 303
    ((row_key,),) = office.rows("SELECT row_key FROM mart.temuan WHERE rule = 'zi_jumlah'")
    assert [entry.item_key for entry in decisions(sari)] == [row_key]


def test_a_name_is_mapped_to_the_satker_that_was_chosen(sari: Visitor) -> None:
    path = sari.item("cari=djambi&jenis=karantina")
    page = sari.get(path).text
    assert "Paling mirip" in page
    assert sari.decide(path, keputusan="petakan", satker="x", alasan="a").status_code == 422
    answer = sari.decide(path, keputusan="petakan", satker="bnnp-15", alasan="Ejaan lama")
    assert answer.status_code == 303
    (entry,) = decisions(sari)
    assert (entry.column, entry.satker_code, entry.tercetak) == (
        *("satker", "bnnp-15", LIKE_JAMBI),
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"keputusan": "koreksi", "kolom": "jumlah", "nilai": "8O,5", "alasan": "x"},
        {"keputusan": "koreksi", "kolom": "jumlah", "nilai": " ", "alasan": "x"},
        {"keputusan": "koreksi", "kolom": "tidak_ada", "nilai": "80", "alasan": "x"},
        {"keputusan": "terima", "alasan": "  "},
        {"keputusan": "petakan", "satker": "bnnp-15", "alasan": "x"},
        {"keputusan": "hapus", "alasan": "x"},
        {"keputusan": "batal", "alasan": "x"},
        {"keputusan": "terima", "alasan": "x", "terlihat": "0.0.lain"},
        {"keputusan": "terima", "alasan": "x", "terlihat": ""},
        {"keputusan": "terima", "alasan": "x", "terlihat": "-1.0.x"},
    ],
)
def test_what_cannot_be_meant_is_refused_and_the_form_kept(
    sari: Visitor, fields: dict[str, str]
) -> None:
    path = sari.item("aturan=zi_jumlah&jenis=karantina")
    answer = sari.decide(path, **fields)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    if "nilai" in fields:
        assert f'name="nilai" value="{fields["nilai"]}"' in answer.text
    assert decisions(sari) == []


def test_of_two_stewards_the_second_is_told(sari: Visitor, visit: Callable[[str], Visitor]) -> None:
    budi = visit("budi")
    path = sari.item("aturan=zi_jumlah&jenis=karantina")
    action, before = budi.form(path, "putusan")
    sari.decide(path, keputusan="koreksi", kolom="jumlah", nilai="77,10", alasan="Salah ketik")
    typed = {"keputusan": "tolak", "alasan": "Menurut saya ganda"}
    answer = budi.post(action, {**before, **typed})
    assert answer.status_code == 409
    assert "sari sudah memutuskan butir ini" in answer.text
    assert "77,10" in answer.text
    assert 'value="Menurut saya ganda"' in answer.text, "what was typed is still there"
    (entry,) = decisions(sari)
    assert entry.decided_by == "sari"
    assert budi.decide(path, **typed).status_code == 303, "knowing it, budi may"


def test_of_many_at_the_same_moment_one_is_entered(
    sari: Visitor, visit: Callable[[str], Visitor]
) -> None:
    path = sari.item("aturan=zi_jumlah&jenis=karantina")
    people = [sari, visit("budi"), visit("ani")]
    forms = [visitor.form(path, "putusan") for visitor in people]

    def send(turn: int) -> int:
        action, fields = forms[turn]
        return (
            people[turn]
            .post(action, {**fields, "keputusan": "terima", "alasan": "Bersamaan"})
            .status_code
        )

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(send, range(3))) == [303, 409, 409]
    assert len(decisions(sari)) == 1


def test_an_undo_opens_the_item_again(sari: Visitor) -> None:
    path = sari.item("aturan=zi_jumlah&jenis=karantina")
    sari.decide(path, keputusan="tolak", alasan="Ganda")
    action, fields = sari.form(path, "pembatalan")
    assert sari.post(action, {**fields, "alasan": ""}).status_code == 422
    back = sari.post(action, {**fields, "alasan": "Keliru"})
    assert back.headers["location"] == f"{path}?tersimpan=2"
    assert [entry.verb for entry in decisions(sari)] == ["tolak", "batal"]
    assert "Belum diterapkan" not in re.sub(
        r"<section class=\"riwayat.*", "", sari.get(path).text, flags=re.S
    )
    assert total(sari, "aturan=zi_jumlah") == 2
    assert sari.post(action, {**fields, "alasan": "Lagi"}).status_code == 409
    assert "Batalkan keputusan" not in sari.get(path).text


def test_many_of_the_same_cause(sari: Visitor, visit: Callable[[str], Visitor]) -> None:
    path = sari.item(UNREADABLE)
    action, fields = sari.form(f"{path}/sebab-sama", "banyak")
    assert sum(name.startswith("terlihat-") for name in fields) == len(WRONG)
    ids = [name.removeprefix("terlihat-") for name in fields if name.startswith("terlihat-")]
    taken = visit("budi").decide(f"/butir/{ids[3]}", keputusan="tolak", alasan="Ganda")
    assert taken.status_code == 303
    chosen = {**fields, "butir": ids[:6], "keputusan": "tolak", "alasan": "Minta cetak ulang"}
    page = sari.post(action, chosen).text  # type: ignore[arg-type]
    assert "5 keputusan tersimpan" in page
    assert "budi sudah memutuskan" in page
    assert len(decisions(sari)) == 6
    assert total(sari, UNREADABLE) == len(WRONG) - 6
    assert sari.post(action, {**fields, "butir": [], "keputusan": "tolak"}).status_code == 422  # type: ignore[dict-item]
    wrong = {**fields, "butir": ids[7:8], "keputusan": "koreksi", "alasan": "x"}
    assert sari.post(action, wrong).status_code == 422  # type: ignore[arg-type]


def test_next_and_previous_go_through_all_items_once(sari: Visitor) -> None:
    path, seen = sari.items(UNREADABLE)[0], []
    while path:
        seen.append(path)
        onward = re.search(
            r'rel="next" href="(/butir/[0-9a-f]{32})', sari.get(f"{path}?{UNREADABLE}").text
        )
        path = onward.group(1) if onward else ""
    assert seen == sari.items(UNREADABLE)
    assert len(set(seen)) == len(WRONG)


def test_a_warehouse_that_was_replaced_is_seen_at_once(sari: Visitor, office: Office) -> None:
    import duckdb

    before = total(sari, "")
    other = office.home / "lain.duckdb"
    shutil.copy(office.places.warehouse, other)
    with duckdb.connect(str(other)) as connection:
        connection.execute("DELETE FROM mart.temuan")
    other.replace(office.places.warehouse)
    ((withheld,),) = office.rows("SELECT count(*) FROM mart.karantina")
    assert total(sari, "") == withheld < before
    office.places.warehouse.unlink()
    answer = sari.get("/butir")
    assert answer.status_code == 503
    assert "Gudang data belum ada" in answer.text


def test_a_warehouse_of_an_older_program_asks_for_a_night(sari: Visitor, office: Office) -> None:
    import duckdb

    other = office.home / "lama.duckdb"
    shutil.copy(office.places.warehouse, other)
    with duckdb.connect(str(other)) as connection:
        connection.execute("ALTER TABLE mart.temuan DROP COLUMN item_key")
    other.replace(office.places.warehouse)
    assert "versi program yang lebih lama" in sari.get("/butir").text


def test_a_failed_run_is_told_and_the_next_may_start(office: Office) -> None:
    from threading import Event

    from flows.errors import NightRunningError

    gate = Event()

    def busy() -> None:
        gate.wait(20)
        raise NightRunningError("Malam lain sedang mengolah", next_step="Tunggu.")

    app = create_app(office.settings, busy)
    visitor = Visitor(TestClient(app, base_url=ORIGIN, follow_redirects=False))
    visitor.sign_in("sari")
    action, fields = visitor.form("/terapkan", "/terapkan")
    assert visitor.post(action, fields).status_code == 303
    assert "Sedang diterapkan" in visitor.get("/terapkan/keadaan").text
    assert not app.state.room.applier.start("budi"), "one at a time"
    gate.set()
    for _ in range(200):
        page = visitor.get("/terapkan/keadaan").text
        if "Sedang diterapkan" not in page:
            break
    assert "Malam lain sedang mengolah" in page
    actions = [event.action for event in office.ledger().events.recent(5)[0]]
    assert actions[:2] == ["terapkan_gagal", "terapkan"]


def test_two_places_stand_side_by_side(sari: Visitor, office: Office) -> None:
    import duckdb

    other = office.home / "dua.duckdb"
    shutil.copy(office.places.warehouse, other)
    kinds = dict(office.rows("SELECT kind, document FROM mart.surat"))
    with duckdb.connect(str(other)) as connection:
        for column in ("document_2 VARCHAR", "page_2 BIGINT"):
            connection.execute(f"ALTER TABLE mart.temuan ADD COLUMN IF NOT EXISTS {column}")
        for column in ("x0_2", "top_2", "x1_2", "bottom_2"):
            connection.execute(f"ALTER TABLE mart.temuan ADD COLUMN IF NOT EXISTS {column} DOUBLE")
        connection.execute(
            "UPDATE mart.temuan SET document_2 = ?, page_2 = 1, x0_2 = 60, top_2 = 70, "
            "x1_2 = 200, bottom_2 = 90 WHERE rule = 'zi_jumlah'",
            [kinds["perjanjian_kinerja"]],
        )
    other.replace(office.places.warehouse)
    page = sari.get(sari.item("aturan=zi_jumlah&jenis=temuan")).text
    assert [found[0] for found in DOCUMENT.findall(page)[::2]] == [
        kinds["zi"],
        kinds["perjanjian_kinerja"],
    ]
    assert "Pembanding" in page
    assert 'x="58.0" y="68.0" width="144.0" height="24.0"' in page
