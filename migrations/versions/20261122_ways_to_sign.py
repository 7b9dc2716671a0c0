"""Certificates bound to people and organisations, their key files and pictures; how each signature was put."""

import sqlalchemy as sa
from alembic import op
revision = 'a41c7be209d3'
down_revision = 'afb0e4b5d60c'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Brings the schema to this revision."""
    op.create_table('certificate',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=True),
    sa.Column('organisation_id', sa.BigInteger(), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('holder', sa.String(length=200), nullable=False),
    sa.Column('holder_organisation', sa.String(length=200), nullable=False),
    sa.Column('issuer', sa.String(length=200), nullable=False),
    sa.Column('not_before', sa.DateTime(timezone=True), nullable=False),
    sa.Column('not_after', sa.DateTime(timezone=True), nullable=False),
    sa.Column('pem', sa.Text(), nullable=False),
    sa.Column('from_day', sa.Date(), nullable=False),
    sa.Column('to_day', sa.Date(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_certificate_organisation_id')),
    sa.ForeignKeyConstraint(['user_id'], ['person.id'], name=op.f('fk_certificate_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate'))
    )
    op.create_index('ix_certificate_of_person', 'certificate', ['user_id', 'organisation_id'], unique=False)
    op.create_index('ix_certificate_of_organisation', 'certificate', ['organisation_id', 'user_id'], unique=False)
    op.create_index('uq_certificate_live', 'certificate', ['organisation_id', 'user_id', 'fingerprint'], unique=True, postgresql_where='to_day IS NULL', postgresql_nulls_not_distinct=True)
    op.create_table('key_file',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('certificate_id', sa.BigInteger(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('brought_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['certificate_id'], ['certificate.id'], name=op.f('fk_key_file_certificate_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_key_file')),
    sa.UniqueConstraint('certificate_id', name=op.f('uq_key_file_certificate_id'))
    )
    op.create_table('signature_picture',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=True),
    sa.Column('organisation_id', sa.BigInteger(), nullable=True),
    sa.Column('png', sa.LargeBinary(), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(user_id IS NULL) <> (organisation_id IS NULL)', name=op.f('ck_signature_picture_of_one')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_signature_picture_organisation_id')),
    sa.ForeignKeyConstraint(['user_id'], ['person.id'], name=op.f('fk_signature_picture_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signature_picture')),
    sa.UniqueConstraint('organisation_id', name=op.f('uq_signature_picture_organisation_id')),
    sa.UniqueConstraint('user_id', name=op.f('uq_signature_picture_user_id'))
    )
    op.add_column('organisation', sa.Column('seals_by_itself', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    op.add_column('signature', sa.Column('way', sa.Enum('demo', 'pkcs12', 'token', 'pkcs11', 'key_file', name='signway', native_enum=False, length=40), server_default='demo', nullable=False))
    op.add_column('signature', sa.Column('fingerprint', sa.String(length=64), nullable=True))


def downgrade() -> None:
    """Takes the schema back to the revision before."""
    op.drop_column('signature', 'fingerprint')
    op.drop_column('signature', 'way')
    op.drop_column('organisation', 'seals_by_itself')
    op.drop_table('signature_picture')
    op.drop_table('key_file')
    op.drop_table('certificate')
