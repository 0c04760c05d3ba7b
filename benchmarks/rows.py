"""What a row of the benchmark is. A module of rows has a list ROWS of functions that make one."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Call = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """Hold what one row compares.

    Parameters
    ----------
    name : str
        What is measured.
    ours, floor : callable
        The package's call, and the call whose time is the unit of the row.
    limit : float
        How many times the floor ours may take.
    peers, bare : mapping of name to callable
        Calls that ours must be ahead of; calls shown beside it that check nothing.
    input_bytes : int, default 0
        Size of the input, if the memory of ours is to be measured: it may take 5 % of that.
    """

    name: str
    ours: Call
    floor: Call
    limit: float = math.inf
    peers: Mapping[str, Call] = field(default_factory=dict)
    bare: Mapping[str, Call] = field(default_factory=dict)
    input_bytes: int = 0
