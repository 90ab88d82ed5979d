import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('privacy', '0001_initial')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('documents', '0001_gathered'),
        ('incidents', '0001_gathered'),
        ('outbox', '0001_gathered'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='PDP-2026-001', max_length=20, unique=True)),
                ('incident', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='notice', to='incidents.incident')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_at', models.DateTimeField()),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.batch')),
                ('sending_from', models.DateTimeField(blank=True, help_text='From here on those who join later are told by themselves.', null=True)),
                ('agency_document', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('public', models.BooleanField(blank=True, help_text='Art 46(3): tell the public?', null=True)),
                ('public_reason', models.TextField(blank=True)),
                ('public_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('public_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('public', None), ('public_at', None), ('public_by', None)), models.Q(('public__isnull', False), ('public_at__isnull', False), ('public_by__isnull', False), models.Q(('public_reason', ''), _negated=True)), _connector='OR'), name='public_decision_says_who_and_why')],
            },
        ),
        migrations.CreateModel(
            name='AgencyLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='agency_letter', to='privacy.notice')),
                ('sent_at', models.DateTimeField()),
                ('proof', models.CharField(max_length=500)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('proof', ''), _negated=True), name='agency_letter_has_its_proof')],
            },
        ),
        migrations.CreateModel(
            name='NoticeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='privacy.notice')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(help_text='PDP-2026-001', max_length=20)),
                ('incident', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='incidents.incident')),
                ('opened_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_at', models.DateTimeField()),
                ('batch', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outbox.batch')),
                ('sending_from', models.DateTimeField(blank=True, help_text='From here on those who join later are told by themselves.', null=True)),
                ('agency_document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document')),
                ('public', models.BooleanField(blank=True, help_text='Art 46(3): tell the public?', null=True)),
                ('public_reason', models.TextField(blank=True)),
                ('public_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('public_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NoticeText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='privacy.notice')),
                ('version', models.PositiveSmallIntegerField()),
                ('which_data', models.TextField(help_text='Which personal data.')),
                ('when_and_how', models.TextField(help_text='When and how they were exposed.')),
                ('handling', models.TextField(help_text='What was and is done.')),
                ('advice', models.TextField(blank=True, help_text='What the person can do.')),
                ('contact', models.CharField(max_length=300)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_at', models.DateTimeField()),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['version'],
                'constraints': [models.UniqueConstraint(fields=('notice', 'version'), name='notice_text_has_a_version'), models.CheckConstraint(condition=models.Q(models.Q(('which_data', ''), _negated=True), models.Q(('when_and_how', ''), _negated=True), models.Q(('handling', ''), _negated=True)), name='notice_text_says_what_the_law_asks'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at', None), ('approved_by', None)), models.Q(('approved_at__isnull', False), models.Q(('approved_by', models.F('written_by')), _negated=True)), _connector='OR'), name='notice_text_is_approved_by_another')],
            },
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subjects', to='privacy.notice')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('name', models.CharField(help_text='As listed.', max_length=200)),
                ('origin', models.CharField(choices=[('accounts', 'akun bocor'), ('list', 'daftar yang diberikan')], max_length=10)),
                ('joined_at', models.DateTimeField()),
                ('told_at', models.DateTimeField(blank=True, null=True)),
                ('told_how', models.CharField(blank=True, max_length=300)),
                ('told_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('notice', 'person'), name='person_is_listed_once'), models.UniqueConstraint(condition=models.Q(('person', None)), fields=('notice', 'name'), name='name_is_listed_once'), models.CheckConstraint(condition=models.Q(models.Q(('told_at', None), ('told_by', None)), models.Q(('told_at__isnull', False), ('told_by__isnull', False), models.Q(('told_how', ''), _negated=True)), _connector='OR'), name='told_by_hand_says_how')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notice',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "privacy_noticeevent" ("agency_document_id", "batch_id", "code", "id", "incident_id", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public", "public_at", "public_by_id", "public_reason", "sending_from") SELECT new_values."agency_document_id", new_values."batch_id", new_values."code", new_values."id", new_values."incident_id", new_values."opened_at", new_values."opened_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."public", new_values."public_at", new_values."public_by_id", new_values."public_reason", new_values."sending_from" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9ae98316254ff57aac06a2c7774b36af4a6622ca', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_198c8', referencing='REFERENCING NEW TABLE AS new_values ', table='privacy_notice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notice',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "privacy_noticeevent" ("agency_document_id", "batch_id", "code", "id", "incident_id", "opened_at", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public", "public_at", "public_by_id", "public_reason", "sending_from") SELECT new_values."agency_document_id", new_values."batch_id", new_values."code", new_values."id", new_values."incident_id", new_values."opened_at", new_values."opened_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."public", new_values."public_at", new_values."public_by_id", new_values."public_reason", new_values."sending_from" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7f0a706ea5588af3da8ae95eb4d9e24e5b6c28f0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6c091', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='privacy_notice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noticeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='df4450128699ac0084d654b5c00aaa7e86b76c8a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_da6bd', table='privacy_noticeevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noticetext',
            trigger=pgtrigger.compiler.Trigger(name='text_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."notice_id" IS DISTINCT FROM (NEW."notice_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."which_data" IS DISTINCT FROM (NEW."which_data") OR OLD."when_and_how" IS DISTINCT FROM (NEW."when_and_how") OR OLD."handling" IS DISTINCT FROM (NEW."handling") OR OLD."advice" IS DISTINCT FROM (NEW."advice") OR OLD."contact" IS DISTINCT FROM (NEW."contact") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='2a766f9271aa10f0ad5217bbedc60f132d670f81', operation='UPDATE', pgid='pgtrigger_text_stays_38923', table='privacy_noticetext', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noticetext',
            trigger=pgtrigger.compiler.Trigger(name='text_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='80de52042c258ce0b6daf2dd1a3d569083cb0fc5', operation='DELETE', pgid='pgtrigger_text_is_kept_97b98', table='privacy_noticetext', when='BEFORE')),
        ),
    ]
