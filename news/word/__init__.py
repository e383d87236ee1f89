"""A teacher's Word file becomes a draft of a story.

``archive`` refuses what is no such file, ``inspection`` looks at what it holds, ``reading`` makes blocks of it,
``pictures`` puts its pictures into the library, ``job`` does that in the background, ``drafting`` makes the story.
"""
