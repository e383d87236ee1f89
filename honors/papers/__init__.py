"""The papers of a round of commendation: decision and list, ceremony sheets, certificates."""


def register_kinds() -> None:
    """Make the Word papers known to the office's templates; called once, when the app is ready."""
    from honors.papers.ceremony import CEREMONY  # noqa: PLC0415  # Word files are not needed to load the app
    from honors.papers.decision import DECISION  # noqa: PLC0415
    from papers.kinds import register  # noqa: PLC0415

    register(DECISION)
    register(CEREMONY)
