import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('claims', '0001_initial'), ('claims', '0002_captures_in_the_vault')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('incidents', '0001_gathered'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('vault', '0001_gathered'),
    ]

    operations = [
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='K-2026-001', max_length=20, unique=True)),
                ('platform', models.CharField(choices=[('social', 'social'), ('forum', 'forum'), ('chat', 'chat'), ('news', 'news'), ('mail', 'mail'), ('other', 'other')], max_length=10)),
                ('address', models.CharField(blank=True, help_text='As text; never a link that opens by itself.', max_length=500)),
                ('actor', models.CharField(blank=True, max_length=200)),
                ('content', models.TextField()),
                ('seen_at', models.DateTimeField()),
                ('reliability', models.CharField(choices=[('A', 'A'), ('B', 'B'), ('C', 'C'), ('D', 'D'), ('E', 'E'), ('F', 'F')], default='F', max_length=1)),
                ('credibility', models.CharField(choices=[('1', '1'), ('2', '2'), ('3', '3'), ('4', '4'), ('5', '5'), ('6', '6')], default='6', max_length=1)),
                ('incident', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='incidents.incident')),
                ('opened_incident', models.BooleanField(default=False, help_text='The incident was opened because of this claim.')),
                ('disposition', models.CharField(blank=True, choices=[('confirmed', 'confirmed'), ('partly', 'partly'), ('old_data', 'old_data'), ('not_ours', 'not_ours'), ('false', 'false')], max_length=10)),
                ('why', models.TextField(blank=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-seen_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('disposition', ''), models.Q(('why', ''), _negated=True), _connector='OR'), name='decided_claim_says_why'), models.CheckConstraint(condition=models.Q(('disposition', ''), ('decided_at__isnull', False), _connector='OR'), name='decided_claim_has_its_time')],
            },
        ),
        migrations.CreateModel(
            name='ClaimCapture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='captures', to='claims.claim')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='captures', to='vault.item')),
                ('file', models.FileField(blank=True, upload_to='claims/%Y/%m/')),
                ('name', models.CharField(max_length=200)),
                ('content_type', models.CharField(max_length=100)),
                ('bytes', models.BigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['added_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('claim', 'sha256'), name='capture_is_kept_once'), models.CheckConstraint(condition=models.Q(('item__isnull', False), models.Q(('file', ''), _negated=True), _connector='OR'), name='capture_lies_somewhere')],
            },
        ),
        migrations.CreateModel(
            name='ClaimEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='claims.claim')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(help_text='K-2026-001', max_length=20)),
                ('platform', models.CharField(choices=[('social', 'social'), ('forum', 'forum'), ('chat', 'chat'), ('news', 'news'), ('mail', 'mail'), ('other', 'other')], max_length=10)),
                ('address', models.CharField(blank=True, help_text='As text; never a link that opens by itself.', max_length=500)),
                ('actor', models.CharField(blank=True, max_length=200)),
                ('content', models.TextField()),
                ('seen_at', models.DateTimeField()),
                ('reliability', models.CharField(choices=[('A', 'A'), ('B', 'B'), ('C', 'C'), ('D', 'D'), ('E', 'E'), ('F', 'F')], default='F', max_length=1)),
                ('credibility', models.CharField(choices=[('1', '1'), ('2', '2'), ('3', '3'), ('4', '4'), ('5', '5'), ('6', '6')], default='6', max_length=1)),
                ('incident', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='incidents.incident')),
                ('opened_incident', models.BooleanField(default=False, help_text='The incident was opened because of this claim.')),
                ('disposition', models.CharField(blank=True, choices=[('confirmed', 'confirmed'), ('partly', 'partly'), ('old_data', 'old_data'), ('not_ours', 'not_ours'), ('false', 'false')], max_length=10)),
                ('why', models.TextField(blank=True)),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SampleCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='claims.claim')),
                ('rows', models.IntegerField()),
                ('unreadable', models.IntegerField()),
                ('outside', models.IntegerField(help_text='Of hosts that are not ours.')),
                ('known', models.IntegerField(help_text='Rows that name an account we know.')),
                ('accounts', models.IntegerField(help_text='Accounts those rows name, each once.')),
                ('unknown', models.IntegerField(help_text='Of our hosts, but no account of that name.')),
                ('told_before', models.IntegerField(help_text='Rows whose account a report named before.')),
                ('with_secret', models.IntegerField(help_text='Of told_before: rows that hold a password.')),
                ('same_secret', models.IntegerField(help_text='Of with_secret: the password told before.')),
                ('reports', models.JSONField(default=list, help_text='[name of the report, rows it told before], the most first.')),
                ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('checked_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-checked_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('rows', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('unreadable'), '+', models.F('outside')), '+', models.F('known')), '+', models.F('unknown')))), name='sample_numbers_add_up')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "claims_claimevent" ("actor", "address", "code", "content", "credibility", "decided_at", "decided_by_id", "disposition", "id", "incident_id", "opened_incident", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform", "recorded_at", "recorded_by_id", "reliability", "seen_at", "why") SELECT new_values."actor", new_values."address", new_values."code", new_values."content", new_values."credibility", new_values."decided_at", new_values."decided_by_id", new_values."disposition", new_values."id", new_values."incident_id", new_values."opened_incident", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."platform", new_values."recorded_at", new_values."recorded_by_id", new_values."reliability", new_values."seen_at", new_values."why" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='12608269b297fcdd2e0d564674f18ce315a2be70', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_df8fa', referencing='REFERENCING NEW TABLE AS new_values ', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "claims_claimevent" ("actor", "address", "code", "content", "credibility", "decided_at", "decided_by_id", "disposition", "id", "incident_id", "opened_incident", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform", "recorded_at", "recorded_by_id", "reliability", "seen_at", "why") SELECT new_values."actor", new_values."address", new_values."code", new_values."content", new_values."credibility", new_values."decided_at", new_values."decided_by_id", new_values."disposition", new_values."id", new_values."incident_id", new_values."opened_incident", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."platform", new_values."recorded_at", new_values."recorded_by_id", new_values."reliability", new_values."seen_at", new_values."why" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6be3c4c9c491f3fd884f6ad4dd4fe53ac74b7d48', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_fe4ba', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0342f9354d975fc258a2169f5a68f2fcb6b672f7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_aeef3', table='claims_claimevent', when='BEFORE')),
        ),
    ]
