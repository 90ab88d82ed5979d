import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0002_network_counts'), ('accounts', '0003_channels_of_a_person'), ('accounts', '0004_contact_contact_by_number'), ('accounts', '0005_api_tokens'), ('accounts', '0006_absences_and_scans')]

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Department',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=30, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('sort_name', models.CharField(db_collation='C', editable=False, max_length=200)),
                ('kind', models.CharField(blank=True, max_length=30)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='accounts.department')),
                ('is_office', models.BooleanField(default=False, help_text='The communications office, which runs the desk.')),
                ('works_in_shifts', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['sort_name', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_office', True)), fields=('is_office',), name='only_one_office')],
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('office_admin', 'Admin kantor'), ('duty_officer', 'Petugas piket'), ('lead', 'Ketua tim'), ('head', 'Kepala OPD'), ('agent', 'Agen Siber OPD'), ('application_administrator', 'Admin aplikasi'), ('stakeholder', 'Mitra'), ('inspector', 'Inspektorat'), ('leadership', 'Pimpinan')], max_length=30)),
                ('title', models.CharField(max_length=200)),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='accounts.department')),
                ('superior', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.position')),
            ],
            options={
                'ordering': ['department', 'role', 'pk'],
                'indexes': [models.Index(fields=['department', 'role'], name='position_of_department')],
            },
        ),
        migrations.CreateModel(
            name='PositionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.position')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('office_admin', 'Admin kantor'), ('duty_officer', 'Petugas piket'), ('lead', 'Ketua tim'), ('head', 'Kepala OPD'), ('agent', 'Agen Siber OPD'), ('application_administrator', 'Admin aplikasi'), ('stakeholder', 'Mitra'), ('inspector', 'Inspektorat'), ('leadership', 'Pimpinan')], max_length=30)),
                ('title', models.CharField(max_length=200)),
                ('department', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.department')),
                ('superior', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.position')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DepartmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.department')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=30)),
                ('name', models.CharField(max_length=200)),
                ('sort_name', models.CharField(db_collation='C', editable=False, max_length=200)),
                ('kind', models.CharField(blank=True, max_length=30)),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.department')),
                ('is_office', models.BooleanField(default=False, help_text='The communications office, which runs the desk.')),
                ('works_in_shifts', models.BooleanField(default=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NetworkCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=30)),
                ('network', models.BinaryField(help_text='A keyed digest of the network address.', max_length=16)),
                ('hour', models.DateTimeField(db_index=True)),
                ('number', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('what', 'network', 'hour'), name='one_count_a_network_and_hour')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('sort_name', models.CharField(db_collation='C', editable=False, max_length=200)),
                ('nip', models.CharField(blank=True, help_text='18 digits of text; shown masked.', max_length=18)),
                ('language', models.CharField(default='id', max_length=5)),
            ],
            options={
                'ordering': ['sort_name', 'pk'],
                'indexes': [models.Index(fields=['sort_name'], name='person_by_name')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('nip', ''), _negated=True), fields=('nip',), name='nip_belongs_to_one_person')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('person', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='user', to='accounts.person')),
                ('is_active', models.BooleanField(default=True)),
                ('is_system', models.BooleanField(default=False)),
                ('theme', models.CharField(choices=[('auto', 'Ikuti perangkat'), ('light', 'Terang'), ('dark', 'Gelap')], default='auto', max_length=5)),
                ('invited_at', models.DateTimeField(blank=True, null=True)),
                ('last_seen_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['email'],
            },
        ),
        migrations.CreateModel(
            name='AnswerLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(max_length=30)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('channel', models.CharField(blank=True, max_length=12)),
                ('token_digest', models.BinaryField(max_length=32, unique=True)),
                ('code_digest', models.BinaryField(max_length=32, unique=True)),
                ('subjects', models.JSONField(default=dict)),
                ('issued_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'purpose', '-issued_at'], name='link_of_person')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='accounts.person')),
                ('kind', models.CharField(choices=[('mail', 'Email'), ('whatsapp', 'WhatsApp'), ('telegram', 'Telegram'), ('webhook', 'Webhook'), ('apprise', 'Apprise')], max_length=12)),
                ('address', models.CharField(max_length=254)),
                ('rank', models.PositiveSmallIntegerField(default=0, help_text='0 is tried first.')),
                ('untrusted_at', models.DateTimeField(blank=True, help_text='The mailbox may itself be a leaked account.', null=True)),
                ('disabled_at', models.DateTimeField(blank=True, help_text='It bounced.', null=True)),
                ('disabled_why', models.CharField(blank=True, max_length=200)),
                ('chosen_at', models.DateTimeField(blank=True, help_text='He asked to be told here before anywhere else.', null=True)),
                ('opted_in_at', models.DateTimeField(blank=True, help_text='He agreed to messages that a machine sends (WhatsApp).', null=True)),
                ('opted_in_how', models.CharField(blank=True, db_default='', max_length=200)),
            ],
            options={
                'ordering': ['person', 'rank', 'pk'],
                'indexes': [models.Index(django.db.models.functions.text.Lower('address'), name='contact_by_address'), models.Index(django.db.models.functions.text.Right(models.Func(models.F('address'), models.Value('[^0-9]'), models.Value(''), models.Value('g'), function='regexp_replace', output_field=models.TextField()), 9), condition=models.Q(('kind', 'whatsapp')), name='contact_by_number')],
                'constraints': [models.UniqueConstraint(models.F('person'), models.F('kind'), django.db.models.functions.text.Lower('address'), name='address_once_a_person'), models.UniqueConstraint(condition=models.Q(('chosen_at', None), _negated=True), fields=('person',), name='one_channel_of_choice')],
            },
        ),
        migrations.CreateModel(
            name='PersonEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.person')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('sort_name', models.CharField(db_collation='C', editable=False, max_length=200)),
                ('nip', models.CharField(blank=True, help_text='18 digits of text; shown masked.', max_length=18)),
                ('language', models.CharField(default='id', max_length=5)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Tenure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tenures', to='accounts.position')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tenures', to='accounts.person')),
                ('kind', models.CharField(choices=[('definitive', 'definitif'), ('plt', 'Plt.'), ('plh', 'Plh.'), ('deputy', 'pengganti saat berhalangan')], default='definitive', max_length=12)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('order_number', models.CharField(blank=True, help_text='Number of the letter that appoints.', max_length=80)),
                ('order_scan', models.FileField(blank=True, db_default='', upload_to='orders/%Y/')),
                ('order_scan_name', models.CharField(blank=True, db_default='', max_length=255)),
                ('order_scan_type', models.CharField(blank=True, db_default='', max_length=100)),
                ('order_scan_sha256', models.CharField(blank=True, db_default='', max_length=64)),
            ],
            options={
                'ordering': ['position', '-starts_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='tenure_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='TenureEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.tenure')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('position', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.position')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.person')),
                ('kind', models.CharField(choices=[('definitive', 'definitif'), ('plt', 'Plt.'), ('plh', 'Plh.'), ('deputy', 'pengganti saat berhalangan')], default='definitive', max_length=12)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('order_number', models.CharField(blank=True, help_text='Number of the letter that appoints.', max_length=80)),
                ('order_scan', models.FileField(blank=True, db_default='', upload_to='orders/%Y/')),
                ('order_scan_name', models.CharField(blank=True, db_default='', max_length=255)),
                ('order_scan_type', models.CharField(blank=True, db_default='', max_length=100)),
                ('order_scan_sha256', models.CharField(blank=True, db_default='', max_length=64)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Which machine holds it.', max_length=100)),
                ('purpose', models.CharField(max_length=30)),
                ('subject_id', models.BigIntegerField()),
                ('shown', models.CharField(help_text='Its first signs, to tell tokens apart.', max_length=12)),
                ('digest', models.BinaryField(max_length=32, unique=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'indexes': [models.Index(fields=['purpose', 'subject_id'], name='token_of_subject')],
            },
        ),
        migrations.CreateModel(
            name='ContactEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.contact')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.person')),
                ('kind', models.CharField(choices=[('mail', 'Email'), ('whatsapp', 'WhatsApp'), ('telegram', 'Telegram'), ('webhook', 'Webhook'), ('apprise', 'Apprise')], max_length=12)),
                ('address', models.CharField(max_length=254)),
                ('rank', models.PositiveSmallIntegerField(default=0, help_text='0 is tried first.')),
                ('untrusted_at', models.DateTimeField(blank=True, help_text='The mailbox may itself be a leaked account.', null=True)),
                ('disabled_at', models.DateTimeField(blank=True, help_text='It bounced.', null=True)),
                ('disabled_why', models.CharField(blank=True, max_length=200)),
                ('chosen_at', models.DateTimeField(blank=True, help_text='He asked to be told here before anywhere else.', null=True)),
                ('opted_in_at', models.DateTimeField(blank=True, help_text='He agreed to messages that a machine sends (WhatsApp).', null=True)),
                ('opted_in_how', models.CharField(blank=True, db_default='', max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ConfirmationCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.answerlink')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('purpose', models.CharField(max_length=60)),
                ('digest', models.BinaryField(max_length=32)),
                ('issued_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('wrong_tries', models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='accounts.person')),
                ('starts_on', models.DateField()),
                ('until', models.DateField(help_text='His last day away.')),
                ('note', models.CharField(blank=True, max_length=200)),
                ('said_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(blank=True, help_text='Empty: he said so himself, by a link.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(blank=True, help_text='Taken back, or back early.', null=True)),
            ],
            options={
                'ordering': ['-starts_on', '-pk'],
                'indexes': [models.Index(fields=['person', 'until'], name='absence_of_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gte', models.F('starts_on'))), name='absence_ends_after_it_starts')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='department',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_departmentevent" ("code", "id", "is_office", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_name", "works_in_shifts") SELECT new_values."code", new_values."id", new_values."is_office", new_values."kind", new_values."name", new_values."parent_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sort_name", new_values."works_in_shifts" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fafb5288916f93a8eb49441a2477655216f5e10d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b4692', referencing='REFERENCING NEW TABLE AS new_values ', table='accounts_department', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='department',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_departmentevent" ("code", "id", "is_office", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_name", "works_in_shifts") SELECT new_values."code", new_values."id", new_values."is_office", new_values."kind", new_values."name", new_values."parent_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sort_name", new_values."works_in_shifts" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='344e9fbe11096bd753008a1147294f071f95ff17', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_afd13', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='accounts_department', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='position',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_positionevent" ("department_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "superior_id", "title") SELECT new_values."department_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."superior_id", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='70dd4d9100015dce7888b268e9ad656025888c0d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7a772', referencing='REFERENCING NEW TABLE AS new_values ', table='accounts_position', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='position',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_positionevent" ("department_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "superior_id", "title") SELECT new_values."department_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."superior_id", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3369cf82ceac9857c4a1e67aad04be3486abfa4f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f3f78', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='accounts_position', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='positionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='22574297ed100b151eca5b2b2619f080afb5b793', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6c899', table='accounts_positionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='departmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d0b73ae90c10ca016650f767fcc115b9efc13513', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3f603', table='accounts_departmentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_personevent" ("id", "language", "name", "nip", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_name") SELECT new_values."id", new_values."language", new_values."name", new_values."nip", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sort_name" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3bc24ffd2641068354594cfbeb2a48de50bdd331', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6b541', referencing='REFERENCING NEW TABLE AS new_values ', table='accounts_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_personevent" ("id", "language", "name", "nip", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sort_name") SELECT new_values."id", new_values."language", new_values."name", new_values."nip", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sort_name" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f6348cbafe15ae2d4b14ae0ef63c56c84e78302e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_70819', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='accounts_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_contactevent" ("address", "chosen_at", "disabled_at", "disabled_why", "id", "kind", "opted_in_at", "opted_in_how", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "untrusted_at") SELECT new_values."address", new_values."chosen_at", new_values."disabled_at", new_values."disabled_why", new_values."id", new_values."kind", new_values."opted_in_at", new_values."opted_in_how", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rank", new_values."untrusted_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6b1bfe8152b72ed17bc0608afa4381151f3b503a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_89558', referencing='REFERENCING NEW TABLE AS new_values ', table='accounts_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contact',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_contactevent" ("address", "chosen_at", "disabled_at", "disabled_why", "id", "kind", "opted_in_at", "opted_in_how", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "untrusted_at") SELECT new_values."address", new_values."chosen_at", new_values."disabled_at", new_values."disabled_why", new_values."id", new_values."kind", new_values."opted_in_at", new_values."opted_in_how", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rank", new_values."untrusted_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e3cb9b6bbcfc23f1368ec7ab6091ac50f5d89b05', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_15daf', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='accounts_contact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='personevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ab12179ca78ae034abb9ebf88853b5337e7aa9ef', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ba890', table='accounts_personevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tenure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_tenureevent" ("ends_on", "id", "kind", "order_number", "order_scan", "order_scan_name", "order_scan_sha256", "order_scan_type", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "starts_on") SELECT new_values."ends_on", new_values."id", new_values."kind", new_values."order_number", new_values."order_scan", new_values."order_scan_name", new_values."order_scan_sha256", new_values."order_scan_type", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position_id", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='26f26d73e7b9e920b5623be1849f82034dadfec1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b135a', referencing='REFERENCING NEW TABLE AS new_values ', table='accounts_tenure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tenure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_tenureevent" ("ends_on", "id", "kind", "order_number", "order_scan", "order_scan_name", "order_scan_sha256", "order_scan_type", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "starts_on") SELECT new_values."ends_on", new_values."id", new_values."kind", new_values."order_number", new_values."order_scan", new_values."order_scan_name", new_values."order_scan_sha256", new_values."order_scan_type", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position_id", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='497da268ee3d43a2ff6a1b69d179fb202b4918ef', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1c438', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='accounts_tenure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tenureevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9d358b913da438f54d69bb0aed5286c5fbb3ef34', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_25e86', table='accounts_tenureevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4761faa3f41fbda31be1450523330c0c703a3b30', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1a78b', table='accounts_contactevent', when='BEFORE')),
        ),
    ]
