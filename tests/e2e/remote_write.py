# SPDX-License-Identifier: GPL-3.0-or-later
"""Remote write 1.0, the sending side: fills a database with samples of any time, as fast as it takes them.

A series is (labels, samples, histograms, exemplars): labels a dict with __name__, samples (ms, value), histograms
(ms, Histogram or FloatHistogram), exemplars (ms, value, labels).
"""

import struct
import urllib.error
import urllib.request

LITERAL_BYTES = 65536


class Histogram:
    """Native, integer: `buckets` are the counts of neighbouring buckets from index `first`."""

    def __init__(self, schema, first, buckets, zero_count, total):
        self.schema, self.first, self.buckets, self.zero_count, self.sum = schema, first, buckets, zero_count, total

    @property
    def count(self):
        return sum(self.buckets) + self.zero_count


class FloatHistogram(Histogram):
    """Its counts are floats; `negative` are the buckets below zero, from the same index."""

    def __init__(self, schema, first, buckets, zero_count, total, negative=()):
        super().__init__(schema, first, buckets, zero_count, total)
        self.negative = negative

    @property
    def count(self):
        return sum(self.buckets) + sum(self.negative) + self.zero_count


def varint(number):
    number &= (1 << 64) - 1
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7f | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def zigzag(number):
    return varint(number << 1 if number >= 0 else (-number << 1) - 1)


def field(number, payload):
    return varint(number << 3 | 2) + varint(len(payload)) + payload


def double(number, value):
    return varint(number << 3 | 1) + struct.pack("<d", value)


def integer(number, value):
    return varint(number << 3) + varint(value)


def label_fields(labels):
    return b"".join(field(1, field(1, k.encode()) + field(2, v.encode())) for k, v in sorted(labels.items()))


def histogram_field(at, h):
    deltas = [b - a for a, b in zip([0, *h.buckets], h.buckets)]
    span = varint(1 << 3) + zigzag(h.first) + integer(2, len(h.buckets))
    return field(4, integer(1, h.count) + double(3, h.sum) + varint(4 << 3) + zigzag(h.schema) + double(5, 0.001) +
                 integer(6, h.zero_count) + field(11, span) + field(12, b"".join(map(zigzag, deltas))) +
                 integer(15, at))


def float_histogram_field(at, h):
    def side(spans, counts, buckets):
        span = varint(1 << 3) + zigzag(h.first) + integer(2, len(buckets))
        return field(spans, span) + field(counts, struct.pack(f"<{len(buckets)}d", *buckets)) if buckets else b""
    return field(4, double(2, h.count) + double(3, h.sum) + varint(4 << 3) + zigzag(h.schema) + double(5, 0.001) +
                 double(7, h.zero_count) + side(8, 10, h.negative) + side(11, 13, h.buckets) + integer(15, at))


def series_field(labels, samples=(), histograms=(), exemplars=()):
    return field(1, label_fields(labels) +
                 b"".join(field(2, double(1, v) + integer(2, at)) for at, v in samples) +
                 b"".join(field(3, label_fields(own) + double(2, v) + integer(3, at)) for at, v, own in exemplars) +
                 b"".join(float_histogram_field(at, h) if isinstance(h, FloatHistogram) else histogram_field(at, h)
                          for at, h in histograms))


def snappy(data):
    """As literals: valid, if not small."""
    out = [varint(len(data))]
    for start in range(0, len(data), LITERAL_BYTES):
        part = data[start:start + LITERAL_BYTES]
        out += [bytes([61 << 2]), struct.pack("<H", len(part) - 1), part]
    return b"".join(out)


def encode(series):
    return snappy(b"".join(series_field(*one) for one in series))


def send(server, body, timeout=30):
    """Returns when the samples are acknowledged; anything else raises OSError."""
    request = urllib.request.Request(f"http://{server.address}/api/v1/write", data=body, headers={
        "Content-Encoding": "snappy", "Content-Type": "application/x-protobuf",
        "X-Prometheus-Remote-Write-Version": "0.1.0"})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            if answer.status not in (200, 204):
                raise OSError(f"remote write: {answer.status}")
    except urllib.error.HTTPError as error:
        raise OSError(f"remote write: {error.code} {error.read(300)!r}") from error
