// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/index/postings_writer.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/byte_io.h"

namespace hearth::tsdb::index {
namespace {

constexpr std::size_t kDrainBytes = 64U << 10U;
constexpr std::uint64_t kKeys = 2; ///< Of a table entry: name and value.
constexpr unsigned kDigitBits = 11;
constexpr std::size_t kSmall = 512; ///< So few are sorted by comparing.
constexpr std::uint64_t kBuckets = 4096;

std::string u32Bytes(std::uint64_t value) {
    std::string bytes;
    ByteWriter(bytes).u32(static_cast<std::uint32_t>(value));
    return bytes;
}

SymbolRef valueOf(std::uint64_t entry) {
    return static_cast<SymbolRef>(entry >> 32U);
}

/// Sorts entries, which come in order of the series, by value: digit by digit, as values are dense.
void sortByValue(std::vector<std::uint64_t>& entries) {
    if (std::ranges::is_sorted(entries)) { // the first label of all series is
        return;
    }
    if (entries.size() < kSmall) {
        std::ranges::sort(entries);
        return;
    }
    const auto greatest = std::ranges::max(entries) >> 32U;
    std::vector<std::uint64_t> other(entries.size());
    for (unsigned shift = 0; shift < 32 && greatest >> shift != 0; shift += kDigitBits) {
        const auto digit = [&](std::uint64_t entry) { return entry >> (32 + shift) & ((1U << kDigitBits) - 1); };
        std::vector<std::size_t> starts((1U << kDigitBits) + 1);
        for (const auto entry : entries) {
            ++starts[digit(entry) + 1];
        }
        for (std::size_t i = 1; i < starts.size(); ++i) {
            starts[i] += starts[i - 1];
        }
        for (const auto entry : entries) {
            other[starts[digit(entry)]++] = entry;
        }
        entries.swap(other);
    }
}

} // namespace

Result<void> PostingsListWriter::begin(std::string_view name, std::string_view value, std::uint64_t count) {
    HEARTH_TRY(m_out.pad(kPostingsAlignment));
    m_buffer.clear();
    ByteWriter writer(m_buffer);
    writer.uvarint(kKeys);
    writer.string(name);
    writer.string(value);
    writer.uvarint(m_out.position());
    HEARTH_TRY(m_table.write(m_buffer));
    ++m_lists;

    const auto length = (count + 1) * sizeof(SeriesId);
    if (length > kMaxSectionBytes) {
        return fail(ErrorCode::kLimit,
                    fmt::format("index: {} postings of {}=\"{}\" take more than 4 GiB", count, name, value));
    }
    HEARTH_TRY(m_out.write(u32Bytes(length)));
    m_crc = 0;
    m_buffer.clear();
    writer.u32(static_cast<std::uint32_t>(count));
    return {};
}

Result<void> PostingsListWriter::add(SeriesId id) {
    ByteWriter(m_buffer).u32(id);
    return m_buffer.size() < kDrainBytes ? Result<void>() : drain();
}

Result<void> PostingsListWriter::drain() {
    m_crc = crcOf(m_buffer, m_crc);
    HEARTH_TRY(m_out.write(m_buffer));
    m_buffer.clear();
    return {};
}

Result<void> PostingsListWriter::end() {
    HEARTH_TRY(drain());
    return m_out.write(u32Bytes(m_crc));
}

PostingsWriter::PostingsWriter(SeriesSection series, const SymbolTable& symbols, const NameTable& uses,
                               std::size_t maxInMemory, OutputFile& out, OutputFile& table)
    : m_series(series)
    , m_symbols(symbols)
    , m_uses(uses)
    , m_maxInMemory(std::max<std::size_t>(maxInMemory, 1))
    , m_out(out)
    , m_table(table)
    , m_lists(out, table) {}

/// Calls visit(id, body) for each series.
template <class Visit>
void PostingsWriter::walk(Visit visit) const {
    const auto aligned = [](std::uint64_t offset) {
        return (offset + kSeriesAlignment - 1) / kSeriesAlignment * kSeriesAlignment;
    };
    for (auto offset = aligned(m_series.begin); offset < m_series.file.size();) {
        ByteReader reader(m_series.file.substr(offset));
        const auto body = reader.string();
        visit(static_cast<SeriesId>(offset / kSeriesAlignment), body);
        offset = aligned(offset + reader.position() + kCrcBytes);
    }
}

namespace {

/// Calls visit(name, value) for each label of a series.
template <class Visit>
void walkLabels(std::string_view body, Visit visit) {
    ByteReader reader(body);
    for (auto left = reader.uvarint(); left != 0; --left) {
        const auto name = static_cast<SymbolRef>(reader.uvarint());
        visit(name, static_cast<SymbolRef>(reader.uvarint()));
    }
}

} // namespace

Result<void> PostingsWriter::writeLists() {
    HEARTH_TRY(writeAllSeries());
    std::vector<Part> parts;
    std::uint64_t held = 0;
    for (const auto& use : m_uses.sorted()) {
        if (held + use.number > m_maxInMemory && !parts.empty()) {
            HEARTH_TRY(writeParts(std::exchange(parts, {})));
            held = 0;
        }
        Part part{use.name, 0, m_symbols.size(), use.number, {}};
        if (use.number > m_maxInMemory) {
            HEARTH_TRY(split(part));
            continue;
        }
        held += use.number;
        parts.push_back(std::move(part));
    }
    return writeParts(std::move(parts));
}

Result<void> PostingsWriter::writeAllSeries() {
    HEARTH_TRY(m_lists.begin("", "", m_series.count));
    Result<void> result;
    walk([&](SeriesId id, std::string_view) {
        if (result) {
            result = m_lists.add(id);
        }
    });
    HEARTH_TRY(result);
    return m_lists.end();
}

Result<void> PostingsWriter::writeParts(std::vector<Part> parts) {
    if (parts.empty()) {
        return {};
    }
    NameTable numbers;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        numbers[parts[i].name] = i;
        parts[i].entries.reserve(parts[i].count);
    }
    walk([&](SeriesId id, std::string_view body) {
        walkLabels(body, [&](SymbolRef name, SymbolRef value) {
            const auto* const number = numbers.find(name);
            if (number != nullptr && value >= parts[*number].low && value < parts[*number].high) {
                parts[*number].entries.push_back(std::uint64_t{value} << 32U | id);
            }
        });
    });
    for (auto& part : parts) {
        HEARTH_TRY(writePart(part));
    }
    return {};
}

