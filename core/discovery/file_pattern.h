// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"

namespace hearth::discovery {

/// Directory and last component of a path; "." where the path has no directory.
struct SplitPath {
    std::string directory;
    std::string name;
};
SplitPath splitPath(std::string_view path);

/// The existing files that a path with `*` in its last component names, sorted; a path without one yields itself where
/// it exists.
std::vector<std::string> expandPattern(FileSystem& files, const std::string& pattern);

/// Whether a path has a glob nowhere but in its last component (Prometheus: `^[^*]*(\*[^/]*)?$`).
bool isFilePattern(std::string_view path);

/// `path` as seen from `directory`: unchanged where it is absolute or empty.
std::string joinPath(std::string_view directory, std::string_view path);

} // namespace hearth::discovery
