// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/syntax/open_brackets.h"

namespace hearth::promql {

bool takesLabels(TokenKind kind) {
    return kind >= TokenKind::kBy && kind <= TokenKind::kGroupRight;
}

void OpenBrackets::pass(const Token& token) {
    const bool hadClosed = m_hasClosed;
    m_hasClosed = false;
    switch (token.kind) {
    case TokenKind::kLeftParen:
    case TokenKind::kLeftBrace:
    case TokenKind::kLeftBracket:
        m_hasClosed = hadClosed;
        m_open.push_back(opened(token));
        m_hasClosed = false;
        break;
    case TokenKind::kRightParen:
    case TokenKind::kRightBrace:
    case TokenKind::kRightBracket:
        close();
        break;
    case TokenKind::kComma:
        if (!m_open.empty()) {
            ++m_open.back().argument;
        }
        break;
    default:
        break;
    }
    const bool startsGrouping = token.kind == TokenKind::kBy || token.kind == TokenKind::kWithout;
    if (startsGrouping && isAggregator(m_previous.kind)) {
        m_aggregation = m_previous;
    }
    m_previous = token;
    ++m_passed;
}

OpenBracket OpenBrackets::opened(const Token& bracket) const {
    OpenBracket open;
    open.index = m_passed;
    const auto before = m_previous.kind;
    if (bracket.kind == TokenKind::kLeftBracket) {
        open.role = BracketRole::kRange;
    } else if (bracket.kind == TokenKind::kLeftBrace) {
        open.role = BracketRole::kMatchers;
        open.owner = mayNameMetric(before) ? m_previous : Token{};
    } else if (takesLabels(before)) {
        open.role = BracketRole::kGrouping;
        open.owner = m_previous;
    } else if (before == TokenKind::kIdentifier || isAggregator(before) || before >= TokenKind::kStart) {
        open.role = BracketRole::kCall;
        open.owner = m_previous;
    } else if (m_hasClosed && m_closed.role == BracketRole::kGrouping && isAggregator(m_aggregation.kind)) {
        open.role = BracketRole::kCall;
        open.owner = m_aggregation;
    }
    return open;
}

void OpenBrackets::close() {
    if (m_open.empty()) {
        return;
    }
    m_closed = m_open.back();
    m_open.pop_back();
    m_hasClosed = true;
}

} // namespace hearth::promql
