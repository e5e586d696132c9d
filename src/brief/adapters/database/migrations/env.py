"""Run by Alembic: applies revisions over the connection that `engine` hands over."""

from alembic import context

from brief.adapters.database.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
context.run_migrations()
