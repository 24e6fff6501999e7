// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fmt/format.h>
#include <initializer_list>

#include "alertmanager/alert.h"
#include "alertmanager/route/matcher_lexer.h"
#include "alertmanager/route/matcher_parsers.h"
#include "alertmanager/route/matcher_text.h"

namespace hearth::alertmanager {
namespace {

using Kind = MatcherToken::Kind;
using model::MatchType;

std::unexpected<Error> failAt(const MatcherToken& token, std::string_view reason) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("{}:{}: {}", token.columnBegin, token.columnEnd, reason),
                token.range);
}

/// `<error>: <what was expected>`, at the error's place.
std::unexpected<Error> but(const Error& error, std::string_view wanted) {
    auto message = fmt::format("{}: {}", error.message(), wanted);
    return error.range() ? fail(error.code(), std::move(message), *error.range())
                         : fail(error.code(), std::move(message));
}

MatchType matchTypeOf(Kind kind) {
    switch (kind) {
    case Kind::kNotEqual:
        return MatchType::kNotEqual;
    case Kind::kRegex:
        return MatchType::kRegex;
    case Kind::kNotRegex:
        return MatchType::kNotRegex;
    default:
        return MatchType::kEqual;
    }
}

Result<std::string> meaningOf(const MatcherToken& token) {
    if (token.kind != Kind::kQuoted) {
        return std::string(token.text);
    }
    auto text = unquoteGo(token.text);
    return text ? std::move(text) : failAt(token, fmt::format("{}: invalid input", token.text));
}

/// One function a rule: list = [ "{" ] [ matcher { "," matcher } [ "," ] ] [ "}" ].
class ListParser {
  public:
    explicit ListParser(std::string_view text)
        : m_lexer(text) {}

    Result<model::Matchers> parse() {
        const auto first = HEARTH_TRY(m_lexer.peek());
        if (first.kind == Kind::kEnd) {
            return std::move(m_matchers);
        }
        if (first.kind == Kind::kOpenBrace) {
            m_lexer.take(first);
            m_braces = true;
        }
        for (bool more = HEARTH_TRY(m_lexer.peek()).kind != Kind::kEnd && !HEARTH_TRY(closes()); more;) {
            m_matchers.push_back(HEARTH_TRY(matcher()));
            more = HEARTH_TRY(separator());
        }
        if (auto ended = end(); !ended) {
            return std::unexpected(std::move(ended).error());
        }
        return std::move(m_matchers);
    }

  private:
    Result<bool> closes() const { return HEARTH_TRY(m_lexer.peek()).kind == Kind::kCloseBrace; }

    /// The next token if it is one of `kinds`; it stays the next one.
    Result<MatcherToken> expected(std::initializer_list<Kind> kinds, std::string_view wanted) const {
        auto token = m_lexer.peek();
        if (!token) {
            return but(token.error(), wanted);
        }
        if (std::ranges::find(kinds, token->kind) != kinds.end()) {
            return *token;
        }
        if (token->kind == Kind::kEnd) {
            return fail(ErrorCode::kInvalidArgument, fmt::format("end of input: {}", wanted), token->range);
        }
        return failAt(*token, fmt::format("unexpected {}: {}", token->text, wanted));
    }

    Result<MatcherToken> taken(std::initializer_list<Kind> kinds, std::string_view wanted) {
        auto token = HEARTH_TRY(expected(kinds, wanted));
        m_lexer.take(token);
        return token;
    }

    Result<model::Matcher> matcher() {
        const auto name = HEARTH_TRY(taken({Kind::kQuoted, Kind::kWord}, "expected label name"));
        auto nameText = HEARTH_TRY(meaningOf(name));
        const auto sign = HEARTH_TRY(taken({Kind::kEqual, Kind::kNotEqual, Kind::kRegex, Kind::kNotRegex},
                                           "expected an operator such as '=', '!=', '=~' or '!~'"));
        const auto value = HEARTH_TRY(taken({Kind::kWord, Kind::kQuoted}, "expected label value"));
        auto matcher = matcherOf(matchTypeOf(sign.kind), std::move(nameText), HEARTH_TRY(meaningOf(value)));
        if (!matcher) {
            return fail(ErrorCode::kInvalidArgument,
                        fmt::format("failed to create matcher: {}", matcher.error().message()), value.range);
        }
        return matcher;
    }

    /// Whether another matcher follows. Takes the comma.
    Result<bool> separator() {
        if (HEARTH_TRY(peekOr("expected a comma or close brace")).kind == Kind::kEnd) {
            return false;
        }
        const auto token = HEARTH_TRY(expected({Kind::kComma, Kind::kCloseBrace}, "expected a comma or close brace"));
        if (token.kind == Kind::kCloseBrace) {
            return false;
        }
        m_lexer.take(token);
        constexpr std::string_view kWanted = "expected a matcher or close brace after comma";
        if (HEARTH_TRY(peekOr(kWanted)).kind == Kind::kEnd) {
            return false;
        }
        return HEARTH_TRY(expected({Kind::kCloseBrace, Kind::kWord, Kind::kQuoted}, kWanted)).kind != Kind::kCloseBrace;
    }

    Result<MatcherToken> peekOr(std::string_view wanted) const {
        auto token = m_lexer.peek();
        return token ? token : but(token.error(), wanted);
    }

    /// The closing brace if and only if there was an opening one, and then nothing.
    Result<void> end() {
        auto token = HEARTH_TRY(m_lexer.peek());
        const bool brace = token.kind == Kind::kCloseBrace;
        if (m_braces && !brace) {
            const auto found = token.kind == Kind::kEnd ? std::string("end of input")
                                                        : fmt::format("{}:{}: unexpected {}", token.columnBegin,
                                                                      token.columnEnd, token.text);
            return fail(ErrorCode::kInvalidArgument,
                        fmt::format("0:{}: {}: expected close brace", m_lexer.column(), found), token.range);
        }
        if (!m_braces && brace) {
            return fail(ErrorCode::kInvalidArgument, fmt::format("0:{}: }}: expected opening brace", token.columnEnd),
                        token.range);
        }
        m_lexer.take(token);
        token = HEARTH_TRY(peekOr("expected end of input"));
        return token.kind == Kind::kEnd ? Result<void>()
                                        : failAt(token, fmt::format("{}: expected end of input", token.text));
    }

    MatcherLexer m_lexer;
    bool m_braces = false;
    model::Matchers m_matchers;
};

} // namespace

Result<model::Matchers> parseUtf8Matchers(std::string_view text) {
    return ListParser(text).parse();
}

} // namespace hearth::alertmanager
