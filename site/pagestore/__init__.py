"""The page store: what anonymous visitors get lies as files on disk, filled and cleared by publishing."""
