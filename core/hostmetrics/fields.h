// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/matcher.h"

namespace hearth::hostmetrics {

/// Takes the next line off `text`, without its line feed; false at the end.
inline bool takeLine(std::string_view& text, std::string_view& line) {
    if (text.empty()) {
        return false;
    }
    const auto end = text.find('\n');
    line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return true;
}

/// Takes the next word (between blanks) off `line`; empty at the end.
inline std::string_view takeWord(std::string_view& line) {
    constexpr std::string_view kBlanks = " \t";
    const auto begin = line.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) {
        line = {};
        return {};
    }
    line.remove_prefix(begin);
    const auto word = line.substr(0, line.find_first_of(kBlanks));
    line.remove_prefix(word.size());
    return word;
}

/// Whole numbers, which are most of /proc, and simple decimals; nothing for other text.
inline std::optional<double> toNumber(std::string_view word) {
    std::int64_t whole = 0;
    const auto* const end = word.data() + word.size();
    if (const auto [stop, error] = std::from_chars(word.data(), end, whole); error == std::errc() && stop == end)
        [[likely]] {
        return static_cast<double>(whole);
    }
    double value = 0;
    const auto [stop, error] = std::from_chars(word.data(), end, value);
    return error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

inline std::optional<double> takeNumber(std::string_view& line) {
    return toNumber(takeWord(line));
}

inline std::optional<std::uint64_t> hexNumber(std::string_view word) {
    std::uint64_t value = 0;
    const auto* const end = word.data() + word.size();
    const auto [stop, error] = std::from_chars(word.data(), end, value, 16);
    return error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

/// Applies a regular expression to names that come in the same order at every reading, matching each only once.
/// Threads: thread-compatible.
class NameFilter {
  public:
    explicit NameFilter(model::Regex regex)
        : m_regex(std::move(regex)) {}

    void restart() { m_position = 0; }
    /// Whether the expression matches the next name.
    bool passes(std::string_view name) {
        if (m_position == m_known.size()) {
            m_known.push_back({std::string(name), m_regex.matches(name)});
        } else if (m_known[m_position].name != name) {
            m_known[m_position] = {std::string(name), m_regex.matches(name)};
        }
        return m_known[m_position++].passes;
    }

  private:
    struct Known {
        std::string name;
        bool passes;
    };

    model::Regex m_regex;
    std::vector<Known> m_known;
    std::size_t m_position = 0;
};

} // namespace hearth::hostmetrics
