import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('notices', '0001_initial')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('incidents', '0001_gathered'),
        ('inventory', '0001_gathered'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(blank=True, upload_to='incidents/%Y/%m/')),
                ('file_name', models.CharField(blank=True, max_length=255)),
                ('file_type', models.CharField(blank=True, max_length=100)),
                ('file_bytes', models.PositiveIntegerField(blank=True, null=True)),
                ('file_sha256', models.CharField(blank=True, max_length=64)),
                ('code', models.CharField(help_text='PB-2026-004', max_length=20, unique=True)),
                ('number', models.CharField(blank=True, help_text='The number their document bears.', max_length=120)),
                ('sender', models.CharField(default='BSSN', max_length=200)),
                ('received_at', models.DateTimeField()),
                ('way', models.CharField(choices=[('mail', 'Email'), ('letter', 'Surat'), ('chat', 'Pesan'), ('phone', 'Telepon'), ('other', 'Lainnya')], default='mail', max_length=8)),
                ('tlp', models.CharField(choices=[('clear', 'clear'), ('green', 'green'), ('amber', 'amber'), ('amber_strict', 'amber_strict'), ('red', 'red')], max_length=20)),
                ('indication', models.CharField(max_length=300)),
                ('assets', models.TextField()),
                ('advice', models.TextField(blank=True)),
                ('incident', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='incidents.incident')),
                ('leak_report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='inventory.leakreport')),
                ('finding', models.CharField(choices=[('open', 'Belum diperiksa'), ('confirmed', 'Terbukti insiden'), ('not_confirmed', 'Tidak terbukti')], default='open', max_length=14)),
                ('finding_why', models.TextField(blank=True)),
                ('found_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('found_at', models.DateTimeField(blank=True, null=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answer_proof', models.CharField(blank=True, max_length=500)),
                ('answer_file', models.FileField(blank=True, upload_to='incidents/%Y/%m/')),
                ('answer_file_name', models.CharField(blank=True, max_length=255)),
                ('answer_file_type', models.CharField(blank=True, max_length=100)),
                ('answer_file_sha256', models.CharField(blank=True, max_length=64)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-received_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('sender', 'number'), name='notice_is_recorded_once'), models.CheckConstraint(condition=models.Q(('answered_at', None), models.Q(('answer_proof', ''), _negated=True), _connector='OR'), name='notice_is_answered_with_proof'), models.CheckConstraint(condition=models.Q(('answered_at', None), ('answered_at__gte', models.F('received_at')), _connector='OR'), name='notice_is_answered_after_it_came'), models.CheckConstraint(condition=models.Q(('finding', 'open'), models.Q(('finding_why', ''), _negated=True), _connector='OR'), name='notice_is_judged_with_a_reason')],
            },
        ),
    ]
