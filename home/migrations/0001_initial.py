import core.blocks.field
import core.fields
import core.private_files
import core.routing
import core.secret_links
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import people.models.person
import wagtail.contrib.routable_page.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('core', '0001_initial'),
        ('honors', '0001_initial'),
        ('news', '0001_initial'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        ('week', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ActivityIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('lead', models.TextField(blank=True, help_text='Hai, ba câu mở đầu. Cũng là lời giới thiệu khi bài được chia sẻ và khi tìm thấy bằng máy tìm kiếm.', max_length=400, verbose_name='sa-pô')),
            ],
            options={
                'verbose_name': 'trang Hoạt động',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('lead', models.TextField(blank=True, help_text='Hai, ba câu mở đầu. Cũng là lời giới thiệu khi bài được chia sẻ và khi tìm thấy bằng máy tìm kiếm.', max_length=400, verbose_name='sa-pô')),
                ('edition', models.ForeignKey(blank=True, help_text='Để trống thì dùng Tuần lễ mới nhất.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='week.weekedition', verbose_name='Tuần lễ đang giới thiệu')),
            ],
            options={
                'verbose_name': 'trang đầu',
            },
            bases=(core.routing.FlatRouteMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('lead', models.TextField(blank=True, help_text='Hai, ba câu mở đầu. Cũng là lời giới thiệu khi bài được chia sẻ và khi tìm thấy bằng máy tìm kiếm.', max_length=400, verbose_name='sa-pô')),
                ('body', core.blocks.field.BodyField(blank=True, verbose_name='nội dung')),
                ('picture_alt', models.CharField(blank=True, help_text='Một câu cho người không nhìn thấy ảnh. Để trống thì dùng mô tả của ảnh trong kho.', max_length=200, verbose_name='ảnh cho thấy gì')),
                ('picture_is_decorative', models.BooleanField(default=False, help_text='Trình đọc màn hình sẽ bỏ qua ảnh này.', verbose_name='ảnh chỉ để trang trí')),
                ('picture_caption', models.CharField(blank=True, max_length=200, verbose_name='chú thích ảnh')),
                ('picture', models.ForeignKey(blank=True, help_text='Để trống thì trang dùng một bức tranh khắc gỗ tự vẽ.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.schoolimage', verbose_name='ảnh chính')),
            ],
            options={
                'verbose_name': 'trang thường',
                'verbose_name_plural': 'trang thường',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='WeekPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('lead', models.TextField(blank=True, help_text='Hai, ba câu mở đầu. Cũng là lời giới thiệu khi bài được chia sẻ và khi tìm thấy bằng máy tìm kiếm.', max_length=400, verbose_name='sa-pô')),
                ('body', core.blocks.field.BodyField(blank=True, verbose_name='nội dung')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='week.weekedition', verbose_name='Tuần lễ')),
            ],
            options={
                'verbose_name': 'trang Tuần lễ',
                'verbose_name_plural': 'các trang Tuần lễ',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='ActivityPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('lead', models.TextField(blank=True, help_text='Hai, ba câu mở đầu. Cũng là lời giới thiệu khi bài được chia sẻ và khi tìm thấy bằng máy tìm kiếm.', max_length=400, verbose_name='sa-pô')),
                ('body', core.blocks.field.BodyField(blank=True, verbose_name='nội dung')),
                ('picture_alt', models.CharField(blank=True, help_text='Một câu cho người không nhìn thấy ảnh. Để trống thì dùng mô tả của ảnh trong kho.', max_length=200, verbose_name='ảnh cho thấy gì')),
                ('picture_is_decorative', models.BooleanField(default=False, help_text='Trình đọc màn hình sẽ bỏ qua ảnh này.', verbose_name='ảnh chỉ để trang trí')),
                ('picture_caption', models.CharField(blank=True, max_length=200, verbose_name='chú thích ảnh')),
                ('audiences', core.fields.ChoiceSetField(blank=True, default='', max_length=255, verbose_name='dành cho ai')),
                ('starts_at', models.DateTimeField(db_index=True, help_text='Giờ Việt Nam, ví dụ 06/10/2023 15:30.', verbose_name='bắt đầu')),
                ('ends_at', models.DateTimeField(help_text='Giờ Việt Nam.', verbose_name='kết thúc')),
                ('place', models.CharField(blank=True, max_length=150, verbose_name='ở đâu')),
                ('capacity', models.PositiveIntegerField(blank=True, help_text='Để trống nếu không giới hạn.', null=True, verbose_name='số chỗ')),
                ('edition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='week.weekedition', verbose_name='Tuần lễ')),
                ('organiser', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='week.department', verbose_name='bộ phận tổ chức')),
                ('picture', models.ForeignKey(blank=True, help_text='Để trống thì trang dùng một bức tranh khắc gỗ tự vẽ.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.schoolimage', verbose_name='ảnh chính')),
                ('tasks', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='activities', to='week.plantask', verbose_name='minh chứng cho nhiệm vụ')),
                ('takes_signups', models.BooleanField(default=False, help_text='Người xem giữ chỗ ngay trên trang này, tới giờ bắt đầu. Số chỗ để trống là không giới hạn.', verbose_name='nhận đăng ký')),
                ('headcount', models.PositiveIntegerField(blank=True, help_text='Ghi sau buổi hoạt động; con số này vào báo cáo.', null=True, verbose_name='số người đến')),
            ],
            options={
                'verbose_name': 'hoạt động',
                'verbose_name_plural': 'hoạt động',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='SignUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, validators=[people.models.person.validate_name], verbose_name='họ và tên')),
                ('phone', models.CharField(blank=True, max_length=30, validators=[django.core.validators.RegexValidator('^\\+?(?:[\\s.()-]*\\d){8,15}[\\s.()-]*$', 'Số điện thoại chưa đúng. Ghi 10 chữ số, ví dụ 0912 345 678.')], verbose_name='số điện thoại')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                ('people', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)], verbose_name='số người')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='đăng ký lúc')),
                ('cancelled_at', models.DateTimeField(editable=False, null=True, verbose_name='huỷ lúc')),
                ('token', models.CharField(default=core.secret_links.new_token, editable=False, max_length=32, unique=True)),
                ('form_key', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ('consent_version', models.CharField(default='2026-11', editable=False, max_length=20, verbose_name='lời đồng ý')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signups', to='home.activitypage', verbose_name='hoạt động')),
            ],
            options={
                'verbose_name': 'lượt đăng ký',
                'verbose_name_plural': 'lượt đăng ký',
                'ordering': ('created_at', 'pk'),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('highlights', models.TextField(blank=True, help_text='Mỗi ý một dòng. Điều gì làm được mà con số không nói hết?', max_length=6000, verbose_name='kết quả nổi bật')),
                ('difficulties', models.TextField(blank=True, help_text='Mỗi ý một dòng.', max_length=6000, verbose_name='khó khăn, hạn chế')),
                ('proposals', models.TextField(blank=True, help_text='Mỗi ý một dòng.', max_length=6000, verbose_name='kiến nghị')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('changed_at', models.DateTimeField(editable=False, null=True, verbose_name='sửa lúc')),
                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người sửa')),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='report', to='week.weekedition', verbose_name='Tuần lễ')),
            ],
            options={
                'verbose_name': 'báo cáo kết quả',
                'verbose_name_plural': 'báo cáo kết quả',
                'permissions': [('send_report', 'Ghi báo cáo kết quả đã gửi')],
                'default_permissions': ('view', 'change'),
            },
        ),
        migrations.CreateModel(
            name='SentReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, verbose_name='số, ký hiệu')),
                ('dated', models.DateField(verbose_name='ngày gửi')),
                ('recipient', models.CharField(max_length=150, verbose_name='nơi nhận')),
                ('docx', core.private_files.PrivateFileField(max_length=200, storage=core.private_files.PrivateStorage(), upload_to=core.private_files.private_place, verbose_name='tệp Word')),
                ('pdf', core.private_files.PrivateFileField(max_length=200, storage=core.private_files.PrivateStorage(), upload_to=core.private_files.private_place, verbose_name='tệp PDF')),
                ('xlsx', core.private_files.PrivateFileField(max_length=200, storage=core.private_files.PrivateStorage(), upload_to=core.private_files.private_place, verbose_name='bảng tính')),
                ('figures', models.JSONField(default=dict, verbose_name='số liệu')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='ghi lúc')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sent_reports', to='week.weekedition', verbose_name='Tuần lễ')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
            ],
            options={
                'verbose_name': 'báo cáo đã gửi',
                'verbose_name_plural': 'báo cáo đã gửi',
                'ordering': ('-dated', '-pk'),
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('edition', 'number', 'dated', 'recipient'), name='report_sent_once_to_each')],
            },
        ),
        migrations.CreateModel(
            name='SignUpList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='giờ hẹn')),
                ('people_kept', models.PositiveIntegerField(editable=False, help_text='Còn lại khi dữ liệu cá nhân đã xoá.', null=True, verbose_name='số người đã đăng ký')),
                ('activity', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='signup_list', to='home.activitypage', verbose_name='hoạt động')),
                ('said_starts_at', models.DateTimeField(editable=False)),
                ('said_ends_at', models.DateTimeField(editable=False)),
                ('said_place', models.CharField(blank=True, editable=False, max_length=150)),
                ('said_off', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'verbose_name': 'danh sách đăng ký',
                'verbose_name_plural': 'danh sách đăng ký',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='StoryProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('profile', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='story_taken', to='honors.profilepage', verbose_name='gương tự học')),
                ('story', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='profile_made', to='news.storypage', verbose_name='tin bài')),
            ],
            options={
                'verbose_name': 'gương làm từ tin bài',
                'verbose_name_plural': 'gương làm từ tin bài',
                'default_permissions': (),
            },
        ),
    ]
