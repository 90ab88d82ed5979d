import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('advisories', '0001_initial'), ('advisories', '0002_initial'), ('advisories', '0003_attachments_and_ends'), ('advisories', '0004_evidence_shares'), ('advisories', '0005_recommendations_whole'), ('advisories', '0006_running_recommendations')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('duties', '0001_gathered'),
        ('incidents', '0001_gathered'),
        ('inventory', '0001_gathered'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('vault', '0001_gathered'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('kind', models.CharField(choices=[('university', 'perguruan tinggi'), ('police', 'kepolisian'), ('agency', 'badan nasional'), ('other', 'lainnya')], max_length=12)),
                ('clearance', models.CharField(choices=[('clear', 'TLP:CLEAR'), ('green', 'TLP:GREEN'), ('amber', 'TLP:AMBER'), ('amber_strict', 'TLP:AMBER+STRICT'), ('red', 'TLP:RED')], default='green', max_length=20)),
                ('contact', models.CharField(blank=True, max_length=200)),
                ('agreement', models.CharField(blank=True, help_text='Number of the agreement with the city.', max_length=200)),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('members', models.ManyToManyField(blank=True, related_name='organisations', to='accounts.person')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='OrganisationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='advisories.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('university', 'perguruan tinggi'), ('police', 'kepolisian'), ('agency', 'badan nasional'), ('other', 'lainnya')], max_length=12)),
                ('clearance', models.CharField(choices=[('clear', 'TLP:CLEAR'), ('green', 'TLP:GREEN'), ('amber', 'TLP:AMBER'), ('amber_strict', 'TLP:AMBER+STRICT'), ('red', 'TLP:RED')], default='green', max_length=20)),
                ('contact', models.CharField(blank=True, max_length=200)),
                ('agreement', models.CharField(blank=True, help_text='Number of the agreement with the city.', max_length=200)),
                ('valid_until', models.DateField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='R-2026-014', max_length=20, unique=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='advisories.organisation')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField(help_text='Markdown, made safe when it is shown.')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, help_text='Which text this is; older ones are kept.')),
                ('kind', models.CharField(choices=[('passwords', 'kata sandi dan akses'), ('configuration', 'pengaturan sistem'), ('update', 'pembaruan perangkat lunak'), ('monitoring', 'pemantauan dan log'), ('backup', 'cadangan data'), ('investigation', 'pemeriksaan dan bukti'), ('rules', 'aturan dan prosedur'), ('people', 'pelatihan dan sosialisasi'), ('other', 'lainnya')], db_default='other', default='other', max_length=15)),
                ('severity', models.CharField(blank=True, choices=[('critical', 'kritis'), ('high', 'tinggi'), ('medium', 'sedang'), ('low', 'rendah')], db_default='', help_text='May be empty.', max_length=8)),
                ('effort', models.CharField(blank=True, choices=[('day', 'kurang dari 1 hari'), ('week', 'beberapa hari'), ('month', 'beberapa minggu'), ('project', 'perlu anggaran atau proyek')], db_default='', help_text='May be empty.', max_length=8)),
                ('references', models.JSONField(db_default=models.Value([], models.JSONField()), default=list, help_text='CVE, CWE, addresses, clauses; checked and written as rules.reference does.')),
                ('target', models.CharField(choices=[('office', 'Diskominfo'), ('all', 'Semua OPD'), ('departments', 'OPD tertentu'), ('application', 'Aplikasi tertentu'), ('incident', 'Insiden tertentu'), ('unknown', 'Belum tahu')], max_length=12)),
                ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.application')),
                ('incident', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='incidents.incident')),
                ('urgency', models.CharField(choices=[('today', 'Hari ini'), ('week', 'Minggu ini'), ('month', 'Bulan ini')], max_length=8)),
                ('tlp', models.CharField(choices=[('clear', 'TLP:CLEAR'), ('green', 'TLP:GREEN'), ('amber', 'TLP:AMBER'), ('amber_strict', 'TLP:AMBER+STRICT'), ('red', 'TLP:RED')], max_length=20)),
                ('state', models.CharField(choices=[('draft', 'Konsep'), ('submitted', 'Menunggu keputusan'), ('under_review', 'Sedang ditelaah'), ('accepted', 'Diterima'), ('rejected', 'Tidak dapat dijalankan'), ('merged', 'Digabung'), ('not_ours', 'Bukan wewenang kami')], default='submitted', max_length=12)),
                ('letter_number', models.CharField(blank=True, db_default='', help_text='Of the letter it was typed in from.', max_length=80)),
                ('submitted_at', models.DateTimeField(blank=True, help_text='Empty: a draft.', null=True)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decide_by', models.DateTimeField(blank=True, help_text='Empty: a draft.', null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision_reason', models.TextField(blank=True)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='advisories.recommendation')),
                ('follow_up_by', models.DateTimeField(blank=True, help_text='60 days after it was first ordered (RULES 3).', null=True)),
                ('review_by', models.DateTimeField(blank=True, help_text='30 days after nothing was open any more (RULES 3).', null=True)),
                ('finished_at', models.DateTimeField(blank=True, help_text='The author was told what became of it at the end.', null=True)),
                ('departments', models.ManyToManyField(blank=True, related_name='+', to='accounts.department')),
                ('directives', models.ManyToManyField(blank=True, related_name='recommendations', to='duties.directive')),
            ],
            options={
                'ordering': ['-submitted_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'under_review']), ('decided_at__isnull', False), _connector='OR'), name='decided_recommendation_has_its_time'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['rejected', 'not_ours']), _negated=True), models.Q(('decision_reason', ''), _negated=True), _connector='OR'), name='rejected_recommendation_says_why'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('decide_by__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='sent_recommendation_has_its_times')],
            },
        ),
        migrations.CreateModel(
            name='RecommendationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='advisories.recommendation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(help_text='R-2026-014', max_length=20)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='advisories.organisation')),
                ('author', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.person')),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField(help_text='Markdown, made safe when it is shown.')),
                ('version', models.PositiveIntegerField(db_default=1, default=1, help_text='Which text this is; older ones are kept.')),
                ('kind', models.CharField(choices=[('passwords', 'kata sandi dan akses'), ('configuration', 'pengaturan sistem'), ('update', 'pembaruan perangkat lunak'), ('monitoring', 'pemantauan dan log'), ('backup', 'cadangan data'), ('investigation', 'pemeriksaan dan bukti'), ('rules', 'aturan dan prosedur'), ('people', 'pelatihan dan sosialisasi'), ('other', 'lainnya')], db_default='other', default='other', max_length=15)),
                ('severity', models.CharField(blank=True, choices=[('critical', 'kritis'), ('high', 'tinggi'), ('medium', 'sedang'), ('low', 'rendah')], db_default='', help_text='May be empty.', max_length=8)),
                ('effort', models.CharField(blank=True, choices=[('day', 'kurang dari 1 hari'), ('week', 'beberapa hari'), ('month', 'beberapa minggu'), ('project', 'perlu anggaran atau proyek')], db_default='', help_text='May be empty.', max_length=8)),
                ('references', models.JSONField(db_default=models.Value([], models.JSONField()), default=list, help_text='CVE, CWE, addresses, clauses; checked and written as rules.reference does.')),
                ('target', models.CharField(choices=[('office', 'Diskominfo'), ('all', 'Semua OPD'), ('departments', 'OPD tertentu'), ('application', 'Aplikasi tertentu'), ('incident', 'Insiden tertentu'), ('unknown', 'Belum tahu')], max_length=12)),
                ('application', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inventory.application')),
                ('incident', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='incidents.incident')),
                ('urgency', models.CharField(choices=[('today', 'Hari ini'), ('week', 'Minggu ini'), ('month', 'Bulan ini')], max_length=8)),
                ('tlp', models.CharField(choices=[('clear', 'TLP:CLEAR'), ('green', 'TLP:GREEN'), ('amber', 'TLP:AMBER'), ('amber_strict', 'TLP:AMBER+STRICT'), ('red', 'TLP:RED')], max_length=20)),
                ('state', models.CharField(choices=[('draft', 'Konsep'), ('submitted', 'Menunggu keputusan'), ('under_review', 'Sedang ditelaah'), ('accepted', 'Diterima'), ('rejected', 'Tidak dapat dijalankan'), ('merged', 'Digabung'), ('not_ours', 'Bukan wewenang kami')], default='submitted', max_length=12)),
                ('letter_number', models.CharField(blank=True, db_default='', help_text='Of the letter it was typed in from.', max_length=80)),
                ('submitted_at', models.DateTimeField(blank=True, help_text='Empty: a draft.', null=True)),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('decide_by', models.DateTimeField(blank=True, help_text='Empty: a draft.', null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision_reason', models.TextField(blank=True)),
                ('merged_into', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='advisories.recommendation')),
                ('follow_up_by', models.DateTimeField(blank=True, help_text='60 days after it was first ordered (RULES 3).', null=True)),
                ('review_by', models.DateTimeField(blank=True, help_text='30 days after nothing was open any more (RULES 3).', null=True)),
                ('finished_at', models.DateTimeField(blank=True, help_text='The author was told what became of it at the end.', null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RecommendationVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='advisories.recommendation')),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('tlp', models.CharField(choices=[('clear', 'TLP:CLEAR'), ('green', 'TLP:GREEN'), ('amber', 'TLP:AMBER'), ('amber_strict', 'TLP:AMBER+STRICT'), ('red', 'TLP:RED')], max_length=20)),
                ('why', models.CharField(blank=True, help_text='Why it was replaced.', max_length=300)),
                ('replaced_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaced_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('about', 'number'), name='recommendation_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responses', to='advisories.recommendation')),
                ('text', models.TextField()),
                ('kind', models.CharField(choices=[('comment', 'tanggapan'), ('objection', 'keberatan')], db_default='comment', default='comment', max_length=10)),
                ('tlp', models.CharField(choices=[('clear', 'TLP:CLEAR'), ('green', 'TLP:GREEN'), ('amber', 'TLP:AMBER'), ('amber_strict', 'TLP:AMBER+STRICT'), ('red', 'TLP:RED')], db_default='amber', default='amber', help_text='As closed as the recommendation, or more.', max_length=20)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('given_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['given_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AdoptionWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='advisories.recommendation')),
                ('word', models.CharField(choices=[('fit', 'fit'), ('unfit', 'unfit'), ('not_started', 'not_started'), ('cannot', 'cannot')], max_length=12)),
                ('total', models.PositiveIntegerField()),
                ('fit', models.PositiveIntegerField()),
                ('cannot', models.PositiveIntegerField()),
                ('note', models.CharField(blank=True, max_length=500)),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('said_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-said_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='EvidenceShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence_shares', to='advisories.organisation')),
                ('handover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='vault.handover')),
                ('shared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('shared_at', models.DateTimeField()),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-shared_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('organisation', 'handover'), name='evidence_is_opened_once_for_an_organisation')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='advisories.recommendation')),
                ('file', models.FileField(upload_to='advisories/%Y/%m/')),
                ('name', models.CharField(max_length=255)),
                ('content_type', models.CharField(max_length=100)),
                ('bytes', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ReadReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='advisories.recommendation')),
                ('version', models.PositiveIntegerField()),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.BooleanField(help_text='He read it for the office.')),
                ('read_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['read_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('recommendation', 'version', 'reader'), name='text_is_read_first_once')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "advisories_organisationevent" ("agreement", "clearance", "contact", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_until") SELECT new_values."agreement", new_values."clearance", new_values."contact", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."valid_until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='019ef62da561dade939eb0febac263f30cec8d21', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_19a8e', referencing='REFERENCING NEW TABLE AS new_values ', table='advisories_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "advisories_organisationevent" ("agreement", "clearance", "contact", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_until") SELECT new_values."agreement", new_values."clearance", new_values."contact", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."valid_until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='83a84a4595076805f10dc479357be0a3dda81332', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f4c5f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='advisories_organisation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='organisationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c80696ac491adf88cd362228f96f8c08bdaaa4d1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a3f59', table='advisories_organisationevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "advisories_recommendationevent" ("application_id", "author_id", "code", "decide_by", "decided_at", "decided_by_id", "decision_reason", "effort", "entered_by_id", "finished_at", "follow_up_by", "id", "incident_id", "kind", "letter_number", "merged_into_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "references", "review_by", "severity", "state", "submitted_at", "target", "text", "title", "tlp", "urgency", "version") SELECT new_values."application_id", new_values."author_id", new_values."code", new_values."decide_by", new_values."decided_at", new_values."decided_by_id", new_values."decision_reason", new_values."effort", new_values."entered_by_id", new_values."finished_at", new_values."follow_up_by", new_values."id", new_values."incident_id", new_values."kind", new_values."letter_number", new_values."merged_into_id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."references", new_values."review_by", new_values."severity", new_values."state", new_values."submitted_at", new_values."target", new_values."text", new_values."title", new_values."tlp", new_values."urgency", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5361daa6f45974936cc247d8d4b0f29babb653c3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c169f', referencing='REFERENCING NEW TABLE AS new_values ', table='advisories_recommendation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "advisories_recommendationevent" ("application_id", "author_id", "code", "decide_by", "decided_at", "decided_by_id", "decision_reason", "effort", "entered_by_id", "finished_at", "follow_up_by", "id", "incident_id", "kind", "letter_number", "merged_into_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "references", "review_by", "severity", "state", "submitted_at", "target", "text", "title", "tlp", "urgency", "version") SELECT new_values."application_id", new_values."author_id", new_values."code", new_values."decide_by", new_values."decided_at", new_values."decided_by_id", new_values."decision_reason", new_values."effort", new_values."entered_by_id", new_values."finished_at", new_values."follow_up_by", new_values."id", new_values."incident_id", new_values."kind", new_values."letter_number", new_values."merged_into_id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."references", new_values."review_by", new_values."severity", new_values."state", new_values."submitted_at", new_values."target", new_values."text", new_values."title", new_values."tlp", new_values."urgency", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='21f32469ef5a44c891f08e239b8f0cb58757a1bb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_39d4f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='advisories_recommendation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recommendationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7d6ce658889d6da6a43d3d66dd6bb97608cfefcf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_67c79', table='advisories_recommendationevent', when='BEFORE')),
        ),
    ]
