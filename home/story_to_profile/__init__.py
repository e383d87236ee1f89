"""A story of somebody to learn from becomes a profile in one click, without news and honors knowing each other."""
