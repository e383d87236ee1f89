import core.images
import wagtail.images.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='schoolimage',
            name='changes',
            field=core.images.ChangeCountField(default=0, editable=False, verbose_name='số lần đổi'),
        ),
        migrations.AddField(
            model_name='schoolimage',
            name='is_decorative',
            field=models.BooleanField(default=False, help_text='Đánh dấu khi ảnh không cho biết thêm điều gì, ví dụ hoa văn. Trình đọc màn hình sẽ bỏ qua.', verbose_name='Ảnh chỉ để trang trí'),
        ),
        migrations.AddField(
            model_name='schoolimage',
            name='is_shown',
            field=core.images.KeptFlagField(default=False, editable=False, verbose_name='có trên trang'),
        ),
        migrations.AlterField(
            model_name='schoolimage',
            name='file',
            field=core.images.CleanedPictureField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='tệp ảnh', width_field='width'),
        ),
    ]
