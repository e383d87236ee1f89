"""Next year's Week, made from an earlier one: nothing of it is public until somebody says so."""
