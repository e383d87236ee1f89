"""Who writes for the school, and what they have sent. Never public: a story that comes of an article is."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.private_files import PrivateFileField
from core.secret_links import new_token
from core.timed import TimedModel
from news.models.story import StoryPage
from people.models.person import validate_name
from week.models import Department, WeekEdition

KEPT_AFTER_THE_END = timedelta(days=90)
"""How long the words and files of an article are kept that became a story or is not used; the form says so."""
KEPT_WHEN_RETURNED = timedelta(days=180)
"""How long those of one are kept that went back and never came again."""
MOST_PICTURES = 10
LONGEST_NAME = 100
LONGEST_TITLE = 200


class WriterQuerySet(models.QuerySet["Writer"]):
    """Writers, asked for in words."""

    def active(self) -> WriterQuerySet:
        """Return those who may send articles."""
        return self.filter(revoked_at=None)


class Writer(models.Model):
    """Somebody of the staff who sends articles: by an account, by a personal link, or by either."""

    name = models.CharField(
        _("họ và tên"),
        max_length=LONGEST_NAME,
        validators=[validate_name],
        help_text=_("Như sẽ ghi dưới bài đã đăng, ví dụ “Cô Nguyễn Thị An”."),
    )
    department = models.ForeignKey(
        Department, verbose_name=_("bộ phận"), on_delete=models.PROTECT, related_name="writers"
    )
    email = models.EmailField(
        _("thư điện tử"), blank=True, help_text=_("Để báo khi bài bị trả lại hoặc đã đăng. Có thể để trống.")
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("tài khoản"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="writer",
        help_text=_("Có tài khoản thì vào bằng tài khoản ấy, không cần đường dẫn riêng."),
    )
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, editable=False)

    objects = WriterQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("người viết")
        verbose_name_plural = _("người viết")

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        """Whether they may send articles."""
        return self.revoked_at is None

    @property
    def desk_url(self) -> str:
        """The address of their desk: whoever has it is taken for them."""
        return reverse("writers_link:desk", args=[self.token])

    def renew(self) -> None:
        """Give a new link, the old one leading nowhere, and take a revocation back."""
        self.token, self.revoked_at = new_token(), None
        self.save(update_fields=["token", "revoked_at"])

    def revoke(self) -> None:
        """Let neither the link nor the account send anything any more; what was sent stays."""
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])


class ArticleState(models.TextChoices):
    """How far an article is."""

    SENT = "sent", _("Chờ xem")
    RETURNED = "returned", _("Trả lại, chờ sửa")
    TAKEN = "taken", _("Đã nhận")
    DECLINED = "declined", _("Không dùng")


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles, asked for in words."""

    def waiting(self) -> ArticleQuerySet:
        """Return those that the editors have to look at, the oldest first."""
        return self.filter(state=ArticleState.SENT).order_by("changed_at", "pk")


class Article(TimedModel):
    """An article ("bài gửi") on its way to a story.

    It has words of its own or a Word file. ``due_at`` is when both go (``news.writers.forgetting``); the row itself
    stays, because articles are counted.
    """

    writer = models.ForeignKey(
        Writer, verbose_name=_("người viết"), on_delete=models.PROTECT, related_name="articles"
    )
    title = models.CharField(_("tên bài"), max_length=LONGEST_TITLE)
    text = models.TextField(_("nội dung"), blank=True)
    word_file = PrivateFileField(_("tệp Word"), blank=True)
    word_file_name = models.CharField(_("tên tệp"), max_length=200, blank=True)
    people_named = models.TextField(_("trong bài có nhắc tên ai"), max_length=1000, blank=True)
    edition = models.ForeignKey(
        WeekEdition,
        verbose_name=_("Tuần lễ"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
    )
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=ArticleState.choices, default=ArticleState.SENT, db_index=True
    )
    sent_at = models.DateTimeField(_("gửi lúc"), default=timezone.now)
    changed_at = models.DateTimeField(_("có thay đổi lúc"), default=timezone.now)
    """When it was last sent, returned, taken or declined."""
    story = models.OneToOneField(
        StoryPage,
        verbose_name=_("tin bài"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="article",
    )
    form_key = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    """Digest of the form it came with, so that pressing the button twice is one article."""

    objects = ArticleQuerySet.as_manager()

    goes_live = False
    wagtail_reference_index_ignore = True
    """An article is no use of its story that a delete would have to warn of."""

    class Meta:
        ordering = ("-sent_at", "-pk")
        permissions = [("send_article", "Gửi bài cho trang của trường")]
        verbose_name = _("bài gửi")
        verbose_name_plural = _("bài gửi")

    def __str__(self) -> str:
        return self.title

    @property
    def may_be_changed(self) -> bool:
        """Whether its writer may still send other words."""
        return self.state in {ArticleState.SENT, ArticleState.RETURNED}

    @property
    def is_published(self) -> bool:
        """Whether readers find the story that it became."""
        return self.story is not None and self.story.live

    @property
    def is_forgotten(self) -> bool:
        """Whether its words and files have been deleted."""
        return not (self.text or self.word_file)

    def turn(self, state: ArticleState, now: datetime | None = None) -> None:
        """Give it another state, with the moment at which its words and files go; the caller saves it."""
        self.state, self.changed_at = state, now or timezone.now()
        kept_for = {
            ArticleState.RETURNED: KEPT_WHEN_RETURNED,
            ArticleState.TAKEN: KEPT_AFTER_THE_END,
            ArticleState.DECLINED: KEPT_AFTER_THE_END,
        }.get(state)
        self.due_at = self.changed_at + kept_for if kept_for else None


class ArticlePicture(models.Model):
    """A picture that came with an article."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="pictures")
    file = PrivateFileField(_("tệp ảnh"))
    description = models.CharField(_("ảnh cho thấy gì"), max_length=200, blank=True)
    number = models.PositiveSmallIntegerField(_("số thứ tự"))

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("number", "pk")
        default_permissions = ()
        verbose_name = _("ảnh của bài gửi")
        verbose_name_plural = _("ảnh của bài gửi")

    def __str__(self) -> str:
        return f"{self.number}: {self.description}"


class ArticleComment(models.Model):
    """What an editor, or the writer, says about an article."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField(_("lời nhắn"), max_length=2000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ai viết"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_writers = models.BooleanField(_("của người viết"), default=False)
    """Said apart from ``author``, which is lost when an editor's account is deleted."""
    created_at = models.DateTimeField(_("viết lúc"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ("created_at", "pk")
        default_permissions = ()
        verbose_name = _("lời nhắn về bài gửi")
        verbose_name_plural = _("lời nhắn về bài gửi")

    def __str__(self) -> str:
        return self.text[:60]
