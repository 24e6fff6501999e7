// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/labels.h"

namespace hearth::model {

enum class MatchType : std::uint8_t { kEqual, kNotEqual, kRegex, kNotRegex };

std::string_view matchTypeText(MatchType type);

/// What `.` stands for in a regular expression: Prometheus compiles `^(?s:RE)$`, Alertmanager `^(?:RE)$`.
enum class Dot : std::uint8_t { kAnything, kAllButNewline };

/// A regular expression in RE2's syntax, anchored at both ends.
/// Literal alternatives and literal prefixes are recognised so that indexes need not scan all values.
/// Cheap to copy. Threads: thread-safe.
class Regex {
  public:
    /// kInvalidArgument with RE2's reason.
    static Result<Regex> create(std::string_view pattern);
    static Result<Regex> create(std::string_view pattern, Dot dot);

    const std::string& pattern() const;
    bool matches(std::string_view text) const;
    /// All strings that match, where the expression is a plain alternation of literals (`a|b|c`); sorted.
    const std::optional<std::vector<std::string>>& literals() const;
    /// What every match begins with; may be empty.
    const std::string& prefix() const;
    /// Where it matches, expands `$1`, `${1}`, `${name}`, `$$` of Go's templates in `replacement`; nothing where not.
    std::optional<std::string> replace(std::string_view text, std::string_view replacement) const;

    bool operator==(const Regex& other) const { return pattern() == other.pattern(); }

  private:
    struct Compiled;
    explicit Regex(std::shared_ptr<const Compiled> compiled);
    std::shared_ptr<const Compiled> m_compiled;
};

/// A pattern that matches `text` and nothing else. Go: regexp.QuoteMeta().
std::string quotedForRegex(std::string_view text);

/// One condition on one label. A missing label is the empty string.
/// Threads: thread-safe (immutable value).
class Matcher {
  public:
    /// kInvalidArgument where `value` of a regex type does not compile.
    static Result<Matcher> create(MatchType type, std::string name, std::string value);
    static Result<Matcher> create(MatchType type, std::string name, std::string value, Dot dot);
    static Matcher equal(std::string name, std::string value);
    static Matcher notEqual(std::string name, std::string value);

    MatchType type() const { return m_type; }
    const std::string& name() const { return m_name; }
    const std::string& value() const { return m_value; }
    /// Set for regex types.
    const std::optional<Regex>& regex() const { return m_regex; }

    bool matches(std::string_view value) const;
    bool matchesEmpty() const { return matches({}); }
    /// `name="value"`, the name quoted where it must be.
    std::string toString() const;

    bool operator==(const Matcher&) const = default;

  private:
    Matcher(MatchType type, std::string name, std::string value, std::optional<Regex> regex);

    MatchType m_type;
    std::string m_name;
    std::string m_value;
    std::optional<Regex> m_regex;
};

using Matchers = std::vector<Matcher>;

bool matchesAll(const Labels& labels, std::span<const Matcher> matchers);

} // namespace hearth::model
