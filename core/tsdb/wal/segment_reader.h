// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/file_system.h"
#include "tsdb/wal/format.h"

namespace hearth::tsdb::wal {

/// Walks the records of one segment: bytes in, records out.
/// Threads: thread-compatible.
class SegmentReader {
  public:
    /// The bytes must outlive the reader.
    explicit SegmentReader(std::span<const std::byte> segment);
    /// Reads the file piece by piece instead, in little memory. The file must outlive the reader.
    explicit SegmentReader(const File& file);

    /// Moves to the next record: false at the end, which may be torn(). kCorruption (with the offset in the message)
    /// where bytes that are all there do not make sense; nothing behind them can be read, unless resync() finds where
    /// to go on. kIo where a file cannot be read.
    Result<bool> next();

    /// The current record, decompressed. Valid until the next call of next().
    std::string_view record() const { return m_record; }
    /// Just behind the current record: the bytes up to here are whole.
    std::size_t goodBytes() const { return m_goodBytes; }
    /// Where the current record begins.
    std::size_t recordBegin() const { return m_recordBegin; }
    /// The offset of the fragment where reading ended or failed.
    std::size_t failedAt() const { return m_windowStart + m_fragmentStart; }
    /// After damage or a hole: moves to the next page on which a record begins, so that next() goes on there. False
    /// where there is none.
    Result<bool> resync();
    /// Whether the segment ends within a record, as it does when the writer was killed while writing, or has a hole
    /// there, as a power cut leaves it: nothing behind was synced.
    bool torn() const { return m_torn; }

  private:
    struct Fragment {
        FragmentType type = FragmentType::kPageTerminator;
        std::uint8_t compressionBits = 0;
        std::string_view data;
    };
    Result<bool> readFragment(Fragment& out, bool withinRecord);
    Result<bool> skipToPageEnd();
    bool hasHole(std::size_t fragmentBytes) const;
    Result<bool> tornOrDamaged(std::size_t fragmentBytes, std::string_view what);
    Result<void> finishRecord(std::string_view bytes, std::uint8_t compressionBits);
    std::unexpected<Error> damaged(std::string_view what) const;
    bool tear();

    Result<bool> refill();

    const File* m_file = nullptr;
    std::string m_window;          ///< Whole pages of m_file.
    std::size_t m_windowStart = 0; ///< Where m_bytes begins in the segment.

    std::string_view m_bytes;
    std::size_t m_position = 0; ///< Within m_bytes, as m_fragmentStart.
    std::size_t m_fragmentStart = 0;
    std::size_t m_goodBytes = 0;
    std::size_t m_recordBegin = 0;
    bool m_torn = false;
    std::string m_assembled;    ///< A record of several fragments.
    std::string m_decompressed; ///< A record that was compressed.
    std::string_view m_record;
};

} // namespace hearth::tsdb::wal
