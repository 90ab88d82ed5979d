import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('vault', '0001_initial'), ('vault', '0002_handovers'), ('vault', '0003_sealed_originals'), ('vault', '0004_disposals')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('documents', '0001_gathered'),
        ('incidents', '0001_gathered'),
        ('intake', '0001_gathered'),
    ]

    operations = [
        migrations.CreateModel(
            name='Content',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('bytes', models.PositiveBigIntegerField()),
                ('stored_at', models.DateTimeField()),
                ('checked_at', models.DateTimeField(help_text='The last look at the whole content.')),
                ('checks', models.PositiveIntegerField(default=1)),
                ('finding', models.CharField(blank=True, choices=[('changed', 'berubah di disk'), ('missing', 'hilang dari disk')], max_length=10)),
                ('found_at', models.DateTimeField(blank=True, help_text='Since when it is not whole.', null=True)),
                ('disposed_at', models.DateTimeField(blank=True, help_text='When no item held it any more and the file was removed.', null=True)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['checked_at'], name='content_checked_longest_ago')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('finding', ''), ('found_at', None)), models.Q(models.Q(('finding', ''), _negated=True), ('found_at__isnull', False)), _connector='OR'), name='broken_content_says_since_when')],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='BB-2026-003', max_length=20, unique=True)),
                ('incident', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence_items', to='incidents.incident')),
                ('content', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='vault.content')),
                ('name', models.CharField(help_text='As the file was called when it came.', max_length=255)),
                ('seen_type', models.CharField(help_text='What its first bytes look like.', max_length=100)),
                ('description', models.TextField()),
                ('source', models.CharField(max_length=500)),
                ('acquired_at', models.DateTimeField()),
                ('acquired_by', models.CharField(max_length=200)),
                ('how', models.CharField(blank=True, max_length=500)),
                ('medium', models.CharField(blank=True, max_length=200)),
                ('seal_number', models.CharField(blank=True, max_length=100)),
                ('tlp', models.CharField(choices=[('clear', 'TLP:CLEAR'), ('green', 'TLP:GREEN'), ('amber', 'TLP:AMBER'), ('amber_strict', 'TLP:AMBER+STRICT'), ('red', 'TLP:RED')], default='amber_strict', max_length=20)),
                ('taken_in_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_in_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('description', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='evidence_says_what_and_where'), models.CheckConstraint(condition=models.Q(('acquired_at__lte', models.F('taken_in_at'))), name='evidence_is_acquired_before_it_is_taken_in')],
            },
        ),
        migrations.CreateModel(
            name='CustodyEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custody', to='vault.item')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('taken_in', 'Diterima'), ('viewed', 'Dilihat'), ('downloaded', 'Diunduh'), ('checked', 'Diperiksa: utuh'), ('changed', 'Diperiksa: BERUBAH di disk'), ('missing', 'Diperiksa: HILANG dari disk'), ('restored', 'Diperiksa: utuh kembali'), ('transferred', 'Dipindahtangankan'), ('handed_over', 'Diserahkan'), ('exported', 'Diekspor'), ('held', 'Penahanan hukum'), ('released', 'Penahanan hukum dicabut'), ('linked', 'Dikaitkan dengan insiden'), ('noted', 'Catatan'), ('disposed', 'Dimusnahkan')], max_length=12)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by_label', models.CharField(max_length=200)),
                ('reason', models.TextField(blank=True)),
                ('where', models.CharField(blank=True, help_text="The caller's network address.", max_length=60)),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('item', 'number'), name='custody_is_one_chain'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('downloaded', 'exported', 'transferred', 'handed_over', 'noted', 'disposed')), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='custody_that_leaves_the_vault_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Disposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='disposal', to='documents.document')),
                ('reason', models.CharField(max_length=500)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_at', models.DateTimeField()),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('dropped_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dropped_at', models.DateTimeField(blank=True, null=True)),
                ('dropped_why', models.CharField(blank=True, max_length=500)),
                ('items', models.ManyToManyField(related_name='disposals', to='vault.item')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('done_by', None), models.Q(('done_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='disposal_is_done_by_another_person'), models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by', None)), models.Q(('done_at__isnull', False), ('done_by__isnull', False), ('dropped_at', None)), _connector='OR'), name='disposal_says_by_whom'), models.CheckConstraint(condition=models.Q(('dropped_at', None), models.Q(('dropped_why', ''), _negated=True), _connector='OR'), name='dropped_disposal_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='handover', to='documents.document')),
                ('incident', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='incidents.incident')),
                ('receiver', models.CharField(max_length=200)),
                ('receiver_unit', models.CharField(max_length=200)),
                ('purpose', models.CharField(max_length=500)),
                ('report_number', models.CharField(blank=True, help_text='LP/B/…', max_length=100)),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_at', models.DateTimeField()),
                ('handed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('handed_at', models.DateTimeField(blank=True, null=True)),
                ('items', models.ManyToManyField(related_name='handovers', to='vault.item')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('handed_at', None), ('handed_by', None)), models.Q(('handed_at__isnull', False), ('handed_by__isnull', False)), _connector='OR'), name='handed_over_says_by_whom')],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='vault.item')),
                ('reason', models.CharField(max_length=500)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placed_at', models.DateTimeField()),
                ('released_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('released_why', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'ordering': ['placed_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('released_at', None), ('released_by', None)), models.Q(('released_at__isnull', False), ('released_by__isnull', False), models.Q(('released_why', ''), _negated=True)), _connector='OR'), name='released_hold_says_who_and_why'), models.UniqueConstraint(condition=models.Q(('released_at', None)), fields=('item',), name='one_hold_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='SealedOriginal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='original', to='vault.item')),
                ('upload', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.upload')),
                ('sha256', models.CharField(help_text='Of the content before it was sealed.', max_length=64)),
                ('bytes', models.BigIntegerField()),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='content',
            trigger=pgtrigger.compiler.Trigger(name='content_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."bytes" IS DISTINCT FROM (NEW."bytes") OR OLD."stored_at" IS DISTINCT FROM (NEW."stored_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d20863b3803eb9b01faabad07c259f543fafa3fe', operation='UPDATE', pgid='pgtrigger_content_stays_2f827', table='vault_content', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='content',
            trigger=pgtrigger.compiler.Trigger(name='content_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='85be99275cdcb22efe9200ec70a5e515764ec35d', operation='DELETE', pgid='pgtrigger_content_is_kept_cfee1', table='vault_content', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='item',
            trigger=pgtrigger.compiler.Trigger(name='item_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."content_id" IS DISTINCT FROM (NEW."content_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."seen_type" IS DISTINCT FROM (NEW."seen_type") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."acquired_at" IS DISTINCT FROM (NEW."acquired_at") OR OLD."acquired_by" IS DISTINCT FROM (NEW."acquired_by") OR OLD."how" IS DISTINCT FROM (NEW."how") OR OLD."medium" IS DISTINCT FROM (NEW."medium") OR OLD."seal_number" IS DISTINCT FROM (NEW."seal_number") OR OLD."tlp" IS DISTINCT FROM (NEW."tlp") OR OLD."taken_in_by_id" IS DISTINCT FROM (NEW."taken_in_by_id") OR OLD."taken_in_at" IS DISTINCT FROM (NEW."taken_in_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='695fd4483ee57ee5e12f503f4184c90215221016', operation='UPDATE', pgid='pgtrigger_item_stays_2a1cb', table='vault_item', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='item',
            trigger=pgtrigger.compiler.Trigger(name='item_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='9862eabd07b4f86f9abbe5ff174309b0c552c46e', operation='DELETE', pgid='pgtrigger_item_is_kept_2a34c', table='vault_item', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='custodyevent',
            trigger=pgtrigger.compiler.Trigger(name='custody_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bc73228fb9e4d30e800b9d953eb6d29f751f13df', operation='UPDATE OR DELETE', pgid='pgtrigger_custody_stays_7d36c', table='vault_custodyevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hold',
            trigger=pgtrigger.compiler.Trigger(name='hold_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."until" IS DISTINCT FROM (NEW."until") OR OLD."placed_by_id" IS DISTINCT FROM (NEW."placed_by_id") OR OLD."placed_at" IS DISTINCT FROM (NEW."placed_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='4258c1c33c37a2857a05cb999ba10ccd4de1ba1a', operation='UPDATE', pgid='pgtrigger_hold_stays_fb49b', table='vault_hold', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hold',
            trigger=pgtrigger.compiler.Trigger(name='hold_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e61eb3c17bcddd0b8d74753fec84827cbc79759a', operation='DELETE', pgid='pgtrigger_hold_is_kept_fc693', table='vault_hold', when='BEFORE')),
        ),
    ]
