// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/syntax/lexer.h"

#include <fmt/format.h>

#include "base/text.h"
#include "promql/syntax/characters.h"

namespace hearth::promql {
namespace {

/// The token that a character is by itself outside of braces, kError where it needs a closer look.
TokenKind singleCharacterKind(char c) {
    switch (c) {
    case ',':
        return TokenKind::kComma;
    case '+':
        return TokenKind::kAdd;
    case '-':
        return TokenKind::kSub;
    case '*':
        return TokenKind::kMul;
    case '/':
        return TokenKind::kDiv;
    case '%':
        return TokenKind::kMod;
    case '^':
        return TokenKind::kPow;
    default:
        return TokenKind::kError;
    }
}

bool startsDurationWord(char c) {
    return std::string_view("srmSRM").contains(c);
}

} // namespace

Token Lexer::next() {
    if (m_failed) {
        m_start = m_position;
        return cut(TokenKind::kEnd);
    }
    skipSpace();
    if (m_inBraces) {
        return lexInsideBraces();
    }
    return m_inBrackets && m_firstInBrackets ? lexFirstInBrackets() : lexStatement();
}

Token Lexer::lexStatement() {
    if (atEnd()) {
        return lexEnd();
    }
    const char c = peek();
    if (const auto kind = singleCharacterKind(c); kind != TokenKind::kError) {
        return cutAfter(1, kind);
    }
    if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
        return lexNumberOrDuration();
    }
    if (isWordStart(c) || c == ':') {
        return m_inBrackets ? lexWordInBrackets(c) : lexWord();
    }
    switch (c) {
    case '#':
        return lexComment();
    case '@':
        return cutAfter(1, TokenKind::kAt);
    case '"':
    case '\'':
        return lexString(c);
    case '`':
        return lexRawString();
    case '=':
    case '!':
    case '<':
    case '>':
        return lexComparison(c);
    default:
        return lexBracket(c);
    }
}

Token Lexer::lexEnd() {
    if (m_parenDepth != 0) {
        return fail("unclosed left parenthesis");
    }
    if (m_inBrackets) {
        return fail("unclosed left bracket");
    }
    return cut(TokenKind::kEnd);
}

Token Lexer::lexComment() {
    m_position = std::min(m_text.find_first_of("\r\n", m_position), m_text.size());
    return cut(TokenKind::kComment);
}

Token Lexer::lexComparison(char c) {
    ++m_position;
    const char second = peek();
    switch (c) {
    case '=':
        if (second == '~') {
            return fail("unexpected character after '=': '~'");
        }
        return second == '=' ? cutAfter(1, TokenKind::kEqual) : cut(TokenKind::kAssign);
    case '!':
        if (second != '=') {
            return fail(fmt::format("unexpected character after '!': {}", quoteCharacter(takeCharacter())));
        }
        return cutAfter(1, TokenKind::kNotEqual);
    case '<':
        return second == '='   ? cutAfter(1, TokenKind::kLessEqual)
               : second == '/' ? cutAfter(1, TokenKind::kTrimUpper)
                               : cut(TokenKind::kLess);
    default:
        return second == '='   ? cutAfter(1, TokenKind::kGreaterEqual)
               : second == '/' ? cutAfter(1, TokenKind::kTrimLower)
                               : cut(TokenKind::kGreater);
    }
}

Token Lexer::lexBracket(char c) {
    switch (c) {
    case '(':
        ++m_parenDepth;
        return cutAfter(1, TokenKind::kLeftParen);
    case ')':
        if (--m_parenDepth < 0) {
            m_parenDepth = 0;
            m_start = ++m_position; // Prometheus points behind it
            return fail("unexpected right parenthesis ')'");
        }
        return cutAfter(1, TokenKind::kRightParen);
    case '{':
        m_inBraces = true;
        return cutAfter(1, TokenKind::kLeftBrace);
    case '[':
        if (m_inBrackets) {
            ++m_position;
            return fail("unexpected left bracket '['");
        }
        m_inBrackets = m_firstInBrackets = true;
        m_seenColon = false;
        return cutAfter(1, TokenKind::kLeftBracket);
    case ']':
        if (!m_inBrackets) {
            ++m_position;
            return fail("unexpected right bracket ']'");
        }
        m_inBrackets = false;
        return cutAfter(1, TokenKind::kRightBracket);
    default:
        return fail(fmt::format("unexpected character: {}", quoteCharacter(takeCharacter())));
    }
}

Token Lexer::lexInsideBraces() {
    if (atEnd()) {
        return fail("unexpected end of input inside braces");
    }
    const char c = peek();
    if (isWordStart(c)) {
        return lexLabelName();
    }
    switch (c) {
    case '#':
        return lexComment();
    case ',':
        return cutAfter(1, TokenKind::kComma);
    case '"':
    case '\'':
        return lexString(c);
    case '`':
        return lexRawString();
    case '=':
    case '!':
        return lexMatchOperator(c);
    case '{':
        ++m_position;
        return fail("unexpected left brace '{'");
    case '}':
        m_inBraces = false;
        return cutAfter(1, TokenKind::kRightBrace);
    default:
        return fail(fmt::format("unexpected character inside braces: {}", quoteCharacter(takeCharacter())));
    }
}

