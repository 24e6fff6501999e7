// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/time.h"
#include "promql/syntax/parser.h"
#include "rules/alert.h"

/// Rule files as people write them. Prometheus: model/rulefmt.
namespace hearth::rules {

/// Which names of labels and metrics are valid.
enum class NameScheme : std::uint8_t { kUtf8, kLegacy };

enum class RuleType : std::uint8_t { kRecording, kAlerting };

/// One rule as it stands in a file.
struct RuleDefinition {
    RuleType type = RuleType::kRecording;
    std::string name; ///< Of the recorded metric, or of the alert.
    std::string expr; ///< As written.
    TextMap labels;   ///< The rule's own; templates where it alerts.
    TextMap annotations;
    model::DurationMs holdFor = 0; ///< `for`
    model::DurationMs keepFiringFor = 0;

    bool operator==(const RuleDefinition&) const = default;
};

struct GroupDefinition {
    std::string name;
    model::DurationMs interval = 0;               ///< 0: the configuration's.
    std::optional<model::DurationMs> queryOffset; ///< Unset: the configuration's.
    std::int64_t limit = 0;                       ///< Series or alerts of one rule; 0: none.
    TextMap labels;                               ///< Of all rules; a rule's own win.
    std::vector<RuleDefinition> rules;

    bool operator==(const GroupDefinition&) const = default;
};

struct RuleFileOptions {
    bool ignoreUnknownFields = false;
    NameScheme names = NameScheme::kUtf8;
    promql::ParseOptions parse;
};

struct RuleFile {
    std::vector<GroupDefinition> groups;
    std::vector<std::string> warnings;
};

/// Reads and checks the contents of a rule file. `path` begins every message: `rules.yml: 5:11: group "g", rule 1,
/// "name": could not parse expression: ...`. All that is wrong is told, in the order of the file; a file that is no
/// YAML, or has values of the wrong kind, ends with the first such complaint.
/// Pure. Threads: thread-safe.
std::expected<RuleFile, std::vector<Error>> parseRuleFile(std::string_view text, const std::string& path,
                                                          const RuleFileOptions& options);

/// The labels that a rule adds: the group's, overlaid with its own.
TextMap ruleLabels(const GroupDefinition& group, const RuleDefinition& rule);

} // namespace hearth::rules
