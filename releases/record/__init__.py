"""The provable record: each published version has a hash, chained to the last.

=============  =================================================================================
``documents``  what a version said, as bytes in one order and spelling
``sealing``    its hash, made when it is approved, public from its own instant on
``entries``    the chain: a pure function of what is public
``manifests``  what entered it on a day
``checking``   whether all of that still holds (``manage.py verify_record``, daily)
``verify``     the same for anyone outside, in plain Python: also /record/verify.py
=============  =================================================================================
"""

from releases.record.checking import check, last_check
from releases.record.sealing import seal

__all__ = ["check", "last_check", "seal"]
