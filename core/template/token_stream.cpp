// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/token_stream.h"

#include <fmt/format.h>

namespace hearth::templates {

Token TokenStream::next() {
    if (m_peeked > 0) {
        --m_peeked;
    } else {
        m_tokens[0] = m_lexer.next();
    }
    return m_tokens[m_peeked];
}

const Token& TokenStream::peek() {
    if (m_peeked == 0) {
        m_peeked = 1;
        m_tokens[0] = m_lexer.next();
    }
    return m_tokens[m_peeked - 1];
}

void TokenStream::putBack(Token first) {
    m_tokens[1] = std::move(first);
    m_peeked = 2;
}

void TokenStream::putBack(Token first, Token second) {
    m_tokens[1] = std::move(second);
    m_tokens[2] = std::move(first);
    m_peeked = 3;
}

Token TokenStream::nextNonSpace() {
    auto token = next();
    while (token.kind == TokenKind::kSpace) {
        token = next();
    }
    return token;
}

const Token& TokenStream::peekNonSpace() {
    nextNonSpace();
    putBack();
    return m_tokens[m_peeked - 1];
}

std::unexpected<Error> TokenStream::error(std::string_view message) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("template: {}:{}: {}", m_name, m_tokens[0].line, message));
}

std::unexpected<Error> TokenStream::unexpected(const Token& token, std::string_view context) {
    if (token.kind != TokenKind::kError) {
        return error(fmt::format("unexpected {} in {}", token.describe(), context));
    }
    if (m_actionLine == 0 || m_actionLine == token.line) {
        return error(token.value);
    }
    // "unclosed action" need not say twice that it is one
    const auto* place = token.value.ends_with(" action") ? "" : " in action";
    return error(fmt::format("{}{} started at {}:{}", token.value, place, m_name, m_actionLine));
}

Result<Token> TokenStream::expect(TokenKind kind, std::string_view context) {
    auto token = nextNonSpace();
    if (token.kind != kind) {
        return unexpected(token, context);
    }
    return token;
}

} // namespace hearth::templates
