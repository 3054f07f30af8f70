"""The evidence passport: keys, copies, custody, manifests and their time stamps."""

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None

_REFUSAL = "the custody log is append-only"

_SQLITE_TRIGGERS = tuple(
    f"CREATE TRIGGER custody_log_refuses_{action} BEFORE {action} ON custody_log "
    f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    for action in ("update", "delete")
)

_POSTGRESQL_TRIGGERS = (
    "CREATE FUNCTION refuse_custody_change() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$",
    "CREATE TRIGGER custody_log_refuses_change BEFORE UPDATE OR DELETE ON custody_log "
    "FOR EACH ROW EXECUTE FUNCTION refuse_custody_change()",
    "CREATE TRIGGER custody_log_refuses_truncate BEFORE TRUNCATE ON custody_log "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_custody_change()",
)


def _exhibit_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False, server_default="kept"),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scan", sa.String(length=16), nullable=False, server_default="unscanned"),
        sa.Column("copy_state", sa.String(length=24), nullable=True),
        sa.Column("copy_key", sa.String(length=100), nullable=True),
        sa.Column("copy_media_type", sa.String(length=100), nullable=True),
        sa.Column("copy_sha256", sa.String(length=64), nullable=True),
        sa.Column("found", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("disclose_metadata", sa.Boolean(), nullable=True),
        sa.Column("proves", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("agreed", sa.String(length=16), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False, server_default=sa.false()),
    ]


def upgrade() -> None:
    # Columns are added and dropped in place: a copied table would break what refers to it.
    for column in _exhibit_columns():
        op.add_column("exhibits", column)
    op.create_index("ix_exhibits_scan", "exhibits", ["scan"])
    op.add_column("facts", sa.Column("page", sa.Integer(), nullable=True))
    op.add_column("cases", sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True))
    _custody_log()
    _manifests()


def downgrade() -> None:
    for table in ("time_stamps", "manifests", "custody_log"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_custody_change()")
    op.drop_column("cases", "frozen_at")
    op.drop_column("facts", "page")
    op.drop_index("ix_exhibits_scan", "exhibits")
    for column in reversed(_exhibit_columns()):
        op.drop_column("exhibits", column.name)


def _custody_log() -> None:
    op.create_table(
        "custody_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exhibit_id", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.String(length=128), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["exhibit_id"], ["exhibits.id"], name="fk_custody_log_exhibit_id_exhibits"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_custody_log"),
        sa.UniqueConstraint("exhibit_id", "sequence", name="uq_custody_log_exhibit_id_sequence"),
    )
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in _POSTGRESQL_TRIGGERS if on_postgresql else _SQLITE_TRIGGERS:
        op.execute(statement)


def _manifests() -> None:
    op.create_table(
        "manifests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_manifests_case_id_cases"),
        sa.PrimaryKeyConstraint("id", name="pk_manifests"),
        sa.UniqueConstraint("case_id", "version", name="uq_manifests_case_id_version"),
    )
    op.create_table(
        "time_stamps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("manifest_id", sa.Integer(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reply", sa.LargeBinary(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("stamped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["manifest_id"], ["manifests.id"], name="fk_time_stamps_manifest_id_manifests"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_time_stamps"),
        sa.UniqueConstraint(
            "manifest_id", "authority", name="uq_time_stamps_manifest_id_authority"
        ),
    )
    op.create_index("ix_time_stamps_state", "time_stamps", ["state"])
