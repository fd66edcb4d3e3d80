"""zlib's format: written by a faster library where there is one for the machine, read by zlib.

No search calls that library. Its checksums (of 1.9.1, x86_64 with AVX-512) leave the upper halves of vector
registers in use; until something clears them, the thread's older vector instructions wait for each other, and
tantivy takes 2.3 times as long to score a union of ten terms (.27 -> .62 ms).
"""

from __future__ import annotations

import zlib

try:
    from isal.isal_zlib import compress, crc32
except ImportError:  # no wheel of it: what either has written, the other reads
    from zlib import compress, crc32

__all__ = ["compress", "crc32", "decompress", "error"]

decompress = zlib.decompress
error = zlib.error
