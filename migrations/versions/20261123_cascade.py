"""A plan carries out one that bears no number; tasks that units call done beside reports; indexes for what is late,
for lists and for boards."""

import sqlalchemy as sa
from alembic import op

revision = 'b7d02c5e81f4'
down_revision = 'd19e4b70a2c5'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.alter_column('plan_link', 'symbol', existing_type=sa.String(length=60), nullable=True)
    op.create_unique_constraint(op.f('uq_plan_link_document_id_superior_id'), 'plan_link', ['document_id', 'superior_id'])
    op.create_check_constraint(
        op.f('ck_plan_link_names_a_plan'), 'plan_link', 'symbol IS NOT NULL OR superior_id IS NOT NULL'
    )
    op.create_index(
        'ix_document_plan_without_number',
        'document',
        ['organisation_id', 'id'],
        postgresql_where=sa.text("kind = 'KH' AND number IS NULL"),
    )
    op.create_index(
        'ix_campaign_open', 'campaign', ['organisation_id', 'id'], postgresql_where=sa.text("state = 'open'")
    )
    op.create_index(
        'ix_target_missing',
        'target',
        ['campaign_id', 'due_on'],
        postgresql_where=sa.text('sent_at IS NULL AND ended_on IS NULL'),
    )
    op.create_index('ix_document_of_kind', 'document', ['organisation_id', 'kind', 'id'])
    op.create_index('ix_target_of_campaign', 'target', ['campaign_id', 'organisation_id'])
    op.create_index('ix_delivery_newest', 'delivery', ['organisation_id', 'document_id'])
    op.create_table(
        'task_clearing',
        sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column('task_id', sa.BigInteger(), nullable=False),
        sa.Column('organisation_id', sa.BigInteger(), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=False),
        sa.Column('way', sa.Enum('done', 'void', name='clearing', native_enum=False, length=40), nullable=False),
        sa.Column('said', sa.Text(), nullable=False),
        sa.Column('evidence', sa.Text(), nullable=False),
        sa.Column('user_id', sa.BigInteger(), nullable=True),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_task_clearing_task_id')),
        sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_task_clearing_organisation_id')),
        sa.ForeignKeyConstraint(['user_id'], ['person.id'], name=op.f('fk_task_clearing_user_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_task_clearing')),
        sa.UniqueConstraint(
            'task_id', 'organisation_id', 'due_on', name=op.f('uq_task_clearing_task_id_organisation_id_due_on')
        ),
    )
    op.create_index('ix_task_clearing_of_organisation', 'task_clearing', ['organisation_id', 'task_id'])
    op.create_index('ix_task_clearing_newest', 'task_clearing', ['at'])


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_table('task_clearing')
    op.drop_index('ix_delivery_newest', table_name='delivery')
    op.drop_index('ix_target_of_campaign', table_name='target')
    op.drop_index('ix_document_of_kind', table_name='document')
    op.drop_index('ix_target_missing', table_name='target')
    op.drop_index('ix_campaign_open', table_name='campaign')
    op.drop_index('ix_document_plan_without_number', table_name='document')
    op.drop_constraint(op.f('ck_plan_link_names_a_plan'), 'plan_link')
    op.drop_constraint(op.f('uq_plan_link_document_id_superior_id'), 'plan_link')
    op.execute("DELETE FROM plan_link WHERE symbol IS NULL")
    op.alter_column('plan_link', 'symbol', existing_type=sa.String(length=60), nullable=False)
