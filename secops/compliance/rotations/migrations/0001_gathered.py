import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

#: The newest log-in of an account while its leaked password was good (RULES 1, mark of misuse), for
#: running campaigns: whatever system said so in a file that holds, later than the first exposure, and
#: with no change between the exposure and it. A later log-in hides none before it. `review` is what
#: became of it; a finding *not ordinary* stands for the account whatever log-in follows.
MARKED = """
CREATE VIEW rotations_markedlogin AS
SELECT r.id AS rotation_id, used.at AS used_at, standing.id AS review_id
FROM rotations_rotation r
JOIN rotations_campaign c ON c.id = r.campaign_id AND c.state = 'running'
JOIN inventory_account a ON a.id = r.account_id
JOIN inventory_accountfacts f ON f.account_id = r.account_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN f.change_from IS NULL AND a.register_changed_from IS NOT NULL
        THEN a.register_changed_to ELSE f.change_to END
) AS known (change_to)
CROSS JOIN LATERAL (
    SELECT max(seen.at) AS at FROM (
        SELECT k.last_login_at
        FROM inventory_reading k
        JOIN inventory_readingsfile o ON o.id = k.file_id AND o.withdrawn_at IS NULL
        WHERE k.account_id = f.account_id
        UNION ALL SELECT f.last_login_at
        UNION ALL SELECT a.register_last_login_at
    ) AS seen (at)
    WHERE seen.at > f.first_exposure AND (known.change_to IS NULL
        OR known.change_to <= f.first_exposure OR seen.at < known.change_to)
) AS used
LEFT JOIN LATERAL (
    SELECT v.id FROM rotations_loginreview v
    WHERE v.rotation_id = r.id AND (v.login_at = used.at OR v.finding = 'not_ordinary')
    ORDER BY v.finding = 'not_ordinary' DESC, v.login_at DESC LIMIT 1
) AS standing ON TRUE
WHERE GREATEST(f.last_login_at, a.register_last_login_at) > f.first_exposure
    AND used.at IS NOT NULL
"""


