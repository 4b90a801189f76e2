"""The ledger in SQLite and in a real PostgreSQL: entered once, in a chain, never changed."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from review.errors import AccountError, ConflictError, LedgerError
from review.ledger import Ledger
from review.ledger.entries import Draft
from review.ledger.models import METADATA, REVISION
from tests.review.conftest import Clock
from tests.review.office import PASSWORD
from warehouse.decisions import Decision

DRAFT = Draft(
    decided_by="sari",
    verb="koreksi",
    item_key="dektari|B4732|61.01",
    guard="9f",
    tercetak="53,71",
    reason="Salah ketik",
    seen=0,
    column="nilai",
    value="53,51",
)


def engine_of(url: str) -> Engine:
    return create_engine(url.replace("postgresql:", "postgresql+psycopg:"))


def test_a_decision_comes_back_as_it_was_entered(ledger: Ledger) -> None:
    entered = ledger.entries.append(DRAFT)
    assert ledger.decisions() == [entered]
    assert entered == Decision(
        decision_id=1,
        decided_at=entered.decided_at,
        decided_by="sari",
        verb="koreksi",
        item_key="dektari|B4732|61.01",
        guard="9f",
        tercetak="53,71",
        column="nilai",
        value="53,51",
        satker_code=None,
        reason="Salah ketik",
        undoes=None,
    )
    assert entered.decided_at.startswith("2026-03-02T08:00:00.")
    assert ledger.entries.get(1) == entered
    assert ledger.entries.get(2) is None


def test_a_second_ledger_at_the_same_address_sees_it(ledger: Ledger, ledger_url: str) -> None:
    entered = ledger.entries.append(DRAFT)
    other = Ledger(ledger_url)
    assert other.decisions() == [entered]
    other.close()


def test_the_migrations_make_what_the_models_say(ledger: Ledger, ledger_url: str) -> None:
    ledger.entries.append(DRAFT)
    engine = engine_of(ledger_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_revision() == REVISION
        unique = inspect(connection).get_unique_constraints("decision")
    engine.dispose()
    assert {tuple(found["column_names"]) for found in unique} == {
        ("item_key", "previous_id"),
        ("undoes",),
    }


@pytest.mark.parametrize("table", ["decision", "event"])
@pytest.mark.parametrize("change", ["UPDATE {} SET {}_id = 99", "DELETE FROM {}"])
def test_nothing_written_can_be_changed_or_removed(
    ledger: Ledger, ledger_url: str, table: str, change: str
) -> None:
    ledger.entries.append(DRAFT)
    ledger.events.add("sari", "masuk")
    before = ledger.decisions(), ledger.events.recent(10)
    engine = engine_of(ledger_url)
    with pytest.raises(DBAPIError, match="hanya dapat ditambah"), engine.begin() as connection:
        connection.execute(text(change.format(table, table)))
    engine.dispose()
    assert (ledger.decisions(), ledger.events.recent(10)) == before


@pytest.mark.parametrize("ledger_url", ["postgresql"], indirect=True)
def test_postgresql_lets_nobody_empty_a_table(ledger: Ledger, ledger_url: str) -> None:
    ledger.entries.append(DRAFT)
    engine = engine_of(ledger_url)
    with pytest.raises(DBAPIError, match="hanya dapat ditambah"), engine.begin() as connection:
        connection.execute(text("TRUNCATE decision CASCADE"))
    engine.dispose()
    assert len(ledger.decisions()) == 1


def test_who_decides_on_what_was_decided_meanwhile_is_told(ledger: Ledger) -> None:
    first = ledger.entries.append(DRAFT)
    with pytest.raises(ConflictError) as caught:
        ledger.entries.append(replace(DRAFT, decided_by="budi", verb="tolak"))
    assert caught.value.other == first
    assert ledger.decisions() == [first]
    second = ledger.entries.append(replace(DRAFT, decided_by="budi", seen=first.decision_id))
    assert [entry.decision_id for entry in ledger.decisions()] == [1, second.decision_id]


def test_of_many_at_once_one_is_entered(ledger: Ledger) -> None:
    ledger.decisions()
    people = 6
    together = Barrier(people)

    def decide(number: int) -> Decision | ConflictError:
        together.wait()
        return ledger.entries.append_all([replace(DRAFT, decided_by=f"petugas{number}")])[0]

    with ThreadPoolExecutor(people) as pool:
        outcomes = list(pool.map(decide, range(people)))
    (entered,) = ledger.decisions()
    assert [outcome for outcome in outcomes if isinstance(outcome, Decision)] == [entered]
    lost = [outcome for outcome in outcomes if isinstance(outcome, ConflictError)]
    assert len(lost) == people - 1
    assert {outcome.other for outcome in lost} == {entered}


def test_of_a_batch_what_others_decided_stays_and_the_rest_is_entered(ledger: Ledger) -> None:
    first = ledger.entries.append(replace(DRAFT, item_key="b"))
    outcomes = ledger.entries.append_all([replace(DRAFT, item_key=key) for key in "abc"])
    assert [isinstance(outcome, ConflictError) for outcome in outcomes] == [False, True, False]
    assert [entry.item_key for entry in ledger.decisions()] == ["b", "a", "c"]
    assert ledger.entries.history(["b", "zz"]) == [first]


def test_an_undo_is_an_entry_and_only_once(ledger: Ledger) -> None:
    entered = ledger.entries.append(DRAFT)
    undo = replace(DRAFT, verb="batal", undoes=entered.decision_id, seen=entered.decision_id)
    undone = ledger.entries.append(undo)
    assert undone.undoes == entered.decision_id
    assert undone.value is None
    for wrong in (
        replace(undo, seen=undone.decision_id),
        replace(undo, seen=undone.decision_id, undoes=undone.decision_id),
        replace(undo, seen=undone.decision_id, undoes=77),
        replace(undo, seen=0, item_key="lain"),
    ):
        with pytest.raises(LedgerError):
            ledger.entries.append(wrong)
    assert len(ledger.decisions()) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": " \t\n"},
        {"reason": "a" * 1001},
        {"value": "  "},
        {"value": None},
        {"verb": "petakan", "satker_code": None},
        {"verb": "batal", "undoes": None},
    ],
)
def test_a_decision_that_says_too_little_or_too_much_is_refused(
    ledger: Ledger, changes: dict[str, object]
) -> None:
    with pytest.raises(LedgerError):
        ledger.entries.append_all([replace(DRAFT, item_key="x"), replace(DRAFT, **changes)])
    assert ledger.decisions() == [], "all or nothing"


def _says_something(text: str) -> bool:
    return any(character.isprintable() and not character.isspace() for character in text)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(reason=st.text(min_size=1, max_size=60), value=st.text(min_size=1, max_size=20))
def test_any_text_is_kept_or_refused_never_half(ledger: Ledger, reason: str, value: str) -> None:
    before = ledger.decisions()
    seen = before[-1].decision_id if before else 0
    try:
        entered = ledger.entries.append(replace(DRAFT, reason=reason, value=value, seen=seen))
    except LedgerError:
        assert ledger.decisions() == before
        assert not (_says_something(reason) and _says_something(value))
        return
    assert _says_something(reason)
    assert _says_something(value)
    assert entered.reason.isprintable()
    assert [*before, entered] == ledger.decisions()


def test_reading_makes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "gudang.duckdb.ledger.db"
    assert Ledger(f"sqlite:///{path}").decisions() == []
    assert not path.exists()


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "buku.db"
    Ledger(f"sqlite:///{path}").events.add("sari", "masuk")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "url", ["bukan alamat", "mysql://a@b/c", "postgresql://x@/y?host=/tidak/ada"]
)
def test_an_address_that_leads_nowhere_is_told(url: str) -> None:
    with pytest.raises(LedgerError):
        Ledger(url).decisions()


def test_a_password_is_never_shown() -> None:
    assert "rahasia" not in Ledger("postgresql://sari:rahasia@db/capaian").name


def test_a_ledger_of_a_newer_program_is_left_alone(ledger: Ledger, ledger_url: str) -> None:
    ledger.entries.append(DRAFT)
    engine = engine_of(ledger_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(LedgerError, match="lebih baru"):
        Ledger(ledger_url).decisions()


def test_accounts(ledger: Ledger) -> None:
    accounts = ledger.accounts
    made = accounts.create(" Sari ", "steward", PASSWORD, by="tuan rumah")
    assert (made.name, made.may("viewer"), made.may("steward"), made.may("admin")) == (
        *("sari", True, True, False),
    )
    assert accounts.verified("SARI", PASSWORD) == made
    assert accounts.verified("sari", PASSWORD + "x") is None
    assert accounts.verified("tidak-ada", PASSWORD) is None
    accounts.set_role("sari", "admin", by="tuan rumah")
    accounts.set_password("sari", "gajah mada dan hayam", by="tuan rumah")
    assert accounts.verified("sari", PASSWORD) is None
    accounts.set_disabled("sari", True, by="tuan rumah")
    assert accounts.verified("sari", "gajah mada dan hayam") is None
    actions = [event.action for event in ledger.events.recent(10)[0]]
    assert actions == ["akun_dimatikan", "sandi_diganti", "peran_diganti", "akun_dibuat"]


@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("a", PASSWORD),
        ("../x", PASSWORD),
        ("<b>", PASSWORD),
        ("sari", "pendek"),
        ("sari", "sari lagi makan nasi"),
        ("sari", "aaaaaaaaaaaaaaaa"),
        ("sari", "a1!" * 100),
        ("ada", PASSWORD),
    ],
)
def test_accounts_that_are_refused(ledger: Ledger, name: str, password: str) -> None:
    ledger.accounts.create("ada", "viewer", PASSWORD, by="tuan rumah")
    with pytest.raises(AccountError):
        ledger.accounts.create(name, "viewer", password, by="tuan rumah")
    assert [account.name for account in ledger.accounts.all()] == ["ada"]


def test_passwords_and_cookies_are_stored_as_hashes(ledger: Ledger, ledger_url: str) -> None:
    account = ledger.accounts.create("sari", "steward", PASSWORD, by="tuan rumah")
    token = ledger.sessions.start(account, "127.0.0.1")
    engine = engine_of(ledger_url)
    with engine.connect() as connection:
        stored = str(connection.execute(text("SELECT * FROM account")).all())
        stored += str(connection.execute(text("SELECT * FROM session")).all())
    engine.dispose()
    assert "$argon2id$" in stored
    assert PASSWORD not in stored
    assert token not in stored


def test_a_session_ends(ledger: Ledger, clock: Clock) -> None:
    account = ledger.accounts.create("sari", "steward", PASSWORD, by="tuan rumah")
    idle, busy, out, changed = (ledger.sessions.start(account, "::1") for _ in range(4))
    session = ledger.sessions.find(out)
    assert session is not None
    assert session.account == account
    ledger.sessions.end(session)
    assert ledger.sessions.find(out) is None
    for _ in range(14):
        clock.forward(minutes=50)
        assert ledger.sessions.find(busy)
    assert ledger.sessions.find(idle) is None
    clock.forward(minutes=50)
    assert ledger.sessions.find(busy) is None, "twelve hours are over"
    again = ledger.sessions.start(account, "::1")
    ledger.accounts.set_role("sari", "viewer", by="tuan rumah")
    assert ledger.sessions.find(again) is None
    assert ledger.sessions.find(changed) is None
    assert ledger.sessions.find("") is None


def test_logins_are_throttled_and_then_let_in_again(ledger: Ledger, clock: Clock) -> None:
    tries = [ledger.events.try_login("sari", "10.0.0.1") for _ in range(7)]
    assert tries == [True] * 5 + [False] * 2
    assert ledger.events.try_login("sari", "10.0.0.2"), "another place is not locked out"
    clock.forward(minutes=16)
    assert ledger.events.try_login("sari", "10.0.0.1")


@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
def test_one_address_cannot_try_every_account(ledger: Ledger) -> None:
    tries = [ledger.events.try_login(f"akun{number}", "10.0.0.1") for number in range(30)]
    assert tries == [True] * 25 + [False] * 5


@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
def test_an_office_behind_one_address_may_log_in_all_morning(ledger: Ledger) -> None:
    for number in range(12):
        name = f"petugas{number % 3}"
        account = ledger.accounts.get(name) or ledger.accounts.create(
            name, "steward", PASSWORD, by="tuan rumah"
        )
        for _ in range(3):
            assert ledger.events.try_login(name, "10.0.0.1")
        ledger.sessions.start(account, "10.0.0.1")
    assert ledger.events.try_login("petugas0", "10.0.0.1")
