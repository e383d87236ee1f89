"""The bin: deleted pages wait here and can be put back."""
