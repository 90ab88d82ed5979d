import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('outbox', '0001_initial'), ('outbox', '0002_by_hand_and_alarms'), ('outbox', '0003_next_by_hand'), ('outbox', '0004_channels'), ('outbox', '0005_whatsapp_templates'), ('outbox', '0006_message_texts'), ('outbox', '0007_optional_mail')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChannelRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('mail', 'Email'), ('whatsapp_by_hand', 'WhatsApp (dikirim petugas)'), ('whatsapp', 'WhatsApp (otomatis)'), ('telegram', 'Telegram'), ('webhook', 'Webhook'), ('apprise', 'Apprise')], max_length=20, unique=True)),
                ('enabled', models.BooleanField()),
                ('rank', models.PositiveSmallIntegerField(help_text='The lowest is tried first.')),
                ('per_minute', models.PositiveIntegerField(blank=True, help_text='Messages a minute at most; empty: as fast as it goes.', null=True)),
                ('minute_from', models.DateTimeField(blank=True, null=True)),
                ('minute_used', models.PositiveIntegerField(default=0)),
                ('paused_until', models.DateTimeField(blank=True, null=True)),
                ('last_success_at', models.DateTimeField(blank=True, null=True)),
                ('last_error_at', models.DateTimeField(blank=True, null=True)),
                ('last_error', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['rank', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Alarm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person_cap', 'Batas pesan per orang tercapai'), ('run_cap', 'Batas pesan sekali jalan tercapai')], max_length=12)),
                ('day', models.DateField()),
                ('first_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('held_back', models.PositiveIntegerField(help_text='The most that waited at one time.')),
            ],
            options={
                'ordering': ['-last_at'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'day'), name='alarm_rings_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
                ('not_before', models.DateTimeField()),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('at_any_hour_because', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Heard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contact', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='heard', to='accounts.contact')),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=160, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='accounts.person')),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.contact')),
                ('channel', models.CharField(choices=[('mail', 'Email'), ('whatsapp_by_hand', 'WhatsApp (dikirim petugas)'), ('whatsapp', 'WhatsApp (otomatis)'), ('telegram', 'Telegram'), ('webhook', 'Webhook'), ('apprise', 'Apprise')], max_length=20)),
                ('address', models.CharField(max_length=254)),
                ('payload', models.JSONField(default=dict, help_text='Ids that the composer reads again.')),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='outbox.batch')),
                ('asked_for', models.BooleanField(default=False, help_text='The person asked for it himself, so it goes at any hour.')),
                ('urgent', models.BooleanField(default=False, help_text='The voice `darurat` of RULES 4.')),
                ('code_beside', models.CharField(blank=True, db_default='', help_text='It holds a code for a link that went to this kind of contact: it never goes there too, nor to an address that is not trusted.', max_length=12)),
                ('state', models.CharField(choices=[('queued', 'Menunggu dikirim'), ('sending', 'Sedang dikirim'), ('sent', 'Terkirim'), ('reached', 'Sampai'), ('failed', 'Gagal'), ('unknown', 'Tidak diketahui'), ('dropped', 'Tidak jadi dikirim'), ('cancelled', 'Dibatalkan')], default='queued', max_length=10)),
                ('repeated', models.BooleanField(default=False, help_text='Sent a second time, because nobody knows what became of the first.')),
                ('held_by', models.ForeignKey(blank=True, help_text='The officer who is sending it by hand.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('held_until', models.DateTimeField(blank=True, null=True)),
                ('not_before', models.DateTimeField()),
                ('next_try_at', models.DateTimeField()),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('mail_id', models.CharField(blank=True, max_length=200)),
                ('provider_id', models.CharField(blank=True, db_default='', help_text='What the channel calls it, for its later word.', max_length=200)),
                ('refused_by', models.CharField(blank=True, db_default='', help_text='Ways that will not take it: channel:contact, with blanks between them.', max_length=300)),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('reached_at', models.DateTimeField(blank=True, null=True)),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('subject', models.CharField(blank=True, max_length=300)),
                ('text', models.TextField(blank=True, help_text='Without link and code.')),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'queued')), fields=['channel', 'next_try_at', 'id'], name='message_waiting_by_channel'), models.Index(condition=models.Q(('state__in', ['failed', 'unknown'])), fields=['channel', 'created_at'], name='message_in_trouble'), models.Index(condition=models.Q(('provider_id', ''), _negated=True), fields=['provider_id'], name='message_by_provider'), models.Index(condition=models.Q(('channel', 'whatsapp_by_hand'), ('state', 'queued')), fields=['-urgent', 'next_try_at', 'id'], name='message_by_hand'), models.Index(condition=models.Q(('state', 'sending')), fields=['claimed_at'], name='message_sending'), models.Index(condition=models.Q(('sent_at__isnull', False)), fields=['person', 'sent_at'], name='message_by_day'), models.Index(fields=['person', '-id'], name='message_of_person'), models.Index(fields=['batch', 'state'], name='message_of_batch')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tries', to='outbox.message')),
                ('at', models.DateTimeField()),
                ('channel', models.CharField(blank=True, choices=[('mail', 'Email'), ('whatsapp_by_hand', 'WhatsApp (dikirim petugas)'), ('whatsapp', 'WhatsApp (otomatis)'), ('telegram', 'Telegram'), ('webhook', 'Webhook'), ('apprise', 'Apprise')], db_default='', max_length=20)),
                ('outcome', models.CharField(choices=[('queued', 'Menunggu dikirim'), ('sending', 'Sedang dikirim'), ('sent', 'Terkirim'), ('reached', 'Sampai'), ('failed', 'Gagal'), ('unknown', 'Tidak diketahui'), ('dropped', 'Tidak jadi dikirim'), ('cancelled', 'Dibatalkan')], max_length=10)),
                ('detail', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='MessageText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passage', models.CharField(max_length=40)),
                ('language', models.CharField(choices=[('id', 'Indonesia'), ('en', 'English')], max_length=5)),
                ('version', models.PositiveSmallIntegerField()),
                ('body', models.CharField(blank=True, help_text="Empty: back to the product's own text.", max_length=400)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['passage', 'language', '-version'],
                'constraints': [models.UniqueConstraint(fields=('passage', 'language', 'version'), name='text_version_once')],
            },
        ),
        migrations.CreateModel(
            name='OptOut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opt_outs', to='accounts.person')),
                ('kind', models.CharField(max_length=40)),
                ('stopped_at', models.DateTimeField()),
                ('how', models.CharField(max_length=20)),
                ('resumed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-stopped_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('resumed_at', None)), fields=('person', 'kind'), name='stopped_once_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='WhatsAppTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, help_text='Kind of message; empty: any that has none of its own.', max_length=40)),
                ('language', models.CharField(choices=[('id', 'Indonesia'), ('en', 'English')], max_length=5)),
                ('version', models.PositiveSmallIntegerField()),
                ('name', models.CharField(help_text='What it is called at Meta.', max_length=120, unique=True)),
                ('body', models.TextField(max_length=1024)),
                ('buttons', models.JSONField(blank=True, default=list)),
                ('state', models.CharField(choices=[('submitted', 'Diajukan'), ('approved', 'Disetujui'), ('rejected', 'Ditolak')], default='submitted', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['kind', 'language', '-version'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'language', 'version'), name='template_version_once')],
            },
        ),
    ]
