"""Accounts: who may read, decide and administer. Passwords are kept as Argon2id hashes only."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from functools import cache
from threading import BoundedSemaphore
from typing import Literal, cast, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import insert, select, update

from review.errors import AccountError
from review.ledger.clock import Clock, stamp
from review.ledger.events import Events
from review.ledger.models import ACCOUNT, SESSION
from review.ledger.store import Store

Role = Literal["viewer", "steward", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
MIN_PASSWORD = 12
MAX_PASSWORD = 256

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
_HASHER = PasswordHasher()
_AT_ONCE = BoundedSemaphore(2)
"""Each check takes 64 MiB by design; a flood of logins must not take the machine's memory."""


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may come in; ``role`` is viewer, steward or admin, each with all before it."""

    name: str
    role: Role
    is_disabled: bool
    created_at: str

    def may(self, role: Role) -> bool:
        """Whether the account has at least this role."""
        return not self.is_disabled and ROLES.index(self.role) >= ROLES.index(role)


def fold_name(name: str) -> str:
    """An account's name as it is stored: case does not matter."""
    return name.strip().lower()


class Accounts:
    """The accounts of the ledger. Every change is noted among the events."""

    def __init__(self, store: Store, events: Events, clock: Clock) -> None:
        self._store = store
        self._events = events
        self._clock = clock

    def all(self) -> list[Account]:
        """Every account by name."""
        with self._store.reading() as connection:
            rows = connection.execute(select(ACCOUNT).order_by(ACCOUNT.c.name)).all()
        return [
            Account(row.name, cast(Role, row.role), row.is_disabled, row.created_at) for row in rows
        ]

    def get(self, name: str) -> Account | None:
        """One account by its name."""
        return next((account for account in self.all() if account.name == fold_name(name)), None)

    def create(self, name: str, role: Role, password: str, *, by: str) -> Account:
        """Make an account. Raises ``AccountError`` for a name that is taken or a poor password."""
        name = fold_name(name)
        if not _NAME.fullmatch(name):
            raise AccountError(
                f"Nama akun {name!r} tidak dapat dipakai",
                next_step="Pakai 2 sampai 40 huruf kecil, angka, titik, garis bawah atau strip.",
            )
        if self.get(name):
            raise AccountError(
                f"Akun {name} sudah ada", next_step=f"Ganti sandinya dengan 'akun sandi {name}'."
            )
        hashed = _hashed(name, password)
        account = Account(name, role, False, stamp(self._clock()))
        with self._store.writing() as connection:
            connection.execute(
                insert(ACCOUNT).values(
                    name=name,
                    role=role,
                    password_hash=hashed,
                    is_disabled=False,
                    created_at=account.created_at,
                )
            )
            self._events.add_to(connection, by, "akun_dibuat", f"{name} sebagai {role}", "")
        return account

    def set_password(self, name: str, password: str, *, by: str) -> None:
        """Give an account another password; its sessions end."""
        account = self._known(name)
        hashed = _hashed(account.name, password)
        self._change(account, {"password_hash": hashed}, "sandi_diganti", account.name, by)

    def set_role(self, name: str, role: Role, *, by: str) -> None:
        """Give an account another role; its sessions end."""
        account = self._known(name)
        detail = f"{account.name}: {account.role} menjadi {role}"
        self._change(account, {"role": role}, "peran_diganti", detail, by)

    def set_disabled(self, name: str, is_disabled: bool, *, by: str) -> None:
        """Shut an account or open it again; its sessions end. What it decided stays."""
        account = self._known(name)
        action = "akun_dimatikan" if is_disabled else "akun_dihidupkan"
        self._change(account, {"is_disabled": is_disabled}, action, account.name, by)

    def verified(self, name: str, password: str) -> Account | None:
        """The account if the password is its own; as slow where there is no such account."""
        account = self.get(name)
        with self._store.reading() as connection:
            found = connection.execute(
                select(ACCOUNT.c.password_hash).where(ACCOUNT.c.name == fold_name(name))
            ).scalar_one_or_none()
        is_right = _is_right(found or _nobody(), password[: MAX_PASSWORD + 1])
        if not (found and is_right and account and not account.is_disabled):
            return None
        return account

    def _known(self, name: str) -> Account:
        account = self.get(name)
        if account is None:
            raise AccountError(
                f"Akun {fold_name(name)} tidak ada",
                next_step="Lihat semua akun dengan 'akun daftar'.",
            )
        return account

    def _change(
        self, account: Account, values: dict[str, object], action: str, detail: str, by: str
    ) -> None:
        with self._store.writing() as connection:
            connection.execute(update(ACCOUNT).where(ACCOUNT.c.name == account.name).values(values))
            connection.execute(
                update(SESSION)
                .where(SESSION.c.account == account.name, SESSION.c.ended_at.is_(None))
                .values(ended_at=stamp(self._clock()))
            )
            self._events.add_to(connection, by, action, detail, "")


def _hashed(name: str, password: str) -> str:
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise AccountError(
            f"Sandi harus {MIN_PASSWORD} sampai {MAX_PASSWORD} huruf",
            next_step="Pakai kalimat pendek yang mudah diingat dan sulit ditebak.",
        )
    if name in password.lower() or len(set(password)) < 5:
        raise AccountError("Sandi itu terlalu mudah ditebak", next_step="Pilih yang lain.")
    with _AT_ONCE:
        return _HASHER.hash(password)


@cache
def _nobody() -> str:
    """A hash that costs what every other costs, of a password that nobody has."""
    return _HASHER.hash(secrets.token_urlsafe())


def _is_right(hashed: str, password: str) -> bool:
    with _AT_ONCE:
        try:
            return _HASHER.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False
