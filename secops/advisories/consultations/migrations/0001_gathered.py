import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('consultations', '0001_initial'), ('consultations', '0002_targets_of_words')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('advisories', '0001_gathered'),
        ('documents', '0001_gathered'),
        ('incidents', '0001_gathered'),
        ('meetings', '0001_gathered'),
    ]

    operations = [
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='UK-2026-004', max_length=20, unique=True)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='incidents.incident')),
                ('subject', models.CharField(max_length=200)),
                ('agenda', models.TextField(blank=True)),
                ('place', models.CharField(max_length=200)),
                ('tlp', models.CharField(choices=[('clear', 'TLP:CLEAR'), ('green', 'TLP:GREEN'), ('amber', 'TLP:AMBER')], default='amber', max_length=20)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('sequence', models.PositiveIntegerField(default=0, help_text='Of its calendar entry (RFC 5545): raised by each change.')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('meeting', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consultation', to='meetings.meeting')),
                ('letter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-starts_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='consultation_ends_after_its_start')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='consultations.consultation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='advisories.organisation')),
                ('invited_at', models.DateTimeField()),
                ('attended', models.BooleanField(help_text='Empty until the minutes say so.', null=True)),
            ],
            options={
                'ordering': ['organisation__name', 'person__name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('consultation', 'person'), name='person_is_invited_once')],
            },
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='words', to='consultations.invitation')),
                ('text', models.TextField()),
                ('target', models.CharField(choices=[('office', 'Diskominfo'), ('all', 'Semua OPD'), ('departments', 'OPD tertentu'), ('application', 'Aplikasi tertentu'), ('incident', 'Insiden tertentu'), ('unknown', 'Belum tahu')], max_length=12)),
                ('urgency', models.CharField(choices=[('today', 'Hari ini'), ('week', 'Minggu ini'), ('month', 'Bulan ini')], max_length=8)),
                ('typed_by', models.ForeignKey(blank=True, help_text='The minute-taker; empty where the partner wrote it himself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('typed_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('recommendation', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='said', to='advisories.recommendation')),
            ],
            options={
                'ordering': ['typed_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('recommendation', None)), models.Q(('confirmed_at__isnull', False), ('recommendation__isnull', False)), _connector='OR'), name='confirmed_word_is_a_recommendation')],
            },
        ),
    ]
