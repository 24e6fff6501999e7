// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/matcher.h"

#include <algorithm>

#include "base/text.h"

namespace hearth::model {

std::string_view matchTypeText(MatchType type) {
    switch (type) {
    case MatchType::kEqual:
        return "=";
    case MatchType::kNotEqual:
        return "!=";
    case MatchType::kRegex:
        return "=~";
    case MatchType::kNotRegex:
        return "!~";
    }
    return "=";
}

Matcher::Matcher(MatchType type, std::string name, std::string value, std::optional<Regex> regex)
    : m_type(type)
    , m_name(std::move(name))
    , m_value(std::move(value))
    , m_regex(std::move(regex)) {}

Result<Matcher> Matcher::create(MatchType type, std::string name, std::string value) {
    return create(type, std::move(name), std::move(value), Dot::kAnything);
}

Result<Matcher> Matcher::create(MatchType type, std::string name, std::string value, Dot dot) {
    std::optional<Regex> regex;
    if (type == MatchType::kRegex || type == MatchType::kNotRegex) {
        regex = HEARTH_TRY(Regex::create(value, dot));
    }
    return Matcher(type, std::move(name), std::move(value), std::move(regex));
}

Matcher Matcher::equal(std::string name, std::string value) {
    return {MatchType::kEqual, std::move(name), std::move(value), std::nullopt};
}

Matcher Matcher::notEqual(std::string name, std::string value) {
    return {MatchType::kNotEqual, std::move(name), std::move(value), std::nullopt};
}

bool Matcher::matches(std::string_view value) const {
    switch (m_type) {
    case MatchType::kEqual:
        return value == m_value;
    case MatchType::kNotEqual:
        return value != m_value;
    case MatchType::kRegex:
        return m_regex->matches(value);
    case MatchType::kNotRegex:
        return !m_regex->matches(value);
    }
    return false;
}

std::string Matcher::toString() const {
    auto text = isLegacyLabelName(m_name) ? m_name : quoteGo(m_name);
    text += matchTypeText(m_type);
    return text + quoteGo(m_value);
}

bool matchesAll(const Labels& labels, std::span<const Matcher> matchers) {
    return std::ranges::all_of(matchers,
                               [&](const auto& matcher) { return matcher.matches(labels.value(matcher.name())); });
}

} // namespace hearth::model
