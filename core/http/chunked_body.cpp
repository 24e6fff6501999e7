// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/chunked_body.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

namespace hearth::http {
namespace {

/// Of a chunk's size with its extensions, and of all trailer lines together.
constexpr std::size_t kMaxLineBytes = 4096;
constexpr std::size_t kMaxTrailerBytes = 64U << 10U;

/// The digits up to the extensions; nothing where there are none or too many.
std::optional<std::uint64_t> sizeOf(std::string_view line) {
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    const auto rest = line.substr(static_cast<std::size_t>(end - line.data()));
    const bool good =
        error == std::errc() && (rest.empty() || rest.find_first_not_of(" \t") == std::string_view::npos ||
                                 rest[rest.find_first_not_of(" \t")] == ';');
    return good ? std::optional(size) : std::nullopt;
}

} // namespace

/// The bytes not yet looked at.
struct ChunkedBody::Cursor {
    std::string& bytes;
    std::size_t at;

    std::string_view rest() const { return std::string_view(bytes).substr(at); }
    /// The next line without its end, if it is whole; moves behind it.
    std::optional<std::string_view> line() {
        const auto text = rest();
        const auto feed = text.find('\n');
        if (feed == std::string_view::npos) {
            return std::nullopt;
        }
        at += feed + 1;
        return text.substr(0, feed > 0 && text[feed - 1] == '\r' ? feed - 1 : feed);
    }
};

ChunkedBody::Progress ChunkedBody::step(Cursor& cursor) {
    if (m_state == State::kData) {
        const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(m_left, cursor.rest().size()));
        std::memmove(cursor.bytes.data() + m_decoded, cursor.bytes.data() + cursor.at, size);
        m_decoded += size;
        cursor.at += size;
        m_left -= size;
        m_state = m_left == 0 ? State::kDataEnd : m_state;
        return Progress::kMore;
    }
    const auto line = cursor.line();
    if (!line) {
        return cursor.rest().size() > kMaxLineBytes ? Progress::kMalformed : Progress::kMore;
    }
    if (m_state == State::kDataEnd) {
        m_state = State::kSize;
        return line->empty() ? Progress::kMore : Progress::kMalformed;
    }
    if (m_state == State::kSize) {
        const auto size = sizeOf(*line);
        m_left = size.value_or(0);
        m_state = m_left == 0 ? State::kTrailer : State::kData;
        return size ? Progress::kMore : Progress::kMalformed;
    }
    m_trailerBytes += line->size();
    if (line->empty()) {
        return cursor.rest().empty() ? Progress::kEnd : Progress::kMalformed;
    }
    return m_trailerBytes > kMaxTrailerBytes ? Progress::kMalformed : Progress::kMore;
}

ChunkedBody::Progress ChunkedBody::decode(std::string& bytes) {
    Cursor cursor{bytes, m_decoded};
    auto progress = Progress::kMore;
    for (auto before = cursor.at + 1; progress == Progress::kMore && before != cursor.at && !cursor.rest().empty();) {
        before = cursor.at;
        progress = step(cursor);
    }
    bytes.erase(m_decoded, cursor.at - m_decoded);
    return progress;
}

} // namespace hearth::http
