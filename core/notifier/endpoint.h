// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "discovery/options.h"
#include "notifier/options.h"

namespace hearth::notifier {

/// The Alertmanagers that the groups of one `alertmanagers` entry come to.
struct Endpoints {
    std::vector<std::string> active;   ///< URLs that alerts are posted to; sorted, each once.
    std::vector<std::string> dropped;  ///< What relabelling dropped, as the URLs that would have been.
    std::vector<std::string> failures; ///< One message a target that has no usable address.
};

/// Applies the defaults and relabelling of `options`.
Endpoints endpointsOf(std::span<const discovery::TargetGroup> groups, const AlertmanagerOptions& options);

} // namespace hearth::notifier