Result<void> PostingsWriter::writePart(Part& part) {
    sortByValue(part.entries);
    const auto name = HEARTH_TRY(m_symbols.at(part.name));
    for (auto at = part.entries.begin(); at != part.entries.end();) {
        const auto value = valueOf(*at);
        const auto end = std::find_if(at, part.entries.end(), [&](auto entry) { return valueOf(entry) != value; });
        const auto text = HEARTH_TRY(m_symbols.at(value));
        HEARTH_TRY(m_lists.begin(name, text, static_cast<std::uint64_t>(end - at)));
        for (; at != end; ++at) {
            HEARTH_TRY(m_lists.add(static_cast<SeriesId>(*at)));
        }
        HEARTH_TRY(m_lists.end());
    }
    part.entries = {};
    return {};
}

std::vector<std::uint64_t> PostingsWriter::histogram(const Part& part, std::uint64_t width) const {
    std::vector<std::uint64_t> counts((part.high - part.low + width - 1) / width);
    walk([&](SeriesId, std::string_view body) {
        walkLabels(body, [&](SymbolRef name, SymbolRef value) {
            if (name == part.name && value >= part.low && value < part.high) {
                ++counts[(value - part.low) / width];
            }
        });
    });
    return counts;
}

/// Cuts the values into stretches that fit, and writes each.
Result<void> PostingsWriter::split(const Part& part) {
    if (part.high - part.low == 1) {
        return stream(part);
    }
    const auto width = (part.high - part.low + kBuckets - 1) / kBuckets;
    const auto counts = histogram(part, width);
    Part next{part.name, part.low, part.low, 0, {}};
    const auto write = [&]() -> Result<void> {
        const auto ready = std::exchange(next, {part.name, next.high, next.high, 0, {}});
        return ready.count == 0 ? Result<void>() : ready.count <= m_maxInMemory ? writeParts({ready}) : split(ready);
    };
    for (std::size_t bucket = 0; bucket < counts.size(); ++bucket) {
        if (next.count != 0 && next.count + counts[bucket] > m_maxInMemory) {
            HEARTH_TRY(write());
        }
        if (next.count == 0) { // no values before it: what is split must become narrower
            next.low = part.low + bucket * width;
        }
        next.count += counts[bucket];
        next.high = std::min(part.high, part.low + (bucket + 1) * width);
    }
    return write();
}

Result<void> PostingsWriter::stream(const Part& part) {
    const auto value = static_cast<SymbolRef>(part.low);
    const auto name = HEARTH_TRY(m_symbols.at(part.name));
    const auto text = HEARTH_TRY(m_symbols.at(value));
    HEARTH_TRY(m_lists.begin(name, text, part.count));
    Result<void> result;
    walk([&](SeriesId id, std::string_view body) {
        walkLabels(body, [&](SymbolRef label, SymbolRef candidate) {
            if (result && label == part.name && candidate == value) {
                result = m_lists.add(id);
            }
        });
    });
    HEARTH_TRY(result);
    return m_lists.end();
}

Result<void> PostingsWriter::writeTable() {
    HEARTH_TRY(m_table.flush());
    const auto count = u32Bytes(m_lists.lists());
    const auto length = m_table.position() + count.size();
    if (length > kMaxSectionBytes) {
        return fail(ErrorCode::kLimit, fmt::format("index: {} bytes of postings table are more than 4 GiB", length));
    }
    HEARTH_TRY(m_out.write(u32Bytes(length) + count));
    auto crc = crcOf(count);
    std::string step(kDrainBytes, '\0');
    for (std::uint64_t offset = 0; offset < m_table.position();) {
        const auto size = HEARTH_TRY(m_table.readAt(offset, step));
        if (size == 0) {
            return fail(ErrorCode::kIo, "index: the postings table cannot be read back");
        }
        const auto part = std::string_view(step).substr(0, size);
        crc = crcOf(part, crc);
        HEARTH_TRY(m_out.write(part));
        offset += size;
    }
    return m_out.write(u32Bytes(crc));
}

} // namespace hearth::tsdb::index
