// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <linux/if_link.h>
#include <string>
#include <vector>

#include "base/error.h"

namespace hearth::hostmetrics {

/// The counters of one network device.
struct Link {
    std::string device;
    rtnl_link_stats64 counters{};
};

/// Asks the kernel for all network devices of this network namespace. kIo, kTimeout. Threads: thread-safe.
Result<std::vector<Link>> readLinks();

} // namespace hearth::hostmetrics
