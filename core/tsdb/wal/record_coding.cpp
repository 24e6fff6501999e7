// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/wal/record_coding.h"

#include <fmt/format.h>
#include <vector>

namespace hearth::tsdb::wal {
namespace {

std::uint64_t countPairs(std::string_view labels) {
    ByteReader reader(labels);
    std::uint64_t strings = 0;
    while (!reader.atEnd()) {
        reader.string();
        ++strings;
    }
    return strings / 2;
}

std::size_t storedBytes(std::string_view text) {
    std::size_t lengthBytes = 1;
    for (auto length = text.size(); length >= 0x80; length >>= 7U) {
        ++lengthBytes;
    }
    return lengthBytes + text.size();
}

} // namespace

std::unexpected<Error> damagedRecord(std::string_view what) {
    return fail(ErrorCode::kCorruption, fmt::format("damaged {} record", what));
}

bool readPairs(ByteReader& reader, std::uint64_t count) {
    bool canonical = true;
    std::string_view previous;
    auto position = reader.position();
    for (std::uint64_t i = 0; i < count && reader.ok(); ++i) {
        const auto name = reader.string();
        const auto value = reader.string();
        // A length may be written with more bytes than it needs, but not in a Labels buffer.
        position += storedBytes(name) + storedBytes(value);
        canonical =
            canonical && !value.empty() && (i == 0 ? !name.empty() : previous < name) && position == reader.position();
        previous = name;
    }
    return canonical;
}

void writePairs(ByteWriter& writer, std::string_view labels) {
    writer.uvarint(countPairs(labels));
    writer.bytes(labels);
}

model::Labels toLabels(std::string_view pairs, bool canonical) {
    ByteReader reader(pairs);
    if (canonical) {
        model::SortedLabelsWriter writer;
        writer.reserve(pairs.size());
        while (!reader.atEnd()) {
            const auto name = reader.string();
            writer.add(name, reader.string());
        }
        return writer.take();
    }
    std::vector<model::Labels::Pair> list;
    while (!reader.atEnd()) {
        const auto name = reader.string();
        list.emplace_back(name, reader.string());
    }
    return model::Labels::fromPairs(std::move(list));
}

void StartTimes::readNext(ByteReader& reader) {
    switch (reader.u8()) {
    case kNone:
        m_previous = 0;
        break;
    case kSame:
        break;
    default: // Prometheus takes every other marker for an explicit time
        m_previous = timeSum(m_first, reader.varint());
    }
}

void StartTimes::writeFirst(ByteWriter& writer, model::TimestampMs start) {
    m_first = m_previous = start;
    writer.varint(start);
}

void StartTimes::writeNext(ByteWriter& writer, model::TimestampMs start) {
    if (start == 0) {
        writer.u8(kNone);
    } else if (start == m_previous) {
        writer.u8(kSame);
    } else {
        writer.u8(kExplicit);
        writer.varint(timeDifference(start, m_first));
    }
    m_previous = start;
}

} // namespace hearth::tsdb::wal
