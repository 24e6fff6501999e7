// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/html/js_context.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace hearth::templates {
namespace {

constexpr auto kNone = std::string_view::npos;

Transition broken(std::string_view text, std::string_view what) {
    HtmlContext context;
    context.state = HtmlState::kError;
    context.error = what;
    return {context, text.size()};
}

bool isIdentifierPart(char c) {
    return c == '$' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Whether a slash behind these tokens divides; the answer so far where there are none.
bool slashDividesAfter(std::string_view text, bool before) {
    constexpr std::array<std::string_view, 14> kBeforeRegex{"break", "case",    "continue", "delete",     "do",
                                                            "else",  "finally", "in",       "instanceof", "return",
                                                            "throw", "try",     "typeof",   "void"};
    text = text.substr(0, text.find_last_not_of(" \t\n\v\f\r") + 1);
    if (text.empty()) {
        return before;
    }
    const char last = text.back();
    if (last == '+' || last == '-') { // x++ / y divides, x + / y does not
        const auto run = text.size() - 1 - std::min(text.find_last_not_of(last), text.size());
        return (text.find_last_not_of(last) == kNone ? text.size() : run) % 2 == 0;
    }
    if (last == '.') {
        return text.size() != 1 && text[text.size() - 2] >= '0' && text[text.size() - 2] <= '9';
    }
    if (std::string_view(",<>=*%&|^?!~([:;{").contains(last)) {
        return false;
    }
    if (last == '}') {
        return false;
    }
    auto begin = text.size();
    while (begin > 0 && isIdentifierPart(text[begin - 1])) {
        --begin;
    }
    return std::ranges::find(kBeforeRegex, text.substr(begin)) == kBeforeRegex.end();
}

Transition afterCode(HtmlContext context, std::string_view text) {
    const auto at = text.find_first_of("\"`'/{}<-#");
    context.slashDivides = slashDividesAfter(text.substr(0, at), context.slashDivides);
    if (at == kNone) {
        return {context, text.size()};
    }
    const auto rest = text.substr(at);
    const auto to = [&](HtmlState state, std::size_t size) {
        context.state = state;
        return Transition{context, at + size};
    };
    const auto stay = [&] {
        context.slashDivides = slashDividesAfter(rest.substr(0, 1), context.slashDivides);
        return Transition{context, at + 1};
    };
    switch (rest[0]) {
    case '"':
        context.slashDivides = false;
        return to(HtmlState::kJsDoubleQuoted, 1);
    case '\'':
        context.slashDivides = false;
        return to(HtmlState::kJsSingleQuoted, 1);
    case '`':
        context.slashDivides = false;
        return to(HtmlState::kJsTemplate, 1);
    case '/':
        if (rest.starts_with("//")) {
            return to(HtmlState::kJsLineComment, 2);
        }
        if (rest.starts_with("/*")) {
            return to(HtmlState::kJsBlockComment, 2);
        }
        if (!context.slashDivides) {
            return to(HtmlState::kJsRegex, 1);
        }
        context.slashDivides = false;
        return {context, at + 1};
    case '<':
        return rest.starts_with("<!--") ? to(HtmlState::kJsLineComment, 4) : Transition{context, at + 1};
    case '-':
        return rest.starts_with("-->") ? to(HtmlState::kJsLineComment, 3) : stay();
    case '#':
        return rest.starts_with("#!") ? to(HtmlState::kJsLineComment, 2) : Transition{context, at + 1};
    case '{':
        if (!context.braces.empty()) {
            ++context.braces.back();
        }
        return stay();
    default: // a closing brace
        if (context.braces.empty() || --context.braces.back() >= 0) {
            return stay();
        }
        context.braces.pop_back();
        return to(HtmlState::kJsTemplate, 1);
    }
}

Transition afterTemplate(HtmlContext context, std::string_view text) {
    for (std::size_t from = 0;;) {
        const auto at = text.find_first_of("`\\$", from);
        if (at == kNone) {
            return {context, text.size()};
        }
        from = at + 1;
        if (text[at] == '\\') {
            if (from == text.size()) {
                return broken(text, "unfinished escape sequence in JS string");
            }
            ++from;
        } else if (text[at] == '`') {
            context.state = HtmlState::kJs;
            return {context, from};
        } else if (text.substr(from).starts_with('{')) {
            context.braces.push_back(0);
            context.state = HtmlState::kJs;
            return {context, from + 1};
        }
    }
}

Transition afterQuoted(HtmlContext context, std::string_view text) {
    const std::string_view specials = context.state == HtmlState::kJsSingleQuoted ? "\\'"
                                      : context.state == HtmlState::kJsRegex      ? "\\/[]"
                                                                                  : "\\\"";
    bool inSet = false;
    for (std::size_t from = 0;;) {
        const auto at = text.find_first_of(specials, from);
        if (at == kNone) {
            return inSet ? broken(text, "unfinished JS regexp charset") : Transition{context, text.size()};
        }
        from = at + 1;
        const char c = text[at];
        if (c == '\\') {
            if (from == text.size()) {
                return broken(text, "unfinished escape sequence in JS string");
            }
            ++from;
        } else if (c == '[' || c == ']') {
            inSet = c == '[';
        } else if (c == '/' && at > 0 && toLowerAscii(text.substr(at - 1, 8)) == "</script") {
            continue; // is escaped when it is written
        } else if (!inSet) {
            context.state = HtmlState::kJs;
            context.slashDivides = true;
            return {context, from};
        }
    }
}

} // namespace

Transition afterJs(const HtmlContext& context, std::string_view text) {
    switch (context.state) {
    case HtmlState::kJs:
        return afterCode(context, text);
    case HtmlState::kJsTemplate:
        return afterTemplate(context, text);
    case HtmlState::kJsBlockComment:
    case HtmlState::kJsLineComment: {
        const bool isBlock = context.state == HtmlState::kJsBlockComment;
        const auto end = isBlock ? text.find("*/") : text.find_first_of("\n\r");
        auto next = context;
        next.state = end == kNone ? context.state : HtmlState::kJs;
        return {next, end == kNone ? text.size() : end + (isBlock ? 2 : 0)};
    }
    default:
        return afterQuoted(context, text);
    }
}

} // namespace hearth::templates