class Migration(migrations.Migration):

    replaces = [('rotations', '0001_initial'), ('rotations', '0002_derived_columns_and_tallies'), ('rotations', '0003_objections_and_shared_accounts'), ('rotations', '0004_alarms'), ('rotations', '0005_fewer_indexes_and_room_to_update'), ('rotations', '0006_agents_desk'), ('rotations', '0007_samples_drawn'), ('rotations', '0008_schedules'), ('rotations', '0009_log_in_reviews'), ('rotations', '0010_closing_asked_index'), ('rotations', '0011_running_campaigns_keep_their_ladder'), ('rotations', '0012_snoozes')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('inventory', '0001_gathered'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('draft', 'Rancangan'), ('running', 'Berjalan'), ('closed', 'Ditutup')], default='draft', max_length=10)),
                ('exposed_only', models.BooleanField(default=True)),
                ('cutoff', models.DateTimeField(blank=True, help_text='Fixed base; empty: the newest exposure at the order.', null=True)),
                ('ask_username', models.BooleanField(default=False)),
                ('shares_accounts', models.BooleanField(db_default=False, default=False, help_text='Some accounts are in another campaign, too; totals count them once.')),
                ('ordered_at', models.DateTimeField(blank=True, null=True)),
                ('due_privileged', models.DateTimeField(blank=True, null=True)),
                ('due_exposed', models.DateTimeField(blank=True, null=True)),
                ('due_others', models.DateTimeField(blank=True, null=True)),
                ('letter_number', models.CharField(blank=True, max_length=80)),
                ('reason_id', models.TextField(blank=True, help_text='One sentence for the message, Indonesian.')),
                ('reason_en', models.TextField(blank=True)),
                ('messages_from', models.DateTimeField(blank=True, help_text='Holders are told from this moment; empty: not yet.', null=True)),
                ('ladder', models.JSONField(default=list, help_text="Frozen at the start; empty in a draft: the office's of that day.")),
                ('started_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('applications', models.ManyToManyField(related_name='campaigns', to='inventory.application')),
                ('departments', models.ManyToManyField(blank=True, help_text='Empty: all.', related_name='campaigns', to='accounts.department')),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state', 'draft'), ('ordered_at__isnull', False), _connector='OR'), name='running_campaign_was_ordered'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', False), _connector='OR'), name='closed_campaign_has_its_time')],
            },
        ),
        migrations.CreateModel(
            name='Rotation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campaign', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rotations', to='rotations.campaign')),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='rotations', to='inventory.account')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.application')),
                ('department', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rotations', to='accounts.department')),
                ('joined_at', models.DateTimeField()),
                ('joined_later', models.BooleanField(default=False)),
                ('base', models.DateTimeField(null=True)),
                ('joined_change_from', models.DateTimeField(help_text='Password change known when it joined, earliest.', null=True)),
                ('due_at', models.DateTimeField()),
                ('agreed_date', models.DateTimeField(null=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('acknowledged_until', models.DateTimeField(null=True)),
                ('on_leave_until', models.DateField(help_text='The agent says the holder is on leave up to this day.', null=True)),
                ('closing_asked_at', models.DateTimeField(help_text="The application's owner was asked to disable the account.", null=True)),
                ('state', models.CharField(choices=[('disabled', 'disabled'), ('disowned', 'disowned'), ('needs_help', 'needs_help'), ('reexposed', 'reexposed'), ('verified', 'verified'), ('contained', 'contained'), ('exempt', 'exempt'), ('partial', 'partial'), ('contradicted', 'contradicted'), ('attested', 'attested'), ('claimed', 'claimed'), ('told', 'told'), ('open', 'open')], default='open', max_length=12)),
                ('reasons', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), default=list, size=None)),
                ('turn', models.CharField(choices=[('holder', 'holder'), ('agent', 'agent'), ('office', 'office'), ('application_administrator', 'application_administrator'), ('none', 'none')], default='holder', max_length=25)),
                ('usable', models.BooleanField(db_default=False, default=False)),
                ('exposed', models.BooleanField(db_default=False, default=False, help_text='In a leak report that is not withdrawn.')),
                ('possible_takeover', models.BooleanField(db_default=False, default=False, help_text='Alarm: somebody else may have changed it.')),
                ('alarming', models.BooleanField(db_default=False, default=False, help_text='Some alarm of RULES 1 rings, see `alarms_of`.')),
                ('answer', models.CharField(blank=True, choices=[('done_both', 'done_both'), ('done_password', 'done_password'), ('not_yet', 'not_yet'), ('trouble', 'trouble')], db_default='', default='', help_text='The standing answer of the present holder.', max_length=15)),
                ('answered_at', models.DateTimeField(null=True)),
                ('derived_at', models.DateTimeField(null=True)),
                ('recheck_at', models.DateTimeField(null=True)),
                ('written_off_at', models.DateTimeField(null=True)),
                ('written_off_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_off_why', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'indexes': [models.Index(fields=['account'], name='rotation_of_account'), models.Index(fields=['department', 'campaign', 'id'], name='rotation_of_department'), models.Index(fields=['campaign', 'due_at', 'id'], name='rotation_by_due_date'), models.Index(condition=models.Q(('recheck_at__isnull', False)), fields=['recheck_at'], name='rotation_recheck'), models.Index(condition=models.Q(('alarming', True)), fields=['campaign', 'id'], name='rotation_alarming'), models.Index(condition=models.Q(('closing_asked_at__isnull', False)), fields=['application'], name='rotation_closing_asked')],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'account'), name='account_is_once_in_a_campaign'), models.CheckConstraint(condition=models.Q(('state__in', ['disabled', 'disowned', 'needs_help', 'reexposed', 'verified', 'contained', 'exempt', 'partial', 'contradicted', 'attested', 'claimed', 'told', 'open'])), name='state_is_one_of_rules_1')],
            },
        ),
        migrations.CreateModel(
            name='MarkedLogIn',
            fields=[
                ('rotation', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='+', serialize=False, to='rotations.rotation')),
                ('used_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'rotations_markedlogin',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='CampaignDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='rotations.campaign')),
                ('department_id', models.BigIntegerField(null=True)),
                ('day', models.DateField()),
                ('total', models.IntegerField()),
                ('told', models.IntegerField()),
                ('answered', models.IntegerField()),
                ('claimed', models.IntegerField()),
                ('verified', models.IntegerField()),
                ('contained', models.IntegerField()),
                ('done', models.IntegerField()),
                ('attested', models.IntegerField()),
                ('usable', models.IntegerField()),
                ('exposed', models.IntegerField(default=0)),
                ('late', models.IntegerField(default=0)),
                ('written_off', models.IntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'department_id', 'day'), name='one_row_a_day_and_department', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='CampaignEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotations.campaign')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, max_length=40)),
                ('name', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('draft', 'Rancangan'), ('running', 'Berjalan'), ('closed', 'Ditutup')], default='draft', max_length=10)),
                ('exposed_only', models.BooleanField(default=True)),
                ('cutoff', models.DateTimeField(blank=True, help_text='Fixed base; empty: the newest exposure at the order.', null=True)),
                ('ask_username', models.BooleanField(default=False)),
                ('shares_accounts', models.BooleanField(db_default=False, default=False, help_text='Some accounts are in another campaign, too; totals count them once.')),
                ('ordered_at', models.DateTimeField(blank=True, null=True)),
                ('due_privileged', models.DateTimeField(blank=True, null=True)),
                ('due_exposed', models.DateTimeField(blank=True, null=True)),
                ('due_others', models.DateTimeField(blank=True, null=True)),
                ('letter_number', models.CharField(blank=True, max_length=80)),
                ('reason_id', models.TextField(blank=True, help_text='One sentence for the message, Indonesian.')),
                ('reason_en', models.TextField(blank=True)),
                ('messages_from', models.DateTimeField(blank=True, help_text='Holders are told from this moment; empty: not yet.', null=True)),
                ('ladder', models.JSONField(default=list, help_text="Frozen at the start; empty in a draft: the office's of that day.")),
                ('started_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Exemption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rotation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exemptions', to='rotations.rotation')),
                ('what', models.CharField(choices=[('whole', 'seluruhnya'), ('username', 'nama pengguna (username)')], max_length=10)),
                ('reason', models.TextField()),
                ('compensating_control', models.TextField(blank=True)),
                ('approved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('approved_at', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ExemptionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotations.exemption')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('rotation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotations.rotation')),
                ('what', models.CharField(choices=[('whole', 'seluruhnya'), ('username', 'nama pengguna (username)')], max_length=10)),
                ('reason', models.TextField()),
                ('compensating_control', models.TextField(blank=True)),
                ('approved_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('approved_at', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LoginReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rotation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='log_in_reviews', to='rotations.rotation')),
                ('login_at', models.DateTimeField()),
                ('asked_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('word', models.CharField(blank=True, choices=[('me', 'me'), ('not_me', 'not_me'), ('unsure', 'unsure')], max_length=10)),
                ('word_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(help_text='Whose word.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('channel', models.CharField(blank=True, choices=[('link', 'tautan'), ('code', 'kode'), ('phone', 'telepon'), ('desk', 'tatap muka'), ('letter', 'surat'), ('chat', 'pesan')], max_length=10)),
                ('recorded_by', models.ForeignKey(help_text='Empty: he answered himself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('finding', models.CharField(blank=True, choices=[('ordinary', 'ordinary'), ('not_ordinary', 'not_ordinary')], max_length=15)),
                ('note', models.CharField(blank=True, help_text='Why the office found so.', max_length=500)),
                ('found_at', models.DateTimeField(null=True)),
                ('found_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-login_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('finding', ''), ('word', 'not_me')), fields=['word_at'], name='log_in_denied')],
                'constraints': [models.UniqueConstraint(fields=('rotation', 'login_at'), name='log_in_is_reviewed_once')],
            },
        ),
        migrations.CreateModel(
            name='LoginReviewEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotations.loginreview')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('rotation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotations.rotation')),
                ('login_at', models.DateTimeField()),
                ('asked_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('word', models.CharField(blank=True, choices=[('me', 'me'), ('not_me', 'not_me'), ('unsure', 'unsure')], max_length=10)),
                ('word_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(db_constraint=False, help_text='Whose word.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.person')),
                ('channel', models.CharField(blank=True, choices=[('link', 'tautan'), ('code', 'kode'), ('phone', 'telepon'), ('desk', 'tatap muka'), ('letter', 'surat'), ('chat', 'pesan')], max_length=10)),
                ('recorded_by', models.ForeignKey(db_constraint=False, help_text='Empty: he answered himself.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('finding', models.CharField(blank=True, choices=[('ordinary', 'ordinary'), ('not_ordinary', 'not_ordinary')], max_length=15)),
                ('note', models.CharField(blank=True, help_text='Why the office found so.', max_length=500)),
                ('found_at', models.DateTimeField(null=True)),
                ('found_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MassResetDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.application')),
                ('changed_at', models.DateTimeField()),
                ('reason', models.TextField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('application', 'changed_at'), name='mass_reset_is_decided_once')],
            },
        ),
        migrations.CreateModel(
            name='MassResetDecisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotations.massresetdecision')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('application', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inventory.application')),
                ('changed_at', models.DateTimeField()),
                ('reason', models.TextField()),
                ('decided_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rotation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objections', to='rotations.rotation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('note', models.CharField(max_length=500)),
                ('made_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(help_text='Empty: he objected himself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('finding', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('settled_at', None)), fields=['made_at'], name='objection_waiting')],
            },
        ),
        migrations.CreateModel(
            name='SampleCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sample_checks', to='rotations.campaign')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.application')),
                ('drawn', models.PositiveIntegerField()),
                ('changed', models.PositiveIntegerField()),
                ('seed', models.BigIntegerField(default=0)),
                ('passed', models.BooleanField()),
                ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('checked_at', models.DateTimeField()),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('changed__lte', models.F('drawn'))), name='sample_has_no_more_than_drawn')],
            },
        ),
        migrations.CreateModel(
            name='SampleCheckEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotations.samplecheck')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('campaign', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotations.campaign')),
                ('application', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inventory.application')),
                ('drawn', models.PositiveIntegerField()),
                ('changed', models.PositiveIntegerField()),
                ('seed', models.BigIntegerField(default=0)),
                ('passed', models.BooleanField()),
                ('checked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('checked_at', models.DateTimeField()),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SampleDraw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='draws', to='rotations.campaign')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.application')),
                ('seed', models.BigIntegerField()),
                ('size', models.PositiveIntegerField(help_text='How many were asked for.')),
                ('population', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), help_text='Drawn from these, in this order.', size=None)),
                ('drawn_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drawn_at', models.DateTimeField()),
                ('check_made', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draw', to='rotations.samplecheck')),
            ],
            options={
                'ordering': ['-drawn_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('check_made', None)), fields=('campaign', 'application'), name='one_open_draw_an_application')],
            },
        ),
        migrations.CreateModel(
            name='SampleLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looks', to='rotations.sampledraw')),
                ('rotation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='rotations.rotation')),
                ('passed', models.BooleanField(null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('looked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('looked_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['rotation'], name='look_of_rotation')],
                'constraints': [models.UniqueConstraint(fields=('draw', 'rotation'), name='account_is_drawn_once')],
            },
        ),
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rotation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='schedules', to='rotations.rotation')),
                ('window_from', models.DateTimeField()),
                ('window_to', models.DateTimeField()),
                ('asks_vendor', models.BooleanField(help_text='A vendor keeps this account and must agree.')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_at', models.DateTimeField()),
                ('owner_agreed_at', models.DateTimeField(null=True)),
                ('owner_agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vendor_agreed_at', models.DateTimeField(null=True)),
                ('vendor_way', models.CharField(blank=True, choices=[('page', 'halaman, setelah masuk'), ('link', 'tautan'), ('phone', 'telepon'), ('chat', 'pesan'), ('letter', 'surat'), ('desk', 'tatap muka')], max_length=10)),
                ('vendor_recorded_by', models.ForeignKey(help_text='Empty: the vendor agreed himself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('declined_at', models.DateTimeField(null=True)),
                ('declined_side', models.CharField(blank=True, choices=[('owner', 'pemilik'), ('vendor', 'vendor')], max_length=10)),
                ('declined_why', models.CharField(blank=True, max_length=300)),
                ('checked_at', models.DateTimeField(null=True)),
                ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('works', models.BooleanField(help_text='After the change the service still works.', null=True)),
                ('check_note', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['-proposed_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('window_to__gt', models.F('window_from'))), name='window_ends_after_its_start'), models.UniqueConstraint(condition=models.Q(('checked_at', None), ('declined_at', None)), fields=('rotation',), name='one_window_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='ScheduleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotations.schedule')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('rotation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='rotations.rotation')),
                ('window_from', models.DateTimeField()),
                ('window_to', models.DateTimeField()),
                ('asks_vendor', models.BooleanField(help_text='A vendor keeps this account and must agree.')),
                ('proposed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_at', models.DateTimeField()),
                ('owner_agreed_at', models.DateTimeField(null=True)),
                ('owner_agreed_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('vendor_agreed_at', models.DateTimeField(null=True)),
                ('vendor_way', models.CharField(blank=True, choices=[('page', 'halaman, setelah masuk'), ('link', 'tautan'), ('phone', 'telepon'), ('chat', 'pesan'), ('letter', 'surat'), ('desk', 'tatap muka')], max_length=10)),
                ('vendor_recorded_by', models.ForeignKey(db_constraint=False, help_text='Empty: the vendor agreed himself.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('declined_at', models.DateTimeField(null=True)),
                ('declined_side', models.CharField(blank=True, choices=[('owner', 'pemilik'), ('vendor', 'vendor')], max_length=10)),
                ('declined_why', models.CharField(blank=True, max_length=300)),
                ('checked_at', models.DateTimeField(null=True)),
                ('checked_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('works', models.BooleanField(help_text='After the change the service still works.', null=True)),
                ('check_note', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SlipPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to='slips/%Y/%m/')),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('uploaded_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rotation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='rotations.rotation')),
                ('kind', models.CharField(choices=[('done_both', 'done_both'), ('done_password', 'done_password'), ('not_yet', 'not_yet'), ('trouble', 'trouble')], max_length=15)),
                ('reason', models.CharField(blank=True, choices=[('cannot_log_in', 'cannot_log_in'), ('shared', 'shared'), ('left', 'left'), ('not_mine', 'not_mine'), ('other', 'other')], max_length=15)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('person', models.ForeignKey(help_text='Whose answer.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('given_at', models.DateTimeField()),
                ('cutoff_then', models.DateTimeField(null=True)),
                ('agent_until', models.DateTimeField(help_text='Trouble: 16.00 on the day by which the agent takes care of it.', null=True)),
                ('channel', models.CharField(choices=[('link', 'tautan'), ('code', 'kode'), ('phone', 'telepon'), ('desk', 'tatap muka'), ('letter', 'surat'), ('chat', 'pesan')], max_length=10)),
                ('recorded_by', models.ForeignKey(help_text='Empty: he answered himself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('said_by', models.CharField(blank=True, db_default='', help_text='Who said so; empty: the holder.', max_length=120)),
                ('slip', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='rotations.slipphoto')),
                ('late', models.BooleanField(default=False)),
                ('risk', models.CharField(blank=True, help_text='Marks only, never blocks.', max_length=40)),
            ],
            options={
                'ordering': ['-given_at', '-pk'],
                'indexes': [models.Index(fields=['rotation', '-given_at', '-id'], name='answer_of_rotation')],
            },
        ),
        migrations.CreateModel(
            name='Snooze',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rotation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='snoozes', to='rotations.rotation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('until', models.DateTimeField()),
                ('reason', models.CharField(choices=[('leave', 'leave'), ('sick', 'sick'), ('agent', 'agent'), ('other', 'other')], max_length=10)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('said_at', models.DateTimeField()),
                ('channel', models.CharField(choices=[('link', 'tautan'), ('code', 'kode'), ('phone', 'telepon'), ('desk', 'tatap muka'), ('letter', 'surat'), ('chat', 'pesan')], max_length=10)),
                ('link_id', models.BigIntegerField(help_text='Through which answer link.', null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-said_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['until'], name='snooze_holding')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campaign_id', models.BigIntegerField()),
                ('department_id', models.BigIntegerField(null=True)),
                ('application_id', models.BigIntegerField()),
                ('state', models.CharField(max_length=12)),
                ('turn', models.CharField(max_length=25)),
                ('usable', models.BooleanField()),
                ('told', models.BooleanField()),
                ('written_off', models.BooleanField()),
                ('exposed', models.BooleanField(default=False)),
                ('answer', models.CharField(blank=True, default='', max_length=15)),
                ('sessions_unproven', models.BooleanField(default=False)),
                ('alarming', models.BooleanField(default=False)),
                ('due_at', models.DateTimeField(null=True)),
                ('n', models.IntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['campaign_id', 'department_id'], name='tally_of_campaign')],
            },
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transfers', to='inventory.account')),
                ('from_department', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.department')),
                ('to_department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.department')),
                ('note', models.CharField(blank=True, max_length=300)),
                ('offered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('offered_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
                ('accepted', models.BooleanField(null=True)),
                ('why', models.CharField(blank=True, help_text='Why it was refused.', max_length=300)),
            ],
            options={
                'ordering': ['-offered_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('account',), name='account_is_handed_to_one_department')],
            },
        ),
        migrations.CreateModel(
            name='TransferEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='rotations.transfer')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inventory.account')),
                ('from_department', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.department')),
                ('to_department', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.department')),
                ('note', models.CharField(blank=True, max_length=300)),
                ('offered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('offered_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
                ('accepted', models.BooleanField(null=True)),
                ('why', models.CharField(blank=True, help_text='Why it was refused.', max_length=300)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaign',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "rotations_campaignevent" ("ask_username", "closed_at", "code", "created_at", "cutoff", "due_exposed", "due_others", "due_privileged", "exposed_only", "id", "ladder", "letter_number", "messages_from", "name", "ordered_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_en", "reason_id", "shares_accounts", "started_by_id", "state") SELECT new_values."ask_username", new_values."closed_at", new_values."code", new_values."created_at", new_values."cutoff", new_values."due_exposed", new_values."due_others", new_values."due_privileged", new_values."exposed_only", new_values."id", new_values."ladder", new_values."letter_number", new_values."messages_from", new_values."name", new_values."ordered_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason_en", new_values."reason_id", new_values."shares_accounts", new_values."started_by_id", new_values."state" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='80f4f09709d7c8865cf1ea045cffefdbfd76d46f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c6915', referencing='REFERENCING NEW TABLE AS new_values ', table='rotations_campaign', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaign',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "rotations_campaignevent" ("ask_username", "closed_at", "code", "created_at", "cutoff", "due_exposed", "due_others", "due_privileged", "exposed_only", "id", "ladder", "letter_number", "messages_from", "name", "ordered_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_en", "reason_id", "shares_accounts", "started_by_id", "state") SELECT new_values."ask_username", new_values."closed_at", new_values."code", new_values."created_at", new_values."cutoff", new_values."due_exposed", new_values."due_others", new_values."due_privileged", new_values."exposed_only", new_values."id", new_values."ladder", new_values."letter_number", new_values."messages_from", new_values."name", new_values."ordered_at", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason_en", new_values."reason_id", new_values."shares_accounts", new_values."started_by_id", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d5ca35cf23aea389a5630e0ee996bbf8cb00e298', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_272e4', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='rotations_campaign', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rotation',
            trigger=pgtrigger.compiler.Trigger(name='tally_of_new_rows', sql=pgtrigger.compiler.UpsertTriggerSql(func="INSERT INTO rotations_tally (campaign_id, department_id, application_id, state, turn, usable, told, written_off, exposed, answer, sessions_unproven, alarming, due_at, n) SELECT campaign_id, department_id, application_id, state, turn, usable, told, written_off, exposed, answer, sessions_unproven, alarming, due_at, sum(n) FROM (SELECT campaign_id AS campaign_id, department_id AS department_id, application_id AS application_id, state AS state, turn AS turn, usable AS usable, told_at IS NOT NULL AS told, written_off_at IS NOT NULL AS written_off, exposed AS exposed, answer AS answer, state = 'verified' AND 'sessions_unproven' = ANY (reasons) AS sessions_unproven, alarming AS alarming, due_at AS due_at, 1 AS n FROM new_rows) AS changed GROUP BY campaign_id, department_id, application_id, state, turn, usable, told, written_off, exposed, answer, sessions_unproven, alarming, due_at HAVING sum(n) <> 0; RETURN NULL;", hash='cd3e8c20d6dc15ff1eb4620773957ab1af9e1836', level='STATEMENT', operation='INSERT', pgid='pgtrigger_tally_of_new_rows_15e73', referencing='REFERENCING NEW TABLE AS new_rows ', table='rotations_rotation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rotation',
            trigger=pgtrigger.compiler.Trigger(name='tally_of_changed_rows', sql=pgtrigger.compiler.UpsertTriggerSql(func="INSERT INTO rotations_tally (campaign_id, department_id, application_id, state, turn, usable, told, written_off, exposed, answer, sessions_unproven, alarming, due_at, n) SELECT campaign_id, department_id, application_id, state, turn, usable, told, written_off, exposed, answer, sessions_unproven, alarming, due_at, sum(n) FROM (SELECT campaign_id AS campaign_id, department_id AS department_id, application_id AS application_id, state AS state, turn AS turn, usable AS usable, told_at IS NOT NULL AS told, written_off_at IS NOT NULL AS written_off, exposed AS exposed, answer AS answer, state = 'verified' AND 'sessions_unproven' = ANY (reasons) AS sessions_unproven, alarming AS alarming, due_at AS due_at, 1 AS n FROM new_rows UNION ALL SELECT campaign_id AS campaign_id, department_id AS department_id, application_id AS application_id, state AS state, turn AS turn, usable AS usable, told_at IS NOT NULL AS told, written_off_at IS NOT NULL AS written_off, exposed AS exposed, answer AS answer, state = 'verified' AND 'sessions_unproven' = ANY (reasons) AS sessions_unproven, alarming AS alarming, due_at AS due_at, -1 AS n FROM old_rows) AS changed GROUP BY campaign_id, department_id, application_id, state, turn, usable, told, written_off, exposed, answer, sessions_unproven, alarming, due_at HAVING sum(n) <> 0; RETURN NULL;", hash='865742397a9a26e62b0c69d4cbbc5894482cae4a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_tally_of_changed_rows_cd3ab', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='rotations_rotation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rotation',
            trigger=pgtrigger.compiler.Trigger(name='tally_of_removed_rows', sql=pgtrigger.compiler.UpsertTriggerSql(func="INSERT INTO rotations_tally (campaign_id, department_id, application_id, state, turn, usable, told, written_off, exposed, answer, sessions_unproven, alarming, due_at, n) SELECT campaign_id, department_id, application_id, state, turn, usable, told, written_off, exposed, answer, sessions_unproven, alarming, due_at, sum(n) FROM (SELECT campaign_id AS campaign_id, department_id AS department_id, application_id AS application_id, state AS state, turn AS turn, usable AS usable, told_at IS NOT NULL AS told, written_off_at IS NOT NULL AS written_off, exposed AS exposed, answer AS answer, state = 'verified' AND 'sessions_unproven' = ANY (reasons) AS sessions_unproven, alarming AS alarming, due_at AS due_at, -1 AS n FROM old_rows) AS changed GROUP BY campaign_id, department_id, application_id, state, turn, usable, told, written_off, exposed, answer, sessions_unproven, alarming, due_at HAVING sum(n) <> 0; RETURN NULL;", hash='ecf2c78d0055110962744dc7ebf414fe88b7b5f7', level='STATEMENT', operation='DELETE', pgid='pgtrigger_tally_of_removed_rows_2d69e', referencing='REFERENCING OLD TABLE AS old_rows ', table='rotations_rotation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaignevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b5ee5c553742be9ccd459fb1c73b3c45e09758c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_49cf4', table='rotations_campaignevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exemption',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "rotations_exemptionevent" ("approved_at", "approved_by_id", "compensating_control", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "rotation_id", "until", "what") SELECT new_values."approved_at", new_values."approved_by_id", new_values."compensating_control", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."revoked_at", new_values."rotation_id", new_values."until", new_values."what" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d759c8eb09ee0d5ce23dfa595de233a1f0bda659', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a4564', referencing='REFERENCING NEW TABLE AS new_values ', table='rotations_exemption', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exemption',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "rotations_exemptionevent" ("approved_at", "approved_by_id", "compensating_control", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "rotation_id", "until", "what") SELECT new_values."approved_at", new_values."approved_by_id", new_values."compensating_control", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."revoked_at", new_values."rotation_id", new_values."until", new_values."what" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='35415dafbffadbde59bb3ab31442ebf7b2d99049', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_05981', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='rotations_exemption', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exemptionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6f0d1d1c0cec00179672b619637cb75848d26176', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_829ce', table='rotations_exemptionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='loginreview',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "rotations_loginreviewevent" ("asked_at", "asked_by_id", "channel", "finding", "found_at", "found_by_id", "id", "login_at", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "rotation_id", "word", "word_at") SELECT new_values."asked_at", new_values."asked_by_id", new_values."channel", new_values."finding", new_values."found_at", new_values."found_by_id", new_values."id", new_values."login_at", new_values."note", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_by_id", new_values."rotation_id", new_values."word", new_values."word_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ae8049a40d9506e54216e59c8b7d79c2b5dd62f6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3a439', referencing='REFERENCING NEW TABLE AS new_values ', table='rotations_loginreview', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='loginreview',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "rotations_loginreviewevent" ("asked_at", "asked_by_id", "channel", "finding", "found_at", "found_by_id", "id", "login_at", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "rotation_id", "word", "word_at") SELECT new_values."asked_at", new_values."asked_by_id", new_values."channel", new_values."finding", new_values."found_at", new_values."found_by_id", new_values."id", new_values."login_at", new_values."note", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_by_id", new_values."rotation_id", new_values."word", new_values."word_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1dcd0bcc7b7c0b995fc62a51cc65653351c40cde', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_cf3e3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='rotations_loginreview', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='loginreviewevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c4160dd97a12a082fbbc311bb392c1f8e7827507', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_aa17b', table='rotations_loginreviewevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='massresetdecision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "rotations_massresetdecisionevent" ("application_id", "changed_at", "decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") SELECT new_values."application_id", new_values."changed_at", new_values."decided_at", new_values."decided_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f4cf1304f4a12a6f127ebf95aebd76bf8b2a8338', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_58611', referencing='REFERENCING NEW TABLE AS new_values ', table='rotations_massresetdecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='massresetdecision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "rotations_massresetdecisionevent" ("application_id", "changed_at", "decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") SELECT new_values."application_id", new_values."changed_at", new_values."decided_at", new_values."decided_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7ee5f5263099336b38e48a19575563e18242d006', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_54a08', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='rotations_massresetdecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='massresetdecisionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e00daa7ddec76fdc032fced6a3b59fd31131d481', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9219e', table='rotations_massresetdecisionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='samplecheck',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "rotations_samplecheckevent" ("application_id", "campaign_id", "changed", "checked_at", "checked_by_id", "drawn", "id", "note", "passed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seed") SELECT new_values."application_id", new_values."campaign_id", new_values."changed", new_values."checked_at", new_values."checked_by_id", new_values."drawn", new_values."id", new_values."note", new_values."passed", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."seed" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ca4532514eafc9a82b42ecfe8b973b599027c696', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f741b', referencing='REFERENCING NEW TABLE AS new_values ', table='rotations_samplecheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='samplecheck',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "rotations_samplecheckevent" ("application_id", "campaign_id", "changed", "checked_at", "checked_by_id", "drawn", "id", "note", "passed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seed") SELECT new_values."application_id", new_values."campaign_id", new_values."changed", new_values."checked_at", new_values."checked_by_id", new_values."drawn", new_values."id", new_values."note", new_values."passed", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."seed" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='443e06d135fcb2427816b8a1c672d5854b1803a5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_30bfb', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='rotations_samplecheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='samplecheckevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d7c689224e45dd36d3f7c938c7a2b78ebcef1541', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e6a1c', table='rotations_samplecheckevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schedule',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "rotations_scheduleevent" ("asks_vendor", "check_note", "checked_at", "checked_by_id", "declined_at", "declined_side", "declined_why", "id", "owner_agreed_at", "owner_agreed_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "rotation_id", "vendor_agreed_at", "vendor_recorded_by_id", "vendor_way", "window_from", "window_to", "works") SELECT new_values."asks_vendor", new_values."check_note", new_values."checked_at", new_values."checked_by_id", new_values."declined_at", new_values."declined_side", new_values."declined_why", new_values."id", new_values."owner_agreed_at", new_values."owner_agreed_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."rotation_id", new_values."vendor_agreed_at", new_values."vendor_recorded_by_id", new_values."vendor_way", new_values."window_from", new_values."window_to", new_values."works" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='63c9f3dd4a3b46cc846abd179a52a0ac94763509', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1511c', referencing='REFERENCING NEW TABLE AS new_values ', table='rotations_schedule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schedule',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "rotations_scheduleevent" ("asks_vendor", "check_note", "checked_at", "checked_by_id", "declined_at", "declined_side", "declined_why", "id", "owner_agreed_at", "owner_agreed_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "rotation_id", "vendor_agreed_at", "vendor_recorded_by_id", "vendor_way", "window_from", "window_to", "works") SELECT new_values."asks_vendor", new_values."check_note", new_values."checked_at", new_values."checked_by_id", new_values."declined_at", new_values."declined_side", new_values."declined_why", new_values."id", new_values."owner_agreed_at", new_values."owner_agreed_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."rotation_id", new_values."vendor_agreed_at", new_values."vendor_recorded_by_id", new_values."vendor_way", new_values."window_from", new_values."window_to", new_values."works" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='73610e0cdbf75e09100be5e73c5723aca9bb4ce3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6b5c7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='rotations_schedule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scheduleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f4dfd7f92616da38040557b18717e73b4e40f249', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d9eb1', table='rotations_scheduleevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transfer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "rotations_transferevent" ("accepted", "account_id", "decided_at", "decided_by_id", "from_department_id", "id", "note", "offered_at", "offered_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_department_id", "why") SELECT new_values."accepted", new_values."account_id", new_values."decided_at", new_values."decided_by_id", new_values."from_department_id", new_values."id", new_values."note", new_values."offered_at", new_values."offered_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."to_department_id", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='575ab1b3fc6717e908515978c39be718c3372f82', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_431cc', referencing='REFERENCING NEW TABLE AS new_values ', table='rotations_transfer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transfer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "rotations_transferevent" ("accepted", "account_id", "decided_at", "decided_by_id", "from_department_id", "id", "note", "offered_at", "offered_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_department_id", "why") SELECT new_values."accepted", new_values."account_id", new_values."decided_at", new_values."decided_by_id", new_values."from_department_id", new_values."id", new_values."note", new_values."offered_at", new_values."offered_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."to_department_id", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d93c60e9fe21fffbce861ca521b3c01738c396e8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ba9e2', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='rotations_transfer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transferevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='da0aac3d7828dc1738f50c3f3fdf9d278b454a1c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_301f0', table='rotations_transferevent', when='BEFORE')),
        ),
        # Every computing of states updates the rows: with room beside them no index has to follow.
        migrations.RunSQL(
            "ALTER TABLE rotations_rotation SET (fillfactor = 42)",
            "ALTER TABLE rotations_rotation RESET (fillfactor)",
        ),
        migrations.RunSQL(MARKED, "DROP VIEW rotations_markedlogin"),
    ]
