// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <re2/re2.h>

#include "base/text.h"
#include "model/matcher.h"

namespace hearth::model {
namespace {

/// A pattern longer than this is refused before RE2 spends time on it.
constexpr std::size_t kMaxPatternBytes = 1U << 20U;
constexpr std::int64_t kMaxProgramBytes = 64LL << 20U;

bool isLiteralByte(char c) {
    constexpr std::string_view kSpecial = "\\.+*?()|[]{}^$";
    return kSpecial.find(c) == std::string_view::npos;
}

/// Reads literal text from the front of `rest` up to `|`, `)` or the end; an escaped punctuation mark is itself.
/// False where something stands there that is not a literal.
bool takeLiteral(std::string_view& rest, std::string& literal) {
    while (!rest.empty() && rest[0] != '|' && rest[0] != ')') {
        const bool escaped = rest[0] == '\\' && rest.size() > 1 && !isLiteralByte(rest[1]);
        if (!escaped && !isLiteralByte(rest[0])) {
            return false;
        }
        rest.remove_prefix(escaped ? 1 : 0);
        literal += rest[0];
        rest.remove_prefix(1);
    }
    return true;
}

/// Bytes of a group's opening at the front of `rest`: `(`, `(?:`; 0 where none stands there.
std::size_t groupOpening(std::string_view rest) {
    if (rest.starts_with("(?:")) {
        return 3;
    }
    return rest.starts_with('(') && !rest.starts_with("(?") ? 1 : 0;
}

/// The alternatives of `a|b|c`, `(a|b)`, or nothing where the pattern is more than that.
std::optional<std::vector<std::string>> literalsOf(std::string_view pattern) {
    auto rest = pattern;
    const auto opening = groupOpening(rest);
    rest.remove_prefix(opening);
    std::vector<std::string> literals;
    for (;;) {
        std::string literal;
        if (!takeLiteral(rest, literal)) {
            return std::nullopt;
        }
        literals.push_back(std::move(literal));
        if (!rest.starts_with('|')) {
            break;
        }
        rest.remove_prefix(1);
    }
    if (rest != (opening > 0 ? ")" : "")) {
        return std::nullopt;
    }
    std::ranges::sort(literals);
    literals.erase(std::ranges::unique(literals).begin(), literals.end());
    return literals;
}

/// The literal text that every match begins with. Patterns with an alternation at the top have none.
std::string prefixOf(std::string_view pattern) {
    int depth = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '\\') {
            ++i;
        } else if (pattern[i] == '[') {
            return {}; // classes may hold any of the marks below: not worth telling apart
        } else if (pattern[i] == '(') {
            ++depth;
        } else if (pattern[i] == ')') {
            --depth;
        } else if (pattern[i] == '|' && depth == 0) {
            return {};
        }
    }
    std::string prefix;
    auto rest = pattern;
    takeLiteral(rest, prefix);
    // A repetition binds to the last character only, which then need not be there.
    if (!rest.empty() && std::string_view("*?{").find(rest[0]) != std::string_view::npos) {
        while (!prefix.empty() && (static_cast<unsigned char>(prefix.back()) & 0xc0U) == 0x80U) {
            prefix.pop_back();
        }
        if (!prefix.empty()) {
            prefix.pop_back();
        }
    }
    return prefix;
}

/// RE2's verdict in the words of Go's regexp package, which people know from Prometheus.
std::string_view reasonText(RE2::ErrorCode code) {
    switch (code) {
    case RE2::ErrorBadEscape:
        return "invalid escape sequence";
    case RE2::ErrorBadCharClass:
    case RE2::ErrorBadCharRange:
        return "invalid character class range";
    case RE2::ErrorMissingBracket:
        return "missing closing ]";
    case RE2::ErrorMissingParen:
        return "missing closing )";
    case RE2::ErrorUnexpectedParen:
        return "unexpected )";
    case RE2::ErrorTrailingBackslash:
        return "trailing backslash at end of expression";
    case RE2::ErrorRepeatArgument:
        return "missing argument to repetition operator";
    case RE2::ErrorRepeatSize:
        return "invalid repeat count";
    case RE2::ErrorRepeatOp:
        return "invalid nested repetition operator";
    case RE2::ErrorBadPerlOp:
        return "invalid or unsupported Perl syntax";
    case RE2::ErrorBadUTF8:
        return "invalid UTF-8";
    case RE2::ErrorBadNamedCapture:
        return "invalid named capture";
    default:
        return "expression too large";
    }
}

std::unexpected<Error> badPattern(const RE2& program) {
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("error parsing regexp: {}: `{}`", reasonText(program.error_code()), program.error_arg()));
}

} // namespace

