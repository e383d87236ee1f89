"""Who writes for the school, and what they have sent."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from accounts.roles import Role
from home.demo_loading.files import moment, read
from home.demo_loading.plan import Plan
from news.models import Article, ArticleState, StoryPage, Writer


def load_writers(plan: Plan, users: dict[Role, User]) -> int:
    """Make the writers that are missing, each with the articles, and return how many articles were made."""
    made = 0
    for row in read("writers"):
        writer, created = Writer.objects.get_or_create(
            name=row["name"],
            defaults={
                "department": plan.departments[row["department"]],
                "user": users[Role.WRITER] if row.get("has_account") else None,
            },
        )
        if created:
            for article in row["articles"]:
                _load_article(writer, plan, article, users[Role.EDITOR])
            made += len(row["articles"])
    return made


def _load_article(writer: Writer, plan: Plan, row: dict[str, Any], editor: User) -> None:
    sent_at = moment(row["sent_at"])
    article = Article(
        writer=writer,
        title=row["title"],
        text=row["text"],
        people_named=row["people_named"],
        edition=plan.edition,
        sent_at=sent_at,
        story=StoryPage.objects.filter(slug=row.get("story", "")).first(),
    )
    article.turn(ArticleState(row["state"]), moment(row.get("changed_at", row["sent_at"])))
    article.due_at = None  # its moment is long over, and the demo shows what was sent
    article.save()
    if answer := row.get("answer"):
        article.comments.create(text=answer, author=editor, created_at=article.changed_at)
