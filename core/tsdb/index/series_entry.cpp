// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/index/series_entry.h"

#include <limits>

namespace hearth::tsdb::index {
namespace {

/// Sums that wrap, as the differences they undo did.
std::int64_t wrapAdd(std::int64_t a, std::uint64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + b);
}

std::uint64_t wrapDifference(std::int64_t a, std::int64_t b) {
    return static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b);
}

/// Bytes of a string in a Labels buffer.
std::size_t lengthPrefixed(std::string_view text) {
    return text.size() + (text.size() < 0x80 ? 1 : text.size() < 0x4000 ? 2 : 5);
}

} // namespace

SeriesEntry::SeriesEntry(std::string_view body, std::uint64_t offset)
    : m_reader(body)
    , m_offset(offset)
    , m_labelsLeft(m_reader.uvarint()) {}

std::optional<LabelRef> SeriesEntry::nextLabel() {
    if (m_labelsLeft == 0 || !m_reader.ok()) {
        return std::nullopt;
    }
    --m_labelsLeft;
    const auto name = m_reader.uvarint();
    const auto value = m_reader.uvarint();
    constexpr auto kMax = std::numeric_limits<SymbolRef>::max();
    if (!m_reader.ok() || name > kMax || value > kMax) {
        m_reader.fail();
        return std::nullopt;
    }
    return LabelRef{static_cast<SymbolRef>(name), static_cast<SymbolRef>(value)};
}

void SeriesEntry::beginChunks() {
    for (; m_labelsLeft != 0 && m_reader.ok(); --m_labelsLeft) {
        m_reader.uvarint();
        m_reader.uvarint();
    }
    m_chunksLeft = m_reader.uvarint();
    m_inChunks = true;
}

std::optional<ChunkMeta> SeriesEntry::nextChunk() {
    if (!m_inChunks) {
        beginChunks();
    }
    if (m_chunksLeft == 0 || !m_reader.ok()) {
        return std::nullopt;
    }
    --m_chunksLeft;
    ChunkMeta meta;
    meta.begin = m_firstChunk ? m_reader.varint() : wrapAdd(m_last.end, m_reader.uvarint());
    meta.end = wrapAdd(meta.begin, m_reader.uvarint());
    meta.ref = m_firstChunk ? m_reader.uvarint() : m_last.ref + static_cast<std::uint64_t>(m_reader.varint());
    if (!m_reader.ok()) {
        return std::nullopt;
    }
    m_firstChunk = false;
    m_last = meta;
    return meta;
}

Result<void> SeriesEntry::check() const {
    return m_reader.ok() ? Result<void>() : damagedAt(m_offset, "series: the entry makes no sense");
}

Result<std::size_t> SeriesEntry::labelBytes(SymbolCache& symbols) {
    std::size_t bytes = 0;
    std::optional<SymbolRef> last;
    while (const auto label = nextLabel()) {
        if (last && label->name <= *last) {
            return damagedAt(m_offset, "series: its labels are out of order");
        }
        last = label->name;
        bytes += lengthPrefixed(HEARTH_TRY(symbols.at(label->name)));
        bytes += lengthPrefixed(HEARTH_TRY(symbols.at(label->value)));
    }
    HEARTH_TRY(check());
    return bytes;
}

Result<model::Labels> SeriesEntry::labels(SymbolCache& symbols) {
    model::SortedLabelsWriter writer;
    auto again = *this;
    writer.reserve(HEARTH_TRY(again.labelBytes(symbols))); // many are held at a time: no byte too many
    while (const auto label = nextLabel()) {
        const auto name = HEARTH_TRY(symbols.at(label->name));
        const auto value = HEARTH_TRY(symbols.at(label->value));
        if (!value.empty()) { // an empty value is no label
            writer.add(name, value);
        }
    }
    return writer.take();
}

void appendSeriesBody(std::string& out, std::span<const LabelRef> labels, std::span<const ChunkMeta> chunks) {
    ByteWriter writer(out);
    writer.uvarint(labels.size());
    for (const auto& label : labels) {
        writer.uvarint(label.name);
        writer.uvarint(label.value);
    }
    writer.uvarint(chunks.size());
    const ChunkMeta* last = nullptr;
    for (const auto& chunk : chunks) {
        if (last == nullptr) {
            writer.varint(chunk.begin);
        } else {
            writer.uvarint(wrapDifference(chunk.begin, last->end));
        }
        writer.uvarint(wrapDifference(chunk.end, chunk.begin));
        if (last == nullptr) {
            writer.uvarint(chunk.ref);
        } else {
            writer.varint(static_cast<std::int64_t>(chunk.ref - last->ref));
        }
        last = &chunk;
    }
}

} // namespace hearth::tsdb::index
