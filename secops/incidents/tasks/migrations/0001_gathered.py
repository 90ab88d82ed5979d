import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('tasks', '0001_initial')]

    initial = True

    dependencies = [
        ('accounts', '0001_gathered'),
        ('incidents', '0001_gathered'),
    ]

    operations = [
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='incidents.incident')),
                ('key', models.CharField(blank=True, help_text='Its line in the table of ready tasks.', max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField(blank=True)),
                ('ready_text', models.TextField(blank=True, help_text='Words to be copied and sent on.')),
                ('phase', models.CharField(choices=[('detection', 'detection'), ('triage', 'triage'), ('containment', 'containment'), ('eradication', 'eradication'), ('recovery', 'recovery'), ('lessons', 'lessons'), ('closed', 'closed'), ('refuted', 'refuted')], max_length=20)),
                ('required', models.BooleanField(default=True)),
                ('owner_person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.person')),
                ('owner_position', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.position')),
                ('department', models.ForeignKey(blank=True, help_text="Whose task it is; none = the office's.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.department')),
                ('due_at', models.DateTimeField()),
                ('given_at', models.DateTimeField(help_text='Since when this owner has it, with this due date.')),
                ('given', models.PositiveIntegerField(default=1, help_text='How often it was given anew.')),
                ('state', models.CharField(choices=[('open', 'Belum selesai'), ('done', 'Selesai'), ('dropped', 'Tidak dikerjakan')], default='open', max_length=8)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_why', models.CharField(blank=True, help_text='What came of it, or why it is not done.', max_length=1000)),
            ],
            options={
                'ordering': ['due_at', 'pk'],
                'indexes': [models.Index(fields=['state', 'due_at'], name='task_by_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('incident', 'key'), name='ready_task_stands_once_on_an_incident'), models.CheckConstraint(condition=models.Q(('owner_person', None), ('owner_position', None), _connector='OR'), name='task_has_one_owner'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'open'), ('ended_at', None)), models.Q(models.Q(('state', 'open'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='task_that_ended_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'dropped'), _negated=True), models.Q(('ended_why', ''), _negated=True), _connector='OR'), name='task_is_dropped_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='TaskPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(blank=True, upload_to='incidents/%Y/%m/')),
                ('file_name', models.CharField(blank=True, max_length=255)),
                ('file_type', models.CharField(blank=True, max_length=100)),
                ('file_bytes', models.PositiveIntegerField(blank=True, null=True)),
                ('file_sha256', models.CharField(blank=True, max_length=64)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='tasks.task')),
                ('rank', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=500)),
                ('required', models.BooleanField(default=True)),
                ('link', models.URLField(blank=True, max_length=1000)),
                ('note', models.CharField(blank=True, max_length=2000)),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['rank', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('done_at', None), models.Q(('note', ''), _negated=True), models.Q(('link', ''), _negated=True), models.Q(('file', ''), _negated=True), _connector='OR'), name='point_is_done_with_proof')],
            },
        ),
        migrations.CreateModel(
            name='TaskRung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rungs', to='tasks.task')),
                ('given', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=20)),
                ('told_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['told_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('task', 'given', 'code'), name='task_is_reminded_once_a_step')],
            },
        ),
    ]
