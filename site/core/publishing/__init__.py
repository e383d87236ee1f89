"""Going public: what keeps a page back, when it happens, and the form that asks.

``core.publishing.side_panel`` and ``core.publishing.views`` show all of it to the editor; they need the app registry
and are imported by name.
"""

from core.publishing.forms import SCHEDULE_HELP, ScheduleFormMixin, SchoolPageForm, VietnamTimePanel
from core.publishing.obstacles import OBSTACLES_HOOK, Obstacle, obstacles, refuse_with_obstacles
from core.publishing.schedule import UnscheduledDraft, unscheduled_drafts, unscheduled_moment

__all__ = [
    "OBSTACLES_HOOK",
    "SCHEDULE_HELP",
    "Obstacle",
    "ScheduleFormMixin",
    "SchoolPageForm",
    "UnscheduledDraft",
    "VietnamTimePanel",
    "obstacles",
    "refuse_with_obstacles",
    "unscheduled_drafts",
    "unscheduled_moment",
]
