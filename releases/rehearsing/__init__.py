"""What the public will see after a moment that it does not see before, and when it was seen.

``surfaces`` compares two answers of one address, ``crawling`` asks the site for both inside a
preview, ``signing`` keeps the result and who signed it off, ``watching`` looks at the public site
itself once the moment has come.
"""

from releases.rehearsing.signing import is_current, rehearse, sign_off
from releases.rehearsing.watching import look

__all__ = ["is_current", "look", "rehearse", "sign_off"]
