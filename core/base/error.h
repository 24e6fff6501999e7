// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace hearth {

/// What kind of failure an Error is; callers branch on it, people read the message.
enum class ErrorCode : std::uint8_t {
    kInvalidArgument, ///< The caller's input is wrong (a query, a parameter, a configuration).
    kNotFound,        ///< The named thing does not exist.
    kConflict,        ///< Somebody else has it: a locked directory, a port in use.
    kLimit,           ///< A stated limit would be exceeded.
    kCorruption,      ///< Stored data are damaged.
    kIo,              ///< The operating system refused: disk, network, permissions.
    kTimeout,         ///< The deadline passed.
    kCanceled,        ///< The caller asked to stop.
    kUnavailable,     ///< Not possible now, perhaps later.
    kUnsupported,     ///< Valid, but this build or server cannot do it.
    kInternal,        ///< A bug.
};

/// Half-open range of byte offsets [begin, end) in the text that was read.
struct SourceRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    bool operator==(const SourceRange&) const = default;
};

/// One failure, with the place in the source text where there is one. Context is added on the way up.
/// Threads: thread-compatible (a value).
class [[nodiscard]] Error {
  public:
    Error(ErrorCode code, std::string message);
    Error(ErrorCode code, std::string message, SourceRange range);

    ErrorCode code() const { return m_code; }
    const std::string& message() const { return m_message; }
    std::optional<SourceRange> range() const { return m_range; }

    /// The same failure as seen one level up: "<context>: <message>".
    Error withContext(std::string_view context) &&;

    /// An I/O error for what the operating system just said in errno: "open /data/lock: Permission denied".
    static Error fromErrno(std::string_view action, int errorNumber);

    bool operator==(const Error&) const = default;

  private:
    ErrorCode m_code;
    std::string m_message;
    std::optional<SourceRange> m_range;
};

template <class T = void>
using Result = std::expected<T, Error>;

/// Shorthand for a failed Result: `return fail(ErrorCode::kNotFound, "no such pool");`
[[nodiscard]] std::unexpected<Error> fail(ErrorCode code, std::string message);
[[nodiscard]] std::unexpected<Error> fail(ErrorCode code, std::string message, SourceRange range);

} // namespace hearth

/// Passes a failure up, or yields the value: `auto block = HEARTH_TRY(Block::open(path));`
#define HEARTH_TRY(...)                                                                                                \
    __extension__({                                                                                                    \
        auto hearthResult_ = (__VA_ARGS__);                                                                            \
        if (!hearthResult_) {                                                                                          \
            return std::unexpected(std::move(hearthResult_).error());                                                  \
        }                                                                                                              \
        *std::move(hearthResult_);                                                                                     \
    })
