"""Who gets in, from where, and what every answer carries: attacked without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from review.app import PARTS, create_app
from review.settings import Settings
from tests.review.conftest import Clock
from tests.review.office import ORIGIN, PASSWORD, Office
from tests.review.visitor import Visitor

OPEN_TO_ALL = {"/", "/masuk", "/static/{digest}/{name}"}
EXAMPLES = {
    "{item_id}": "0" * 32,
    "{decision_id}": "1",
    "{document}": "0" * 64,
    "{page}": "1",
    "{name}": "sari",
    "{digest}": "x",
}


def _addresses(method: str) -> list[str]:
    """Every address of the application for a method, with something in its gaps."""
    found = []
    for route in (route for part in PARTS for route in part.router.routes):
        assert isinstance(route, APIRoute)
        if method in route.methods and route.path not in OPEN_TO_ALL:
            path = route.path
            for gap, example in EXAMPLES.items():
                path = path.replace(gap, example)
            found.append(path)
    return found


def test_without_a_session_every_address_leads_to_the_login(clocked: TestClient) -> None:
    shown, sent = _addresses("GET"), _addresses("POST")
    assert len(shown) >= 9
    assert len(sent) >= 6
    for path in shown:
        assert clocked.get(path).headers["location"].startswith("/masuk?ke="), path
    for path in sent:
        answer = clocked.post(path, data={"a": "b"}, headers={"Origin": ORIGIN})
        assert answer.headers["location"] == "/masuk?habis=1", path


def test_a_cookie_nobody_gave_opens_nothing(clocked: TestClient) -> None:
    for value in ("", "a", "' OR 1=1 --", "x" * 5000):
        answer = clocked.get("/butir", headers={"Cookie": f"capaian={value}"})
        assert answer.headers["location"].startswith("/masuk")


def test_login(clocked: TestClient) -> None:
    answer = Visitor(clocked).sign_in(" SARI ")
    assert (answer.status_code, answer.headers["location"]) == (303, "/butir")
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie, "plain http: the browser would never send it back"
    assert clocked.get("/butir").status_code == 200


def test_behind_https_the_cookie_is_bound_to_the_host(office: Office) -> None:
    given = office.settings
    url = "https://tinjauan.contoh.go.id"
    settings = Settings(given.warehouse, given.raw, given.ledger, given.pictures, url=url)
    client = TestClient(create_app(settings, lambda: None), base_url=url, follow_redirects=False)
    fields = {"nama": "sari", "sandi": PASSWORD}
    assert client.post("/masuk", data=fields, headers={"Origin": ORIGIN}).status_code == 403
    answer = client.post("/masuk", data=fields, headers={"Origin": url})
    assert answer.headers["set-cookie"].startswith("__Host-capaian=")
    assert "Secure" in answer.headers["set-cookie"]
    assert answer.headers["strict-transport-security"]
    assert client.get("/butir").status_code == 200
    assert client.get("/butir", headers={"Host": "127.0.0.1:8400"}).status_code == 421


@pytest.mark.parametrize(
    "target",
    ["//jahat.id", "https://jahat.id", "/\\jahat.id", "\\\\jahat.id", "javascript:alert(1)", ""],
)
def test_a_login_never_leads_elsewhere(clocked: TestClient, target: str) -> None:
    fields = {"nama": "sari", "sandi": PASSWORD, "ke": target}
    assert Visitor(clocked).post("/masuk", fields).headers["location"] == "/butir"


def test_a_wrong_password_and_an_unknown_name_look_alike(clocked: TestClient) -> None:
    visitor = Visitor(clocked)
    wrong, unknown = visitor.sign_in("sari", "salah"), visitor.sign_in("tiada", "salah")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace("sari", "") == unknown.text.replace("tiada", "")
    assert "set-cookie" not in wrong.headers


def test_after_five_wrong_passwords_the_right_one_has_to_wait(
    clocked: TestClient, clock: Clock
) -> None:
    visitor = Visitor(clocked)
    for _ in range(5):
        assert visitor.sign_in("sari", "salah").status_code == 401
    assert visitor.sign_in("sari").status_code == 429
    assert visitor.sign_in("budi").status_code == 303, "others are not locked out"
    clock.forward(minutes=16)
    assert visitor.sign_in("sari").status_code == 303


def test_where_nobody_has_an_account_the_page_says_how_to_make_one(office: Office) -> None:
    settings = office.settings
    alone = Settings(
        settings.warehouse, settings.raw, f"sqlite:///{office.home}/kosong.db", settings.pictures
    )
    page = TestClient(create_app(alone, lambda: None), base_url=ORIGIN).get("/masuk").text
    assert f"capaian akun buat NAMA --peran steward --warehouse {settings.warehouse}" in page


def test_sessions_run_out(clock: Clock, sari: Visitor) -> None:
    path = sari.item("aturan=angka_terbaca&jenis=karantina")
    action, fields = sari.form(path, "putusan")
    clock.forward(minutes=61)
    answer = sari.post(action, {**fields, "keputusan": "terima", "alasan": "Benar"})
    assert answer.headers["location"] == "/masuk?habis=1"
    assert "belum disimpan" in sari.get("/masuk?habis=1").text
    assert _decisions(sari) == []


def test_leaving_ends_the_session_everywhere(sari: Visitor) -> None:
    cookie = dict(sari.client.cookies)
    action, fields = sari.form("/butir", "/keluar")
    assert sari.post(action, fields).headers["location"] == "/masuk"
    again = TestClient(sari.client.app, base_url=ORIGIN, cookies=cookie, follow_redirects=False)
    assert again.get("/butir").status_code == 303


def test_a_form_from_elsewhere_is_refused(sari: Visitor) -> None:
    path = sari.item("aturan=angka_terbaca&jenis=karantina")
    action, fields = sari.form(path, "putusan")
    fields |= {"keputusan": "terima", "alasan": "Dipalsukan"}
    for origin in (None, "null", "https://jahat.id", "http://127.0.0.1:9999", "http://localhost"):
        assert sari.post(action, fields, origin=origin).status_code == 403, origin
    assert _decisions(sari) == []
    assert sari.post(action, fields).status_code == 303


def test_a_form_without_the_sessions_token_is_refused(
    sari: Visitor, visit: Callable[[str], Visitor]
) -> None:
    path = sari.item("aturan=angka_terbaca&jenis=karantina")
    action, fields = sari.form(path, "putusan")
    _, of_budi = visit("budi").form(path, "putusan")
    assert fields["formulir"] != of_budi["formulir"]
    for token in ("", "x", of_budi["formulir"]):
        answer = sari.post(
            action, {**fields, "formulir": token, "keputusan": "terima", "alasan": "Dipalsukan"}
        )
        assert answer.status_code == 403
    json = sari.client.post(action, json=fields, headers={"Origin": ORIGIN})
    assert json.status_code == 415
    assert _decisions(sari) == []


@pytest.mark.parametrize("host", ["jahat.id", "127.0.0.1", "127.0.0.1:8400.jahat.id", ""])
def test_another_host_name_is_not_answered(clocked: TestClient, host: str) -> None:
    assert clocked.get("/masuk", headers={"Host": host}).status_code == 421


def test_a_form_may_not_be_endless(sari: Visitor) -> None:
    assert sari.post("/terapkan", {"x": "a" * 300_000}).status_code == 413
    many = "&".join(f"a{number}=1" for number in range(5000))
    answer = sari.client.post(
        "/terapkan",
        content=many,
        headers={"Origin": ORIGIN, "Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 400


def test_roles(visit: Callable[[str], Visitor]) -> None:
    guest, steward, admin = visit("tamu"), visit("sari"), visit("ani")
    path = guest.item("aturan=angka_terbaca&jenis=karantina")
    page = guest.get(path)
    assert page.status_code == 200
    assert 'id="putusan"' not in page.text
    _, own = guest.form("/butir", "/keluar")
    for target in (path, f"{path}/sebab-sama", "/terapkan", "/keputusan/1/batal"):
        assert guest.post(target, {**own, "alasan": "x"}).status_code == 403, target
    _, own = steward.form("/butir", "/keluar")
    for target in ("/akun", "/catatan"):
        assert steward.get(target).status_code == 403
        assert admin.get(target).status_code == 200
    assert steward.post("/akun/tamu", {**own, "tindakan": "matikan"}).status_code == 403


def test_an_admin_shuts_an_account_and_its_session_ends(visit: Callable[[str], Visitor]) -> None:
    budi, admin = visit("budi"), visit("ani")
    action, fields = admin.form("/akun", "/akun/budi")
    assert admin.post(action, {**fields, "tindakan": "matikan"}).status_code == 303
    assert budi.get("/butir").status_code == 303
    assert budi.sign_in("budi").status_code == 401
    assert admin.post("/akun/ani", {**fields, "tindakan": "matikan"}).status_code == 422
    assert "Akun dimatikan" in admin.get("/catatan").text


def test_ones_own_password(visit: Callable[[str], Visitor]) -> None:
    budi = visit("budi")
    action, fields = budi.form("/sandi", "/sandi")
    new = {"sandi": PASSWORD, "baru": "perahu di sungai Musi", "ulang": "perahu di sungai Musi"}
    assert budi.post(action, {**fields, **new, "sandi": "bukan"}).status_code == 422
    assert budi.post(action, {**fields, **new, "ulang": "lain"}).status_code == 422
    assert budi.post(action, {**fields, **new}).status_code == 303
    assert budi.get("/butir").status_code == 303, "signed out"
    assert budi.sign_in("budi").status_code == 401
    assert budi.sign_in("budi", new["baru"]).status_code == 303


def test_every_answer_carries_the_headers(clocked: TestClient, sari: Visitor) -> None:
    page, style = sari.get("/butir"), re.search(r"/static/\w+/rupa\.css", sari.get("/butir").text)
    assert style
    for answer in (
        clocked.get("/masuk"),
        page,
        sari.get("/tidak-ada"),
        sari.get(style.group()),
        clocked.get("/masuk", headers={"Host": "jahat.id"}),
        clocked.post("/masuk", data={}),
    ):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
    assert page.headers["cache-control"] == "no-store"
    assert "immutable" in sari.get(style.group()).headers["cache-control"]


def test_an_unforeseen_error_tells_nothing_of_the_inside(office: Office) -> None:
    app = create_app(office.settings, lambda: None)

    def break_down() -> None:
        raise RuntimeError("rahasia di dalam")

    app.add_api_route("/rusak", break_down)
    answer = TestClient(app, base_url=ORIGIN).get("/rusak")
    assert answer.status_code == 500
    assert answer.text.startswith("Terjadi kesalahan")
    assert "rahasia" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_no_page_needs_more_than_the_policy_allows(visit: Callable[[str], Visitor]) -> None:
    admin = visit("ani")
    item = admin.item("aturan=satker_dikenal&jenis=karantina")
    for path in ("/masuk", "/butir", item, f"{item}/sebab-sama", "/keputusan", "/terapkan"):
        page = admin.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)", page), path
        assert not re.search(r"<style|<[a-z][^>]*\s(?:style|on[a-z]+)=", page), path
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page), path


def _decisions(visitor: Visitor) -> list[object]:
    return visitor.client.app.state.room.ledger.decisions()  # type: ignore[attr-defined, no-any-return]
