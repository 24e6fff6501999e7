// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/error.h"
#include "base/file_system.h"

namespace hearth::app {

/// How the starter configuration calls this program; true wherever its API really listens.
inline constexpr const char* kStarterAddress = "localhost:9090";

/// Writes the configuration that a first start finds (this program and this machine) where no file is.
Result<void> ensureStarterConfig(FileSystem& files, const std::string& path);
/// Whether the file is still as it was written.
bool isStarterConfig(FileSystem& files, const std::string& path);

} // namespace hearth::app
