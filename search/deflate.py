"""zlib's format, by a faster library where there is one for the machine.

isal is faster still, but its checksums and its compression (of 1.9.1, x86_64 with AVX-512) leave the upper
halves of vector registers in use; until something clears them, the thread's older vector instructions wait
for each other, and tantivy takes 2.3 times as long to score a union of ten terms (.27 -> .62 ms).
"""

from __future__ import annotations

from typing import Any

try:
    from zlib_ng import zlib_ng as zlib
except ImportError:  # no wheel of it: what either has written, the other reads
    import zlib  # type: ignore[no-redef]

compress = zlib.compress
decompress = zlib.decompress
crc32 = zlib.crc32
error: Any = zlib.error  # its stubs make it an instance
