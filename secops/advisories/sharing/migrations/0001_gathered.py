import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('sharing', '0001_initial')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('advisories', '0001_gathered'),
    ]

    operations = [
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='advisories.recommendation')),
                ('profile', models.CharField(choices=[('csaf_informational_advisory', 'CSAF 2.0, imbauan'), ('csaf_security_incident_response', 'CSAF 2.0, penanganan insiden'), ('stix', 'STIX 2.1')], max_length=40)),
                ('number', models.PositiveIntegerField(help_text='Version, as in the revision history.')),
                ('summary', models.CharField(help_text='What changed.', max_length=300)),
                ('marking', models.CharField(choices=[('clear', 'TLP:CLEAR'), ('green', 'TLP:GREEN'), ('amber', 'TLP:AMBER'), ('amber_strict', 'TLP:AMBER+STRICT'), ('red', 'TLP:RED')], max_length=20)),
                ('name', models.CharField(help_text='Name of the file, as CSAF 2.0 (5.1) says.', max_length=120)),
                ('content', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('about_sha256', models.CharField(help_text='Of what it says without version and date: what is new is told.', max_length=64)),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_at', models.DateTimeField()),
                ('cleared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cleared_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-published_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('recommendation', 'profile', 'number'), name='version_is_published_once'), models.CheckConstraint(condition=models.Q(('cleared_by', None), models.Q(('cleared_by', models.F('published_by')), _negated=True), _connector='OR'), name='nobody_clears_what_he_published')],
            },
        ),
        migrations.CreateModel(
            name='ReceivedDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='DM-2026-004', max_length=20, unique=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='received_documents', to='advisories.organisation')),
                ('format', models.CharField(choices=[('csaf', 'CSAF 2.0'), ('misp', 'MISP')], max_length=8)),
                ('file', models.FileField(upload_to='exchange/%Y/%m/')),
                ('name', models.CharField(max_length=255)),
                ('bytes', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('source_id', models.CharField(max_length=200)),
                ('source_version', models.CharField(blank=True, max_length=64)),
                ('publisher', models.CharField(blank=True, max_length=200)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('tlp', models.CharField(choices=[('clear', 'TLP:CLEAR'), ('green', 'TLP:GREEN'), ('amber', 'TLP:AMBER'), ('amber_strict', 'TLP:AMBER+STRICT'), ('red', 'TLP:RED')], max_length=20)),
                ('urgency', models.CharField(choices=[('today', 'Hari ini'), ('week', 'Minggu ini'), ('month', 'Bulan ini')], max_length=8)),
                ('references', models.JSONField(default=list, help_text='[what, address] of each source.')),
                ('remarks', models.JSONField(default=list, help_text='[remark, about] of each.')),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('received_at', models.DateTimeField()),
                ('recommendation', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='received_document', to='advisories.recommendation')),
            ],
            options={
                'ordering': ['-received_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'sha256'), name='document_is_received_once')],
            },
        ),
    ]
