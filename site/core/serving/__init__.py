"""The site on one machine, by one command: what ``manage.py serve`` is made of.

Each file is one concern: the data folder, the database, the static files, the first administrator, the
address, the processes, and the words printed at the end. Whatever keeps the site from starting is a
``CannotStartError``: one sentence that the person at the terminal can act on.
"""
