"""The ledger's tables. Times are ISO 8601 in UTC as text, which sorts as it reads.

``migrations/`` is what makes them; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

REVISION = "0001"
"""The newest of the migrations, which these tables are."""

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

DECISION = Table(
    "decision",
    METADATA,
    Column("decision_id", Integer, primary_key=True, autoincrement=True),
    Column("decided_at", String(32), nullable=False),
    Column("decided_by", String(40), nullable=False),
    Column("verb", String(10), nullable=False),
    Column("item_key", Text, nullable=False),
    Column("guard", Text, nullable=False),
    Column("tercetak", Text, nullable=False),
    Column("column_name", Text),
    Column("value", Text),
    Column("satker_code", Text),
    Column("reason", Text, nullable=False),
    Column("undoes", Integer, ForeignKey("decision.decision_id")),
    # The item's decision before this one, 0 for none: of two people who saw the same, one loses.
    Column("previous_id", Integer, nullable=False),
    UniqueConstraint("item_key", "previous_id"),
    UniqueConstraint("undoes"),
    CheckConstraint("verb IN ('terima', 'koreksi', 'petakan', 'tolak', 'batal')", name="verb"),
    CheckConstraint("length(reason) > 0", name="reason"),
    CheckConstraint("(verb = 'batal') = (undoes IS NOT NULL)", name="undoes"),
    CheckConstraint("verb <> 'koreksi' OR value IS NOT NULL", name="value"),
    CheckConstraint("verb <> 'petakan' OR satker_code IS NOT NULL", name="satker"),
    sqlite_autoincrement=True,
)

ACCOUNT = Table(
    "account",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("is_disabled", Boolean, nullable=False),
    Column("created_at", String(32), nullable=False),
    CheckConstraint("role IN ('viewer', 'steward', 'admin')", name="role"),
)

SESSION = Table(
    "session",
    METADATA,
    # Of the cookie only its hash: who reads the ledger cannot walk in with it.
    Column("token_hash", String(64), primary_key=True),
    Column("account", String(40), ForeignKey("account.name"), nullable=False),
    Column("form_token", String(64), nullable=False),
    Column("address", String(64), nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("seen_at", String(32), nullable=False),
    Column("ended_at", String(32)),
    Index(None, "account"),
)

EVENT = Table(
    "event",
    METADATA,
    Column("event_id", Integer, primary_key=True, autoincrement=True),
    Column("happened_at", String(32), nullable=False),
    Column("account", String(40), nullable=False),
    Column("action", String(30), nullable=False),
    Column("detail", Text, nullable=False),
    Column("address", String(64), nullable=False),
    Index(None, "action", "happened_at"),
    sqlite_autoincrement=True,
)

APPEND_ONLY = (DECISION, EVENT)
"""Tables whose rows nobody may change or remove."""
