// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostmetrics/directory.h"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <string_view>

namespace hearth::hostmetrics {
namespace {

/// No directory of /sys that is listed here has a fraction of it.
constexpr std::size_t kMaxEntries = 100'000;

} // namespace

Result<std::vector<std::string>> listDirectory(const std::string& path) {
    DIR* const directory = ::opendir(path.c_str());
    if (directory == nullptr) {
        const int errorNumber = errno;
        auto error = Error::fromErrno("list " + path, errorNumber);
        return std::unexpected(errorNumber == ENOENT ? Error(ErrorCode::kNotFound, error.message()) : error);
    }
    std::vector<std::string> names;
    while (const auto* const entry = ::readdir(directory)) {
        const std::string_view name(entry->d_name);
        if (name != "." && name != ".." && names.size() < kMaxEntries) {
            names.emplace_back(name);
        }
    }
    ::closedir(directory);
    std::ranges::sort(names);
    return names;
}

std::optional<std::string> numberAfter(const std::string& name, const std::string& prefix) {
    if (!name.starts_with(prefix) || name.size() == prefix.size()) {
        return std::nullopt;
    }
    auto number = name.substr(prefix.size());
    const bool isNumber = std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
    return isNumber ? std::optional(std::move(number)) : std::nullopt;
}

} // namespace hearth::hostmetrics
