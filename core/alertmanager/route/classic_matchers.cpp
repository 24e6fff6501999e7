// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <optional>
#include <vector>

#include "alertmanager/alert.h"
#include "alertmanager/route/matcher_parsers.h"
#include "alertmanager/route/reserved.h"
#include "base/utf8.h"

namespace hearth::alertmanager {
namespace {

using model::MatchType;

constexpr std::string_view kBlanks = " \t\n\f\r"; ///< RE2's \s.

void skipBlanks(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
}

bool isNameByte(char c, bool first) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || (!first && c >= '0' && c <= '9');
}

std::string_view takeName(std::string_view& text) {
    std::size_t end = 0;
    while (end < text.size() && isNameByte(text[end], end == 0)) {
        ++end;
    }
    const auto name = text.substr(0, end);
    text.remove_prefix(end);
    return name;
}

std::optional<MatchType> takeOperator(std::string_view& text) {
    for (const auto type : {MatchType::kRegex, MatchType::kEqual, MatchType::kNotEqual, MatchType::kNotRegex}) {
        const auto sign = model::matchTypeText(type);
        if (text.starts_with(sign)) {
            text.remove_prefix(sign.size());
            return type;
        }
    }
    return std::nullopt;
}

std::unexpected<Error> strayQuote(std::string_view value) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("matcher value contains unescaped double quote: {}", value));
}

/// Appends what the backslash and `c` behind it mean; an escape that does not exist means itself.
void appendEscaped(std::string& out, char c) {
    if (c == 'n') {
        out += '\n';
        return;
    }
    if (c != '"' && c != '\\') {
        out += '\\';
    }
    out += c;
}

Result<std::string> unescape(std::string_view value) {
    auto text = value;
    bool closes = text.starts_with('"'); // a quote that is to come
    text.remove_prefix(closes ? 1 : 0);
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool last = i + 1 == text.size();
        if (text[i] == '\\' && !last) {
            appendEscaped(out, text[++i]);
        } else if (text[i] != '"') {
            out += text[i];
        } else if (closes && last) {
            closes = false;
        } else {
            return strayQuote(value);
        }
    }
    if (closes) {
        return strayQuote(value);
    }
    return out;
}

std::string_view trimSpaces(std::string_view text) {
    const auto isBlank = [](std::string_view rune) { return isSpace(decodeUtf8(rune).value); };
    while (!text.empty() && isBlank(text)) {
        text.remove_prefix(decodeUtf8(text).size);
    }
    for (;;) {
        auto last = text.size();
        while (last > 0 && (static_cast<unsigned char>(text[--last]) & 0xc0U) == 0x80U) {
        }
        if (text.empty() || !isBlank(text.substr(last))) {
            return text;
        }
        text = text.substr(0, last);
    }
}

/// Cuts at the commas that are outside of quotes. The last piece is dropped where it is blank.
std::vector<std::string_view> pieces(std::string_view text) {
    std::vector<std::string_view> out;
    bool quoted = false;
    bool escaped = false;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == ',' && !quoted) {
            out.push_back(text.substr(begin, i - begin));
            begin = i + 1;
        } else if (c == '"') {
            quoted = escaped ? quoted : !quoted;
            escaped = false;
        } else if (c != ',') { // a comma in quotes leaves a backslash before it in force
            escaped = c == '\\' && !escaped;
        }
    }
    if (const auto last = trimSpaces(text.substr(begin)); !last.empty()) {
        out.push_back(last);
    }
    return out;
}

} // namespace

Result<model::Matcher> parseClassicMatcher(std::string_view text) {
    const auto bad = [whole = text] {
        return fail(ErrorCode::kInvalidArgument, fmt::format("bad matcher format: {}", whole));
    };
    skipBlanks(text);
    const auto name = takeName(text);
    skipBlanks(text);
    const auto type = takeOperator(text);
    if (name.empty() || !type) {
        return bad();
    }
    skipBlanks(text);
    text = text.substr(0, text.find_last_not_of(kBlanks) + 1);
    return matcherOf(*type, std::string(name), HEARTH_TRY(unescape(text)));
}

Result<model::Matchers> parseClassicMatchers(std::string_view text) {
    text.remove_prefix(text.starts_with('{') ? 1 : 0);
    text.remove_suffix(text.ends_with('}') ? 1 : 0);
    model::Matchers matchers;
    for (const auto piece : pieces(text)) {
        matchers.push_back(HEARTH_TRY(parseClassicMatcher(piece)));
    }
    return matchers;
}

} // namespace hearth::alertmanager
