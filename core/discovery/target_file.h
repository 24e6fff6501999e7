// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "discovery/options.h"
#include "yaml/reader.h"

namespace hearth::discovery {

/// A target file beyond this is refused.
inline constexpr std::size_t kMaxTargetFileBytes = 16U << 20U;
inline constexpr std::size_t kMaxTargetsPerFile = 200'000;

/// Reads a `file_sd` file, JSON or YAML by the ending of `path` in any case. Groups have no source yet.
/// Errors: kInvalidArgument with path, line and reason, also for another ending; kLimit. Threads: thread-safe.
Result<std::vector<TargetGroup>> parseTargetFile(std::string_view text, const std::string& path);

/// Reads one `{targets: [...], labels: {...}}` (Prometheus: targetgroup.Group).
TargetGroup readTargetGroup(yaml::Complaints& complaints, const yaml::Node& node, const std::string& where);

/// Whether a path may be named in `file_sd_configs`: ends in json, yml or yaml, with a glob in the last component only.
bool isTargetFilePath(std::string_view path);

} // namespace hearth::discovery