struct Regex::Compiled {
    Compiled(std::string_view text, Dot dot, const RE2::Options& options)
        : pattern(text)
        , program(fmt::format("^(?{}:{})$", dot == Dot::kAnything ? "s" : "", text), options) {}

    std::string pattern;
    RE2 program;
    std::optional<std::vector<std::string>> literals;
    std::string prefix;
};

Regex::Regex(std::shared_ptr<const Compiled> compiled)
    : m_compiled(std::move(compiled)) {}

std::string quotedForRegex(std::string_view text) {
    std::string quoted;
    for (const char c : text) {
        if (std::string_view("\\.+*?()|[]{}^$").contains(c)) {
            quoted += '\\';
        }
        quoted += c;
    }
    return quoted;
}

Result<Regex> Regex::create(std::string_view pattern) {
    return create(pattern, Dot::kAnything);
}

Result<Regex> Regex::create(std::string_view pattern, Dot dot) {
    if (pattern.size() > kMaxPatternBytes) {
        return fail(ErrorCode::kLimit, fmt::format("regular expression of {} bytes is too long", pattern.size()));
    }
    RE2::Options options(RE2::Quiet);
    options.set_max_mem(kMaxProgramBytes);
    // Bytes that are not UTF-8 can be matched only byte by byte.
    options.set_encoding(isValidUtf8(pattern) ? RE2::Options::EncodingUTF8 : RE2::Options::EncodingLatin1);
    auto compiled = std::make_shared<Compiled>(pattern, dot, options);
    // Compiled alone where need be: `a)(b` must not become valid by what is put around it, nor show in a message.
    if (!compiled->program.ok() || pattern.contains(')')) {
        if (const RE2 alone(pattern, options); !alone.ok()) {
            return badPattern(alone);
        }
    }
    if (!compiled->program.ok()) {
        return badPattern(compiled->program);
    }
    compiled->literals = literalsOf(pattern);
    compiled->prefix = prefixOf(pattern);
    return Regex(std::move(compiled));
}

const std::string& Regex::pattern() const {
    return m_compiled->pattern;
}

bool Regex::matches(std::string_view text) const {
    if (m_compiled->literals) {
        return std::ranges::binary_search(*m_compiled->literals, text);
    }
    return text.starts_with(m_compiled->prefix) && RE2::FullMatch(text, m_compiled->program);
}

const std::optional<std::vector<std::string>>& Regex::literals() const {
    return m_compiled->literals;
}

const std::string& Regex::prefix() const {
    return m_compiled->prefix;
}

namespace {

bool isNameByte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Takes the group name after a `$` (Go's rule: braces, or the longest run of word characters); empty where the dollar
/// stands for nothing.
std::string_view takeGroupName(std::string_view& rest) {
    const bool braced = rest.starts_with('{');
    const auto text = rest.substr(braced ? 1 : 0);
    const auto end = std::ranges::find_if_not(text, isNameByte) - text.begin();
    const auto name = text.substr(0, static_cast<std::size_t>(end));
    if (name.empty() || (braced && !text.substr(name.size()).starts_with('}'))) {
        return {};
    }
    rest.remove_prefix(name.size() + (braced ? 2 : 0));
    return name;
}

std::optional<std::size_t> groupNumber(const RE2& program, std::string_view name) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error == std::errc() && end == name.data() + name.size()) {
        return number;
    }
    const auto& names = program.NamedCapturingGroups();
    const auto found = names.find(std::string(name));
    return found == names.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found->second));
}

} // namespace

std::optional<std::string> Regex::replace(std::string_view text, std::string_view replacement) const {
    const RE2& program = m_compiled->program;
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(program.NumberOfCapturingGroups()) + 1);
    if (!program.Match(text, 0, text.size(), RE2::ANCHOR_BOTH, groups.data(), static_cast<int>(groups.size()))) {
        return std::nullopt;
    }
    std::string out;
    while (!replacement.empty()) {
        const auto dollar = replacement.find('$');
        out.append(replacement.substr(0, dollar));
        if (dollar == std::string_view::npos) {
            break;
        }
        replacement.remove_prefix(dollar + 1);
        if (replacement.starts_with('$')) {
            out += '$';
            replacement.remove_prefix(1);
            continue;
        }
        const auto name = takeGroupName(replacement);
        if (name.empty()) {
            out += '$'; // a malformed reference stays as it is
            continue;
        }
        if (const auto number = groupNumber(program, name); number && *number < groups.size()) {
            out.append(groups[*number].data() == nullptr ? "" : groups[*number].as_string());
        }
    }
    return out;
}

} // namespace hearth::model
