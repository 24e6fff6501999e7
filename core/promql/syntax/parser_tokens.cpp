// SPDX-License-Identifier: GPL-3.0-or-later
// How the parser takes tokens and complains of them.
#include <fmt/format.h>

#include "promql/syntax/literal.h"
#include "promql/syntax/parser_impl.h"

namespace hearth::promql {

Parser::Parser(std::string_view text, const ParseOptions& options)
    : m_lexer(text)
    , m_options(options) {
    if (text.size() > kMaxQueryBytes) {
        giveUp({}, fmt::format("query of {} bytes is longer than the limit of {}", text.size(), kMaxQueryBytes));
    }
}

const Token& Parser::peek() {
    if (!m_next) {
        do {
            m_next = m_lexer.next();
        } while (m_next->kind == TokenKind::kComment);
        if (m_next->kind == TokenKind::kError && !m_gaveUp) {
            const auto error = m_lexer.error();
            giveUp(*error.range(), error.message());
        }
    }
    return *m_next;
}

Token Parser::take() {
    const auto token = peek();
    if (!m_gaveUp) {
        m_next.reset();
        m_lastEnd = token.range.end;
    }
    return token;
}

bool Parser::accept(TokenKind kind) {
    if (!isNext(kind)) {
        return false;
    }
    take();
    return true;
}

bool Parser::expect(TokenKind kind, Place place) {
    if (accept(kind)) {
        return true;
    }
    unexpected(place);
    return false;
}

double Parser::literalValue(const Token& literal) {
    const auto value = literal.kind == TokenKind::kDuration ? durationSeconds(literal.text) : numberValue(literal.text);
    if (!value) {
        addError(literal.range, value.error().message());
        return 0;
    }
    return *value;
}

void Parser::addError(SourceRange range, std::string message) {
    m_errors.emplace_back(ErrorCode::kInvalidArgument, std::move(message), range);
    if (m_errors.size() >= kMaxErrors) {
        m_next = Token{TokenKind::kError, range, {}};
        m_gaveUp = true;
    }
}

void Parser::unexpected(Place place) {
    const auto& token = peek();
    if (token.kind == TokenKind::kError) {
        return;
    }
    auto message = "unexpected " + describeToken(token);
    if (!place.context.empty()) {
        message += fmt::format(" in {}", place.context);
    }
    if (!place.expected.empty()) {
        message += fmt::format(", expected {}", place.expected);
    }
    addError(token.range, std::move(message));
}

bool Parser::skipTo(TokenKind closing) {
    for (std::size_t depth = 0;; take()) {
        const auto kind = peek().kind;
        if (kind == TokenKind::kEnd || kind == TokenKind::kError) {
            return false;
        }
        if (depth == 0 && (kind == TokenKind::kComma || kind == closing)) {
            return true;
        }
        if (kind == TokenKind::kLeftParen || kind == TokenKind::kLeftBrace || kind == TokenKind::kLeftBracket) {
            ++depth;
        } else if (depth > 0 && (kind == TokenKind::kRightParen || kind == TokenKind::kRightBrace ||
                                 kind == TokenKind::kRightBracket)) {
            --depth;
        }
    }
}

void Parser::giveUp(SourceRange range, std::string message) {
    m_gaveUp = true;
    m_next = Token{TokenKind::kError, range, {}};
    m_errors.emplace_back(ErrorCode::kInvalidArgument, std::move(message), range);
}

bool Parser::isTooDeep(SourceRange range) {
    if (m_depth <= kMaxTreeDepth) {
        return false;
    }
    giveUp(range, fmt::format("expression is nested deeper than the limit of {} levels", kMaxTreeDepth));
    return true;
}

Parser::Operand Parser::bounded(Parsed parsed) {
    if (parsed.height > kMaxTreeDepth) {
        giveUp(parsed.expr.range, fmt::format("expression has more than {} operators in a row", kMaxTreeDepth));
        return std::nullopt;
    }
    return parsed;
}

} // namespace hearth::promql
