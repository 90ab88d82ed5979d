"""An advisory knows the messages it went out with; an answer may be given by telephone."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bulletins', '0001_initial'),
        ('outbox', '0001_gathered'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='bulletin',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='bulletin',
            name='update_update',
        ),
        migrations.AddField(
            model_name='bulletin',
            name='batch',
            field=models.ForeignKey(blank=True, help_text='The messages it went out with.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.batch'),
        ),
        migrations.AddField(
            model_name='bulletinevent',
            name='batch',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The messages it went out with.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outbox.batch'),
        ),
        migrations.AlterField(
            model_name='answer',
            name='channel',
            field=models.CharField(choices=[('page', 'halaman, setelah masuk'), ('link', 'tautan'), ('phone', 'telepon, dicatat posko')], max_length=6),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bulletin',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "bulletins_bulletinevent" ("answer_by", "approved_at", "approved_by_id", "asked", "batch_id", "code", "ended_at", "id", "incident_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recommendation_id", "references", "severity", "state", "state_reason", "submitted_at", "target", "text", "title", "tlp", "written_at", "written_by_id") SELECT new_values."answer_by", new_values."approved_at", new_values."approved_by_id", new_values."asked", new_values."batch_id", new_values."code", new_values."ended_at", new_values."id", new_values."incident_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recommendation_id", new_values."references", new_values."severity", new_values."state", new_values."state_reason", new_values."submitted_at", new_values."target", new_values."text", new_values."title", new_values."tlp", new_values."written_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fa976f8a5ee44fd1e3f844000ac3390a3de28346', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1d8e6', referencing='REFERENCING NEW TABLE AS new_values ', table='bulletins_bulletin', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bulletin',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "bulletins_bulletinevent" ("answer_by", "approved_at", "approved_by_id", "asked", "batch_id", "code", "ended_at", "id", "incident_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recommendation_id", "references", "severity", "state", "state_reason", "submitted_at", "target", "text", "title", "tlp", "written_at", "written_by_id") SELECT new_values."answer_by", new_values."approved_at", new_values."approved_by_id", new_values."asked", new_values."batch_id", new_values."code", new_values."ended_at", new_values."id", new_values."incident_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recommendation_id", new_values."references", new_values."severity", new_values."state", new_values."state_reason", new_values."submitted_at", new_values."target", new_values."text", new_values."title", new_values."tlp", new_values."written_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='05b9bf48f3a958602a3da62fbb275d3e5477c727', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_722ac', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='bulletins_bulletin', when='AFTER')),
        ),
    ]
