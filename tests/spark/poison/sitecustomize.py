"""Ends any process that would keep a document with the key `poison`, as a fault in a library does."""

import os
import zlib
from typing import Any

module: Any = zlib
compress = zlib.compress


def deadly(data: Any, *rest: Any) -> bytes:
    if b'"key":"poison"' in bytes(data):
        os._exit(7)
    return compress(data, *rest)


module.compress = deadly
