// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "discovery/options.h"

namespace hearth::discovery {

/// One mechanism of one job: yields target groups, each under a source id.
/// Threads: confined to the discovery thread.
class Discoverer {
  public:
    virtual ~Discoverer() = default;

    /// Looks again; returns the groups that changed. A group without targets says that its source is gone. What could
    /// not be read keeps what it had.
    virtual std::vector<TargetGroup> refresh() = 0;

    /// How long until refresh() is worth while again; 0: never.
    virtual model::DurationMs refreshInterval() const { return 0; }

    /// Directories in which a change makes refresh() worth while at once.
    virtual std::vector<std::string> directories() const { return {}; }
};

} // namespace hearth::discovery
