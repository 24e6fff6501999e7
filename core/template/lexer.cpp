// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/lexer.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "template/literal.h"
#include "template/unicode.h"

namespace hearth::templates {
namespace {

constexpr std::string_view kLeftDelimiter = "{{";
constexpr std::string_view kRightDelimiter = "}}";
constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::size_t kTrimMarkerSize = 2; ///< The dash with the blank beside it.

constexpr std::array<std::pair<std::string_view, TokenKind>, 11> kKeywords{{
    {"block", TokenKind::kBlock},
    {"break", TokenKind::kBreak},
    {"continue", TokenKind::kContinue},
    {"define", TokenKind::kDefine},
    {"else", TokenKind::kElse},
    {"end", TokenKind::kEnd},
    {"if", TokenKind::kIf},
    {"nil", TokenKind::kNil},
    {"range", TokenKind::kRange},
    {"template", TokenKind::kTemplate},
    {"with", TokenKind::kWith},
}};

bool isBlank(char32_t rune) {
    return rune == ' ' || rune == '\t' || rune == '\r' || rune == '\n';
}

bool isAlphaNumeric(char32_t rune) {
    return rune == '_' || isLetter(rune) || isDigit(rune);
}

bool beginsWithTrimMarker(std::string_view text) {
    return text.size() >= kTrimMarkerSize && text[0] == '-' && isBlank(static_cast<unsigned char>(text[1]));
}

bool endsActionTrimming(std::string_view text) {
    return text.size() >= kTrimMarkerSize && isBlank(static_cast<unsigned char>(text[0])) && text[1] == '-' &&
           text.substr(kTrimMarkerSize).starts_with(kRightDelimiter);
}

std::size_t leadingBlanks(std::string_view text) {
    return std::min(text.find_first_not_of(kBlanks), text.size());
}

std::size_t trailingBlanks(std::string_view text) {
    const auto last = text.find_last_not_of(kBlanks);
    return last == std::string_view::npos ? text.size() : text.size() - last - 1;
}

std::uint32_t countLines(std::string_view text) {
    return static_cast<std::uint32_t>(std::ranges::count(text, '\n'));
}

/// Go's %#U.
std::string describeRune(char32_t rune) {
    if (rune > 0x10ffff) { // the end of the text, which is -1 there
        return "U+FFFFFFFFFFFFFFFF";
    }
    auto text = fmt::format("U+{:04X}", static_cast<unsigned>(rune));
    if (isPrint(rune)) {
        text += " '";
        appendRune(text, rune);
        text += '\'';
    }
    return text;
}

} // namespace

std::string Token::describe() const {
    switch (kind) {
    case TokenKind::kEof:
        return "EOF";
    case TokenKind::kError:
        return value;
    default:
        break;
    }
    if (kind >= TokenKind::kBlock) {
        return fmt::format("<{}>", value);
    }
    constexpr std::size_t kShown = 10;
    if (value.size() <= kShown) {
        return quote(value);
    }
    std::size_t end = 0;
    for (std::size_t i = 0; i < kShown && end < value.size(); ++i) {
        end += decodeUtf8(std::string_view(value).substr(end)).size;
    }
    return quote(std::string_view(value).substr(0, end)) + "...";
}

char32_t Lexer::take() {
    if (m_position >= m_text.size()) {
        m_atEnd = true;
        return kEndOfText;
    }
    const auto rune = decodeUtf8(rest());
    m_position += rune.size;
    m_line += rune.value == '\n' ? 1 : 0;
    return rune.value;
}

char32_t Lexer::peek() {
    const auto rune = take();
    putBack();
    return rune;
}

void Lexer::putBack() {
    if (m_atEnd || m_position == 0) {
        return;
    }
    m_position -= lastRuneSize(m_text.substr(0, m_position));
    m_line -= m_text[m_position] == '\n' ? 1 : 0;
}

bool Lexer::accept(std::string_view characters) {
    const auto rune = take();
    if (rune < 0x80 && characters.contains(static_cast<char>(rune))) {
        return true;
    }
    putBack();
    return false;
}

void Lexer::acceptRun(std::string_view characters) {
    while (accept(characters)) {
    }
}

void Lexer::ignore() {
    m_line += countLines(pending());
    m_start = m_position;
    m_startLine = m_line;
}

Token Lexer::token(TokenKind kind) {
    Token token{kind, static_cast<std::uint32_t>(m_start), std::string(pending()), m_startLine};
    m_start = m_position;
    m_startLine = m_line;
    return token;
}

Token Lexer::error(std::string message) {
    Token token{TokenKind::kError, static_cast<std::uint32_t>(m_start), std::move(message), m_startLine};
    m_text = {};
    m_start = 0;
    m_position = 0;
    m_insideAction = false;
    return token;
}

Token Lexer::next() {
    return m_insideAction ? lexInsideAction() : lexText();
}

Token Lexer::lexText() {
    for (;;) {
        const auto found = rest().find(kLeftDelimiter);
        if (found == std::string_view::npos) {
            m_position = m_text.size();
            if (m_position > m_start) {
                m_line += countLines(pending());
                return token(TokenKind::kText);
            }
            return token(TokenKind::kEof);
        }
        if (found > 0) {
            m_position += found;
            const bool trims = beginsWithTrimMarker(m_text.substr(m_position + kLeftDelimiter.size()));
            const auto trimmed = trims ? trailingBlanks(pending()) : 0;
            m_position -= trimmed;
            m_line += countLines(pending());
            auto text = token(TokenKind::kText);
            m_position += trimmed;
            ignore();
            if (!text.value.empty()) {
                return text;
            }
        }
        const auto action = rest().substr(kLeftDelimiter.size());
        const auto marker = beginsWithTrimMarker(action) ? kTrimMarkerSize : 0;
        if (!action.substr(marker).starts_with("/*")) {
            return lexLeftDelimiter();
        }
        m_position += kLeftDelimiter.size() + marker;
        ignore();
        if (auto problem = skipComment(); problem.kind == TokenKind::kError) {
            return problem;
        }
    }
}

Token Lexer::lexLeftDelimiter() {
    m_position += kLeftDelimiter.size();
    const auto marker = beginsWithTrimMarker(rest()) ? kTrimMarkerSize : 0;
    auto delimiter = token(TokenKind::kLeftDelimiter);
    m_insideAction = true;
    m_position += marker;
    ignore();
    m_parenDepth = 0;
    return delimiter;
}

Token Lexer::skipComment() {
    m_position += 2;
    const auto end = rest().find("*/");
    if (end == std::string_view::npos) {
        return error("unclosed comment");
    }
    m_position += end + 2;
    bool trims = false;
    if (!atRightDelimiter(trims)) {
        return error("comment ends before closing delimiter");
    }
    m_line += countLines(pending());
    token(TokenKind::kText);
    m_position += (trims ? kTrimMarkerSize : 0) + kRightDelimiter.size();
    m_position += trims ? leadingBlanks(rest()) : 0;
    ignore();
    return {};
}

bool Lexer::atRightDelimiter(bool& trims) const {
    trims = endsActionTrimming(rest());
    return trims || rest().starts_with(kRightDelimiter);
}

Token Lexer::lexRightDelimiter() {
    bool trims = false;
    atRightDelimiter(trims);
    if (trims) {
        m_position += kTrimMarkerSize;
        ignore();
    }
    m_position += kRightDelimiter.size();
    auto delimiter = token(TokenKind::kRightDelimiter);
    if (trims) {
        m_position += leadingBlanks(rest());
        ignore();
    }
    m_insideAction = false;
    return delimiter;
}

Token Lexer::lexInsideAction() {
    bool trims = false;
    if (atRightDelimiter(trims)) {
        return m_parenDepth == 0 ? lexRightDelimiter() : error("unclosed left paren");
    }
    const auto rune = take();
    switch (rune) {
    case kEndOfText:
        return error("unclosed action");
    case ' ':
    case '\t':
    case '\r':
    case '\n':
        putBack();
        return lexSpace();
    case '=':
        return token(TokenKind::kAssign);
    case ':':
        return take() == '=' ? token(TokenKind::kDeclare) : error("expected :=");
    case '|':
        return token(TokenKind::kPipe);
    case '"':
        return lexQuoted('"', TokenKind::kString, "unterminated quoted string");
    case '`':
        return lexRawString();
    case '\'':
        return lexQuoted('\'', TokenKind::kCharConstant, "unterminated character constant");
    case '$':
        return lexFieldOrVariable(TokenKind::kVariable);
    case '(':
        ++m_parenDepth;
        return token(TokenKind::kLeftParen);
    case ')':
        return --m_parenDepth < 0 ? error("unexpected right paren") : token(TokenKind::kRightParen);
    default:
        break;
    }
    const bool beginsField = rune == '.' && !rest().empty() && !isDigit(static_cast<unsigned char>(rest()[0]));
    if (beginsField) {
        return lexFieldOrVariable(TokenKind::kField);
    }
    if (rune == '.' || rune == '+' || rune == '-' || (rune >= '0' && rune <= '9')) {
        putBack();
        return lexNumber();
    }
    if (isAlphaNumeric(rune)) {
        putBack();
        return lexIdentifier();
    }
    if (rune < 0x80 && isPrint(rune)) {
        return token(TokenKind::kChar);
    }
    return error("unrecognized character in action: " + describeRune(rune));
}

Token Lexer::lexSpace() {
    int count = 0;
    while (isBlank(peek())) {
        take();
        ++count;
    }
    // The last blank may belong to the trimming delimiter.
    if (endsActionTrimming(m_text.substr(m_position - 1))) {
        putBack();
        if (count == 1) {
            return lexRightDelimiter();
        }
    }
    return token(TokenKind::kSpace);
}

Token Lexer::lexIdentifier() {
    char32_t rune = 0;
    do {
        rune = take();
    } while (isAlphaNumeric(rune));
    putBack();
    if (!atTerminator()) {
        return error("bad character " + describeRune(rune));
    }
    const auto word = pending();
    const auto keyword = std::ranges::find(kKeywords, word, &std::pair<std::string_view, TokenKind>::first);
    if (keyword != kKeywords.end()) {
        return token(keyword->second);
    }
    return token(word == "true" || word == "false" ? TokenKind::kBool : TokenKind::kIdentifier);
}

Token Lexer::lexFieldOrVariable(TokenKind kind) {
    if (atTerminator()) { // a lone "." or "$"
        return token(kind == TokenKind::kVariable ? kind : TokenKind::kDot);
    }
    char32_t rune = 0;
    do {
        rune = take();
    } while (isAlphaNumeric(rune));
    putBack();
    return atTerminator() ? token(kind) : error("bad character " + describeRune(rune));
}

bool Lexer::atTerminator() {
    const auto rune = peek();
    constexpr std::string_view kTerminators = ".,|:)(";
    return isBlank(rune) || rune == kEndOfText || (rune < 0x80 && kTerminators.contains(static_cast<char>(rune))) ||
           rest().starts_with(kRightDelimiter);
}

Token Lexer::lexQuoted(char quoteMark, TokenKind kind, std::string_view unterminated) {
    for (;;) {
        auto rune = take();
        if (rune == static_cast<unsigned char>(quoteMark)) {
            return token(kind);
        }
        if (rune == '\\') {
            rune = take();
        }
        if (rune == kEndOfText || rune == '\n') {
            return error(std::string(unterminated));
        }
    }
}

Token Lexer::lexRawString() {
    for (;;) {
        const auto rune = take();
        if (rune == '`') {
            return token(TokenKind::kRawString);
        }
        if (rune == kEndOfText) {
            return error("unterminated raw quoted string");
        }
    }
}

Token Lexer::lexNumber() {
    const auto bad = [this] { return error("bad number syntax: " + quote(pending())); };
    if (!scanNumber()) {
        return bad();
    }
    if (const auto sign = peek(); sign == '+' || sign == '-') { // 1+2i
        return scanNumber() && m_text[m_position - 1] == 'i' ? token(TokenKind::kComplex) : bad();
    }
    return token(TokenKind::kNumber);
}

bool Lexer::scanNumber() {
    constexpr std::string_view kDecimal = "0123456789_";
    constexpr std::string_view kHex = "0123456789abcdefABCDEF_";
    accept("+-");
    auto digits = kDecimal;
    if (accept("0")) {
        if (accept("xX")) {
            digits = kHex;
        } else if (accept("oO")) {
            digits = "01234567_";
        } else if (accept("bB")) {
            digits = "01_";
        }
    }
    acceptRun(digits);
    if (accept(".")) {
        acceptRun(digits);
    }
    if ((digits == kDecimal && accept("eE")) || (digits == kHex && accept("pP"))) {
        accept("+-");
        acceptRun(kDecimal);
    }
    accept("i");
    if (isAlphaNumeric(peek())) {
        take();
        return false;
    }
    return true;
}

} // namespace hearth::templates
