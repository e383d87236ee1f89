"""The guide for the staff: a short illustrated book a role, on screen and on paper, and the tour of the first day."""
