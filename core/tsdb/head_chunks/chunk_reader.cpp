// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head_chunks/chunk_reader.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/byte_io.h"
#include "base/hash.h"

namespace hearth::tsdb::head_chunks {
namespace {

std::string_view asText(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool isZero(std::span<const std::byte> bytes) {
    return asText(bytes).find_first_not_of('\0') == std::string_view::npos;
}

/// The encodings of histograms with start times keep two flags in the bits above the count.
std::uint16_t sampleCount(chunks::Encoding encoding, std::string_view payload) {
    const auto count = ByteReader(payload).u16();
    const bool hasFlags = encoding == chunks::Encoding::kHistogramSt || encoding == chunks::Encoding::kFloatHistogramSt;
    return hasFlags ? count & chunks::kMaxHistogramStSamples : count;
}

std::string bigEndian(std::uint32_t number) {
    std::string text;
    ByteWriter(text).u32(number);
    return text;
}

/// Whether `found` is what a write that ended early leaves of `whole`, in a file that was longer once: the beginning,
/// then zeros.
bool isUnfinished(std::string_view found, std::string_view whole) {
    const auto same = static_cast<std::size_t>(std::ranges::mismatch(found, whole).in1 - found.begin());
    return found.find_first_not_of('\0', same) == std::string_view::npos;
}

} // namespace

std::string fileName(std::uint32_t number) {
    return fmt::format("{:06}", number);
}

void appendFileHeader(std::string& out) {
    ByteWriter writer(out);
    writer.u32(kMagic);
    writer.u8(kVersion);
    writer.bytes(std::string_view("\0\0\0", 3));
}

void appendChunk(std::string& out, const HeadChunkEntry& entry, std::span<const std::byte> payload) {
    const auto begin = out.size();
    ByteWriter writer(out);
    writer.u64(entry.series);
    writer.i64(entry.begin);
    writer.i64(entry.end);
    writer.u8(static_cast<std::uint8_t>(entry.encoding) | (entry.outOfOrder ? kOutOfOrderBit : 0));
    writer.string(asText(payload));
    writer.u32(crc32c(std::as_bytes(std::span(out)).subspan(begin)));
}

ChunkState parseChunk(std::span<const std::byte> bytes, ParsedChunk& out, std::string& reason) {
    const auto head = bytes.first(std::min<std::size_t>(bytes.size(), kChunkHeaderBytes - 1));
    if (isZero(head)) {
        if (isZero(bytes)) {
            return ChunkState::kEnd;
        }
        reason = "unexpected bytes behind the end of the chunks";
        out.size = head.size();
        return ChunkState::kDamaged;
    }
    ByteReader reader(asText(bytes));
    out.entry.series = reader.u64();
    out.entry.begin = reader.i64();
    out.entry.end = reader.i64();
    const auto encoding = reader.u8();
    out.entry.outOfOrder = (encoding & kOutOfOrderBit) != 0;
    out.entry.encoding = static_cast<chunks::Encoding>(encoding & static_cast<std::uint8_t>(~kOutOfOrderBit));
    const auto payload = reader.string();
    const auto checked = reader.position();
    const auto checksum = reader.u32();
    out.size = reader.ok() ? reader.position() : bytes.size();
    if (!reader.ok()) {
        return ChunkState::kTorn;
    }
    if (const auto expected = crc32c(bytes.first(checked)); checksum != expected) {
        if (isUnfinished(bigEndian(checksum), bigEndian(expected)) && isZero(bytes.subspan(out.size))) {
            return ChunkState::kTorn;
        }
        reason = "checksum does not match";
        return ChunkState::kDamaged;
    }
    if (payload.size() < chunks::kCountBytes || out.entry.begin > out.entry.end) {
        reason = "chunk does not make sense";
        return ChunkState::kDamaged;
    }
    out.payload = std::as_bytes(std::span(payload));
    out.entry.samples = sampleCount(out.entry.encoding, payload);
    return ChunkState::kWhole;
}

FileReader::FileReader(std::span<const std::byte> file, std::uint32_t number)
    : m_bytes(file)
    , m_number(number) {
    ByteReader reader(asText(file));
    const auto magic = reader.u32();
    const auto version = reader.u8();
    reader.bytes(kFileHeaderBytes - 5);
    std::string header;
    appendFileHeader(header);
    if (isZero(file)) {
        m_state = ChunkState::kEnd;
    } else if (!reader.ok() || (version == 0 && isUnfinished(asText(file), header))) {
        m_state = ChunkState::kTorn;
        m_chunk.size = std::min(file.size(), kFileHeaderBytes);
    } else if (magic != kMagic) {
        m_state = ChunkState::kDamaged;
        m_reason = fmt::format("not a head chunk file: it begins with {:#010x}", magic);
        m_chunk.size = kFileHeaderBytes;
    } else if (version != kVersion) {
        m_state = ChunkState::kDamaged;
        m_reason = fmt::format("head chunk file of unknown version {}", version);
    } else {
        m_goodBytes = kFileHeaderBytes;
    }
}

ChunkState FileReader::next() {
    if (m_state != ChunkState::kWhole) {
        return m_state;
    }
    m_state = parseChunk(m_bytes.subspan(m_goodBytes), m_chunk, m_reason);
    if (m_state == ChunkState::kWhole) {
        m_chunk.entry.ref = makeHeadChunkRef(m_number, static_cast<std::uint32_t>(m_goodBytes));
        m_goodBytes += m_chunk.size;
    } else if (m_state == ChunkState::kTorn) {
        m_reason = fmt::format("the chunk at offset {} is not complete", m_goodBytes);
    } else if (m_state == ChunkState::kDamaged) {
        m_reason = fmt::format("{} at offset {}", m_reason, m_goodBytes);
    }
    return m_state;
}

} // namespace hearth::tsdb::head_chunks
