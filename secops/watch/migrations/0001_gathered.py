import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('watch', '0001_initial')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('duties', '0001_gathered'),
        ('rotations', '0001_gathered'),
    ]

    operations = [
        migrations.CreateModel(
            name='OutsideBeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tried_at', models.DateTimeField(null=True)),
                ('succeeded_at', models.DateTimeField(null=True)),
                ('problem', models.CharField(blank=True, help_text='Why the newest try failed; never the address.', max_length=120)),
                ('held_back', models.CharField(blank=True, help_text='What is not well, so that nobody was told.', max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('accounts', models.JSONField(default=dict, help_text='Open accounts by reason.')),
                ('duties', models.JSONField(default=dict, help_text='Open duties by reason.')),
            ],
        ),
        migrations.CreateModel(
            name='Outage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('worker', 'Pekerja'), ('scheduler', 'Penjadwal'), ('web', 'Halaman web')], max_length=10)),
                ('silent_since', models.DateTimeField()),
                ('noticed_at', models.DateTimeField()),
                ('noticed_by', models.CharField(choices=[('worker', 'Pekerja'), ('scheduler', 'Penjadwal'), ('web', 'Halaman web')], max_length=10)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('part',), name='part_is_silent_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('stuck', 'Pengingat jatuh tempo tidak dibuat'), ('exhausted', 'Jenjang pengingat habis'), ('no_address', 'Tidak ada alamat yang dapat dihubungi'), ('no_holder', 'Giliran pemegang, tetapi tidak ada pemegang'), ('no_department', 'Giliran Agen, tetapi OPD belum diketahui'), ('no_agent', 'Giliran Agen, tetapi OPD tidak memiliki Agen'), ('no_owner', 'Giliran pemilik aplikasi, tetapi pemiliknya belum diketahui'), ('no_administrator', 'Giliran pemilik aplikasi, tetapi tidak ada petugasnya'), ('nobody', 'Belum selesai, tetapi bukan giliran siapa pun'), ('not_sent', 'Arahan belum dikirim'), ('no_head', 'OPD tidak memiliki Kepala atau Agen yang tercatat')], max_length=20)),
                ('campaign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='rotations.campaign')),
                ('department', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.department')),
                ('directive', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='duties.directive')),
                ('duty', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='duties.duty')),
                ('n', models.PositiveIntegerField(help_text='Accounts, duties or people.')),
                ('oldest_at', models.DateTimeField(help_text='The earliest due time among them.', null=True)),
                ('first_seen_at', models.DateTimeField()),
                ('last_seen_at', models.DateTimeField()),
                ('resolved_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-first_seen_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('resolved_at', None)), fields=('kind', 'campaign', 'department', 'directive', 'duty'), name='finding_is_open_once', nulls_distinct=False)],
            },
        ),
    ]
