"""The register of tasks: tasks, who does them, what carries out which, what reports said of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '6d1f0b8e35a4'
down_revision = 'c1f7a2d9e430'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table('plan_link',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=False),
    sa.Column('superior_id', sa.BigInteger(), nullable=True),
    sa.Column('symbol', sa.String(length=60), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('proposed', 'confirmed', 'dismissed', name='linkstate', native_enum=False, length=40), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_plan_link_document_id')),
    sa.ForeignKeyConstraint(['superior_id'], ['document.id'], name=op.f('fk_plan_link_superior_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_link')),
    sa.UniqueConstraint('document_id', 'symbol', name=op.f('uq_plan_link_document_id_symbol'))
    )
    op.create_index('ix_plan_link_of_superior', 'plan_link', ['superior_id', 'document_id'], unique=False)
    op.create_table('task',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('block', sa.String(length=40), nullable=True),
    sa.Column('row', sa.BigInteger(), nullable=True),
    sa.Column('place', sa.String(length=80), nullable=False),
    sa.Column('heading', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('deadline_kind', sa.Enum('date', 'continuous', 'condition', 'yearly', name='deadlinekind', native_enum=False, length=40), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('due_day', sa.BigInteger(), nullable=True),
    sa.Column('due_month', sa.BigInteger(), nullable=True),
    sa.Column('condition', sa.Text(), nullable=True),
    sa.Column('deadline_words', sa.String(length=300), nullable=False),
    sa.Column('state', sa.Enum('proposed', 'confirmed', 'dropped', name='taskstate', native_enum=False, length=40), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('chain_length', sa.BigInteger(), nullable=False),
    sa.Column('chain_head', sa.String(length=64), nullable=False),
    sa.CheckConstraint("(deadline_kind = 'condition') = (condition IS NOT NULL)", name=op.f('ck_task_condition_has_its_words')),
    sa.CheckConstraint("(deadline_kind = 'date') = (due_on IS NOT NULL)", name=op.f('ck_task_date_has_its_day')),
    sa.CheckConstraint("(deadline_kind = 'yearly') = (due_day IS NOT NULL)", name=op.f('ck_task_yearly_has_its_day')),
    sa.CheckConstraint('(due_day IS NULL) = (due_month IS NULL)', name=op.f('ck_task_day_and_month')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_task_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_task_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task'))
    )
    op.create_index('ix_task_of_document', 'task', ['document_id', 'position', 'id'], unique=False)
    op.create_index('ix_task_of_organisation', 'task', ['organisation_id', 'state', 'deadline_kind', 'due_on', 'id'], unique=False)
    op.create_table('task_adoption',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('task_id', sa.BigInteger(), nullable=False),
    sa.Column('superior_task_id', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['superior_task_id'], ['task.id'], name=op.f('fk_task_adoption_superior_task_id')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_task_adoption_task_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task_adoption')),
    sa.UniqueConstraint('task_id', 'superior_task_id', name=op.f('uq_task_adoption_task_id_superior_task_id'))
    )
    op.create_index('ix_task_adoption_of_superior', 'task_adoption', ['superior_task_id', 'task_id'], unique=False)
    op.create_table('task_assignment',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('task_id', sa.BigInteger(), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('share', sa.Enum('lead', 'cooperating', name='share', native_enum=False, length=40), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=True),
    sa.Column('user_id', sa.BigInteger(), nullable=True),
    sa.Column('reach', sa.Enum('all_below', 'directly_below', name='reach', native_enum=False, length=40), nullable=True),
    sa.Column('level', sa.Enum('chi_bo', 'dang_uy_bo_phan', 'dang_uy_co_so', 'dang_uy_cap_tren_co_so', 'tinh_uy', 'advisory', name='level', native_enum=False, length=40), nullable=True),
    sa.CheckConstraint('organisation_id IS NULL OR user_id IS NULL', name=op.f('ck_task_assignment_one_of_them')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_task_assignment_organisation_id')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_task_assignment_task_id')),
    sa.ForeignKeyConstraint(['user_id'], ['person.id'], name=op.f('fk_task_assignment_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task_assignment'))
    )
    op.create_index('ix_task_assignment_of_organisation', 'task_assignment', ['organisation_id', 'task_id'], unique=False)
    op.create_index('ix_task_assignment_of_person', 'task_assignment', ['user_id', 'task_id'], unique=False)
    op.create_index('ix_task_assignment_of_task', 'task_assignment', ['task_id', 'position'], unique=False)
    op.create_table('task_result',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=False),
    sa.Column('task_id', sa.BigInteger(), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('progress', sa.Enum('done', 'in_progress', 'no_result', 'not_begun', name='progress', native_enum=False, length=40), nullable=True),
    sa.Column('done', sa.Text(), nullable=False),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('parts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_task_result_document_id')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_task_result_task_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task_result')),
    sa.UniqueConstraint('document_id', 'task_id', name=op.f('uq_task_result_document_id_task_id'))
    )
    op.create_index('ix_task_result_of_task', 'task_result', ['task_id'], unique=False)


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_table('task_result')
    op.drop_table('task_assignment')
    op.drop_table('task_adoption')
    op.drop_table('task')
    op.drop_table('plan_link')
