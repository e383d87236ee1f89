"""The report on a Week's results: its figures, its papers, and the copies that were sent."""
