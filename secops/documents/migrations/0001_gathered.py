import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import secops.documents.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('documents', '0001_counters'), ('documents', '0002_documents')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=20)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'db_table': 'duties_counter',
                'constraints': [models.UniqueConstraint(fields=('series', 'year'), name='series_counts_once_a_year')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='7Q4K-2MXT-9FBA, for /v/', max_length=14, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('dropped', 'dropped'), ('approved', 'approved'), ('signed', 'signed'), ('withdrawn', 'withdrawn'), ('superseded', 'superseded')], default='draft', max_length=12)),
                ('subject', models.CharField(max_length=300)),
                ('nature', models.CharField(choices=[('biasa', 'biasa'), ('penting', 'penting'), ('segera', 'segera'), ('sangat_segera', 'sangat_segera'), ('terbatas', 'terbatas'), ('rahasia', 'rahasia')], max_length=20)),
                ('classification', models.CharField(max_length=20)),
                ('fields', models.JSONField(default=dict, help_text='As the kind asks for them.')),
                ('addressees', models.JSONField(default=list)),
                ('copies', models.JSONField(default=list)),
                ('attachments', models.JSONField(default=list, help_text='Names of what goes with it.')),
                ('about_url', models.CharField(blank=True, help_text='Where its facts stand.', max_length=300)),
                ('signatory_title', models.CharField(blank=True, max_length=200)),
                ('signatory_name', models.CharField(blank=True, max_length=200)),
                ('signatory_id', models.CharField(blank=True, help_text='NIP, as printed.', max_length=30)),
                ('second_person', models.BooleanField(default=True, help_text='Not approved by its writer.')),
                ('supersedes', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='documents.document')),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('changed_at', models.DateTimeField()),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('number', models.CharField(blank=True, max_length=80)),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('sequence', models.PositiveIntegerField(blank=True, null=True)),
                ('dated', models.DateField(blank=True, null=True)),
                ('pdf', models.FileField(blank=True, max_length=200, upload_to=secops.documents.models.under_its_hash)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_why', models.TextField(blank=True)),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-drafted_at', '-pk'],
                'indexes': [models.Index(fields=['state', '-drafted_at'], name='document_by_state')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('number',), name='number_of_a_letter_is_given_once'), models.UniqueConstraint(condition=models.Q(('sequence__isnull', False)), fields=('year', 'sequence'), name='running_number_is_given_once_a_year'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'dropped']), models.Q(models.Q(('number', ''), _negated=True), models.Q(('sha256', ''), _negated=True), ('dated__isnull', False), ('approved_at__isnull', False)), _connector='OR'), name='document_that_went_out_has_number_date_and_file'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['draft', 'dropped']), _negated=True), models.Q(('number', ''), ('sequence', None)), _connector='OR'), name='draft_has_no_number'), models.CheckConstraint(condition=models.Q(('second_person', False), ('approved_by', None), models.Q(('approved_by', models.F('drafted_by')), ('approved_by', models.F('changed_by')), _connector='OR', _negated=True), _connector='OR'), name='document_is_approved_by_another_person'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('withdrawn_why', ''), _negated=True), _connector='OR'), name='withdrawn_document_says_why')],
            },
        ),
        migrations.CreateModel(
            name='DocumentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='documents.document')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(help_text='7Q4K-2MXT-9FBA, for /v/', max_length=14)),
                ('kind', models.CharField(max_length=40)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('dropped', 'dropped'), ('approved', 'approved'), ('signed', 'signed'), ('withdrawn', 'withdrawn'), ('superseded', 'superseded')], default='draft', max_length=12)),
                ('subject', models.CharField(max_length=300)),
                ('nature', models.CharField(choices=[('biasa', 'biasa'), ('penting', 'penting'), ('segera', 'segera'), ('sangat_segera', 'sangat_segera'), ('terbatas', 'terbatas'), ('rahasia', 'rahasia')], max_length=20)),
                ('classification', models.CharField(max_length=20)),
                ('fields', models.JSONField(default=dict, help_text='As the kind asks for them.')),
                ('addressees', models.JSONField(default=list)),
                ('copies', models.JSONField(default=list)),
                ('attachments', models.JSONField(default=list, help_text='Names of what goes with it.')),
                ('about_url', models.CharField(blank=True, help_text='Where its facts stand.', max_length=300)),
                ('signatory_title', models.CharField(blank=True, max_length=200)),
                ('signatory_name', models.CharField(blank=True, max_length=200)),
                ('signatory_id', models.CharField(blank=True, help_text='NIP, as printed.', max_length=30)),
                ('second_person', models.BooleanField(default=True, help_text='Not approved by its writer.')),
                ('supersedes', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document')),
                ('drafted_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('changed_at', models.DateTimeField()),
                ('approved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('number', models.CharField(blank=True, max_length=80)),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('sequence', models.PositiveIntegerField(blank=True, null=True)),
                ('dated', models.DateField(blank=True, null=True)),
                ('pdf', models.FileField(blank=True, max_length=200, upload_to=secops.documents.models.under_its_hash)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_why', models.TextField(blank=True)),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SignedCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signed_copies', to='documents.document')),
                ('file', models.FileField(upload_to='documents/signed/%Y/%m/')),
                ('name', models.CharField(max_length=255)),
                ('content_type', models.CharField(max_length=100)),
                ('bytes', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('taken_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-taken_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('document', 'sha256'), name='signed_copy_is_kept_once')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentevent" ("about_url", "addressees", "approved_at", "approved_by_id", "attachments", "changed_at", "changed_by_id", "classification", "code", "copies", "dated", "drafted_at", "drafted_by_id", "fields", "id", "kind", "nature", "number", "pdf", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_person", "sequence", "sha256", "signatory_id", "signatory_name", "signatory_title", "state", "subject", "superseded_at", "supersedes_id", "withdrawn_at", "withdrawn_by_id", "withdrawn_why", "year") SELECT new_values."about_url", new_values."addressees", new_values."approved_at", new_values."approved_by_id", new_values."attachments", new_values."changed_at", new_values."changed_by_id", new_values."classification", new_values."code", new_values."copies", new_values."dated", new_values."drafted_at", new_values."drafted_by_id", new_values."fields", new_values."id", new_values."kind", new_values."nature", new_values."number", new_values."pdf", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."second_person", new_values."sequence", new_values."sha256", new_values."signatory_id", new_values."signatory_name", new_values."signatory_title", new_values."state", new_values."subject", new_values."superseded_at", new_values."supersedes_id", new_values."withdrawn_at", new_values."withdrawn_by_id", new_values."withdrawn_why", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7f3c312892fcd8cfe396d7ab3124d093e25c4e21', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_be524', referencing='REFERENCING NEW TABLE AS new_values ', table='documents_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "documents_documentevent" ("about_url", "addressees", "approved_at", "approved_by_id", "attachments", "changed_at", "changed_by_id", "classification", "code", "copies", "dated", "drafted_at", "drafted_by_id", "fields", "id", "kind", "nature", "number", "pdf", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_person", "sequence", "sha256", "signatory_id", "signatory_name", "signatory_title", "state", "subject", "superseded_at", "supersedes_id", "withdrawn_at", "withdrawn_by_id", "withdrawn_why", "year") SELECT new_values."about_url", new_values."addressees", new_values."approved_at", new_values."approved_by_id", new_values."attachments", new_values."changed_at", new_values."changed_by_id", new_values."classification", new_values."code", new_values."copies", new_values."dated", new_values."drafted_at", new_values."drafted_by_id", new_values."fields", new_values."id", new_values."kind", new_values."nature", new_values."number", new_values."pdf", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."second_person", new_values."sequence", new_values."sha256", new_values."signatory_id", new_values."signatory_name", new_values."signatory_title", new_values."state", new_values."subject", new_values."superseded_at", new_values."supersedes_id", new_values."withdrawn_at", new_values."withdrawn_by_id", new_values."withdrawn_why", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e72cf01ab5c829991ed98f6c8dc48b93d8fc4a75', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a3ed6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='documents_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='documentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='401291d04b3fa5f3d2b51241f67950bd6896846e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9e7ed', table='documents_documentevent', when='BEFORE')),
        ),
    ]
