// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"
#include "rules/rule_file.h"

/// Changes single rules in the text of a rule file and leaves all else as it stands, to the byte: comments, order,
/// spelling, indentation, line ends. Of a rule that is changed the fields that stay keep their lines, too.
///
/// Every result was read again and says what was wanted, and nothing else has changed; where the text is such that this
/// cannot be had (flow style, an anchor that others need, a merged field that is to go) the error says so, with the
/// line. Errors: kInvalidArgument (`file:line:column: reason`), kNotFound (no such rule).
/// Pure. Threads: thread-safe.
namespace hearth::rules {

/// A rule among those of a file.
struct RulePosition {
    std::string group;
    std::size_t index = 0; ///< In the group.
};

/// Adds an alerting rule at the end of its group, which is added at the end of the file where it is missing.
Result<std::string> addRule(std::string_view text, const std::string& path, const std::string& group,
                            const RuleDefinition& rule, const RuleFileOptions& options);
/// Makes an alerting rule say what `rule` says. Labels that are the group's as well stay there alone.
Result<std::string> changeRule(std::string_view text, const std::string& path, const RulePosition& position,
                               const RuleDefinition& rule, const RuleFileOptions& options);
/// Takes an alerting rule away; with the last one of a group, the group.
Result<std::string> removeRule(std::string_view text, const std::string& path, const RulePosition& position,
                               const RuleFileOptions& options);

/// An alerting rule as an item of a list: lines whose dash stands behind `indent` blanks, each with its end.
std::string ruleText(const RuleDefinition& rule, std::size_t indent);

} // namespace hearth::rules
