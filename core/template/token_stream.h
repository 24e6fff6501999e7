// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "template/lexer.h"

namespace hearth::templates {

/// The tokens of a template with up to three put back, and the complaints about them, which begin with the place:
/// `template: name:3: `.
/// Threads: thread-compatible.
class TokenStream {
  public:
    /// `text` outlives the stream.
    TokenStream(std::string name, std::string_view text)
        : m_name(std::move(name))
        , m_lexer(text) {}

    Token next();
    const Token& peek();
    Token nextNonSpace();
    const Token& peekNonSpace();
    /// The token that was read last comes again.
    void putBack() { ++m_peeked; }
    /// `first` comes again, then the one that was peeked at.
    void putBack(Token first);
    void putBack(Token first, Token second);
    /// The next one but blanks, which must be of this kind.
    Result<Token> expect(TokenKind kind, std::string_view context);

    /// Where the action in work begins; 0 outside of one. Returns what it was.
    std::uint32_t setActionLine(std::uint32_t line) { return std::exchange(m_actionLine, line); }

    std::unexpected<Error> error(std::string_view message);
    std::unexpected<Error> unexpected(const Token& token, std::string_view context);

  private:
    const std::string m_name;
    Lexer m_lexer;
    std::array<Token, 3> m_tokens; ///< Tokens that were put back, the next one last.
    std::size_t m_peeked = 0;
    std::uint32_t m_actionLine = 0;
};

} // namespace hearth::templates
