import core.blocks.field
import core.private_files
import core.secret_links
import django.db.models.deletion
import django.utils.timezone
import modelcluster.contrib.taggit
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
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        ('week', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='NewsIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('lead', models.TextField(blank=True, help_text='Hai, ba câu mở đầu. Cũng là lời giới thiệu khi bài được chia sẻ và khi tìm thấy bằng máy tìm kiếm.', max_length=400, verbose_name='sa-pô')),
            ],
            options={
                'verbose_name': 'trang Tin bài',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='StoryTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name='slug')),
            ],
            options={
                'verbose_name': 'thẻ',
                'verbose_name_plural': 'thẻ',
            },
        ),
        migrations.CreateModel(
            name='StoryPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('lead', models.TextField(blank=True, help_text='Hai, ba câu mở đầu. Cũng là lời giới thiệu khi bài được chia sẻ và khi tìm thấy bằng máy tìm kiếm.', max_length=400, verbose_name='sa-pô')),
                ('body', core.blocks.field.BodyField(blank=True, verbose_name='nội dung')),
                ('picture_alt', models.CharField(blank=True, help_text='Một câu cho người không nhìn thấy ảnh. Để trống thì dùng mô tả của ảnh trong kho.', max_length=200, verbose_name='ảnh cho thấy gì')),
                ('picture_is_decorative', models.BooleanField(default=False, help_text='Trình đọc màn hình sẽ bỏ qua ảnh này.', verbose_name='ảnh chỉ để trang trí')),
                ('picture_caption', models.CharField(blank=True, max_length=200, verbose_name='chú thích ảnh')),
                ('category', models.CharField(choices=[('campaign', 'Tuyên truyền'), ('activity', 'Hoạt động'), ('reading', 'Khuyến đọc'), ('people', 'Người thật việc thật'), ('digital_skills', 'Kỹ năng số'), ('encouragement', 'Khuyến học'), ('notice', 'Thông báo')], default='activity', max_length=16, verbose_name='chuyên mục')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stories', to='week.department', verbose_name='bộ phận')),
                ('edition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stories', to='week.weekedition', verbose_name='Tuần lễ')),
                ('picture', models.ForeignKey(blank=True, help_text='Để trống thì trang dùng một bức tranh khắc gỗ tự vẽ.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.schoolimage', verbose_name='ảnh chính')),
                ('tasks', modelcluster.fields.ParentalManyToManyField(blank=True, help_text='Bài này cho thấy việc nào trong kế hoạch đã làm?', related_name='stories', to='week.plantask', verbose_name='minh chứng cho nhiệm vụ')),
            ],
            options={
                'verbose_name': 'tin bài',
                'verbose_name_plural': 'tin bài',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='TaggedStory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_items', to='news.storypage')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_stories', to='news.storytag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='storypage',
            name='tags',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='Cách nhau bằng dấu phẩy.', through='news.TaggedStory', to='news.StoryTag', verbose_name='thẻ'),
        ),
        migrations.CreateModel(
            name='WordImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', core.private_files.PrivateFileField(blank=True, max_length=200, storage=core.private_files.PrivateStorage(), upload_to=core.private_files.private_place, verbose_name='tệp Word')),
                ('file_name', models.CharField(blank=True, max_length=200, verbose_name='tên tệp')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='tải lên lúc')),
                ('touched_at', models.DateTimeField(auto_now_add=True, verbose_name='tin mới nhất lúc')),
                ('state', models.CharField(choices=[('waiting', 'đang chờ'), ('working', 'đang đọc'), ('ready', 'đã đọc xong'), ('failed', 'không đọc được'), ('used', 'đã thành bản nháp')], default='waiting', max_length=10, verbose_name='tình trạng')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='số lần thử')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='đã xong')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='tổng số')),
                ('problem', models.CharField(blank=True, max_length=500, verbose_name='vì sao không đọc được')),
                ('result', models.JSONField(default=dict, verbose_name='nội dung đọc được')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người tải lên')),
                ('story', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='news.storypage', verbose_name='bản nháp')),
            ],
            options={
                'verbose_name': 'tệp Word đang đọc',
                'verbose_name_plural': 'tệp Word đang đọc',
                'ordering': ('-created_at',),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='WordPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='số thứ tự')),
                ('proposed', models.CharField(blank=True, max_length=200, verbose_name='lời tả trong Word')),
                ('picture', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='word_picture', to='core.schoolimage')),
                ('word_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='news.wordimport')),
            ],
            options={
                'verbose_name': 'ảnh từ tệp Word',
                'verbose_name_plural': 'ảnh từ tệp Word',
                'ordering': ('number',),
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='storypage',
            index=models.Index(fields=['category', 'page_ptr'], name='news_story_category'),
        ),
        migrations.AddIndex(
            model_name='storypage',
            index=models.Index(fields=['department', 'page_ptr'], name='news_story_department'),
        ),
        migrations.AddIndex(
            model_name='storypage',
            index=models.Index(fields=['edition', 'page_ptr'], name='news_story_edition'),
        ),
        migrations.AddField(
            model_name='storypage',
            name='byline',
            field=models.CharField(blank=True, help_text='Tên thầy cô hay nhân viên viết bài, ví dụ “Cô Nguyễn Thị An”: hiện dưới bài và ai cũng đọc được. Không ghi tên học sinh ở đây.', max_length=120, validators=[people.models.person.validate_name], verbose_name='người viết'),
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='giờ hẹn')),
                ('title', models.CharField(max_length=200, verbose_name='tên bài')),
                ('text', models.TextField(blank=True, verbose_name='nội dung')),
                ('word_file', core.private_files.PrivateFileField(blank=True, max_length=200, storage=core.private_files.PrivateStorage(), upload_to=core.private_files.private_place, verbose_name='tệp Word')),
                ('word_file_name', models.CharField(blank=True, max_length=200, verbose_name='tên tệp')),
                ('people_named', models.TextField(blank=True, max_length=1000, verbose_name='trong bài có nhắc tên ai')),
                ('state', models.CharField(choices=[('sent', 'Chờ xem'), ('returned', 'Trả lại, chờ sửa'), ('taken', 'Đã nhận'), ('declined', 'Không dùng')], db_index=True, default='sent', max_length=10, verbose_name='tình trạng')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gửi lúc')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='có thay đổi lúc')),
                ('form_key', models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ('edition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='week.weekedition', verbose_name='Tuần lễ')),
                ('story', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='article', to='news.storypage', verbose_name='tin bài')),
            ],
            options={
                'verbose_name': 'bài gửi',
                'verbose_name_plural': 'bài gửi',
                'ordering': ('-sent_at', '-pk'),
                'permissions': [('send_article', 'Gửi bài cho trang của trường')],
            },
        ),
        migrations.AddField(
            model_name='wordimport',
            name='article',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='imports', to='news.article', verbose_name='bài gửi'),
        ),
        migrations.CreateModel(
            name='ArticleComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000, verbose_name='lời nhắn')),
                ('is_writers', models.BooleanField(default=False, verbose_name='của người viết')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='viết lúc')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='news.article')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ai viết')),
            ],
            options={
                'verbose_name': 'lời nhắn về bài gửi',
                'verbose_name_plural': 'lời nhắn về bài gửi',
                'ordering': ('created_at', 'pk'),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ArticlePicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', core.private_files.PrivateFileField(max_length=200, storage=core.private_files.PrivateStorage(), upload_to=core.private_files.private_place, verbose_name='tệp ảnh')),
                ('description', models.CharField(blank=True, max_length=200, verbose_name='ảnh cho thấy gì')),
                ('number', models.PositiveSmallIntegerField(verbose_name='số thứ tự')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='news.article')),
            ],
            options={
                'verbose_name': 'ảnh của bài gửi',
                'verbose_name_plural': 'ảnh của bài gửi',
                'ordering': ('number', 'pk'),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Writer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Như sẽ ghi dưới bài đã đăng, ví dụ “Cô Nguyễn Thị An”.', max_length=100, validators=[people.models.person.validate_name], verbose_name='họ và tên')),
                ('email', models.EmailField(blank=True, help_text='Để báo khi bài bị trả lại hoặc đã đăng. Có thể để trống.', max_length=254, verbose_name='thư điện tử')),
                ('token', models.CharField(default=core.secret_links.new_token, editable=False, max_length=32, unique=True)),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='thu hồi lúc')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='writers', to='week.department', verbose_name='bộ phận')),
                ('user', models.OneToOneField(blank=True, help_text='Có tài khoản thì vào bằng tài khoản ấy, không cần đường dẫn riêng.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='writer', to=settings.AUTH_USER_MODEL, verbose_name='tài khoản')),
            ],
            options={
                'verbose_name': 'người viết',
                'verbose_name_plural': 'người viết',
                'ordering': ('name', 'pk'),
            },
        ),
        migrations.AddField(
            model_name='article',
            name='writer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='news.writer', verbose_name='người viết'),
        ),
    ]
