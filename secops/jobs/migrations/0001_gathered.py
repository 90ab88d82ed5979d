import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('jobs', '0001_initial'), ('jobs', '0003_pulse'), ('jobs', '0004_web_pulse')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
    ]

    operations = [
        migrations.CreateModel(
            name='Pulse',
            fields=[
                ('name', models.CharField(choices=[('worker', 'Pekerja'), ('scheduler', 'Penjadwal'), ('web', 'Halaman web')], max_length=10, primary_key=True, serialize=False)),
                ('seen_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('payload', models.JSONField(default=dict, help_text='Ids and options only, never content.')),
                ('state', models.CharField(choices=[('queued', 'Menunggu'), ('running', 'Berjalan'), ('done', 'Selesai'), ('failed', 'Gagal'), ('cancelled', 'Dibatalkan')], default='queued', max_length=10)),
                ('total', models.BigIntegerField(null=True)),
                ('done', models.BigIntegerField(default=0)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('result', models.JSONField(default=dict)),
                ('problem', models.TextField(blank=True, help_text='Why it failed, in words for the page.')),
                ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('lease_until', models.DateTimeField(null=True)),
                ('worker', models.CharField(blank=True, max_length=80)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('cancel_requested_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'running'])), fields=['id'], name='job_waiting')],
            },
        ),
    ]
