// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

#include "datasource/rule_editing.h"
#include "model/time.h"

namespace hearth::ui {

/// A rule in the editor: what is written, and where it came from.
struct EditedRule {
    datasource::RuleDraft draft;
    std::optional<datasource::RulePlace> place;    ///< Unset: a new one.
    model::DurationMs interval = model::kMinuteMs; ///< Of its group.

    bool operator==(const EditedRule& other) const;
};

/// As text for settings, and back; nothing for text that is none. Long texts are refused, so that settings stay small.
/// Threads: thread-safe (pure functions).
QString toText(const EditedRule& rule);
std::optional<EditedRule> editedRule(const QString& text);

} // namespace hearth::ui
