import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('ladders', '0001_office_ladders')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='OfficeLadder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('days', 'days'), ('hours', 'hours'), ('holders', 'holders')], max_length=10, unique=True)),
                ('rungs', models.JSONField(help_text='As secops.rules.ladder.as_data writes it.')),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(help_text='Empty: as delivered.', null=True)),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['days', 'hours', 'holders'])), name='office_ladder_is_one_of_rules_5')],
            },
        ),
        migrations.CreateModel(
            name='OfficeLadderEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ladders.officeladder')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('days', 'days'), ('hours', 'hours'), ('holders', 'holders')], max_length=10)),
                ('rungs', models.JSONField(help_text='As secops.rules.ladder.as_data writes it.')),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(help_text='Empty: as delivered.', null=True)),
                ('changed_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='officeladder',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "ladders_officeladderevent" ("changed_at", "changed_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rungs", "version") SELECT new_values."changed_at", new_values."changed_by_id", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rungs", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='71be6cee319be64c7ca7df48aa00b3b6cdd89c1c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8cd26', referencing='REFERENCING NEW TABLE AS new_values ', table='ladders_officeladder', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='officeladder',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "ladders_officeladderevent" ("changed_at", "changed_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rungs", "version") SELECT new_values."changed_at", new_values."changed_by_id", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rungs", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0a5c81ec6cf0812d49ee5964b090bc0df217bee8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_22d6a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='ladders_officeladder', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='officeladderevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='73fd827fc7ed5457b78af0ff8c6b0983ddc840a9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0d2eb', table='ladders_officeladderevent', when='BEFORE')),
        ),
    ]
