"""The living page of the design system: every component in every state, by day and by night; see docs/design.md."""
