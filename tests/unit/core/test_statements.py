"""What statements read and write, as names."""

import pytest

from core.statements import names_read, written

STORIES = (
    'SELECT "news_storypage"."page_ptr_id", "wagtailcore_page"."title" FROM "news_storypage" INNER JOIN '
    '"wagtailcore_page" ON ("news_storypage"."page_ptr_id" = "wagtailcore_page"."id") '
)
WITH_PICTURE = (
    'SELECT "news_storypage"."page_ptr_id", "core_schoolimage"."id", "core_schoolimage"."title" FROM '
    '"news_storypage" LEFT OUTER JOIN "core_schoolimage" ON ("news_storypage"."picture_id" = '
    '"core_schoolimage"."id") '
)
OF_A_STORY = (
    'SELECT "week_plantask"."id" FROM "week_plantask" INNER JOIN "news_storypage_tasks" ON ("week_plantask"."id" '
    '= "news_storypage_tasks"."plantask_id") WHERE "news_storypage_tasks"."storypage_id" = %s'
)
EXISTS = (
    'SELECT "people_person"."id" FROM "people_person" WHERE EXISTS(SELECT %s AS "a" FROM "people_consent" U0 '
    'WHERE U0."person_id" = ("people_person"."id"))'
)


@pytest.mark.parametrize(
    ("sql", "params", "names"),
    [
        (f'{STORIES}WHERE "news_storypage"."page_ptr_id" = %s LIMIT 21', (5,), {"page:5"}),
        (f'{STORIES}WHERE "news_storypage"."page_ptr_id" IN (%s, %s)', (5, 6), {"page:5", "page:6"}),
        (f'{STORIES}WHERE "wagtailcore_page"."live"', (), {"news_storypage"}),
        (
            f'{STORIES}WHERE ("news_storypage"."page_ptr_id" = %s OR "wagtailcore_page"."live")',
            (5,),
            {"news_storypage"},
        ),
        (f'{STORIES}WHERE NOT ("news_storypage"."page_ptr_id" = %s)', (5,), {"news_storypage"}),
        (
            'SELECT "wagtailcore_page"."id" FROM "wagtailcore_page" WHERE "wagtailcore_page"."live"',
            (),
            {"structure"},
        ),
        (f'{WITH_PICTURE}WHERE "news_storypage"."category" = %s', ("x",), {"news_storypage"}),
        (
            f'{WITH_PICTURE}WHERE "core_schoolimage"."title" = %s',
            ("x",),
            {"news_storypage", "core_schoolimage"},
        ),
        (OF_A_STORY, (7,), {"page:7", "week_plantask"}),
        (EXISTS, (1,), {"people_person", "people_consent"}),
        ('SELECT * FROM "django_session" WHERE "django_session"."session_key" = %s', ("x",), set()),
        (
            'SELECT "week_slogan"."id" FROM "week_slogan" WHERE "week_slogan"."id" = %s',
            (3,),
            {"week_slogan:3"},
        ),
    ],
)
def test_a_question_depends_on_rows_or_on_a_table(sql, params, names):
    assert names_read(sql, params) == names


def test_a_narrowed_list_names_no_table():
    assert names_read(f'{STORIES}WHERE "wagtailcore_page"."live"', (), lists=False) == set()


@pytest.mark.parametrize(
    ("sql", "params", "columns", "keys"),
    [
        ('UPDATE "week_slogan" SET "text" = %s WHERE "week_slogan"."id" = %s', ("x", 3), ("text",), [3]),
        ('UPDATE "week_slogan" SET "text" = %s, "sort_order" = %s', ("x", 1), ("text", "sort_order"), None),
        (
            'UPDATE "week_slogan" SET "text" = %s WHERE "week_slogan"."edition_id" = %s',
            ("x", 1),
            ("text",),
            None,
        ),
        (
            'UPDATE "wagtailcore_page" SET path=%s||SUBSTR(path, %s), depth=LENGTH(path)/%s WHERE path LIKE %s',
            ("a", 1, 4, "b%"),
            ("path", "depth"),
            None,
        ),
        ('DELETE FROM "week_slogan" WHERE "week_slogan"."id" IN (%s, %s)', (3, 4), (), [3, 4]),
        ('INSERT INTO "week_slogan" ("text", "edition_id") VALUES (%s, %s)', ("x", 1), (), []),
        ('INSERT INTO "week_slogan" SELECT * FROM "others"', (), (), None),
        ('INSERT INTO "week_slogan" ("id", "text") VALUES (%s, %s), (%s, %s)', (8, "x", 9, "y"), (), [8, 9]),
        (
            'INSERT INTO "week_slogan" ("id", "text") SELECT * FROM UNNEST((%s)::bigint[], (%s)::varchar[])',
            ([8, 9], ["x", "y"]),
            (),
            [8, 9],
        ),
        (
            'INSERT INTO "week_slogan" ("id") VALUES (%s) ON CONFLICT("id") DO UPDATE SET "text" = %s',
            (8,),
            (),
            None,
        ),
    ],
)
def test_a_write_says_which_rows_when_it_can(sql, params, columns, keys):
    write = written(sql, params)
    assert write is not None
    assert (write.columns, write.known_keys()) == (columns, keys)


@pytest.mark.parametrize("sql", ["SELECT 1", 'UPDATE "django_session" SET "x" = %s', "SAVEPOINT a", "BEGIN"])
def test_what_no_page_shows_is_no_write(sql):
    assert written(sql, ()) is None
