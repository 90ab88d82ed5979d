import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import secops.compliance.backups.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('backups', '0001_initial')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('inventory', '0001_gathered'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='BackupPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='backup_plans', to='accounts.department')),
                ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='backup_plans', to='inventory.application')),
                ('name', models.CharField(max_length=100)),
                ('what', models.CharField(blank=True, help_text='The data, in words.', max_length=300)),
                ('place', models.CharField(blank=True, help_text='Where the copies lie.', max_length=300)),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('rhythm', models.CharField(choices=[('interval', 'setiap selang waktu'), ('cron', 'menurut baris cron')], default='interval', max_length=10)),
                ('every_minutes', models.PositiveIntegerField(default=1440, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(527040)])),
                ('cron', models.CharField(blank=True, max_length=100)),
                ('working_days', models.BooleanField(default=False)),
                ('grace_minutes', models.PositiveIntegerField(default=60, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(527040)])),
                ('restore_days', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(1)])),
                ('rto_minutes', models.PositiveIntegerField(blank=True, null=True)),
                ('rpo_minutes', models.PositiveIntegerField(blank=True, null=True)),
                ('copies', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('media', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('disk', 'disk server'), ('nas', 'NAS'), ('external', 'hard disk luar'), ('tape', 'pita'), ('cloud', 'penyimpanan awan'), ('other_site', 'server di lokasi lain')], max_length=12), blank=True, null=True, size=None)),
                ('off_site', models.BooleanField(blank=True, choices=[(True, 'ya'), (False, 'tidak')], null=True)),
                ('offline', models.BooleanField(blank=True, choices=[(True, 'ya'), (False, 'tidak')], null=True)),
                ('encrypted', models.BooleanField(blank=True, choices=[(True, 'ya'), (False, 'tidak')], null=True)),
                ('slug', models.SlugField(blank=True, db_index=False, max_length=100)),
                ('ping_uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('success_words', models.CharField(blank=True, max_length=200)),
                ('failure_words', models.CharField(blank=True, max_length=200)),
                ('paused_until', models.DateField(blank=True, null=True)),
                ('paused_why', models.CharField(blank=True, max_length=300)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_why', models.CharField(blank=True, max_length=300)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['name', 'pk'],
                'indexes': [models.Index(fields=['department', 'slug'], name='plan_by_slug')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('rhythm', 'cron'), _negated=True), models.Q(('cron', ''), _negated=True), _connector='OR'), name='cron_plan_has_its_line'), models.CheckConstraint(condition=models.Q(('paused_until', None), models.Q(('paused_why', ''), _negated=True), _connector='OR'), name='pause_says_why'), models.CheckConstraint(condition=models.Q(('ended_at', None), models.Q(('ended_why', ''), _negated=True), _connector='OR'), name='end_of_a_plan_says_why')],
            },
        ),
        migrations.CreateModel(
            name='BackupPlanEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='backups.backupplan')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('department', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.department')),
                ('application', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inventory.application')),
                ('name', models.CharField(max_length=100)),
                ('what', models.CharField(blank=True, help_text='The data, in words.', max_length=300)),
                ('place', models.CharField(blank=True, help_text='Where the copies lie.', max_length=300)),
                ('contact', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.person')),
                ('rhythm', models.CharField(choices=[('interval', 'setiap selang waktu'), ('cron', 'menurut baris cron')], default='interval', max_length=10)),
                ('every_minutes', models.PositiveIntegerField(default=1440, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(527040)])),
                ('cron', models.CharField(blank=True, max_length=100)),
                ('working_days', models.BooleanField(default=False)),
                ('grace_minutes', models.PositiveIntegerField(default=60, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(527040)])),
                ('restore_days', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(1)])),
                ('rto_minutes', models.PositiveIntegerField(blank=True, null=True)),
                ('rpo_minutes', models.PositiveIntegerField(blank=True, null=True)),
                ('copies', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('media', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('disk', 'disk server'), ('nas', 'NAS'), ('external', 'hard disk luar'), ('tape', 'pita'), ('cloud', 'penyimpanan awan'), ('other_site', 'server di lokasi lain')], max_length=12), blank=True, null=True, size=None)),
                ('off_site', models.BooleanField(blank=True, choices=[(True, 'ya'), (False, 'tidak')], null=True)),
                ('offline', models.BooleanField(blank=True, choices=[(True, 'ya'), (False, 'tidak')], null=True)),
                ('encrypted', models.BooleanField(blank=True, choices=[(True, 'ya'), (False, 'tidak')], null=True)),
                ('slug', models.SlugField(blank=True, db_index=False, max_length=100)),
                ('ping_uuid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('success_words', models.CharField(blank=True, max_length=200)),
                ('failure_words', models.CharField(blank=True, max_length=200)),
                ('paused_until', models.DateField(blank=True, null=True)),
                ('paused_why', models.CharField(blank=True, max_length=300)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_why', models.CharField(blank=True, max_length=300)),
                ('created_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Flip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='flips', to='backups.backupplan')),
                ('before', models.CharField(max_length=10)),
                ('after', models.CharField(max_length=10)),
                ('at', models.DateTimeField()),
                ('told_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['plan', '-at'], name='flips_of_plan'), models.Index(condition=models.Q(('told_at', None)), fields=['plan'], name='flips_untold')],
            },
        ),
        migrations.CreateModel(
            name='Ping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='pings', to='backups.backupplan')),
                ('n', models.PositiveBigIntegerField(help_text='The how manieth of its plan.')),
                ('kind', models.CharField(choices=[('success', 'berhasil'), ('fail', 'gagal'), ('start', 'mulai'), ('log', 'catatan')], max_length=8)),
                ('way', models.CharField(choices=[('http', 'ping'), ('mail', 'email'), ('by_hand', 'dicatat orang')], default='http', max_length=8)),
                ('exit_status', models.PositiveSmallIntegerField(null=True)),
                ('rid', models.UUIDField(null=True)),
                ('seconds', models.FloatField(null=True)),
                ('body', models.TextField(blank=True)),
                ('bytes', models.PositiveIntegerField(default=0)),
                ('body_gone', models.BooleanField(default=False, help_text='Not kept, or dropped since.')),
                ('remote_address', models.CharField(blank=True, max_length=45)),
                ('user_agent', models.CharField(blank=True, max_length=200)),
                ('method', models.CharField(blank=True, max_length=10)),
                ('received_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'n'), name='pings_of_a_plan_are_numbered'), models.CheckConstraint(condition=models.Q(('exit_status', None), ('exit_status__lte', 255), _connector='OR'), name='exit_status_is_a_byte')],
            },
        ),
        migrations.CreateModel(
            name='PingKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ping_keys', to='accounts.department')),
                ('key', models.CharField(default=secops.compliance.backups.models.new_key, max_length=64, unique=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['department', '-made_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('department',), name='one_ping_key_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='RestoreTest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tests', to='backups.backupplan')),
                ('tested_at', models.DateTimeField()),
                ('scope', models.CharField(choices=[('files', 'beberapa berkas'), ('database', 'satu basis data'), ('whole', 'seluruh sistem')], max_length=10)),
                ('result', models.CharField(choices=[('restored', 'dapat dipulihkan'), ('partly', 'sebagian saja'), ('failed', 'tidak dapat dipulihkan')], max_length=10)),
                ('minutes', models.PositiveIntegerField(blank=True, help_text='To restore.', null=True)),
                ('data_age_minutes', models.PositiveIntegerField(blank=True, help_text='How old the restored data was at the test.', null=True)),
                ('note', models.TextField(blank=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-tested_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('tested_at__lte', models.F('recorded_at'))), name='restore_was_tested_before')],
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='standing', to='backups.backupplan')),
                ('state', models.CharField(choices=[('never', 'never'), ('failing', 'failing'), ('late', 'late'), ('unproven', 'unproven'), ('proven', 'proven')], default='never', max_length=10)),
                ('since', models.DateTimeField(help_text='Since when it is in this state.')),
                ('recheck_at', models.DateTimeField(null=True)),
                ('pings', models.PositiveBigIntegerField(default=0)),
                ('tidied', models.PositiveBigIntegerField(default=0, help_text='Bodies up to here are gone.')),
                ('bodies_minute', models.DateTimeField(null=True)),
                ('bodies', models.PositiveIntegerField(default=0)),
                ('last_ping_at', models.DateTimeField(null=True)),
                ('started_at', models.DateTimeField(null=True)),
                ('start_rid', models.UUIDField(null=True)),
                ('last_run_at', models.DateTimeField(null=True)),
                ('last_run_failed', models.BooleanField(default=False)),
                ('last_success_at', models.DateTimeField(null=True)),
                ('last_seconds', models.FloatField(null=True)),
                ('restored_at', models.DateTimeField(null=True)),
                ('restore_failed_at', models.DateTimeField(null=True)),
                ('told_broken', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('recheck_at', None), _negated=True), fields=['recheck_at'], name='standing_to_recheck')],
            },
        ),
        migrations.CreateModel(
            name='Proof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proofs', to='backups.backupplan')),
                ('test', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='proofs', to='backups.restoretest')),
                ('ping', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='proofs', to='backups.ping')),
                ('file', models.FileField(upload_to='backup-proofs/%Y/%m/')),
                ('name', models.CharField(max_length=255)),
                ('content_type', models.CharField(max_length=100)),
                ('bytes', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-uploaded_at', '-pk'],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='backupplan',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "backups_backupplanevent" ("application_id", "contact_id", "copies", "created_at", "created_by_id", "cron", "department_id", "encrypted", "ended_at", "ended_why", "every_minutes", "failure_words", "grace_minutes", "id", "media", "name", "off_site", "offline", "paused_until", "paused_why", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ping_uuid", "place", "restore_days", "rhythm", "rpo_minutes", "rto_minutes", "slug", "success_words", "what", "working_days") SELECT new_values."application_id", new_values."contact_id", new_values."copies", new_values."created_at", new_values."created_by_id", new_values."cron", new_values."department_id", new_values."encrypted", new_values."ended_at", new_values."ended_why", new_values."every_minutes", new_values."failure_words", new_values."grace_minutes", new_values."id", new_values."media", new_values."name", new_values."off_site", new_values."offline", new_values."paused_until", new_values."paused_why", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."ping_uuid", new_values."place", new_values."restore_days", new_values."rhythm", new_values."rpo_minutes", new_values."rto_minutes", new_values."slug", new_values."success_words", new_values."what", new_values."working_days" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fa7d30f75c967723ec95f118c4ef0dcfcba50775', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a98f4', referencing='REFERENCING NEW TABLE AS new_values ', table='backups_backupplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='backupplan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "backups_backupplanevent" ("application_id", "contact_id", "copies", "created_at", "created_by_id", "cron", "department_id", "encrypted", "ended_at", "ended_why", "every_minutes", "failure_words", "grace_minutes", "id", "media", "name", "off_site", "offline", "paused_until", "paused_why", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ping_uuid", "place", "restore_days", "rhythm", "rpo_minutes", "rto_minutes", "slug", "success_words", "what", "working_days") SELECT new_values."application_id", new_values."contact_id", new_values."copies", new_values."created_at", new_values."created_by_id", new_values."cron", new_values."department_id", new_values."encrypted", new_values."ended_at", new_values."ended_why", new_values."every_minutes", new_values."failure_words", new_values."grace_minutes", new_values."id", new_values."media", new_values."name", new_values."off_site", new_values."offline", new_values."paused_until", new_values."paused_why", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."ping_uuid", new_values."place", new_values."restore_days", new_values."rhythm", new_values."rpo_minutes", new_values."rto_minutes", new_values."slug", new_values."success_words", new_values."what", new_values."working_days" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2d011e2297a5b78ade8389d369219c86ab359544', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a6638', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='backups_backupplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='backupplanevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2c93eebd7ba0dc6ad010504ec79f5f5c6d26f209', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8de45', table='backups_backupplanevent', when='BEFORE')),
        ),
        # Each ping changes its plan's row: with room beside it no index has to follow.
        migrations.RunSQL(
            "ALTER TABLE backups_standing SET (fillfactor = 50)",
            "ALTER TABLE backups_standing RESET (fillfactor)",
        ),
    ]
