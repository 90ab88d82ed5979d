import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('requests', '0001_initial')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('documents', '0001_gathered'),
        ('incidents', '0001_gathered'),
        ('inventory', '0001_gathered'),
    ]

    operations = [
        migrations.CreateModel(
            name='OutgoingRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(blank=True, upload_to='incidents/%Y/%m/')),
                ('file_name', models.CharField(blank=True, max_length=255)),
                ('file_type', models.CharField(blank=True, max_length=100)),
                ('file_bytes', models.PositiveIntegerField(blank=True, null=True)),
                ('file_sha256', models.CharField(blank=True, max_length=64)),
                ('code', models.CharField(help_text='M-2026-004', max_length=20, unique=True)),
                ('incident', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests_out', to='incidents.incident')),
                ('kind', models.CharField(choices=[('confirmation', 'Konfirmasi'), ('recommendation', 'Rekomendasi'), ('help', 'Bantuan tanggap insiden'), ('information', 'Keterangan atau data'), ('take_down', 'Penurunan unggahan'), ('other', 'Permintaan lain')], max_length=16)),
                ('receiver', models.CharField(choices=[('agency', 'BSSN'), ('police', 'Kepolisian'), ('partner', 'Mitra'), ('owner', 'Pemilik aplikasi'), ('platform', 'Platform atau penyedia hosting'), ('other', 'Pihak lain')], max_length=10)),
                ('to', models.CharField(help_text='Whom exactly.', max_length=200)),
                ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.application')),
                ('text', models.TextField(help_text='What is asked.')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
                ('document', models.ForeignKey(blank=True, help_text='Our letter, where it was written here.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('letter_number', models.CharField(blank=True, max_length=120)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('sent_proof', models.CharField(blank=True, max_length=500)),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('awaited_by', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.TextField(blank=True)),
                ('answer_file', models.FileField(blank=True, upload_to='incidents/%Y/%m/')),
                ('answer_file_name', models.CharField(blank=True, max_length=255)),
                ('answer_file_type', models.CharField(blank=True, max_length=100)),
                ('answer_file_sha256', models.CharField(blank=True, max_length=64)),
                ('answered_to', models.ForeignKey(blank=True, help_text='Who recorded the answer.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_why', models.CharField(blank=True, max_length=500)),
                ('reminded_at', models.DateTimeField(blank=True, help_text='We were, before it is due.', null=True)),
                ('late_told_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('sent_at', None), models.Q(models.Q(('sent_proof', ''), _negated=True), ('awaited_by__isnull', False)), _connector='OR'), name='request_is_sent_with_proof'), models.CheckConstraint(condition=models.Q(('answered_at', None), models.Q(('sent_at__isnull', False), ('answered_at__gte', models.F('sent_at'))), _connector='OR'), name='request_is_answered_after_it_was_sent'), models.CheckConstraint(condition=models.Q(('answered_at', None), models.Q(('answer', ''), _negated=True), _connector='OR'), name='request_says_what_was_answered'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('withdrawn_why', ''), _negated=True), _connector='OR'), name='request_is_withdrawn_with_a_reason')],
            },
        ),
    ]
