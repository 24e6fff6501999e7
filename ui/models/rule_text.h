// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "datasource/rule_types.h"

namespace hearth::ui {

/// The rule as an entry of a rule file, ready to be pasted below `rules:`. Threads: thread-safe.
QString ruleYaml(const datasource::Rule& rule);

} // namespace hearth::ui
