// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"
#include "datasource/rule_types.h"
#include "model/time.h"

/// Rules that a person makes or changes in the window.
namespace hearth::datasource {

/// An alerting rule as the editor has it.
struct RuleDraft {
    std::string group;
    std::string name;
    std::string expression;
    model::DurationMs holdFor = 0;
    model::DurationMs keepFiringFor = 0;
    TextMap labels; ///< Its own, without those of the group.
    TextMap annotations;
};

/// Which rule of a file is meant: groups may hold several of one name.
struct RulePlace {
    std::string file;
    std::string group;
    std::size_t index = 0; ///< In the group.
};

/// What a group gives all its rules.
struct RuleGroupFacts {
    TextMap labels;                 ///< A rule's own win.
    model::DurationMs interval = 0; ///< How often it is evaluated; the configuration's where the group says nothing.
};

/// What saving would do to a file; nothing is done yet.
struct RuleChange {
    std::string file;    ///< Made where it is missing.
    std::string before;  ///< Its whole text; empty where it is missing.
    std::string after;   ///< Comments, order and spelling of all else kept.
    bool byHand = false; ///< The file is not the window's own: show the difference before it is saved.
};

/// A finding about a draft. Offsets in bytes, of the field's text.
struct RuleFinding {
    enum class Field { kName, kExpression, kFor, kLabels, kAnnotations };
    enum class Severity { kError, kWarning };
    Field field = Field::kExpression;
    Severity severity = Severity::kWarning;
    std::string key; ///< Of a label or an annotation.
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string message;
};

/// The rule files of the engine in this process.
/// Errors: kInvalidArgument (with file, line, reason), kConflict (the file was changed meanwhile), kIo.
/// Threads: thread-safe.
class RuleEditing {
  public:
    virtual ~RuleEditing() = default;

    /// Adds the rule to the window's own file, or changes the one at `place`.
    virtual Result<RuleChange> draft(const RuleDraft& rule, const std::optional<RulePlace>& place) = 0;
    virtual Result<RuleChange> remove(const RulePlace& place) = 0;
    /// A rule as its file says it: its own labels alone. kNotFound where there is none.
    virtual Result<RuleDraft> read(const RulePlace& place) = 0;
    /// Of the group at `place`, or else of the one in the window's own file, which need not be there yet.
    virtual Result<RuleGroupFacts> groupFacts(const std::string& group, const std::optional<RulePlace>& place) = 0;
    /// Writes the file, has the engine load it, and puts the old one back where that fails.
    virtual Result<void> save(const RuleChange& change, std::stop_token stop) = 0;
};

} // namespace hearth::datasource
