"""Official papers: PDF and Word files, the office's own templates, and printing in the background."""
