import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('grounds', '0001_initial'), ('grounds', '0002_checks_and_notices')]

    initial = True

    dependencies = [
        ('checks', '0001_gathered'),
        ('claims', '0001_gathered'),
        ('incidents', '0001_gathered'),
        ('notices', '0001_gathered'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ground',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fact', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='ground', to='incidents.statementfact')),
                ('claim', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.claim')),
                ('service_check', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='checks.servicecheck')),
                ('notice', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='notices.notice')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('claim__isnull', False), ('notice', None), ('service_check', None)), models.Q(('claim', None), ('notice', None), ('service_check__isnull', False)), models.Q(('claim', None), ('notice__isnull', False), ('service_check', None)), _connector='OR'), name='ground_is_one_row')],
            },
        ),
    ]
