"""The ledger: decisions, accounts, sessions, events; decisions and events append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_APPEND_ONLY = ("decision", "event")


def upgrade() -> None:
    """Make the tables, and triggers that keep what was written."""
    op.create_table(
        "decision",
        sa.Column("decision_id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("decided_at", sa.String(32), nullable=False),
        sa.Column("decided_by", sa.String(40), nullable=False),
        sa.Column("verb", sa.String(10), nullable=False),
        sa.Column("item_key", sa.Text, nullable=False),
        sa.Column("guard", sa.Text, nullable=False),
        sa.Column("tercetak", sa.Text, nullable=False),
        sa.Column("column_name", sa.Text),
        sa.Column("value", sa.Text),
        sa.Column("satker_code", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer),
        sa.Column("previous_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("decision_id", name="pk_decision"),
        sa.ForeignKeyConstraint(["undoes"], ["decision.decision_id"], name="fk_decision_undoes"),
        sa.UniqueConstraint("item_key", "previous_id", name="uq_decision_item_key_previous_id"),
        sa.UniqueConstraint("undoes", name="uq_decision_undoes"),
        sa.CheckConstraint(
            "verb IN ('terima', 'koreksi', 'petakan', 'tolak', 'batal')", name="ck_decision_verb"
        ),
        sa.CheckConstraint("length(reason) > 0", name="ck_decision_reason"),
        sa.CheckConstraint("(verb = 'batal') = (undoes IS NOT NULL)", name="ck_decision_undoes"),
        sa.CheckConstraint("verb <> 'koreksi' OR value IS NOT NULL", name="ck_decision_value"),
        sa.CheckConstraint(
            "verb <> 'petakan' OR satker_code IS NOT NULL", name="ck_decision_satker"
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "account",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("is_disabled", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_account"),
        sa.CheckConstraint("role IN ('viewer', 'steward', 'admin')", name="ck_account_role"),
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("account", sa.String(40), nullable=False),
        sa.Column("form_token", sa.String(64), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("seen_at", sa.String(32), nullable=False),
        sa.Column("ended_at", sa.String(32)),
        sa.PrimaryKeyConstraint("token_hash", name="pk_session"),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name="fk_session_account"),
    )
    op.create_index("ix_session_account", "session", ["account"])
    op.create_table(
        "event",
        sa.Column("event_id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("happened_at", sa.String(32), nullable=False),
        sa.Column("account", sa.String(40), nullable=False),
        sa.Column("action", sa.String(30), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_event"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_event_action_happened_at", "event", ["action", "happened_at"])
    _keep_what_was_written()


def _keep_what_was_written() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in _APPEND_ONLY:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} hanya dapat ditambah'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% hanya dapat ditambah', TG_TABLE_NAME; END $$"
    )
    for table in _APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
