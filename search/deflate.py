"""zlib's format, by a faster library where there is one for the machine."""

from __future__ import annotations

from typing import Any

try:
    from isal import isal_zlib as zlib
except ImportError:  # no wheel of it: what either has written, the other reads
    import zlib  # type: ignore[no-redef]

compress = zlib.compress
decompress = zlib.decompress
crc32 = zlib.crc32
error: Any = zlib.error  # its stubs make it an instance
