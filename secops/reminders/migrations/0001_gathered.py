import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('reminders', '0001_initial'), ('reminders', '0002_initial'), ('reminders', '0004_slips'), ('reminders', '0005_takeover_alarms'), ('reminders', '0006_years_and_working_hours'), ('reminders', '0007_duty_ladders'), ('reminders', '0008_longer_names_of_rungs')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('duties', '0001_gathered'),
        ('outbox', '0001_gathered'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('rotations', '0001_gathered'),
    ]

    operations = [
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('public', 'libur nasional'), ('joint_leave', 'cuti bersama'), ('local', 'libur daerah')], max_length=12)),
                ('estimated', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['day'],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='rotations.campaign')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('due_at', models.DateTimeField()),
                ('rung', models.CharField(max_length=30)),
                ('promised_at', models.DateTimeField()),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='outbox.message')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'person', 'due_at', 'rung'), name='rung_is_told_once')],
            },
        ),
        migrations.CreateModel(
            name='TakeoverAlarm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rotation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='rotations.rotation')),
                ('changed_at', models.DateTimeField(help_text='The change in question, at its latest.')),
                ('rung_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('rotation', 'changed_at'), name='takeover_rings_once_a_change')],
            },
        ),
        migrations.CreateModel(
            name='WorkingHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('department', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.department')),
                ('hours', models.JSONField(help_text='Weekday (0 = Monday) -> ["07:30", "16:00"]; absent: free.')),
                ('on_holidays', models.BooleanField(default=False, help_text="Works on the city's days off, too.")),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('department',), name='a_unit_has_one_set_of_hours', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='WorkingHoursEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reminders.workinghours')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('department', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.department')),
                ('hours', models.JSONField(help_text='Weekday (0 = Monday) -> ["07:30", "16:00"]; absent: free.')),
                ('on_holidays', models.BooleanField(default=False, help_text="Works on the city's days off, too.")),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Acknowledgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acknowledgements', to='duties.duty')),
                ('until', models.DateTimeField()),
                ('reason', models.CharField(max_length=300)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('said_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-said_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CalendarYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True)),
                ('complete', models.BooleanField()),
                ('marked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('marked_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='duties.duty')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('outcome', models.CharField(choices=[('reached', 'Tersambung'), ('no_answer', 'Tidak diangkat'), ('wrong_number', 'Nomor salah')], max_length=12)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('called_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('called_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-called_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='DigestDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('day', models.DateField()),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='outbox.message')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'day'), name='one_digest_a_person_and_day')],
            },
        ),
        migrations.CreateModel(
            name='DutyStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ladder_steps', to='duties.duty')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.person')),
                ('due_at', models.DateTimeField(help_text='The due time from which the rung was counted.')),
                ('rung', models.CharField(max_length=20)),
                ('told_at', models.DateTimeField()),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duty_steps', to='outbox.message')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('duty', 'person', 'due_at', 'rung'), name='duty_rung_is_told_once')],
            },
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='escalations', to='duties.duty')),
                ('due_at', models.DateTimeField()),
                ('rung', models.CharField(max_length=20)),
                ('audience', models.CharField(max_length=20)),
                ('moment', models.DateTimeField()),
                ('call_first', models.BooleanField(default=False)),
                ('person', models.ForeignKey(help_text='Nobody: the office has to find out whom to tell.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('gathered_at', models.DateTimeField()),
                ('decision', models.CharField(blank=True, choices=[('send', 'Kirim'), ('hold', 'Tunda'), ('call', 'Telepon dulu')], max_length=4)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
                ('held_until', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['moment', 'duty__department__sort_name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('duty', 'due_at', 'rung'), name='duty_climbs_a_rung_once')],
            },
        ),
        migrations.CreateModel(
            name='Slip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='slip', to='accounts.answerlink')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slips', to='accounts.person')),
                ('department', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.department')),
                ('printed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('printed_at', models.DateTimeField()),
                ('handed_over_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('handed_over_at', models.DateTimeField(null=True)),
                ('photo', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rotations.slipphoto')),
            ],
            options={
                'ordering': ['-printed_at', '-pk'],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workinghours',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_workinghoursevent" ("department_id", "hours", "id", "on_holidays", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."department_id", new_values."hours", new_values."id", new_values."on_holidays", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ae830f9e0ca40d0a8bd731e814bfc6b9f4781aaf', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9af37', referencing='REFERENCING NEW TABLE AS new_values ', table='reminders_workinghours', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workinghours',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reminders_workinghoursevent" ("department_id", "hours", "id", "on_holidays", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."department_id", new_values."hours", new_values."id", new_values."on_holidays", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5804d296414829abadfa7058dad332b62276f8b0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_764bd', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reminders_workinghours', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workinghoursevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d4ed8abf1467c1619e690b8f96429f8a0286b3f7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d7891', table='reminders_workinghoursevent', when='BEFORE')),
        ),
    ]
