// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/route/matcher_lexer.h"

#include <fmt/format.h>

#include "alertmanager/route/reserved.h"
#include "base/utf8.h"

namespace hearth::alertmanager {
namespace {

using Kind = MatcherToken::Kind;

/// Where a token that is being read began, and how far it reaches.
class Scan {
  public:
    Scan(std::string_view text, std::size_t offset, std::size_t column)
        : m_text(text)
        , m_begin(offset)
        , m_end(offset)
        , m_columnBegin(column)
        , m_columnEnd(column) {}

    bool atEnd() const { return m_end >= m_text.size(); }
    char32_t next() const { return decodeUtf8(m_text.substr(m_end)).value; }
    void take() {
        m_end += decodeUtf8(m_text.substr(m_end)).size;
        ++m_columnEnd;
    }
    bool accept(char32_t wanted) {
        const bool found = !atEnd() && next() == wanted;
        if (found) {
            take();
        }
        return found;
    }
    /// Forgets what was read.
    void skip() {
        m_begin = m_end;
        m_columnBegin = m_columnEnd;
    }

    MatcherToken token(Kind kind) const { return {kind, text(), range(), m_columnBegin, m_columnEnd}; }
    std::unexpected<Error> fails(std::string_view reason) const {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("{}:{}: {}: {}", m_columnBegin, m_columnEnd, text(), reason), range());
    }
    std::unexpected<Error> expects(std::string_view wanted) const {
        const auto reason = fmt::format("expected one of '{}'", wanted);
        if (!atEnd()) {
            return fails(reason);
        }
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("{}:{}: unexpected end of input, {}", m_columnBegin, m_columnEnd, reason), range());
    }

  private:
    std::string_view text() const { return m_text.substr(m_begin, m_end - m_begin); }
    SourceRange range() const { return {static_cast<std::uint32_t>(m_begin), static_cast<std::uint32_t>(m_end)}; }

    std::string_view m_text;
    std::size_t m_begin;
    std::size_t m_end;
    std::size_t m_columnBegin;
    std::size_t m_columnEnd;
};

Result<MatcherToken> scanOperator(Scan& scan) {
    if (scan.accept(U'!')) {
        if (scan.accept(U'=')) {
            return scan.token(Kind::kNotEqual);
        }
        return scan.accept(U'~') ? Result<MatcherToken>(scan.token(Kind::kNotRegex)) : scan.expects("=~");
    }
    scan.accept(U'=');
    return scan.token(scan.accept(U'~') ? Kind::kRegex : Kind::kEqual);
}

Result<MatcherToken> scanQuoted(Scan& scan) {
    scan.take();
    for (bool escaped = false; !scan.atEnd(); scan.take()) {
        const auto rune = scan.next();
        if (!escaped && rune == U'"') {
            scan.take();
            return scan.token(Kind::kQuoted);
        }
        escaped = !escaped && rune == U'\\';
    }
    return scan.fails("missing end \"");
}

MatcherToken scanWord(Scan& scan) {
    while (!scan.atEnd() && !isReserved(scan.next())) {
        scan.take();
    }
    return scan.token(Kind::kWord);
}

} // namespace

Result<MatcherToken> MatcherLexer::peek() const {
    Scan scan(m_text, m_offset, m_column);
    while (!scan.atEnd() && isSpace(scan.next())) {
        scan.take();
        scan.skip();
    }
    if (scan.atEnd()) {
        return scan.token(Kind::kEnd);
    }
    const auto rune = scan.next();
    switch (rune) {
    case U'{':
    case U'}':
    case U',':
        scan.take();
        return scan.token(rune == U'{' ? Kind::kOpenBrace : rune == U'}' ? Kind::kCloseBrace : Kind::kComma);
    case U'=':
    case U'!':
        return scanOperator(scan);
    case U'"':
        return scanQuoted(scan);
    default:
        break;
    }
    if (isReserved(rune)) {
        scan.take();
        return scan.fails("invalid input");
    }
    return scanWord(scan);
}

void MatcherLexer::take(const MatcherToken& token) {
    m_offset = token.range.end;
    m_column = token.columnEnd;
}

} // namespace hearth::alertmanager
