from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        ('week', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField()),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='ghi chú')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='gắn lúc')),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gắn')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                ('page', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='week.plantask', verbose_name='nhiệm vụ')),
            ],
            options={
                'verbose_name': 'minh chứng',
                'verbose_name_plural': 'minh chứng',
                'ordering': ('added_at', 'pk'),
                'indexes': [models.Index(fields=['content_type', 'object_id'], name='evidence_of_a_thing')],
                'constraints': [models.UniqueConstraint(fields=('task', 'content_type', 'object_id'), name='evidence_once_for_a_task')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('due', 'sắp đến hạn'), ('late', 'quá hạn')], max_length=4)),
                ('due_date', models.DateField()),
                ('sent_at', models.DateTimeField(auto_now_add=True)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='week.plantask')),
            ],
            options={
                'verbose_name': 'lời nhắc',
                'verbose_name_plural': 'lời nhắc',
                'constraints': [models.UniqueConstraint(fields=('task', 'kind', 'due_date'), name='reminded_once')],
            },
        ),
    ]
