// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relabel.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/hash.h"
#include "base/text.h"

namespace hearth::model {
namespace {

/// Indexed by RelabelAction.
constexpr std::array<std::string_view, 11> kActions{"replace",   "keep",      "drop",     "keepequal",
                                                    "dropequal", "hashmod",   "labelmap", "labeldrop",
                                                    "labelkeep", "lowercase", "uppercase"};

std::unexpected<Error> invalid(std::string message) {
    return fail(ErrorCode::kInvalidArgument, std::move(message));
}

bool needsTarget(RelabelAction action) {
    switch (action) {
    case RelabelAction::kReplace:
    case RelabelAction::kHashMod:
    case RelabelAction::kLowercase:
    case RelabelAction::kUppercase:
    case RelabelAction::kKeepEqual:
    case RelabelAction::kDropEqual:
        return true;
    default:
        return false;
    }
}

bool isStated(std::span<const std::string> written, std::string_view key) {
    return std::ranges::find(written, key) != written.end();
}

Result<void> checkAllowedFields(const RelabelRule& rule, std::span<const std::string> written) {
    const auto name = relabelActionText(rule.action);
    const auto statesAny = [&](std::initializer_list<std::string_view> keys) {
        return std::ranges::any_of(keys, [&](auto key) { return isStated(written, key); });
    };
    switch (rule.action) {
    case RelabelAction::kLowercase:
    case RelabelAction::kUppercase:
        if (isStated(written, "replacement") && rule.replacement != "$1") {
            return invalid(fmt::format("'replacement' can not be set for {} action", name));
        }
        return {};
    case RelabelAction::kLabelDrop:
    case RelabelAction::kLabelKeep:
        if (statesAny({"source_labels", "target_label", "modulus", "separator", "replacement"})) {
            return invalid(fmt::format("{} action requires only 'regex', and no other fields", name));
        }
        return {};
    case RelabelAction::kKeepEqual:
    case RelabelAction::kDropEqual:
        if (statesAny({"regex", "modulus", "separator", "replacement"})) {
            return invalid(
                fmt::format("{} action requires only 'source_labels' and 'target_label', and no other fields", name));
        }
        return {};
    default:
        return {};
    }
}

std::string joinedSource(const LabelsBuilder& labels, const RelabelRule& rule) {
    std::string joined;
    for (std::size_t i = 0; i < rule.sourceLabels.size(); ++i) {
        if (i > 0) {
            joined += rule.separator;
        }
        joined += labels.value(rule.sourceLabels[i]);
    }
    return joined;
}

/// Without a regex everything matches, as group 1.
bool matches(const RelabelRule& rule, std::string_view value) {
    return !rule.regex || rule.regex->matches(value);
}

const Regex& defaultRegex() {
    static const Regex kAll = Regex::create("(.*)").value();
    return kAll;
}

std::optional<std::string> expand(const RelabelRule& rule, std::string_view value, std::string_view replacement) {
    return (rule.regex ? *rule.regex : defaultRegex()).replace(value, replacement);
}

void applyReplace(LabelsBuilder& labels, const RelabelRule& rule, const std::string& value) {
    if (!matches(rule, value)) {
        return;
    }
    const auto target = expand(rule, value, rule.targetLabel);
    if (!target || !isLabelName(*target)) {
        return;
    }
    labels.set(*target, expand(rule, value, rule.replacement).value_or(""));
}

void applyHashMod(LabelsBuilder& labels, const RelabelRule& rule, const std::string& value) {
    const auto digest = md5(value);
    std::uint64_t tail = 0;
    for (std::size_t i = 8; i < digest.size(); ++i) {
        tail = (tail << 8U) | digest[i];
    }
    labels.set(rule.targetLabel, std::to_string(tail % rule.modulus));
}

void applyLabelMap(LabelsBuilder& labels, const RelabelRule& rule) {
    for (const auto& [name, value] : std::vector(labels.pairs())) {
        if (const auto mapped = expand(rule, name, rule.replacement)) {
            labels.set(*mapped, value);
        }
    }
}

void applyByName(LabelsBuilder& labels, const RelabelRule& rule, bool dropMatching) {
    for (const auto& [name, value] : std::vector(labels.pairs())) {
        if (matches(rule, name) == dropMatching) {
            labels.remove(name);
        }
    }
}

/// ASCII letters only; the bytes of other scripts stay as they are.
std::string mapCase(std::string_view text, bool upper) {
    std::string out(text);
    for (char& c : out) {
        if (upper && c >= 'a' && c <= 'z') {
            c = static_cast<char>(c - 'a' + 'A');
        } else if (!upper && c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return out;
}

/// False where the rule drops the whole set.
bool applyRule(LabelsBuilder& labels, const RelabelRule& rule) {
    const auto value = joinedSource(labels, rule);
    switch (rule.action) {
    case RelabelAction::kReplace:
        applyReplace(labels, rule, value);
        return true;
    case RelabelAction::kKeep:
        return matches(rule, value);
    case RelabelAction::kDrop:
        return !matches(rule, value);
    case RelabelAction::kKeepEqual:
        return labels.value(rule.targetLabel) == value;
    case RelabelAction::kDropEqual:
        return labels.value(rule.targetLabel) != value;
    case RelabelAction::kHashMod:
        applyHashMod(labels, rule, value);
        return true;
    case RelabelAction::kLabelMap:
        applyLabelMap(labels, rule);
        return true;
    case RelabelAction::kLabelDrop:
        applyByName(labels, rule, true);
        return true;
    case RelabelAction::kLabelKeep:
        applyByName(labels, rule, false);
        return true;
    case RelabelAction::kLowercase:
        labels.set(rule.targetLabel, mapCase(value, false));
        return true;
    case RelabelAction::kUppercase:
        labels.set(rule.targetLabel, mapCase(value, true));
        return true;
    }
    return true;
}

} // namespace

std::string_view relabelActionText(RelabelAction action) {
    return kActions[static_cast<std::size_t>(action)];
}

std::optional<RelabelAction> parseRelabelAction(std::string_view text) {
    const auto found = std::ranges::find(kActions, toLowerAscii(text));
    if (found == kActions.end()) {
        return std::nullopt;
    }
    return static_cast<RelabelAction>(found - kActions.begin());
}

Result<void> validateRelabelRule(const RelabelRule& rule, std::span<const std::string> written) {
    const auto name = relabelActionText(rule.action);
    if (rule.action == RelabelAction::kHashMod && rule.modulus == 0) {
        return invalid("relabel configuration for hashmod requires non-zero modulus");
    }
    if (needsTarget(rule.action) && rule.targetLabel.empty()) {
        return invalid(fmt::format("relabel configuration for {} action requires 'target_label' value", name));
    }
    const bool expandsTarget = rule.action == RelabelAction::kReplace;
    if (needsTarget(rule.action) && !expandsTarget && !isLabelName(rule.targetLabel)) {
        return invalid(fmt::format("{} is invalid 'target_label' for {} action", quoteGo(rule.targetLabel), name));
    }
    if (expandsTarget && !isValidUtf8(rule.targetLabel)) {
        return invalid(fmt::format("{} is invalid 'target_label' for {} action", quoteGo(rule.targetLabel), name));
    }
    if (rule.action == RelabelAction::kLabelMap && !isLabelName(rule.replacement)) {
        return invalid(fmt::format("{} is invalid 'replacement' for {} action", quoteGo(rule.replacement), name));
    }
    return checkAllowedFields(rule, written);
}

bool relabel(LabelsBuilder& labels, std::span<const RelabelRule> rules) {
    return std::ranges::all_of(rules, [&](const auto& rule) { return applyRule(labels, rule); });
}

} // namespace hearth::model
