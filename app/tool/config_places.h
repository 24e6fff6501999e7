// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/file_system.h"

namespace hearth::app::tool {

/// An error about a good configuration file's `where` (`scrape_configs[0].tls_config.cert_file`) that shows only beside
/// the rest of the world: `file:line:column: where: reason`. The place is that of `where`, or of the innermost part of
/// it that stands in the file. Reads the file once more.
Error errorAtSetting(FileSystem& files, const std::string& path, std::string_view where, std::string_view reason);

} // namespace hearth::app::tool
