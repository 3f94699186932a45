"""What the fuzzing tests share: how long they run, and damage done to what was good.

`FUZZ=50` in the environment (`make fuzz`) multiplies the number of examples.
"""

import os

from hypothesis import strategies as st

TIMES = int(os.environ.get("FUZZ", "1"))
"""How many times more examples than in CI."""


@st.composite
def damaged(draw: st.DrawFn, good: bytes) -> bytes:
    """Return bytes of which some are lost, doubled, changed, or set in from elsewhere."""
    data = bytearray(good)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        kind = draw(st.sampled_from(("lose", "double", "change", "cut", "move")))
        if kind == "lose":
            del data[start:end]
        elif kind == "double":
            data[start:start] = data[start:end] * draw(st.integers(1, 30))
        elif kind == "change":
            data[start:end] = draw(st.binary(max_size=40))
        elif kind == "cut":
            del data[start:]
        else:
            place = draw(st.integers(0, len(data)))
            data[place:place] = data[start:end]
    return bytes(data)
