// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hearth::http {

/// Undoes chunked transfer coding (RFC 9112, section 7.1) in the memory that the bytes were received into.
/// Threads: thread-compatible.
class ChunkedBody {
  public:
    enum class Progress : std::uint8_t { kMore, kEnd, kMalformed };

    void begin() { *this = {}; }

    /// `bytes` holds what earlier calls left of it and, behind that, what was received since. Leaves the decoded bytes
    /// and an undecided rest shorter than a line; at the end only the decoded bytes. Data behind the end is malformed.
    Progress decode(std::string& bytes);
    std::size_t decodedBytes() const { return m_decoded; }

  private:
    enum class State : std::uint8_t { kSize, kData, kDataEnd, kTrailer };
    struct Cursor;

    Progress step(Cursor& cursor);

    State m_state = State::kSize;
    std::size_t m_decoded = 0; ///< Bytes at the front that are done.
    std::uint64_t m_left = 0;  ///< Of the chunk under way.
    std::size_t m_trailerBytes = 0;
};

} // namespace hearth::http
