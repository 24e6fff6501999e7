// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/pattern.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <re2/re2.h>
#include <vector>

#include "template/unicode.h"

namespace hearth::templates {
namespace {

using Groups = std::vector<re2::StringPiece>;

std::string_view reasonOf(re2::RE2::ErrorCode code) {
    switch (code) {
    case re2::RE2::ErrorBadEscape:
        return "invalid escape sequence";
    case re2::RE2::ErrorBadCharClass:
        return "invalid character class";
    case re2::RE2::ErrorBadCharRange:
        return "invalid character class range";
    case re2::RE2::ErrorMissingBracket:
        return "missing closing ]";
    case re2::RE2::ErrorMissingParen:
        return "missing closing )";
    case re2::RE2::ErrorUnexpectedParen:
        return "unexpected )";
    case re2::RE2::ErrorTrailingBackslash:
        return "trailing backslash at end of expression";
    case re2::RE2::ErrorRepeatArgument:
        return "missing argument to repetition operator";
    case re2::RE2::ErrorRepeatSize:
        return "invalid repeat count";
    case re2::RE2::ErrorRepeatOp:
        return "invalid nested repetition operator";
    case re2::RE2::ErrorBadPerlOp:
        return "invalid or unsupported Perl syntax";
    case re2::RE2::ErrorBadUTF8:
        return "invalid UTF-8";
    case re2::RE2::ErrorBadNamedCapture:
        return "invalid named capture";
    case re2::RE2::ErrorPatternTooLarge:
        return "expression too large";
    default:
        return "internal error";
    }
}

/// The name after a dollar sign and how many characters it takes; nothing where none stands.
struct GroupName {
    std::string_view name;
    std::size_t size = 0;
};

GroupName groupNameAt(std::string_view text) {
    const bool isBraced = text.starts_with('{');
    std::size_t end = isBraced ? 1 : 0;
    const auto start = end;
    while (end < text.size()) {
        const auto rune = decodeUtf8(text.substr(end));
        if (!isLetter(rune.value) && !isDigit(rune.value) && rune.value != '_') {
            break;
        }
        end += rune.size;
    }
    const auto name = text.substr(start, end - start);
    if (name.empty() || (isBraced && (end == text.size() || text[end] != '}'))) {
        return {};
    }
    return {name, end + (isBraced ? 1 : 0)};
}

void appendGroup(std::string& out, const re2::RE2& regex, const Groups& groups, std::string_view name) {
    std::size_t number = groups.size();
    if (std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; })) {
        std::from_chars(name.data(), name.data() + name.size(), number);
    } else if (const auto found = regex.NamedCapturingGroups().find(std::string(name));
               found != regex.NamedCapturingGroups().end()) {
        number = static_cast<std::size_t>(found->second);
    }
    if (number < groups.size()) {
        out.append(groups[number].data(), groups[number].size());
    }
}

void expand(std::string& out, std::string_view replacement, const re2::RE2& regex, const Groups& groups) {
    while (!replacement.empty()) {
        const auto dollar = std::min(replacement.find('$'), replacement.size());
        out += replacement.substr(0, dollar);
        replacement.remove_prefix(dollar);
        if (replacement.empty()) {
            return;
        }
        replacement.remove_prefix(1);
        const auto group = groupNameAt(replacement);
        if (group.size > 0) {
            appendGroup(out, regex, groups, group.name);
            replacement.remove_prefix(group.size);
        } else {
            out += '$';
            replacement.remove_prefix(replacement.starts_with('$') ? 1 : 0);
        }
    }
}

} // namespace

Pattern::Pattern(std::shared_ptr<const re2::RE2> compiled)
    : m_compiled(std::move(compiled)) {}

Result<Pattern> Pattern::create(std::string_view pattern) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    auto compiled = std::make_shared<const re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
    if (!compiled->ok()) {
        const auto reason = reasonOf(compiled->error_code());
        const bool namesNothing = compiled->error_code() == re2::RE2::ErrorTrailingBackslash;
        const auto argument = compiled->error_code() == re2::RE2::ErrorMissingParen ||
                                      compiled->error_code() == re2::RE2::ErrorUnexpectedParen
                                  ? std::string(pattern)
                                  : compiled->error_arg();
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("error parsing regexp: {}: `{}`", reason, namesNothing ? "" : argument));
    }
    return Pattern(std::move(compiled));
}

bool Pattern::matches(std::string_view text) const {
    return m_compiled->Match({text.data(), text.size()}, 0, text.size(), re2::RE2::UNANCHORED, nullptr, 0);
}

Result<std::string> Pattern::replaceAll(std::string_view text, std::string_view replacement,
                                        std::uint64_t limit) const {
    Groups groups(static_cast<std::size_t>(m_compiled->NumberOfCapturingGroups()) + 1);
    const re2::StringPiece input(text.data(), text.size());
    std::string out;
    std::size_t copied = 0; // the end of the last match
    std::size_t searchAt = 0;
    bool any = false;
    while (searchAt <= text.size() && m_compiled->Match(input, searchAt, text.size(), re2::RE2::UNANCHORED,
                                                        groups.data(), static_cast<int>(groups.size()))) {
        const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
        const auto end = begin + groups[0].size();
        // An empty match right behind the last one does not count.
        if (!any || end > copied || begin > copied || (begin == end && begin != copied)) {
            out += text.substr(copied, begin - copied);
            expand(out, replacement, *m_compiled, groups);
            copied = end;
            any = true;
        }
        if (out.size() > limit) {
            return fail(ErrorCode::kLimit, fmt::format("exceeded maximum output size ({} bytes)", limit));
        }
        const auto step =
            end > searchAt ? end - searchAt : decodeUtf8(text.substr(std::min(searchAt, text.size()))).size;
        searchAt += std::max<std::size_t>(step, 1);
    }
    return out += text.substr(std::min(copied, text.size()));
}

} // namespace hearth::templates
