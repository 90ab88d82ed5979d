import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('checks', '0001_initial'), ('checks', '0002_public_checks')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('incidents', '0001_gathered'),
        ('inventory', '0001_gathered'),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(blank=True, upload_to='incidents/%Y/%m/')),
                ('file_name', models.CharField(blank=True, max_length=255)),
                ('file_type', models.CharField(blank=True, max_length=100)),
                ('file_bytes', models.PositiveIntegerField(blank=True, null=True)),
                ('file_sha256', models.CharField(blank=True, max_length=64)),
                ('incident', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='service_checks', to='incidents.incident')),
                ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='service_checks', to='inventory.application')),
                ('kind', models.CharField(choices=[('application', 'Aplikasi'), ('database', 'Basis data'), ('service', 'Layanan'), ('network', 'Jaringan atau server')], default='application', max_length=12)),
                ('name', models.CharField(blank=True, help_text='Which one, in words.', max_length=200)),
                ('subject_key', models.CharField(db_index=True, help_text='The same service has the same.', max_length=260)),
                ('tested_at', models.DateTimeField()),
                ('tester', models.CharField(help_text='Who looked.', max_length=200)),
                ('method', models.CharField(help_text='How it was tested.', max_length=500)),
                ('result', models.CharField(choices=[('works', 'Berfungsi'), ('partly', 'Berfungsi sebagian'), ('down', 'Tidak berfungsi'), ('suspicious', 'Mencurigakan')], max_length=12)),
                ('note', models.TextField(blank=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_why', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'ordering': ['-tested_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('application__isnull', False), models.Q(('name', ''), _negated=True), _connector='OR'), name='check_says_what_was_tested'), models.CheckConstraint(condition=models.Q(('tested_at__lte', models.F('recorded_at'))), name='check_is_recorded_after_it_was_done'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('withdrawn_why', ''), _negated=True), _connector='OR'), name='check_is_withdrawn_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='PublicCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('service_check', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='public', to='checks.servicecheck')),
                ('name', models.CharField(help_text='As the public calls the service.', max_length=120)),
                ('shown_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('shown_at', models.DateTimeField()),
                ('hidden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_why', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'ordering': ['-shown_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('hidden_at', None), models.Q(('hidden_why', ''), _negated=True), _connector='OR'), name='public_check_is_hidden_with_a_reason')],
            },
        ),
    ]
