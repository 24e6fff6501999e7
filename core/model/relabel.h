// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/labels.h"
#include "model/matcher.h"

namespace hearth::model {

enum class RelabelAction : std::uint8_t {
    kReplace,
    kKeep,
    kDrop,
    kKeepEqual,
    kDropEqual,
    kHashMod,
    kLabelMap,
    kLabelDrop,
    kLabelKeep,
    kLowercase,
    kUppercase,
};

std::string_view relabelActionText(RelabelAction action);
std::optional<RelabelAction> parseRelabelAction(std::string_view text);

/// One rule of `relabel_configs` (Prometheus: relabel.Config), with its defaults. An unset member was not written.
struct RelabelRule {
    std::vector<std::string> sourceLabels;
    std::string separator = ";";
    std::optional<Regex> regex; ///< Unset means the default `(.*)`.
    std::uint64_t modulus = 0;
    std::string targetLabel;
    std::string replacement = "$1";
    RelabelAction action = RelabelAction::kReplace;

    bool operator==(const RelabelRule&) const = default;
};

/// Checks what the fields may not be together. kInvalidArgument with Prometheus's text. `written` lists the YAML keys
/// that the rule stated, since some actions forbid stating a default.
Result<void> validateRelabelRule(const RelabelRule& rule, std::span<const std::string> written);

/// Applies the rules in order to `labels`; false where one drops the series or target.
bool relabel(LabelsBuilder& labels, std::span<const RelabelRule> rules);

} // namespace hearth::model
