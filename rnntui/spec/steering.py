"""Characters that steer a terminal, or hide in a text, in the place of being seen."""

from __future__ import annotations

import re

# Controls (C0, C1), what turns the direction of writing, separators of lines, halves of characters.
STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""All of them but the line feed and the tab."""
