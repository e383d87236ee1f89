"""The admin's pages of templates and print jobs."""
