// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "datasource/rule_editing.h"

namespace hearth::ui {

/// The rule as a whole rule file with one group, as Prometheus reads it: to be looked at and to be copied.
/// `groupLabels`: those that the group gives all its rules. Threads: thread-safe (a pure function).
std::string ruleYaml(const datasource::RuleDraft& rule, const datasource::TextMap& groupLabels = {});

} // namespace hearth::ui
