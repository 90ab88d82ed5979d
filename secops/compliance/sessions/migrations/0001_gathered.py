import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('login_sessions', '0001_initial'), ('login_sessions', '0002_notes_and_desk_answers'), ('login_sessions', '0003_pushes')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('inventory', '0001_gathered'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='SessionPolicy',
            fields=[
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='session_policy', serialize=False, to='inventory.application')),
                ('ends_on_restart', models.CharField(choices=[('yes', 'ya'), ('no', 'tidak'), ('unknown', 'belum diketahui')], default='unknown', max_length=7)),
                ('single_session', models.CharField(choices=[('yes', 'ya'), ('no', 'tidak'), ('unknown', 'belum diketahui')], default='unknown', max_length=7)),
                ('said_at', models.DateTimeField(blank=True, null=True)),
                ('said_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tested_at', models.DateTimeField(blank=True, null=True)),
                ('tested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('test_result', models.CharField(blank=True, choices=[('passed', 'sesuai dengan yang dinyatakan'), ('failed', 'tidak sesuai')], max_length=6)),
                ('test_note', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('tested_at__isnull', True), models.Q(('test_result', ''), _negated=True), _connector='OR'), name='tested_session_policy_has_its_result')],
            },
        ),
        migrations.CreateModel(
            name='SessionPolicyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='login_sessions.sessionpolicy')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('application', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', serialize=False, to='inventory.application')),
                ('ends_on_restart', models.CharField(choices=[('yes', 'ya'), ('no', 'tidak'), ('unknown', 'belum diketahui')], default='unknown', max_length=7)),
                ('single_session', models.CharField(choices=[('yes', 'ya'), ('no', 'tidak'), ('unknown', 'belum diketahui')], default='unknown', max_length=7)),
                ('said_at', models.DateTimeField(blank=True, null=True)),
                ('said_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('tested_at', models.DateTimeField(blank=True, null=True)),
                ('tested_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('test_result', models.CharField(blank=True, choices=[('passed', 'sesuai dengan yang dinyatakan'), ('failed', 'tidak sesuai')], max_length=6)),
                ('test_note', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SessionsFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(blank=True, max_length=200)),
                ('file_name', models.CharField(max_length=255)),
                ('sha256', models.CharField(max_length=64)),
                ('origin', models.CharField(choices=[('owner', 'pemilik aplikasi'), ('office', 'kantor'), ('department', 'OPD yang diukur')], max_length=10)),
                ('shape', models.CharField(choices=[('list', 'satu baris untuk tiap sesi login'), ('counts', 'satu baris untuk tiap akun')], max_length=6)),
                ('imported_at', models.DateTimeField()),
                ('imported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('counts', models.JSONField(default=dict)),
                ('readings_file', models.ForeignKey(blank=True, help_text='Where its numbers of open sessions serve the rotation.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='inventory.readingsfile')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_why', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['-imported_at', '-pk'],
                'indexes': [models.Index(fields=['sha256'], name='sessions_file_by_digest')],
            },
        ),
        migrations.CreateModel(
            name='SessionReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='login_sessions.sessionsfile')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='session_readings', to='inventory.application')),
                ('read_at', models.DateTimeField()),
                ('accounts', models.IntegerField(default=0)),
                ('sessions', models.IntegerField(default=0)),
                ('old', models.IntegerField(default=0)),
                ('unsure', models.IntegerField(default=0)),
                ('outlived', models.IntegerField(default=0)),
                ('is_newest', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['-read_at', '-pk'],
                'indexes': [models.Index(fields=['application', '-read_at'], name='session_reading_of_app'), models.Index(fields=['read_at'], name='session_reading_by_time')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_newest', True)), fields=('application',), name='an_application_has_one_newest_session_reading')],
            },
        ),
        migrations.CreateModel(
            name='OpenSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='open_sessions', to='login_sessions.sessionreading')),
                ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='open_sessions', to='inventory.account')),
                ('key', models.UUIDField(null=True)),
                ('sessions', models.IntegerField(default=1)),
                ('started_from', models.DateTimeField(null=True)),
                ('started_to', models.DateTimeField(null=True)),
                ('last_seen_at', models.DateTimeField(null=True)),
                ('read_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['started_to', 'pk'],
                'indexes': [models.Index(fields=['account', '-read_at'], name='open_session_of_account')],
            },
        ),
        migrations.CreateModel(
            name='SessionPush',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.apitoken')),
                ('key', models.CharField(max_length=100)),
                ('sha256', models.CharField(max_length=64)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='login_sessions.sessionsfile')),
                ('pushed_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('token', 'key'), name='an_idempotency_key_stands_for_one_push')],
            },
        ),
        migrations.CreateModel(
            name='DeskAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='desk_answers', to='accounts.person')),
                ('department', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='desk_answers', to='accounts.department')),
                ('month', models.DateField(help_text='Its first day.')),
                ('word', models.CharField(choices=[('yes', 'Ya'), ('no', 'Tidak'), ('unknown', 'Tidak tahu')], max_length=8)),
                ('given_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['month', 'department'], name='desk_answer_of_month')],
                'constraints': [models.UniqueConstraint(fields=('person', 'month'), name='a_person_answers_once_a_month_about_his_desk')],
            },
        ),
        migrations.CreateModel(
            name='PolicyChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='session_policy_changes', to='inventory.application')),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('followed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-changed_at', '-pk'],
                'indexes': [models.Index(fields=['application', '-changed_at'], name='policy_change_of_app'), models.Index(condition=models.Q(('followed_at', None)), fields=['id'], name='policy_change_unfollowed')],
            },
        ),
        migrations.CreateModel(
            name='SessionNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='session_notes', to='accounts.person')),
                ('kind', models.CharField(choices=[('old', 'sesi login lama'), ('question', 'pertanyaan bulanan')], max_length=8)),
                ('told_at', models.DateTimeField()),
                ('message_id', models.BigIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'kind', '-told_at'], name='session_note_of_person')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessionpolicy',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "login_sessions_sessionpolicyevent" ("application_id", "ends_on_restart", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_at", "said_by_id", "single_session", "test_note", "test_result", "tested_at", "tested_by_id") SELECT new_values."application_id", new_values."ends_on_restart", _pgh_attached_context.value, NOW(), \'insert\', new_values."application_id", new_values."said_at", new_values."said_by_id", new_values."single_session", new_values."test_note", new_values."test_result", new_values."tested_at", new_values."tested_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cfe9495691c0e880a0a7c6bc28bcc4a8272659de', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b5c9f', referencing='REFERENCING NEW TABLE AS new_values ', table='login_sessions_sessionpolicy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessionpolicy',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "login_sessions_sessionpolicyevent" ("application_id", "ends_on_restart", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_at", "said_by_id", "single_session", "test_note", "test_result", "tested_at", "tested_by_id") SELECT new_values."application_id", new_values."ends_on_restart", _pgh_attached_context.value, NOW(), \'update\', new_values."application_id", new_values."said_at", new_values."said_by_id", new_values."single_session", new_values."test_note", new_values."test_result", new_values."tested_at", new_values."tested_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."application_id") = (new_values."application_id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1955b893aa735dd6aefc929b65c02c700779f1db', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1e8d5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='login_sessions_sessionpolicy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessionpolicyevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='36bfe519579babbd13506b5dd1c7b4c5c2a79dbe', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_95980', table='login_sessions_sessionpolicyevent', when='BEFORE')),
        ),
    ]
