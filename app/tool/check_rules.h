// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "rules/rule_file.h"
#include "tool/context.h"

namespace hearth::app::tool {

struct CheckRulesOptions {
    std::vector<std::string> files;       ///< None: standard input.
    std::string lint = "duplicate-rules"; ///< `all`, `duplicate-rules`, `none`; several with commas.
    bool lintFatal = false;
    rules::RuleFileOptions read;
};

/// Exit codes of `check rules`.
inline constexpr int kRulesBad = 1;
inline constexpr int kRulesLinted = 3; ///< Only lint complains, and that is to be fatal.

/// Says of each file how many rules it has, or what is wrong with it: promtool's `check rules`. `standardInput` is read
/// where no files are given. Returns the exit code.
int checkRules(Context& context, const CheckRulesOptions& options, const std::function<std::string()>& standardInput);

} // namespace hearth::app::tool
