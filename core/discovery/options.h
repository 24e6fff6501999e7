// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "model/labels.h"
#include "model/time.h"

/// What a configuration says about finding targets. Filled by config, used by Discovery.
namespace hearth::discovery {

/// Targets that one source (a file, a static block) yields together. An update with no targets removes the source.
struct TargetGroup {
    std::string source;                 ///< Unique within one discoverer.
    std::vector<model::Labels> targets; ///< Each with at least `__address__`.
    model::Labels labels;               ///< Common to all; a target's own label wins.

    bool operator==(const TargetGroup&) const = default;
};

/// One `file_sd_configs` entry.
struct FileOptions {
    std::vector<std::string> patterns; ///< Paths, a glob allowed in the last component; not relative any more.
    model::DurationMs refreshInterval = 5 * model::kMinuteMs;

    bool operator==(const FileOptions&) const = default;
};

/// All mechanisms of one job. Static groups have their position as source.
struct Options {
    std::vector<TargetGroup> staticGroups;
    std::vector<FileOptions> files;

    bool operator==(const Options&) const = default;
};

} // namespace hearth::discovery
