// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hearth::templates {

enum class TokenKind : std::uint8_t {
    kError, ///< The value says what is wrong.
    kBool,
    kChar, ///< A character without a meaning of its own, such as a comma.
    kCharConstant,
    kComplex,
    kAssign,
    kDeclare,
    kEof,
    kField,
    kIdentifier,
    kLeftDelimiter,
    kLeftParen,
    kNumber,
    kPipe,
    kRawString,
    kRightDelimiter,
    kRightParen,
    kSpace,
    kString,
    kText,
    kVariable,
    // Keywords from here on.
    kBlock,
    kBreak,
    kContinue,
    kDot,
    kDefine,
    kElse,
    kEnd,
    kIf,
    kNil,
    kRange,
    kTemplate,
    kWith,
};

struct Token {
    TokenKind kind = TokenKind::kEof;
    std::uint32_t position = 0; ///< Byte offset.
    std::string value;
    std::uint32_t line = 1; ///< Where it begins.

    /// As error messages name it: `<if>`, `"text"`, `EOF`.
    std::string describe() const;
};

/// Cuts a template into tokens, one a call; after an error only kEof follows.
/// Threads: thread-compatible. `text` must outlive it.
class Lexer {
  public:
    explicit Lexer(std::string_view text)
        : m_text(text) {}

    Token next();

  private:
    static constexpr char32_t kEndOfText = 0xffffffff;

    char32_t take();
    char32_t peek();
    void putBack();
    bool accept(std::string_view characters);
    void acceptRun(std::string_view characters);
    std::string_view rest() const { return m_text.substr(m_position); }
    std::string_view pending() const { return m_text.substr(m_start, m_position - m_start); }
    /// Forgets what was passed without take().
    void ignore();

    Token token(TokenKind kind);
    Token error(std::string message);

    Token lexText();
    Token lexLeftDelimiter();
    Token lexRightDelimiter();
    /// Passes a comment; an error token where it is not well-formed, else kEof.
    Token skipComment();
    Token lexInsideAction();
    Token lexSpace();
    Token lexIdentifier();
    Token lexFieldOrVariable(TokenKind kind);
    Token lexQuoted(char quoteMark, TokenKind kind, std::string_view unterminated);
    Token lexRawString();
    Token lexNumber();
    bool scanNumber();
    bool atTerminator();
    /// At `}}` or ` -}}`; `trims` says which.
    bool atRightDelimiter(bool& trims) const;

    std::string_view m_text;
    std::size_t m_position = 0;
    std::size_t m_start = 0; ///< Of the token in work.
    bool m_atEnd = false;    ///< The end was read; putBack() does nothing from then on.
    int m_parenDepth = 0;
    std::uint32_t m_line = 1;
    std::uint32_t m_startLine = 1;
    bool m_insideAction = false;
};

} // namespace hearth::templates
