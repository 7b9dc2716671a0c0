"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = 'fc561b7dd987'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table('form_token',
    sa.Column('token', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('outcome', sa.String(length=400), nullable=True),
    sa.PrimaryKeyConstraint('token', name=op.f('pk_form_token'))
    )
    op.create_table('organisation',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('short_name', sa.String(length=80), nullable=False),
    sa.Column('heading', sa.String(length=200), nullable=False),
    sa.Column('party_heading', sa.String(length=200), nullable=True),
    sa.Column('symbol', sa.String(length=20), nullable=False),
    sa.Column('place', sa.String(length=80), nullable=False),
    sa.Column('authority', sa.String(length=80), nullable=False),
    sa.Column('level', sa.Enum('chi_bo', 'dang_uy_bo_phan', 'dang_uy_co_so', 'dang_uy_cap_tren_co_so', 'tinh_uy', 'advisory', name='level', native_enum=False, length=40), nullable=False),
    sa.Column('superior_id', sa.BigInteger(), nullable=True),
    sa.Column('ancestor_ids', sa.ARRAY(sa.BigInteger()), nullable=False),
    sa.Column('term_from', sa.Date(), nullable=False),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('to_day', sa.Date(), nullable=True),
    sa.Column('chain_length', sa.BigInteger(), nullable=False),
    sa.Column('chain_head', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['superior_id'], ['organisation.id'], name=op.f('fk_organisation_superior_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation'))
    )
    op.create_index('ix_organisation_subordinates', 'organisation', ['superior_id', 'name'], unique=False)
    op.create_table('person',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('username', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('password', sa.String(length=255), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('fs_uniquifier', sa.String(length=64), nullable=False),
    sa.Column('chain_length', sa.BigInteger(), nullable=False),
    sa.Column('chain_head', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('fs_uniquifier', name=op.f('uq_person_fs_uniquifier')),
    sa.UniqueConstraint('username', name=op.f('uq_person_username'))
    )
    op.create_table('sign_in_failure',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_failure'))
    )
    op.create_index('ix_sign_in_failure_recent', 'sign_in_failure', ['key', 'at'], unique=False)
    op.create_table('audit_entry',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('subject_kind', sa.String(length=20), nullable=False),
    sa.Column('subject_id', sa.BigInteger(), nullable=False),
    sa.Column('ordinal', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.BigInteger(), nullable=True),
    sa.Column('actor_name', sa.String(length=120), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=True),
    sa.Column('organisation_id', sa.BigInteger(), nullable=True),
    sa.Column('fact', sa.Enum('document:started', 'document:consolidation_started', 'document:registered', 'document:section_saved', 'document:figures_saved', 'document:heading_saved', 'document:submitted', 'document:appraised', 'document:returned', 'document:recalled', 'document:approved', 'document:numbered', 'document:prepared', 'document:sign_agreed', 'document:issued', 'document:sent', 'document:received', 'document:sent_back', 'document:consolidated', 'document:cancelled', 'document:superseded', 'document:step_failed', 'document:step_retried', 'source:taken_in', 'source:used', 'source:merged', 'source:left_out', 'source:reopened', 'source:dropped', 'block:saved', 'block:added', 'block:removed', 'block:moved', 'campaign:opened', 'campaign:closed', 'campaign:extended', 'organisation:founded', 'organisation:changed', 'account:opened', 'account:changed', 'account:closed', 'role:granted', 'role:ended', name='fact', native_enum=False, length=40), nullable=False),
    sa.Column('from_state', sa.String(length=40), nullable=True),
    sa.Column('to_state', sa.String(length=40), nullable=True),
    sa.Column('details', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('previous', sa.String(length=64), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_audit_entry_actor_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_audit_entry_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry')),
    sa.UniqueConstraint('subject_kind', 'subject_id', 'ordinal', name=op.f('uq_audit_entry_subject_kind_subject_id_ordinal'))
    )
    op.create_index('ix_audit_entry_of_actor', 'audit_entry', ['actor_id', 'at'], unique=False)
    op.create_table('campaign',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('plan_id', sa.BigInteger(), nullable=True),
    sa.Column('kind', sa.Enum('KH', 'BC', name='documentkind', native_enum=False, length=40), nullable=False),
    sa.Column('title', sa.String(length=400), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('outline', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('state', sa.Enum('open', 'closed', name='campaignstate', native_enum=False, length=40), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_by_id', sa.BigInteger(), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('chain_length', sa.BigInteger(), nullable=False),
    sa.Column('chain_head', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['opened_by_id'], ['person.id'], name=op.f('fk_campaign_opened_by_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_campaign_organisation_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['document.id'], name=op.f('fk_campaign_plan_id'), use_alter=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign'))
    )
    op.create_index('ix_campaign_of_organisation', 'campaign', ['organisation_id', 'due_on', 'id'], unique=False)
    op.create_table('membership',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('role', sa.Enum('drafter', 'office', 'member', 'signer', 'clerk', 'inspector', 'admin', name='role', native_enum=False, length=40), nullable=False),
    sa.Column('position', sa.String(length=80), nullable=True),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('to_day', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_membership_organisation_id')),
    sa.ForeignKeyConstraint(['user_id'], ['person.id'], name=op.f('fk_membership_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membership'))
    )
    op.create_index('ix_membership_of_organisation', 'membership', ['organisation_id', 'role'], unique=False)
    op.create_index('ix_membership_of_person', 'membership', ['user_id', 'from_day'], unique=False)
    op.create_table('series',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('term_from', sa.Date(), nullable=False),
    sa.Column('last', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('last >= 0', name=op.f('ck_series_counts_up')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_series_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_series')),
    sa.UniqueConstraint('organisation_id', 'kind', 'term_from', name=op.f('uq_series_organisation_id_kind_term_from'))
    )
    op.create_table('target',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('campaign_id', sa.BigInteger(), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_target_campaign_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_target_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_target')),
    sa.UniqueConstraint('campaign_id', 'organisation_id', name=op.f('uq_target_campaign_id_organisation_id'))
    )
    op.create_index('ix_target_of_organisation', 'target', ['organisation_id', 'campaign_id'], unique=False)
    op.create_table('document',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.Enum('KH', 'BC', name='documentkind', native_enum=False, length=40), nullable=False),
    sa.Column('state', sa.Enum('draft', 'consolidating', 'in_appraisal', 'in_approval', 'returned', 'approved', 'issued', 'sent', 'received', 'consolidated', 'cancelled', 'superseded', name='documentstate', native_enum=False, length=40), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('consolidates', sa.Boolean(), nullable=False),
    sa.Column('campaign_id', sa.BigInteger(), nullable=True),
    sa.Column('target_id', sa.BigInteger(), nullable=True),
    sa.Column('replaces_id', sa.BigInteger(), nullable=True),
    sa.Column('desk_id', sa.BigInteger(), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('author_ids', sa.ARRAY(sa.BigInteger()), nullable=False),
    sa.Column('submitter_id', sa.BigInteger(), nullable=True),
    sa.Column('return_reason', sa.Text(), nullable=True),
    sa.Column('abstract', sa.String(length=600), nullable=False),
    sa.Column('recipients', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('revision_id', sa.BigInteger(), nullable=True),
    sa.Column('series_id', sa.BigInteger(), nullable=True),
    sa.Column('number', sa.BigInteger(), nullable=True),
    sa.Column('symbol', sa.String(length=60), nullable=True),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('profile', sa.String(length=10), nullable=True),
    sa.Column('signer_id', sa.BigInteger(), nullable=True),
    sa.Column('signature', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('step', sa.Enum('none', 'rendering', 'signing', 'sending', name='jobstep', native_enum=False, length=40), nullable=False),
    sa.Column('step_error', sa.Text(), nullable=True),
    sa.Column('send_when_issued', sa.Boolean(), nullable=False),
    sa.Column('sign_consent', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('prepared_digest', sa.String(length=64), nullable=True),
    sa.Column('prepared', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('issued_digest', sa.String(length=64), nullable=True),
    sa.Column('chain_length', sa.BigInteger(), nullable=False),
    sa.Column('chain_head', sa.String(length=64), nullable=False),
    sa.CheckConstraint("state <> 'issued' OR issued_on IS NOT NULL OR number IS NULL", name=op.f('ck_document_issued_has_day')),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_document_campaign_id')),
    sa.ForeignKeyConstraint(['desk_id'], ['organisation.id'], name=op.f('fk_document_desk_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_document_organisation_id')),
    sa.ForeignKeyConstraint(['replaces_id'], ['document.id'], name=op.f('fk_document_replaces_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_document_revision_id'), use_alter=True),
    sa.ForeignKeyConstraint(['series_id'], ['series.id'], name=op.f('fk_document_series_id')),
    sa.ForeignKeyConstraint(['signer_id'], ['person.id'], name=op.f('fk_document_signer_id')),
    sa.ForeignKeyConstraint(['submitter_id'], ['person.id'], name=op.f('fk_document_submitter_id')),
    sa.ForeignKeyConstraint(['target_id'], ['target.id'], name=op.f('fk_document_target_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document')),
    sa.UniqueConstraint('series_id', 'number', name=op.f('uq_document_series_id_number'))
    )
    op.create_index('ix_document_inbox', 'document', ['desk_id', 'state', 'due_on', 'id'], unique=False)
    op.create_index('ix_document_of_campaign', 'document', ['campaign_id'], unique=False)
    op.create_index('ix_document_of_organisation', 'document', ['organisation_id', 'id'], unique=False)
    op.create_index('ix_document_of_target', 'document', ['target_id'], unique=False)
    op.create_index('uq_document_live_consolidation', 'document', ['campaign_id'], unique=True, postgresql_where="consolidates AND state NOT IN ('cancelled', 'superseded')")
    op.create_table('contribution',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=False),
    sa.Column('block', sa.String(length=40), nullable=False),
    sa.Column('source_id', sa.BigInteger(), nullable=False),
    sa.Column('source_block', sa.String(length=40), nullable=False),
    sa.Column('how', sa.Enum('verbatim', 'edited', 'merged', name='how', native_enum=False, length=40), nullable=False),
    sa.Column('kept', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('kept BETWEEN 0 AND 100', name=op.f('ck_contribution_kept_is_a_share')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_contribution_document_id')),
    sa.ForeignKeyConstraint(['source_id'], ['document.id'], name=op.f('fk_contribution_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contribution')),
    sa.UniqueConstraint('document_id', 'block', 'source_id', 'source_block', name=op.f('uq_contribution_document_id_block_source_id_source_block'))
    )
    op.create_index('ix_contribution_of_source', 'contribution', ['source_id', 'source_block'], unique=False)
    op.create_table('delivery',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=True),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('label', sa.String(length=300), nullable=False),
    sa.Column('is_superior', sa.Boolean(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('received_by', sa.String(length=120), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_delivery_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_delivery_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery'))
    )
    op.create_index('ix_delivery_of_document', 'delivery', ['document_id', 'position'], unique=False)
    op.create_index('ix_delivery_of_organisation', 'delivery', ['organisation_id', 'received_at', 'document_id'], unique=False)
    op.create_table('draft_section',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=False),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('empty', 'working', 'to_fix', 'done', name='sectionstate', native_enum=False, length=40), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('note_by', sa.String(length=200), nullable=True),
    sa.Column('note_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('saved_by', sa.String(length=120), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_draft_section_document_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draft_section')),
    sa.UniqueConstraint('document_id', 'key', name=op.f('uq_draft_section_document_id_key'))
    )
    op.create_table('figure',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=False),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('unit', sa.String(length=60), nullable=False),
    sa.Column('value', sa.BigInteger(), nullable=True),
    sa.Column('parts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_figure_document_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_figure')),
    sa.UniqueConstraint('document_id', 'key', name=op.f('uq_figure_document_id_key'))
    )
    op.create_table('notification',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=False),
    sa.Column('ordinal', sa.BigInteger(), nullable=False),
    sa.Column('fact', sa.Enum('document:started', 'document:consolidation_started', 'document:registered', 'document:section_saved', 'document:figures_saved', 'document:heading_saved', 'document:submitted', 'document:appraised', 'document:returned', 'document:recalled', 'document:approved', 'document:numbered', 'document:prepared', 'document:sign_agreed', 'document:issued', 'document:sent', 'document:received', 'document:sent_back', 'document:consolidated', 'document:cancelled', 'document:superseded', 'document:step_failed', 'document:step_retried', 'source:taken_in', 'source:used', 'source:merged', 'source:left_out', 'source:reopened', 'source:dropped', 'block:saved', 'block:added', 'block:removed', 'block:moved', 'campaign:opened', 'campaign:closed', 'campaign:extended', 'organisation:founded', 'organisation:changed', 'account:opened', 'account:changed', 'account:closed', 'role:granted', 'role:ended', name='fact', native_enum=False, length=40), nullable=False),
    sa.Column('title', sa.String(length=400), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_notification_document_id')),
    sa.ForeignKeyConstraint(['user_id'], ['person.id'], name=op.f('fk_notification_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notification')),
    sa.UniqueConstraint('user_id', 'document_id', 'ordinal', name=op.f('uq_notification_user_id_document_id_ordinal'))
    )
    op.create_index('ix_notification_unread', 'notification', ['user_id', 'id'], unique=False, postgresql_where='read_at IS NULL')
    op.create_table('result_block',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=False),
    sa.Column('block', sa.String(length=40), nullable=False),
    sa.Column('section_key', sa.String(length=40), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('version', sa.BigInteger(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('saved_by', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_result_block_document_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_result_block')),
    sa.UniqueConstraint('document_id', 'block', name=op.f('uq_result_block_document_id_block'))
    )
    op.create_index('ix_result_block_of_section', 'result_block', ['document_id', 'section_key', 'position'], unique=False)
    op.create_table('revision',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=False),
    sa.Column('ordinal', sa.BigInteger(), nullable=False),
    sa.Column('content', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by_id', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_revision_created_by_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_revision_document_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision')),
    sa.UniqueConstraint('document_id', 'ordinal', name=op.f('uq_revision_document_id_ordinal'))
    )
    op.create_table('signature',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=False),
    sa.Column('ordinal', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('signer_name', sa.String(length=200), nullable=False),
    sa.Column('position', sa.String(length=80), nullable=True),
    sa.Column('user_id', sa.BigInteger(), nullable=True),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('signed_digest', sa.String(length=64), nullable=False),
    sa.Column('result_digest', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_signature_document_id')),
    sa.ForeignKeyConstraint(['user_id'], ['person.id'], name=op.f('fk_signature_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signature')),
    sa.UniqueConstraint('document_id', 'ordinal', name=op.f('uq_signature_document_id_ordinal'))
    )
    op.create_table('source',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=False),
    sa.Column('source_id', sa.BigInteger(), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_source_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_source_organisation_id')),
    sa.ForeignKeyConstraint(['source_id'], ['document.id'], name=op.f('fk_source_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_source')),
    sa.UniqueConstraint('document_id', 'source_id', name=op.f('uq_source_document_id_source_id'))
    )
    op.create_index('ix_source_used_by', 'source', ['source_id'], unique=False)
    op.create_table('source_block',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=False),
    sa.Column('source_id', sa.BigInteger(), nullable=False),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('block', sa.String(length=40), nullable=False),
    sa.Column('section_key', sa.String(length=40), nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('open', 'used', 'merged', 'left_out', name='sourcestate', native_enum=False, length=40), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('handled_by', sa.String(length=120), nullable=True),
    sa.CheckConstraint("(state = 'left_out') = (reason IS NOT NULL)", name=op.f('ck_source_block_left_out_has_reason')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_source_block_document_id')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_source_block_organisation_id')),
    sa.ForeignKeyConstraint(['source_id'], ['document.id'], name=op.f('fk_source_block_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_source_block')),
    sa.UniqueConstraint('document_id', 'source_id', 'block', name=op.f('uq_source_block_document_id_source_id_block'))
    )
    op.create_index('ix_source_block_of_section', 'source_block', ['document_id', 'section_key', 'position'], unique=False)
    op.create_index('ix_source_block_open', 'source_block', ['document_id', 'section_key'], unique=False, postgresql_where="state = 'open'")
    # A campaign stands on a document and a document answers a campaign; a document has a newest revision, which is of a
    # document: the second half of each pair comes when both tables are there.
    op.create_foreign_key(op.f("fk_campaign_plan_id"), "campaign", "document", ["plan_id"], ["id"])
    op.create_foreign_key(op.f("fk_document_revision_id"), "document", "revision", ["revision_id"], ["id"])


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_constraint(op.f("fk_document_revision_id"), "document", type_="foreignkey")
    op.drop_constraint(op.f("fk_campaign_plan_id"), "campaign", type_="foreignkey")
    op.drop_index('ix_source_block_open', table_name='source_block', postgresql_where="state = 'open'")
    op.drop_index('ix_source_block_of_section', table_name='source_block')
    op.drop_table('source_block')
    op.drop_index('ix_source_used_by', table_name='source')
    op.drop_table('source')
    op.drop_table('signature')
    op.drop_table('revision')
    op.drop_index('ix_result_block_of_section', table_name='result_block')
    op.drop_table('result_block')
    op.drop_index('ix_notification_unread', table_name='notification', postgresql_where='read_at IS NULL')
    op.drop_table('notification')
    op.drop_table('figure')
    op.drop_table('draft_section')
    op.drop_index('ix_delivery_of_organisation', table_name='delivery')
    op.drop_index('ix_delivery_of_document', table_name='delivery')
    op.drop_table('delivery')
    op.drop_index('ix_contribution_of_source', table_name='contribution')
    op.drop_table('contribution')
    op.drop_index('uq_document_live_consolidation', table_name='document', postgresql_where="consolidates AND state NOT IN ('cancelled', 'superseded')")
    op.drop_index('ix_document_of_target', table_name='document')
    op.drop_index('ix_document_of_organisation', table_name='document')
    op.drop_index('ix_document_of_campaign', table_name='document')
    op.drop_index('ix_document_inbox', table_name='document')
    op.drop_table('document')
    op.drop_index('ix_target_of_organisation', table_name='target')
    op.drop_table('target')
    op.drop_table('series')
    op.drop_index('ix_membership_of_person', table_name='membership')
    op.drop_index('ix_membership_of_organisation', table_name='membership')
    op.drop_table('membership')
    op.drop_index('ix_campaign_of_organisation', table_name='campaign')
    op.drop_table('campaign')
    op.drop_index('ix_audit_entry_of_actor', table_name='audit_entry')
    op.drop_table('audit_entry')
    op.drop_index('ix_sign_in_failure_recent', table_name='sign_in_failure')
    op.drop_table('sign_in_failure')
    op.drop_table('person')
    op.drop_index('ix_organisation_subordinates', table_name='organisation')
    op.drop_table('organisation')
    op.drop_table('form_token')
