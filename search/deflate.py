"""zlib's format, by a faster library where there is one for the machine.

A search takes nothing from that library but `unchecked`. Its checksums (of 1.9.1, x86_64 with AVX-512) leave
the upper halves of vector registers in use; until something clears them, the thread's older vector
instructions wait for each other, and tantivy takes 2.3 times as long to score a union of ten terms
(.27 -> .62 ms).
"""

from __future__ import annotations

import zlib

try:
    from isal.isal_zlib import compress, crc32
    from isal.isal_zlib import decompress as _inflate
except ImportError:  # no wheel of it: what either has written, the other reads
    from zlib import compress, crc32
    from zlib import decompress as _inflate

__all__ = ["compress", "crc32", "decompress", "error", "unchecked"]

decompress = zlib.decompress
error = zlib.error


def unchecked(compressed: bytes) -> bytes:
    """What `compress` was given, in two thirds of the time: nothing is compared with the checksum."""
    return _inflate(memoryview(compressed)[2:-4], -zlib.MAX_WBITS)
