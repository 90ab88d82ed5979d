import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('inbox', '0001_initial'), ('inbox', '0002_more_reasons'), ('inbox', '0003_receipt_goes_along')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('duties', '0001_gathered'),
        ('outbox', '0001_gathered'),
    ]

    operations = [
        migrations.CreateModel(
            name='LaterWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('mail', 'Email'), ('whatsapp_by_hand', 'WhatsApp (dikirim petugas)'), ('whatsapp', 'WhatsApp (otomatis)'), ('telegram', 'Telegram'), ('webhook', 'Webhook'), ('apprise', 'Apprise')], max_length=20)),
                ('provider_id', models.CharField(max_length=200)),
                ('reached', models.BooleanField()),
                ('detail', models.CharField(blank=True, max_length=300)),
                ('dead_address', models.BooleanField(default=False)),
                ('said_at', models.DateTimeField()),
                ('came_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('channel', 'provider_id', 'reached'), name='later_word_once')],
            },
        ),
        migrations.CreateModel(
            name='Incoming',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('whatsapp', 'WhatsApp'), ('telegram', 'Telegram'), ('by_hand', 'WhatsApp petugas'), ('sms', 'SMS'), ('phone', 'Telepon'), ('desk', 'Tatap muka'), ('mail', 'Email')], max_length=10)),
                ('provider_id', models.CharField(help_text='What the channel calls it; nothing for what is typed.', max_length=200, null=True)),
                ('address', models.CharField(help_text='As the channel says it: digits, a chat.', max_length=64)),
                ('sender', models.CharField(blank=True, help_text='The name he gave himself.', max_length=120)),
                ('text', models.TextField(blank=True)),
                ('secret_removed', models.BooleanField(default=False)),
                ('media', models.CharField(blank=True, help_text='Kind of file; never fetched.', max_length=20)),
                ('button', models.CharField(blank=True, max_length=120)),
                ('quoted', models.CharField(blank=True, max_length=200)),
                ('sent_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('new', 'Belum dibaca'), ('taken', 'Dipahami'), ('waiting', 'Menunggu kantor'), ('settled', 'Selesai')], default='new', max_length=8)),
                ('why', models.CharField(blank=True, choices=[('stranger', 'nomor tidak terdaftar'), ('no_question', 'tidak ada pertanyaan yang terbuka'), ('unclear', 'jawabannya tidak dikenali'), ('call_me', 'minta ditelepon'), ('refused', 'jawabannya tidak dapat dicatat'), ('media', 'berisi berkas atau gambar'), ('failed', 'gagal diproses'), ('noted', 'dicatat petugas'), ('shared', 'nomor dipakai bersama'), ('too_many', 'terlalu banyak balasan sekaligus')], max_length=12)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='accounts.person')),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.contact')),
                ('message', models.ForeignKey(help_text='What it answers.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replies', to='outbox.message')),
                ('word', models.CharField(blank=True, help_text='What was understood.', max_length=20)),
                ('reply', models.TextField(blank=True, help_text='What we answered.')),
                ('asks', models.JSONField(default=list, help_text='The questions that our answer opened.')),
                ('link', models.JSONField(default=dict, help_text='A code that our answer hands over, by ids.')),
                ('receipt', models.ForeignKey(help_text='The statement whose receipt goes with our answer.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='duties.headstatement')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('screenshot', models.FileField(blank=True, upload_to='replies/%Y/%m/')),
                ('screenshot_type', models.CharField(blank=True, max_length=40)),
                ('screenshot_sha256', models.CharField(blank=True, max_length=64)),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_at', models.DateTimeField(null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'ordering': ['-sent_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['sent_at'], name='reply_waiting'), models.Index(condition=models.Q(('state', 'new')), fields=['received_at'], name='reply_unread'), models.Index(fields=['contact', '-sent_at'], name='reply_of_contact')],
                'constraints': [models.UniqueConstraint(fields=('channel', 'provider_id'), name='reply_comes_in_once')],
            },
        ),
    ]
