"""The life of a case after filing: events, timers, letters sent, answers, offers, agreements."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None

TABLES = (
    "life_events",
    "timers",
    "notices",
    "trader_links",
    "sendings",
    "trader_answers",
    "trader_replies",
    "offers",
    "blind_bids",
    "agreements",
    "obligations",
)

_REFUSAL = "the life of a case is append-only"

_SQLITE_TRIGGERS = tuple(
    f"CREATE TRIGGER life_events_refuse_{action} BEFORE {action} ON life_events "
    f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    for action in ("update", "delete")
)

_POSTGRESQL_TRIGGERS = (
    "CREATE FUNCTION refuse_life_change() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$",
    "CREATE TRIGGER life_events_refuse_change BEFORE UPDATE OR DELETE ON life_events "
    "FOR EACH ROW EXECUTE FUNCTION refuse_life_change()",
    "CREATE TRIGGER life_events_refuse_truncate BEFORE TRUNCATE ON life_events "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_life_change()",
)


def upgrade() -> None:
    op.add_column("cases", sa.Column("life", sa.String(length=24), nullable=True))
    op.create_index("ix_cases_life", "cases", ["life"])
    _life()
    _letters_and_answers()
    _negotiation()
    _protect_life_events()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_life_change()")
    op.drop_index("ix_cases_life", "cases")
    op.drop_column("cases", "life")


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _protect_life_events() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in _POSTGRESQL_TRIGGERS if on_postgresql else _SQLITE_TRIGGERS:
        op.execute(statement)


def _life() -> None:
    op.create_table(
        "life_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=128), nullable=False),
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("came_from", sa.String(length=24), nullable=True),
        sa.Column("led_to", sa.String(length=24), nullable=False),
        sa.Column("closed_as", sa.String(length=24), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_life_events_case_id_cases"),
        sa.PrimaryKeyConstraint("id", name="pk_life_events"),
        sa.UniqueConstraint("case_id", "sequence", name="uq_life_events_case_id_sequence"),
    )
    op.create_table(
        "timers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_timers_case_id_cases"),
        sa.PrimaryKeyConstraint("id", name="pk_timers"),
        sa.UniqueConstraint("case_id", "key", name="uq_timers_case_id_key"),
    )
    op.create_index("timers_by_moment", "timers", ["state", "due_at"])
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("ways", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_notices_case_id_cases"),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("case_id", "key", name="uq_notices_case_id_key"),
    )
    op.create_index("ix_notices_audience", "notices", ["audience"])


def _letters_and_answers() -> None:
    op.create_table(
        "trader_links",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_why", sa.Text(), nullable=True),
        sa.Column("first_opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_trader_links_case_id_cases"),
        sa.PrimaryKeyConstraint("id", name="pk_trader_links"),
        sa.UniqueConstraint("token_hash", name="uq_trader_links_token_hash"),
    )
    op.create_index("ix_trader_links_case_id", "trader_links", ["case_id"])
    op.create_table(
        "sendings",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.String(length=36), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("recipient", sa.String(length=320), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("message_id", sa.String(length=255), nullable=True),
        sa.Column("link_id", sa.String(length=36), nullable=True),
        sa.Column("proof_id", sa.String(length=36), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("diagnostic", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_sendings_case_id_cases"),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.id"], name="fk_sendings_letter_id_letters"
        ),
        sa.ForeignKeyConstraint(
            ["link_id"], ["trader_links.id"], name="fk_sendings_link_id_trader_links"
        ),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["exhibits.id"], name="fk_sendings_proof_id_exhibits"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sendings"),
        sa.UniqueConstraint(
            "letter_id", "way", "recipient", name="uq_sendings_letter_id_way_recipient"
        ),
        sa.UniqueConstraint("message_id", name="uq_sendings_message_id"),
    )
    op.create_index("ix_sendings_case_id", "sendings", ["case_id"])
    op.create_index("ix_sendings_state", "sendings", ["state"])
    op.create_table(
        "trader_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.String(length=36), nullable=False),
        sa.Column("point", sa.String(length=64), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("stance", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("exhibits", sa.JSON(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_trader_answers_case_id_cases"),
        sa.ForeignKeyConstraint(
            ["link_id"], ["trader_links.id"], name="fk_trader_answers_link_id_trader_links"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_trader_answers"),
    )
    op.create_index("ix_trader_answers_case_id", "trader_answers", ["case_id"])
    op.create_index(
        "one_standing_answer",
        "trader_answers",
        ["case_id", "point"],
        unique=True,
        **_where("superseded_at IS NULL"),
    )
    op.create_table(
        "trader_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("exhibit_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("confirmed_kind", sa.String(length=32), nullable=True),
        sa.Column("letter_id", sa.String(length=36), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_trader_replies_case_id_cases"),
        sa.ForeignKeyConstraint(
            ["exhibit_id"], ["exhibits.id"], name="fk_trader_replies_exhibit_id_exhibits"
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.id"], name="fk_trader_replies_letter_id_letters"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_trader_replies"),
    )
    op.create_index("ix_trader_replies_case_id", "trader_replies", ["case_id"])


def _negotiation() -> None:
    op.create_table(
        "offers",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=16), nullable=False),
        sa.Column("answers_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("terms_sha256", sa.String(length=64), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consumer_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trader_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=128), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["answers_id"], ["offers.id"], name="fk_offers_answers_id_offers"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_offers_case_id_cases"),
        sa.PrimaryKeyConstraint("id", name="pk_offers"),
        sa.UniqueConstraint("case_id", "sequence", name="uq_offers_case_id_sequence"),
    )
    op.create_index("ix_offers_state", "offers", ["state"])
    op.create_index(
        "one_open_offer", "offers", ["case_id"], unique=True, **_where("state = 'open'")
    )
    op.create_table(
        "blind_bids",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=16), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_blind_bids_case_id_cases"),
        sa.PrimaryKeyConstraint("id", name="pk_blind_bids"),
    )
    op.create_index("ix_blind_bids_case_id", "blind_bids", ["case_id"])
    op.create_index(
        "one_sealed_bid",
        "blind_bids",
        ["case_id", "made_by"],
        unique=True,
        **_where("state = 'sealed'"),
    )
    op.create_table(
        "agreements",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.String(length=36), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("consumer_accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("trader_accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_agreements_case_id_cases"),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name="fk_agreements_offer_id_offers"),
        sa.PrimaryKeyConstraint("id", name="pk_agreements"),
        sa.UniqueConstraint("offer_id", name="uq_agreements_offer_id"),
    )
    op.create_index("ix_agreements_case_id", "agreements", ["case_id"])
    op.create_table(
        "obligations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owed_by", sa.String(length=16), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("broken_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name="fk_obligations_agreement_id_agreements"
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_obligations_case_id_cases"),
        sa.PrimaryKeyConstraint("id", name="pk_obligations"),
        sa.UniqueConstraint(
            "agreement_id", "position", name="uq_obligations_agreement_id_position"
        ),
    )
    op.create_index("ix_obligations_case_id", "obligations", ["case_id"])
    op.create_index("ix_obligations_state", "obligations", ["state"])
