// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/wal/segment_reader.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/byte_io.h"
#include "base/compress.h"
#include "base/hash.h"

namespace hearth::tsdb::wal {
namespace {

constexpr std::size_t kWindowBytes = 16 * kPageBytes;
constexpr std::size_t kSectorBytes = 512; ///< What every disk writes whole or not at all.

} // namespace

SegmentReader::SegmentReader(std::span<const std::byte> segment)
    : m_bytes(reinterpret_cast<const char*>(segment.data()), segment.size()) {}

SegmentReader::SegmentReader(const File& file)
    : m_file(&file) {}

/// Loads the pages behind those that were read; false at the end.
Result<bool> SegmentReader::refill() {
    if (m_file == nullptr) {
        return false;
    }
    m_windowStart += m_bytes.size();
    m_window.resize(kWindowBytes);
    const auto size = HEARTH_TRY(m_file->readAt(m_windowStart, std::as_writable_bytes(std::span(m_window))));
    m_bytes = std::string_view(m_window).substr(0, size);
    m_position = 0;
    return size != 0;
}

/// What a power cut leaves of bytes that were not synced: a sector within the fragment that was never written.
bool SegmentReader::hasHole(std::size_t fragmentBytes) const {
    const auto end = std::min(m_fragmentStart + fragmentBytes, m_bytes.size());
    for (auto at = m_fragmentStart; at < end;) {
        const auto sectorEnd = std::min((at / kSectorBytes + 1) * kSectorBytes, m_bytes.size());
        if (m_bytes.substr(at, sectorEnd - at).find_first_not_of('\0') == std::string_view::npos) {
            return true;
        }
        at = sectorEnd;
    }
    return false;
}

std::unexpected<Error> SegmentReader::damaged(std::string_view what) const {
    return fail(ErrorCode::kCorruption, fmt::format("{} at offset {}", what, failedAt()));
}

bool SegmentReader::tear() {
    m_torn = true;
    m_position = m_bytes.size();
    return false;
}

Result<bool> SegmentReader::tornOrDamaged(std::size_t fragmentBytes, std::string_view what) {
    return hasHole(fragmentBytes) ? Result<bool>(tear()) : damaged(what);
}

Result<bool> SegmentReader::skipToPageEnd() {
    const auto pageEnd = std::min((m_position / kPageBytes + 1) * kPageBytes, m_bytes.size());
    const auto rest = m_bytes.substr(m_position, pageEnd - m_position);
    if (rest.find_first_not_of('\0') != std::string_view::npos) {
        return tornOrDamaged(1, "unexpected bytes in the padding of a page");
    }
    m_position = pageEnd;
    return true;
}

Result<bool> SegmentReader::readFragment(Fragment& out, bool withinRecord) {
    for (;;) {
        if (m_position == m_bytes.size() && !HEARTH_TRY(refill())) {
            m_fragmentStart = m_position;
            return false;
        }
        m_fragmentStart = m_position;
        const auto leftInPage = kPageBytes - m_position % kPageBytes;
        if (leftInPage < kFragmentHeaderBytes || m_bytes[m_position] == 0) {
            // Within a record pages are full: what follows the zeros may belong to another record.
            if (withinRecord && leftInPage >= kFragmentHeaderBytes) {
                return tornOrDamaged(1, "record without an end");
            }
            if (!HEARTH_TRY(skipToPageEnd())) {
                return false;
            }
            continue;
        }
        ByteReader header(m_bytes.substr(m_position, kFragmentHeaderBytes));
        const auto typeByte = header.u8();
        const auto length = header.u16();
        const auto crc = header.u32();
        out.type = static_cast<FragmentType>(typeByte & kFragmentTypeMask);
        out.compressionBits = typeByte & static_cast<std::uint8_t>(~kFragmentTypeMask);
        if (out.type == FragmentType::kPageTerminator || out.type > FragmentType::kLast ||
            (out.compressionBits != 0 && out.compressionBits != kSnappyBit && out.compressionBits != kZstdBit)) {
            return tornOrDamaged(kFragmentHeaderBytes, fmt::format("unknown fragment type {:#04x}", typeByte));
        }
        if (!header.ok()) {
            return tear();
        }
        if (length == 0 && hasHole(kFragmentHeaderBytes)) {
            return tear(); // the checksum of nothing is zero, as are the bytes of a hole
        }
        if (length + kFragmentHeaderBytes > leftInPage) {
            return tornOrDamaged(kFragmentHeaderBytes,
                                 fmt::format("fragment of {} bytes reaches beyond its page", length));
        }
        out.data = m_bytes.substr(m_position + kFragmentHeaderBytes, length);
        if (out.data.size() < length) {
            return tear();
        }
        if (crc32c(std::as_bytes(std::span(out.data))) != crc) {
            return tornOrDamaged(kFragmentHeaderBytes + length, "checksum does not match");
        }
        m_position += kFragmentHeaderBytes + length;
        return true;
    }
}

Result<bool> SegmentReader::next() {
    Fragment fragment;
    if (!HEARTH_TRY(readFragment(fragment, false))) {
        return false;
    }
    m_recordBegin = m_windowStart + m_fragmentStart;
    if (fragment.type == FragmentType::kFull) {
        HEARTH_TRY(finishRecord(fragment.data, fragment.compressionBits));
        return true;
    }
    if (fragment.type != FragmentType::kFirst) {
        return damaged("record without a beginning");
    }
    const auto compressionBits = fragment.compressionBits;
    m_assembled.assign(fragment.data);
    do {
        if (!HEARTH_TRY(readFragment(fragment, true))) {
            return tear();
        }
        if (fragment.type != FragmentType::kMiddle && fragment.type != FragmentType::kLast) {
            return damaged("record without an end");
        }
        if (fragment.compressionBits != compressionBits) {
            return damaged("compression changes within a record");
        }
        if (m_assembled.size() + fragment.data.size() > kMaxRecordBytes) {
            return damaged("record is larger than the limit");
        }
        m_assembled += fragment.data;
    } while (fragment.type != FragmentType::kLast);
    HEARTH_TRY(finishRecord(m_assembled, compressionBits));
    return true;
}

Result<bool> SegmentReader::resync() {
    const auto nextPage = [this](std::size_t position) {
        return std::min((position / kPageBytes + 1) * kPageBytes, m_bytes.size());
    };
    m_torn = false;
    m_position = nextPage(m_fragmentStart);
    for (;;) {
        if (m_position == m_bytes.size() && !HEARTH_TRY(refill())) {
            return false;
        }
        const auto type = static_cast<FragmentType>(m_bytes[m_position] & kFragmentTypeMask);
        if (type == FragmentType::kFull || type == FragmentType::kFirst) {
            return true;
        }
        const auto leftInPage = kPageBytes - m_position % kPageBytes;
        Fragment fragment;
        // The page may begin with the rest of a lost record, which whole records follow.
        if (leftInPage < kFragmentHeaderBytes || type == FragmentType::kPageTerminator ||
            !readFragment(fragment, false).value_or(false)) {
            m_position = nextPage(m_torn ? m_bytes.size() - 1 : m_position);
            m_torn = false;
        }
    }
}

Result<void> SegmentReader::finishRecord(std::string_view bytes, std::uint8_t compressionBits) {
    m_record = bytes;
    if (compressionBits != 0) {
        const auto result = compressionBits == kSnappyBit ? snappyDecompress(bytes, m_decompressed, kMaxRecordBytes)
                                                          : zstdDecompress(bytes, m_decompressed, kMaxRecordBytes);
        if (!result) {
            return damaged(result.error().message());
        }
        m_record = m_decompressed;
    }
    m_goodBytes = m_windowStart + m_position;
    return {};
}

} // namespace hearth::tsdb::wal
