"""Every test of the site; ``python tests/run.py`` runs them all."""
