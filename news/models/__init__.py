"""The tables of stories."""

from news.models.categories import CATEGORY_ADDRESSES, CATEGORY_SCENES, Category
from news.models.index import NewsIndexPage
from news.models.story import StoryPage, StoryTag, TaggedStory
from news.models.writers import Article, ArticleComment, ArticlePicture, ArticleState, Writer
from news.word.models import WordImport, WordPicture

__all__ = [
    "CATEGORY_ADDRESSES",
    "CATEGORY_SCENES",
    "Article",
    "ArticleComment",
    "ArticlePicture",
    "ArticleState",
    "Category",
    "NewsIndexPage",
    "StoryPage",
    "StoryTag",
    "TaggedStory",
    "WordImport",
    "WordPicture",
    "Writer",
]
