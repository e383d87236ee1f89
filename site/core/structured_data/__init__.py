"""What a page says about itself to programs: JSON-LD in the words of schema.org.

Each page type gives one node (``BasePage.structured_data``) made of the words that its page shows, never of more;
``graph`` puts the school, the site and the way to the page around it. ``tests/integration/test_structured_data.py``
walks every page type and checks each type, property, value and date against the vocabulary itself.
"""