Token Lexer::lexMatchOperator(char c) {
    ++m_position;
    if (c == '=') {
        return accept("~") ? cut(TokenKind::kMatchRegex) : cut(TokenKind::kAssign);
    }
    if (accept("~")) {
        return cut(TokenKind::kNotMatchRegex);
    }
    if (accept("=")) {
        return cut(TokenKind::kNotEqual);
    }
    return fail(fmt::format("unexpected character after '!' inside braces: {}", quoteCharacter(takeCharacter())));
}

Token Lexer::lexFirstInBrackets() {
    if (atEnd()) {
        return fail("unexpected end of input in duration expression");
    }
    const char c = peek();
    if (const auto kind = singleCharacterKind(c); kind != TokenKind::kError) {
        return cutAfter(1, kind);
    }
    if (c == '(' || c == ')' || c == ']') {
        return lexBracket(c);
    }
    if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
        m_seenDuration = true;
        m_firstInBrackets = false;
        return lexNumberOrDuration();
    }
    if (c == ':' && !m_seenDuration) {
        m_start = ++m_position;
        return fail("unexpected colon before duration in duration expression");
    }
    if (c == ':' && m_seenColon) {
        m_start = ++m_position;
        return fail("unexpected repeated colon in duration expression");
    }
    if (c == ':') {
        m_seenColon = true;
        return cutAfter(1, TokenKind::kColon);
    }
    const auto character = takeCharacter();
    if (startsDurationWord(c)) {
        if (const auto word = scanDurationWord()) {
            return cut(*word);
        }
    }
    return fail(fmt::format("unexpected character in duration expression: {}", quoteCharacter(character)));
}

Token Lexer::lexWordInBrackets(char first) {
    ++m_position;
    if (first == ':') {
        if (m_seenColon) {
            return fail("unexpected colon ':'");
        }
        m_seenColon = true;
        return cut(TokenKind::kColon);
    }
    if (startsDurationWord(first)) {
        if (const auto word = scanDurationWord()) {
            return cut(*word);
        }
    }
    return fail(fmt::format("unexpected character: '{}', expected ':'", first));
}

Token Lexer::lexWord() {
    while (isWordCharacter(peek()) || peek() == ':') {
        ++m_position;
    }
    const auto word = m_text.substr(m_start, m_position - m_start);
    const auto kind = keywordKind(word);
    if (kind == TokenKind::kIdentifier && word.contains(':')) {
        return cut(TokenKind::kMetricIdentifier);
    }
    // These came late to the language: a metric of that name stays one unless it looks like the modifier.
    const bool isFill = kind == TokenKind::kFill || kind == TokenKind::kFillLeft || kind == TokenKind::kFillRight;
    return cut(isFill && !isCallAhead() ? TokenKind::kIdentifier : kind);
}

Token Lexer::lexLabelName() {
    while (isWordCharacter(peek())) {
        ++m_position;
    }
    return cut(TokenKind::kIdentifier);
}

bool Lexer::isCallAhead() const {
    for (auto i = m_position; i < m_text.size(); ++i) {
        if (!isSpace(m_text[i])) {
            return m_text[i] == '(';
        }
    }
    return false;
}

std::optional<TokenKind> Lexer::scanDurationWord() {
    while (isWordStart(peek())) {
        ++m_position;
    }
    const auto kind = keywordKind(m_text.substr(m_start, m_position - m_start));
    if (kind >= TokenKind::kStep) {
        return kind;
    }
    return std::nullopt;
}

Token Lexer::cut(TokenKind kind) {
    const Token token{
        kind,
        {static_cast<std::uint32_t>(m_start), static_cast<std::uint32_t>(m_position)},
        m_text.substr(m_start, m_position - m_start),
    };
    m_start = m_position;
    return token;
}

Token Lexer::cutAfter(std::size_t bytes, TokenKind kind) {
    m_position += bytes;
    return cut(kind);
}

Token Lexer::fail(std::string message) {
    m_failed = true;
    m_message = std::move(message);
    m_errorRange = {static_cast<std::uint32_t>(m_start), static_cast<std::uint32_t>(m_text.size())};
    return cut(TokenKind::kError);
}

bool Lexer::accept(std::string_view characters) {
    if (!isNext(characters)) {
        return false;
    }
    ++m_position;
    return true;
}

void Lexer::acceptRun(std::string_view characters) {
    while (accept(characters)) {
    }
}

void Lexer::skipSpace() {
    while (!atEnd() && isSpace(peek())) {
        ++m_position;
    }
    m_start = m_position;
}

std::string_view Lexer::takeCharacter() {
    const auto rest = m_text.substr(m_position);
    const auto length = rest.empty() ? 0 : std::max<std::size_t>(characterLength(rest), 1);
    m_position += length;
    return rest.substr(0, length);
}

std::vector<Token> tokenize(std::string_view text) {
    std::vector<Token> tokens;
    Lexer lexer(text);
    for (auto token = lexer.next(); token.kind != TokenKind::kEnd; token = lexer.next()) {
        if (token.kind == TokenKind::kError) {
            lexer.resume();
            if (token.range.end == text.size()) {
                if (!token.text.empty()) {
                    tokens.push_back(token);
                }
                break;
            }
        }
        tokens.push_back(token);
    }
    return tokens;
}

} // namespace hearth::promql
