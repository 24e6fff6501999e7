// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/alert_comparison.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/text.h"

namespace hearth::app::tool {
namespace {

constexpr std::string_view kIndent = "            ";

/// `{a="1", b="2"}`
std::string mapText(const rules::TextMap& map) {
    std::string out = "{";
    for (const auto& [name, value] : map) {
        const auto shown = model::isLegacyLabelName(name) ? name : quoteGo(name);
        out += fmt::format("{}{}={}", out.size() > 1 ? ", " : "", shown, quoteGo(value));
    }
    return out + "}";
}

std::string alertText(const ComparedAlert& alert) {
    return fmt::format("\nLabels:{}\nAnnotations:{}", mapText(alert.labels), mapText(alert.annotations));
}

/// All lines but the first are moved to the right.
std::string indented(std::string_view text, std::string_view indent) {
    std::string out;
    for (const auto line : split(text, '\n')) {
        out += out.empty() && line.data() == text.data() ? std::string(line) : fmt::format("\n{}{}", indent, line);
    }
    return out;
}

std::string listText(const std::vector<ComparedAlert>& alerts) {
    if (alerts.empty()) {
        return "[]";
    }
    std::string out = "[";
    for (std::size_t i = 0; i < alerts.size(); ++i) {
        out += fmt::format("{}\n{}:{}", i == 0 ? "" : ",", i, indented(alertText(alerts[i]), "  "));
    }
    return out + "\n]";
}

/// Lines that only one side has, marked `-` (expected) or `+` (found).
std::string differenceText(const std::vector<ComparedAlert>& expected, const std::vector<ComparedAlert>& got) {
    std::string out = "[";
    const auto append = [&](const ComparedAlert& alert, char mark) {
        const auto text = alertText(alert);
        for (const auto line : split(std::string_view(text).substr(1), '\n')) {
            out += fmt::format("\n{} {}", mark, line);
        }
    };
    for (const auto& alert : expected) {
        append(alert, std::ranges::binary_search(got, alert) ? ' ' : '-');
    }
    for (const auto& alert : got) {
        if (!std::ranges::binary_search(expected, alert)) {
            append(alert, '+');
        }
    }
    return out + "\n]";
}

} // namespace

std::optional<std::string> compareAlerts(const AlertComparison& about, std::vector<ComparedAlert> expected,
                                         std::vector<ComparedAlert> got) {
    std::ranges::sort(expected);
    std::ranges::sort(got);
    if (expected == got) {
        return std::nullopt;
    }
    const auto name = about.testName.empty() ? "" : fmt::format("    name: {},\n", about.testName);
    const auto head = fmt::format("{}    alertname: {}, time: {}, \n", name, about.alertName, about.time);
    if (about.diff) {
        return head + fmt::format("        diff: {}", indented(differenceText(expected, got), kIndent));
    }
    return head + fmt::format("        exp:{}, \n        got:{}", indented(listText(expected), kIndent),
                              indented(listText(got), kIndent));
}

rules::TextMap toTextMap(const model::Labels& labels) {
    rules::TextMap out;
    for (const auto& [name, value] : labels) {
        out.emplace_hint(out.end(), name, value);
    }
    return out;
}

} // namespace hearth::app::tool
