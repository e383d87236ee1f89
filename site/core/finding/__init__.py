"""Finding public pages by their words: quick however many there are, forgiving of marks and of one wrong letter.

`entries` says what of a page can be found, `indexing` keeps one row a public page and the words they use,
`candidates` asks the database for the newest that match, `spelling` knows the nearest words. The search page, its
suggestions (``home.search``) and the library build on it. The admin's search is Wagtail's (``core.search_backend``),
whose index calls `indexing`, so that ``manage.py update_index`` makes both anew.
"""
