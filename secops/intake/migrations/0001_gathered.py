import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('intake', '0001_initial'), ('intake', '0002_initial'), ('intake', '0003_upload_becomes_report'), ('intake', '0004_register_file'), ('intake', '0005_upload_of_sessions')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('inventory', '0001_gathered'),
        ('jobs', '0001_gathered'),
    ]

    operations = [
        migrations.CreateModel(
            name='HostRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('host', models.CharField(max_length=260, unique=True)),
                ('application', models.ForeignKey(help_text='Empty: not ours.', null=True, on_delete=django.db.models.deletion.CASCADE, to='inventory.application')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['host'],
            },
        ),
        migrations.CreateModel(
            name='LoginRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='inventory.application')),
                ('login_key', models.CharField(db_collation='C', max_length=200)),
                ('account_id', models.BigIntegerField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('application', 'login_key'), name='login_rule_names_one_account')],
            },
        ),
        migrations.CreateModel(
            name='RegisterFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('leak', 'laporan kebocoran'), ('departments', 'daftar OPD'), ('applications', 'daftar aplikasi'), ('accounts', 'daftar akun'), ('readings', 'data dari sistem'), ('sessions', 'sesi login')], max_length=15)),
                ('file_name', models.CharField(max_length=255)),
                ('sha256', models.CharField(max_length=64)),
                ('counts', models.JSONField(default=dict)),
                ('imported_at', models.DateTimeField()),
                ('imported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='SenderMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sender', models.CharField(max_length=200)),
                ('header_key', models.CharField(help_text='Hash of the header row.', max_length=64)),
                ('mapping', models.JSONField()),
                ('used_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sender', 'header_key'), name='mapping_remembered_once')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('leak', 'laporan kebocoran'), ('departments', 'daftar OPD'), ('applications', 'daftar aplikasi'), ('accounts', 'daftar akun'), ('readings', 'data dari sistem'), ('sessions', 'sesi login')], max_length=15)),
                ('file_name', models.CharField(max_length=255)),
                ('sealed_path', models.CharField(max_length=300)),
                ('bytes', models.BigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('options', models.JSONField(default=dict)),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('uploaded_at', models.DateTimeField()),
                ('preview_job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='jobs.job')),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='jobs.job')),
                ('report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='inventory.leakreport')),
                ('discarded_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
    ]
