"""What an editor had better look at before a page goes public. Advice never keeps a page back.

One module a group of rules. The rules are pure functions of what ``core.advice.reading`` reads from a page.
"""

from core.advice.asking import ADVICE_HOOK, advice
from core.advice.findings import Advice

__all__ = ["ADVICE_HOOK", "Advice", "advice"]
