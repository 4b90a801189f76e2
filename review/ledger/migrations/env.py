"""Runs the migrations on the connection that the ledger hands over."""

from alembic import context

from review.ledger.models import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
)
context.run_migrations()
