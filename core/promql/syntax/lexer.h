// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "promql/syntax/token.h"

namespace hearth::promql {

/// Cuts PromQL text into tokens. What a character means depends on where it stands: inside braces words are label
/// names, inside brackets only durations and their arithmetic are read. After an error token the lexer yields the end,
/// unless told to resume(). Threads: thread-compatible.
class Lexer {
  public:
    /// Reads `text`, which must outlive the lexer and its tokens.
    explicit Lexer(std::string_view text)
        : m_text(text) {}

    /// The next token, comments included. At the end again and again.
    Token next();

    /// What the last error token stands for, with the range that Prometheus reports: up to the end of the text.
    Error error() const { return {ErrorCode::kInvalidArgument, m_message, m_errorRange}; }
    /// Goes on behind the error, for highlighting.
    void resume() { m_failed = false; }

  private:
    // Where the lexer stands decides which of these reads on.
    Token lexStatement();
    Token lexInsideBraces();
    Token lexFirstInBrackets();
    Token lexWordInBrackets(char first);

    Token lexEnd();
    Token lexComment();
    Token lexWord();
    Token lexLabelName();
    Token lexNumberOrDuration();
    Token lexString(char quote);
    Token lexRawString();
    Token lexBracket(char c);
    Token lexComparison(char c);
    Token lexMatchOperator(char c);

    bool scanNumber();
    bool scanRestOfDuration();
    std::optional<TokenKind> scanDurationWord();
    bool isCallAhead() const;
    /// Steps over what follows a backslash; what is wrong with it, if anything.
    std::optional<std::string> scanEscape(char quote);
    std::optional<std::string> scanCodePoint(int digits, unsigned base, std::uint32_t limit);

    /// The token from its start to the position.
    Token cut(TokenKind kind);
    Token cutAfter(std::size_t bytes, TokenKind kind);
    Token fail(std::string message);
    bool atEnd() const { return m_position >= m_text.size(); }
    /// The byte `ahead` of the position, NUL beyond the end.
    char peek(std::size_t ahead = 0) const {
        return m_position + ahead < m_text.size() ? m_text[m_position + ahead] : '\0';
    }
    bool isNext(std::string_view characters) const { return !atEnd() && characters.contains(peek()); }
    bool accept(std::string_view characters);
    void acceptRun(std::string_view characters);
    void skipSpace();
    /// Steps over one character and yields its bytes: none at the end, one where it is not UTF-8.
    std::string_view takeCharacter();

    std::string_view m_text;
    std::size_t m_position = 0;
    std::size_t m_start = 0; ///< Of the token being read.
    int m_parenDepth = 0;
    bool m_inBraces = false;
    bool m_inBrackets = false;
    bool m_firstInBrackets = false; ///< No number was read since the bracket.
    bool m_seenColon = false;       ///< Since the bracket.
    bool m_seenDuration = false;    ///< In any brackets so far.
    bool m_failed = false;
    std::string m_message;
    SourceRange m_errorRange;
};

/// All tokens of `text` with comments, errors as tokens of their own, whatever the text: for highlighting and
/// completion. The end token is left out.
std::vector<Token> tokenize(std::string_view text);

} // namespace hearth::promql
