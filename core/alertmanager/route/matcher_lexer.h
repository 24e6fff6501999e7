// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "base/error.h"

/// Words of matchers in the UTF-8 syntax; inner header of route.
namespace hearth::alertmanager {

struct MatcherToken {
    enum class Kind : std::uint8_t {
        kEnd,
        kOpenBrace,
        kCloseBrace,
        kComma,
        kEqual,
        kNotEqual,
        kRegex,
        kNotRegex,
        kQuoted, ///< With its quotes and escapes.
        kWord,
    };
    Kind kind = Kind::kEnd;
    std::string_view text;
    SourceRange range;           ///< Bytes.
    std::size_t columnBegin = 0; ///< Characters.
    std::size_t columnEnd = 0;
};

/// Cuts a text into tokens, one after the other. Alertmanager: matcher/parse/lexer.go.
/// Threads: thread-compatible; lives no longer than the text, which must be UTF-8.
class MatcherLexer {
  public:
    explicit MatcherLexer(std::string_view text)
        : m_text(text) {}

    /// The next token, which stays the next one. Errors: kInvalidArgument with the range; they stay, too.
    Result<MatcherToken> peek() const;
    void take(const MatcherToken& token);
    /// Characters taken so far.
    std::size_t column() const { return m_column; }

  private:
    std::string_view m_text;
    std::size_t m_offset = 0;
    std::size_t m_column = 0;
};

} // namespace hearth::alertmanager
