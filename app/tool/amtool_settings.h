// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "config/config.h"
#include "tool/context.h"

namespace CLI {
class App;
}

namespace hearth::app::tool {

/// Values of flags by their long names without dashes.
using FlagSettings = std::map<std::string, std::string>;

/// Where amtool's settings are looked for, the more important first: `amtool/config.yml` and `prometheus/amtool.yml`
/// (where Debian's amtool has them) in `~/.config`, then in `/etc`.
std::vector<std::string> amtoolSettingsFiles(const config::Environment& environment);

/// Reads those of the files that exist; what stands in an earlier one counts. The old name `comment_required` is taken
/// for `require-comment`. Errors: file, line, column and reason where a file is no map of texts; those of reading.
Result<FlagSettings> readAmtoolSettings(FileSystem& files, const std::vector<std::string>& paths);

/// Makes them the defaults of the flags of `parser` and its subcommands; names of no flag are passed over.
/// Errors: kInvalidArgument for a value that the flag does not take.
Result<void> applySettings(const FlagSettings& settings, CLI::App& parser);

/// All three, for the person who runs the program.
Result<void> applyAmtoolSettings(CLI::App& parser, Context& context);

} // namespace hearth::app::tool
