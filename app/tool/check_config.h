// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "model/time.h"
#include "rules/rule_file.h"
#include "tool/context.h"

namespace hearth::app::tool {

struct CheckConfigOptions {
    std::vector<std::string> files;
    std::string lint = "duplicate-rules"; ///< Also `all`, `too-long-scrape-interval`, `none`; several with commas.
    bool lintFatal = false;
    bool syntaxOnly = false; ///< Look at no other files.
    bool agent = false;      ///< Refuse what a server in agent mode does not have.
    /// A scrape interval that long leaves gaps between samples.
    model::DurationMs lookback = 5 * model::kMinuteMs;
    rules::RuleFileOptions read;
};

/// Exit codes of `check config`.
inline constexpr int kConfigBad = 1;
inline constexpr int kConfigLinted = 3; ///< Only lint complains, and that is to be fatal.

/// Checks prometheus.yml files and what they name: rule files (with their lint), target files, certificates,
/// credentials, addresses of targets after relabelling: promtool's `check config`, with its output and exit codes.
/// Errors say file, line, column and field. Returns the exit code.
int checkConfigs(Context& context, const CheckConfigOptions& options);

} // namespace hearth::app::tool
