// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/file_system.h"

namespace hearth::app {

/// How the starter configuration calls this program; true wherever its API really listens.
inline constexpr const char* kStarterAddress = "localhost:9090";

/// The rules that a first start finds, as a rule file.
std::string_view starterRules();
/// Writes the configuration that a first start finds (this program, this machine and the starter rules) where no file
/// is. Files of people are never touched.
Result<void> ensureStarterConfig(FileSystem& files, const std::string& path);
/// Whether the file is still as it was written, by this or a former version.
bool isStarterConfig(FileSystem& files, const std::string& path);

} // namespace hearth::app
