"""What Alembic runs: the steps of ``versions`` on the connection that ``migrate`` opened."""

from alembic import context

from casework.store.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
)
context.run_migrations()
