"""Pictures drawn by code, after the Vietnamese woodblock print.

A print is made in three passes: the ground, the colour plates (flat fills that sit slightly off register)
and the key block (the black outline). The package is plain Python: it knows nothing of the site, so any
program may draw with it.

- ``scenes``: whole pictures for a story without a photograph.
- ``motifs``: small pictures on a transparent ground, for honour sheets and empty pages.
- ``hero``: the carp of the poster and the village of the footer.
- ``share_picture``: the picture that a shared link shows.
- ``typesetting``: widths of lines, measured with the display face.
"""
