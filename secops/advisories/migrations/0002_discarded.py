"""A draft may be discarded by its writer."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_gathered'),
        ('advisories', '0001_gathered'),
        ('duties', '0001_gathered'),
        ('incidents', '0002_rsit_other'),
        ('inventory', '0001_gathered'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='recommendation',
            name='decided_recommendation_has_its_time',
        ),
        migrations.RemoveConstraint(
            model_name='recommendation',
            name='sent_recommendation_has_its_times',
        ),
        migrations.AlterField(
            model_name='recommendation',
            name='state',
            field=models.CharField(choices=[('draft', 'Konsep'), ('submitted', 'Menunggu keputusan'), ('under_review', 'Sedang ditelaah'), ('accepted', 'Diterima'), ('rejected', 'Tidak dapat dijalankan'), ('merged', 'Digabung'), ('not_ours', 'Bukan wewenang kami'), ('discarded', 'Dibuang penulisnya')], default='submitted', max_length=12),
        ),
        migrations.AlterField(
            model_name='recommendationevent',
            name='state',
            field=models.CharField(choices=[('draft', 'Konsep'), ('submitted', 'Menunggu keputusan'), ('under_review', 'Sedang ditelaah'), ('accepted', 'Diterima'), ('rejected', 'Tidak dapat dijalankan'), ('merged', 'Digabung'), ('not_ours', 'Bukan wewenang kami'), ('discarded', 'Dibuang penulisnya')], default='submitted', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'discarded', 'submitted', 'under_review']), ('decided_at__isnull', False), _connector='OR'), name='decided_recommendation_has_its_time'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'discarded']), models.Q(('decide_by__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='sent_recommendation_has_its_times'),
        ),
    ]
