"""JSON whose numbers stay what they are: a figure of twenty digits is no float."""

import json
from decimal import Decimal
from typing import Any


class ExactNumbers(json.JSONDecoder):
    def __init__(self, **options: Any) -> None:
        super().__init__(**{"parse_float": Decimal} | options)
