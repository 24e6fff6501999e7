// SPDX-License-Identifier: GPL-3.0-or-later
#include "discovery/file_pattern.h"

#include <fmt/format.h>
#include <fnmatch.h>

namespace hearth::discovery {

SplitPath splitPath(std::string_view path) {
    const auto slash = path.rfind('/');
    if (slash == std::string_view::npos) {
        return {.directory = ".", .name = std::string(path)};
    }
    return {.directory = std::string(path.substr(0, std::max<std::size_t>(slash, 1))),
            .name = std::string(path.substr(slash + 1))};
}

std::vector<std::string> expandPattern(FileSystem& files, const std::string& pattern) {
    if (pattern.find_first_of("*?[") == std::string::npos) {
        return files.exists(pattern) ? std::vector{pattern} : std::vector<std::string>();
    }
    std::vector<std::string> out;
    const auto slash = pattern.rfind('/');
    const auto prefix = slash == std::string::npos ? std::string() : pattern.substr(0, slash + 1);
    const auto [directory, name] = splitPath(pattern);
    const auto entries = files.list(directory);
    if (!entries) {
        return out; // as with a shell: nothing matches in a directory that cannot be read
    }
    for (const auto& entry : *entries) {
        if (fnmatch(name.c_str(), entry.c_str(), 0) == 0) {
            out.push_back(prefix + entry);
        }
    }
    return out;
}

bool isFilePattern(std::string_view path) {
    const auto star = path.find('*');
    return star == std::string_view::npos || !path.substr(star).contains('/');
}

std::string joinPath(std::string_view directory, std::string_view path) {
    if (path.empty() || path.starts_with('/') || directory.empty() || directory == ".") {
        return std::string(path);
    }
    return fmt::format("{}/{}", directory, path);
}

} // namespace hearth::discovery
