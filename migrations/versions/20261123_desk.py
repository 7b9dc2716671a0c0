"""What else waits for people: requests for more time at the desk that answers, news of rounds, urging about tasks."""

import sqlalchemy as sa
from alembic import op

revision = 'a5d81f3c60e9'
down_revision = 'a81c6e04d7f3'
branch_labels = None
depends_on = None

_ONE_OF_TWO = '(document_id IS NULL) <> (difficulty_id IS NULL)'
_ONE_OF_THREE = 'num_nonnulls(document_id, difficulty_id, campaign_id) = 1'
_DECIDES = """UPDATE extension SET desk_id = campaign.organisation_id FROM target JOIN campaign
ON campaign.id = target.campaign_id WHERE target.id = extension.target_id"""


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.add_column('extension', sa.Column('desk_id', sa.BigInteger(), nullable=True))
    op.execute(_DECIDES)
    op.alter_column('extension', 'desk_id', nullable=False)
    op.create_foreign_key(op.f('fk_extension_desk_id'), 'extension', 'organisation', ['desk_id'], ['id'])
    op.create_index('ix_extension_at_desk', 'extension', ['desk_id', 'from_day', 'id'], postgresql_where=sa.text('decided_at IS NULL'))

    op.add_column('notification', sa.Column('campaign_id', sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f('fk_notification_campaign_id'), 'notification', 'campaign', ['campaign_id'], ['id'])
    op.create_unique_constraint(op.f('uq_notification_user_id_campaign_id_ordinal'), 'notification', ['user_id', 'campaign_id', 'ordinal'])
    op.drop_constraint(op.f('ck_notification_about_one_thing'), 'notification', type_='check')
    op.create_check_constraint(op.f('ck_notification_about_one_thing'), 'notification', _ONE_OF_THREE)

    op.alter_column('urge', 'target_id', nullable=True)
    op.add_column('urge', sa.Column('task_id', sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f('fk_urge_task_id'), 'urge', 'task', ['task_id'], ['id'])
    op.create_index('ix_urge_of_task', 'urge', ['task_id', 'unit_id'])
    op.create_check_constraint(op.f('ck_urge_about_one_thing'), 'urge', '(target_id IS NULL) <> (task_id IS NULL)')

    asks = sa.Computed("text ~* '(xây dựng|ban hành)[^.;:]*kế hoạch'", persisted=True)
    op.add_column('task', sa.Column('asks_for_plan', sa.Boolean(), asks, nullable=False))
    op.create_index('ix_task_asking_for_plan', 'task', ['document_id'], postgresql_where=sa.text('asks_for_plan'))
    op.create_index('ix_delivery_from_above', 'delivery', ['organisation_id', 'document_id'], postgresql_where=sa.text('NOT is_superior'))


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_index('ix_delivery_from_above', table_name='delivery')
    op.drop_index('ix_task_asking_for_plan', table_name='task')
    op.drop_column('task', 'asks_for_plan')
    op.execute('DELETE FROM urge WHERE target_id IS NULL')
    op.drop_constraint(op.f('ck_urge_about_one_thing'), 'urge', type_='check')
    op.drop_index('ix_urge_of_task', table_name='urge')
    op.drop_column('urge', 'task_id')
    op.alter_column('urge', 'target_id', nullable=False)
    op.execute('DELETE FROM notification WHERE campaign_id IS NOT NULL')
    op.drop_constraint(op.f('ck_notification_about_one_thing'), 'notification', type_='check')
    op.drop_constraint(op.f('uq_notification_user_id_campaign_id_ordinal'), 'notification', type_='unique')
    op.drop_column('notification', 'campaign_id')
    op.create_check_constraint(op.f('ck_notification_about_one_thing'), 'notification', _ONE_OF_TWO)
    op.drop_index('ix_extension_at_desk', table_name='extension')
    op.drop_column('extension', 'desk_id')
