// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "base/file_system.h"
#include "datasource/rule_editing.h"
#include "rules/rule_file.h"

namespace hearth::engine {

/// Where rules are edited.
struct RuleEditingOptions {
    std::string configPath; ///< Its `rule_files` must name the files.
    std::string ownFile;    ///< The window's own: `<directory of the configuration>/rules/hearth.yml`.
    rules::RuleFileOptions files;
};

/// Edits the rule files that a configuration names, and has them loaded. Files are replaced as a whole, so that a crash
/// leaves the old or the new one. `files` and `reload` must be good as long as the object.
std::unique_ptr<datasource::RuleEditing> makeRuleEditing(RuleEditingOptions options, FileSystem& files,
                                                         std::function<Result<void>()> reload);

} // namespace hearth::engine
