// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/rule_yaml.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace hearth::ui {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
/// Words that a plain scalar would turn into something else than text.
constexpr std::array<std::string_view, 9> kReserved{"null", "true", "false", "yes", "no", "on", "off", "y", "n"};

bool isControl(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool isReserved(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return std::ranges::find(kReserved, lower) != kReserved.end();
}

/// Whether the text means itself when it stands without quotes: a cautious answer.
bool isPlain(std::string_view text) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    if (text.empty() || !letter(text.front()) || text.back() == ' ' || text.back() == ':' || isReserved(text)) {
        return false;
    }
    return !std::ranges::any_of(text, isControl) && text.find(": ") == std::string_view::npos &&
           text.find(" #") == std::string_view::npos;
}

std::string quoted(std::string_view text) {
    if (std::ranges::none_of(text, isControl)) {
        std::string single = "'";
        for (const char c : text) {
            single += c;
            if (c == '\'') {
                single += c;
            }
        }
        return single + "'";
    }
    std::string doubled = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            doubled += {'\\', c};
        } else if (c == '\n') {
            doubled += "\\n";
        } else if (c == '\t') {
            doubled += "\\t";
        } else if (isControl(c)) {
            doubled +=
                {'\\', 'x', kHex[static_cast<unsigned char>(c) >> 4U], kHex[static_cast<unsigned char>(c) & 15U]};
        } else {
            doubled += c;
        }
    }
    return doubled + "\"";
}

/// Lines that a block can hold letter by letter.
bool isBlock(std::string_view text) {
    if (text.find('\n') == std::string_view::npos || text.front() == ' ' || text.front() == '\n' ||
        text.back() == '\n') {
        return false;
    }
    return std::ranges::none_of(text, [](char c) { return c != '\n' && isControl(c); });
}

std::string scalar(std::string_view text, std::string_view indent) {
    if (isPlain(text)) {
        return std::string(text);
    }
    if (!isBlock(text)) {
        return quoted(text);
    }
    std::string block = "|-\n";
    block += indent;
    for (const char c : text) {
        block += c;
        if (c == '\n') {
            block += indent;
        }
    }
    return block;
}

void appendTexts(std::string& yaml, std::string_view name, const datasource::TextMap& texts, std::size_t indent) {
    if (texts.empty()) {
        return;
    }
    yaml.append(indent, ' ').append(name).append(":\n");
    for (const auto& [key, value] : texts) {
        yaml.append(indent + 2, ' ').append(scalar(key, "")).append(": ");
        yaml.append(scalar(value, std::string(indent + 4, ' '))).append("\n");
    }
}

} // namespace

std::string ruleYaml(const datasource::RuleDraft& rule, const datasource::TextMap& groupLabels) {
    std::string yaml = "groups:\n  - name: " + scalar(rule.group, "") + "\n";
    appendTexts(yaml, "labels", groupLabels, 4);
    yaml.append("    rules:\n");
    yaml.append("      - alert: ").append(scalar(rule.name, "")).append("\n");
    yaml.append("        expr: ").append(scalar(rule.expression, "          ")).append("\n");
    if (rule.holdFor > 0) {
        yaml.append("        for: ").append(model::formatDuration(rule.holdFor)).append("\n");
    }
    if (rule.keepFiringFor > 0) {
        yaml.append("        keep_firing_for: ").append(model::formatDuration(rule.keepFiringFor)).append("\n");
    }
    appendTexts(yaml, "labels", rule.labels, 8);
    appendTexts(yaml, "annotations", rule.annotations, 8);
    return yaml;
}

} // namespace hearth::ui
