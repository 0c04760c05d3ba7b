"""What an expression that is bound to words of a page gives: plain numbers, or yes and no.

The tests evaluate such expressions in the kernel of the page, where this module can be imported.
"""

import json
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np


def values(expression: Callable[[Callable[[Any], Any]], Any]) -> str:
    """Evaluate an expression, which may use `bits`, and write what it gives as a JSON list."""
    return json.dumps(list(_flat(expression(bits))))


def bits(value: Any) -> Any:
    """Turn bits, one number or several, into nats: the unit in which words are compared."""
    if isinstance(value, Mapping):
        value = list(value.values())
    return np.asarray(value) * math.log(2)


def _flat(value: Any) -> Iterator[float | int | bool]:
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, Mapping):
        value = value.values()
    if isinstance(value, bool | int | float):
        yield value
    else:
        for item in value:
            yield from _flat(item)
