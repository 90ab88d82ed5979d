import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('meetings', '0001_initial')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('documents', '0001_gathered'),
        ('duties', '0001_gathered'),
        ('incidents', '0001_gathered'),
        ('tasks', '0001_gathered'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='RE-2026-004', max_length=20, unique=True)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='incidents.incident')),
                ('held_at', models.DateTimeField()),
                ('place', models.CharField(blank=True, max_length=200)),
                ('chair', models.CharField(max_length=200)),
                ('present', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list, size=None)),
                ('facts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=1000), default=list, size=None)),
                ('next_at', models.DateTimeField(blank=True, null=True)),
                ('document', models.ForeignKey(blank=True, help_text='Its official minutes, with number and signatures.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-held_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('next_at', None), ('next_at__gt', models.F('held_at')), _connector='OR'), name='next_meeting_comes_after_this_one')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='meetings.meeting')),
                ('rank', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=1000)),
                ('task', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='tasks.task')),
                ('directive', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='duties.directive')),
            ],
            options={
                'ordering': ['rank', 'pk'],
            },
        ),
    ]
