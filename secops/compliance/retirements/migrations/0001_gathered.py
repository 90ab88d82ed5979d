import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('retirements', '0001_initial'), ('retirements', '0002_papers')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('documents', '0001_gathered'),
        ('inventory', '0001_gathered'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProbeSwitch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('looked_at', models.DateTimeField(blank=True, help_text='The newest round by itself.', null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ProbeSwitchEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='retirements.probeswitch')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('on', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('looked_at', models.DateTimeField(blank=True, help_text='The newest round by itself.', null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Retirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='retirement', to='inventory.application')),
                ('state', models.CharField(choices=[('active', 'active'), ('questioned', 'questioned'), ('kept', 'kept'), ('agreed', 'agreed'), ('deemed_agreed', 'deemed_agreed'), ('suspended', 'suspended'), ('data_backed_up', 'data_backed_up'), ('dns_removed', 'dns_removed'), ('archived', 'archived')], default='active', max_length=15)),
                ('changed_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reasons', models.JSONField(default=list, help_text='Signs when the owner was asked last.')),
                ('letter_number', models.CharField(blank=True, max_length=80)),
                ('letter_text', models.TextField(blank=True)),
                ('letter_version', models.PositiveIntegerField(default=0)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('delivered_at', models.DateTimeField(blank=True, help_text="As proven; the owner's time runs from here.", null=True)),
                ('delivered_how', models.CharField(blank=True, choices=[('message', 'pesan sampai'), ('opened', 'dibuka Kepala OPD'), ('receipt', 'tanda terima diunggah')], max_length=10)),
                ('due_at', models.DateTimeField(blank=True, help_text='Clock `retirement_answer`; silence counts after it.', null=True)),
                ('call_asked_at', models.DateTimeField(blank=True, help_text='The owner asked to be called, and nobody has yet.', null=True)),
                ('call_note', models.CharField(blank=True, max_length=300)),
                ('accounts_file', models.ForeignKey(blank=True, help_text='With this its accounts were closed; withdrawn when it comes back.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.readingsfile')),
            ],
            options={
                'ordering': ['-changed_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'questioned')), fields=['due_at'], name='retirement_in_question')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['active', 'questioned', 'kept', 'agreed', 'deemed_agreed', 'suspended', 'data_backed_up', 'dns_removed', 'archived'])), name='state_is_one_of_rules_7'), models.CheckConstraint(condition=models.Q(('due_at', None), ('delivered_at__isnull', False), _connector='OR'), name='time_runs_from_proven_delivery')],
            },
        ),
        migrations.CreateModel(
            name='Follower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('retirement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='retirements.retirement')),
                ('kind', models.CharField(choices=[('accounts', 'akun'), ('service', 'akun layanan atau vendor'), ('host', 'alamat (DNS)'), ('certificate', 'sertifikat'), ('backup', 'cadangan data (backup) yang disimpan'), ('vendor', 'kontrak vendor'), ('other', 'lainnya')], max_length=12)),
                ('name', models.CharField(help_text='The thing itself: a login, a host, how many accounts.', max_length=300)),
                ('listed_at', models.DateTimeField()),
                ('dropped_at', models.DateTimeField(blank=True, help_text='The application came back into use.', null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('note', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['retirement', 'kind', 'name', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('dropped_at', None)), fields=('retirement', 'kind', 'name'), name='each_follows_once')],
            },
        ),
        migrations.CreateModel(
            name='FollowerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='retirements.follower')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('retirement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='retirements.retirement')),
                ('kind', models.CharField(choices=[('accounts', 'akun'), ('service', 'akun layanan atau vendor'), ('host', 'alamat (DNS)'), ('certificate', 'sertifikat'), ('backup', 'cadangan data (backup) yang disimpan'), ('vendor', 'kontrak vendor'), ('other', 'lainnya')], max_length=12)),
                ('name', models.CharField(help_text='The thing itself: a login, a host, how many accounts.', max_length=300)),
                ('listed_at', models.DateTimeField()),
                ('dropped_at', models.DateTimeField(blank=True, help_text='The application came back into use.', null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('done_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('note', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RetirementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='retirements.retirement')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('application', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inventory.application')),
                ('state', models.CharField(choices=[('active', 'active'), ('questioned', 'questioned'), ('kept', 'kept'), ('agreed', 'agreed'), ('deemed_agreed', 'deemed_agreed'), ('suspended', 'suspended'), ('data_backed_up', 'data_backed_up'), ('dns_removed', 'dns_removed'), ('archived', 'archived')], default='active', max_length=15)),
                ('changed_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('reasons', models.JSONField(default=list, help_text='Signs when the owner was asked last.')),
                ('letter_number', models.CharField(blank=True, max_length=80)),
                ('letter_text', models.TextField(blank=True)),
                ('letter_version', models.PositiveIntegerField(default=0)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('delivered_at', models.DateTimeField(blank=True, help_text="As proven; the owner's time runs from here.", null=True)),
                ('delivered_how', models.CharField(blank=True, choices=[('message', 'pesan sampai'), ('opened', 'dibuka Kepala OPD'), ('receipt', 'tanda terima diunggah')], max_length=10)),
                ('due_at', models.DateTimeField(blank=True, help_text='Clock `retirement_answer`; silence counts after it.', null=True)),
                ('call_asked_at', models.DateTimeField(blank=True, help_text='The owner asked to be called, and nobody has yet.', null=True)),
                ('call_note', models.CharField(blank=True, max_length=300)),
                ('accounts_file', models.ForeignKey(blank=True, db_constraint=False, help_text='With this its accounts were closed; withdrawn when it comes back.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inventory.readingsfile')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('retirement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='retirements.retirement')),
                ('number', models.CharField(help_text='Of its minutes: BA-2026-7-3', max_length=30, unique=True)),
                ('from_state', models.CharField(choices=[('active', 'active'), ('questioned', 'questioned'), ('kept', 'kept'), ('agreed', 'agreed'), ('deemed_agreed', 'deemed_agreed'), ('suspended', 'suspended'), ('data_backed_up', 'data_backed_up'), ('dns_removed', 'dns_removed'), ('archived', 'archived')], max_length=15)),
                ('to_state', models.CharField(choices=[('active', 'active'), ('questioned', 'questioned'), ('kept', 'kept'), ('agreed', 'agreed'), ('deemed_agreed', 'deemed_agreed'), ('suspended', 'suspended'), ('data_backed_up', 'data_backed_up'), ('dns_removed', 'dns_removed'), ('archived', 'archived')], max_length=15)),
                ('at', models.DateTimeField()),
                ('done_on', models.DateField(help_text='When it was done, where that is earlier.', null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by_label', models.CharField(help_text='As the trail names who did it.', max_length=200)),
                ('speaker', models.ForeignKey(help_text="Whose word it is: the owner's head, whoever wrote it down.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('channel', models.CharField(blank=True, choices=[('page', 'halaman, setelah masuk'), ('link', 'tautan dan 6 angka'), ('phone', 'telepon'), ('desk', 'tatap muka'), ('letter', 'surat')], max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('facts', models.JSONField(default=dict, help_text='What was known then, for the minutes.')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Proof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('retirement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proofs', to='retirements.retirement')),
                ('step', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proofs', to='retirements.step')),
                ('follower', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='proofs', to='retirements.follower')),
                ('file', models.FileField(upload_to='retirements/%Y/%m/')),
                ('name', models.CharField(max_length=255)),
                ('content_type', models.CharField(max_length=100)),
                ('bytes', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('uploaded_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('retirement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='retirements.retirement')),
                ('step', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='paper', to='retirements.step')),
                ('letter_version', models.PositiveIntegerField(blank=True, help_text='Of the question that it asks; empty for minutes.', null=True)),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('retirement', 'letter_version'), name='one_letter_for_a_question'), models.CheckConstraint(condition=models.Q(models.Q(('letter_version__isnull', False), ('step', None)), models.Q(('letter_version', None), ('step__isnull', False)), _connector='OR'), name='a_paper_is_minutes_or_a_letter')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='assessment', to='retirements.step')),
                ('why', models.TextField()),
                ('used_by', models.CharField(max_length=300)),
                ('users', models.PositiveIntegerField()),
                ('last_used_on', models.DateField()),
                ('known_from', models.CharField(help_text='Where the last use is known from.', max_length=500)),
                ('successor', models.CharField(blank=True, max_length=200)),
                ('keep_until', models.DateField(blank=True, help_text='When the successor is planned; asked again after it.', null=True)),
                ('contact_name', models.CharField(max_length=200)),
                ('contact', models.CharField(max_length=200)),
                ('keeps_backups', models.BooleanField()),
                ('keeps_sessions', models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name='HostLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looks', to='inventory.host')),
                ('at', models.DateTimeField()),
                ('answered', models.BooleanField()),
                ('status', models.PositiveSmallIntegerField(help_text='HTTP status.', null=True)),
                ('title', models.CharField(blank=True, max_length=120)),
                ('leads_to', models.CharField(blank=True, help_text='Another host it points to.', max_length=253)),
                ('tls_until', models.DateTimeField(null=True)),
                ('tls_fault', models.CharField(blank=True, max_length=20)),
                ('fault', models.CharField(blank=True, help_text='Code of what went wrong.', max_length=20)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['host', '-at'], name='look_at_host')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='probeswitch',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "retirements_probeswitchevent" ("changed_at", "changed_by_id", "id", "looked_at", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."changed_at", new_values."changed_by_id", new_values."id", new_values."looked_at", new_values."on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='16374a332433046d9f40cc0bf2c19751ce57ca71', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3b76a', referencing='REFERENCING NEW TABLE AS new_values ', table='retirements_probeswitch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='probeswitch',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "retirements_probeswitchevent" ("changed_at", "changed_by_id", "id", "looked_at", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."changed_at", new_values."changed_by_id", new_values."id", new_values."looked_at", new_values."on", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9bc65041c100bb03e1e97c4c64f27e9c902b9e90', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_892a7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='retirements_probeswitch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='probeswitchevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='915cd86227d6ce76a697ca947b59c6b96d513fe5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e8af1', table='retirements_probeswitchevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='retirement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "retirements_retirementevent" ("accounts_file_id", "application_id", "call_asked_at", "call_note", "changed_at", "delivered_at", "delivered_how", "due_at", "id", "letter_number", "letter_text", "letter_version", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "sent_at", "state") SELECT new_values."accounts_file_id", new_values."application_id", new_values."call_asked_at", new_values."call_note", new_values."changed_at", new_values."delivered_at", new_values."delivered_how", new_values."due_at", new_values."id", new_values."letter_number", new_values."letter_text", new_values."letter_version", new_values."opened_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reasons", new_values."sent_at", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='87ee1547a38861096ca4eb0fe15b4dc89cc20e06', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b718e', referencing='REFERENCING NEW TABLE AS new_values ', table='retirements_retirement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='retirement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "retirements_retirementevent" ("accounts_file_id", "application_id", "call_asked_at", "call_note", "changed_at", "delivered_at", "delivered_how", "due_at", "id", "letter_number", "letter_text", "letter_version", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "sent_at", "state") SELECT new_values."accounts_file_id", new_values."application_id", new_values."call_asked_at", new_values."call_note", new_values."changed_at", new_values."delivered_at", new_values."delivered_how", new_values."due_at", new_values."id", new_values."letter_number", new_values."letter_text", new_values."letter_version", new_values."opened_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reasons", new_values."sent_at", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='00bd420a53be9ca5e65e90336cabb5406db5811d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b37e6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='retirements_retirement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='follower',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "retirements_followerevent" ("done_at", "done_by_id", "dropped_at", "id", "kind", "listed_at", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retirement_id") SELECT new_values."done_at", new_values."done_by_id", new_values."dropped_at", new_values."id", new_values."kind", new_values."listed_at", new_values."name", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."retirement_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='45e4a03d51e9ea3976dc2ae35fb51e9b09f8760a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bc1ea', referencing='REFERENCING NEW TABLE AS new_values ', table='retirements_follower', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='follower',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "retirements_followerevent" ("done_at", "done_by_id", "dropped_at", "id", "kind", "listed_at", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retirement_id") SELECT new_values."done_at", new_values."done_by_id", new_values."dropped_at", new_values."id", new_values."kind", new_values."listed_at", new_values."name", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."retirement_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fad43b781426b2d87d594ddc1ff311a526518555', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_68303', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='retirements_follower', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='followerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='88d5e05c396854b0655a05bbf658846e7fa3a7fa', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_251d9', table='retirements_followerevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='retirementevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a01fec1c538cc6b3c19f9879acc2ff7b846f45f4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_53bc2', table='retirements_retirementevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='step',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='519fbaee0916df4cc31e193401aeff2d256e3bd3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ca65d', table='retirements_step', when='BEFORE')),
        ),
    ]
