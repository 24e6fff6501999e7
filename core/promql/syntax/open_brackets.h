// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "promql/syntax/token.h"

namespace hearth::promql {

/// What a pair of brackets holds.
enum class BracketRole : std::uint8_t {
    kParens,   ///< Nothing but an expression.
    kCall,     ///< The arguments of a function or aggregation.
    kGrouping, ///< The labels of `by`, `on` and their like.
    kMatchers, ///< The matchers of a selector.
    kRange,    ///< A range or subquery.
};

struct OpenBracket {
    BracketRole role = BracketRole::kParens;
    Token owner;           ///< The function, aggregation, grouping word or metric in front; kEnd where there is none.
    std::size_t index = 0; ///< Of the bracket among the tokens.
    std::size_t argument = 0; ///< How many commas were passed inside.
};

/// Follows tokens from the left and knows which brackets are open, without asking whether the text is an expression:
/// for highlighting and completion. Internal to this folder. Threads: thread-compatible.
class OpenBrackets {
  public:
    /// Passes the next token; comments are not passed.
    void pass(const Token& token);

    const std::vector<OpenBracket>& open() const { return m_open; }
    /// The innermost, null outside of all.
    const OpenBracket* innermost() const { return m_open.empty() ? nullptr : &m_open.back(); }
    /// The pair that the last token closed, null where it closed none.
    const OpenBracket* justClosed() const {
        return m_previous.kind != TokenKind::kEnd && m_hasClosed ? &m_closed : nullptr;
    }
    /// The last token passed; kEnd before the first.
    const Token& previous() const { return m_previous; }
    bool isInside(BracketRole role) const { return !m_open.empty() && m_open.back().role == role; }

  private:
    OpenBracket opened(const Token& bracket) const;
    void close();

    std::vector<OpenBracket> m_open;
    OpenBracket m_closed;
    bool m_hasClosed = false;
    Token m_previous;
    Token m_aggregation; ///< Whose grouping was read and whose arguments are still to come.
    std::size_t m_passed = 0;
};

/// `by`, `without`, `on`, `ignoring`, `group_left`, `group_right`.
bool takesLabels(TokenKind kind);

} // namespace hearth::promql
