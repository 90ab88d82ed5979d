from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('stands', '0001_days_of_stands')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='StandDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('department_id', models.BigIntegerField()),
                ('subject', models.CharField(max_length=20)),
                ('day', models.DateField()),
                ('good', models.PositiveIntegerField()),
                ('warn', models.PositiveIntegerField()),
                ('bad', models.PositiveIntegerField()),
                ('unknown', models.PositiveIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['day'], name='stands_of_day')],
                'constraints': [models.UniqueConstraint(fields=('department_id', 'subject', 'day'), name='one_stand_a_day')],
            },
        ),
    ]
