// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "datasource/notification_plan.h"
#include "yaml/document.h"

namespace hearth::engine {

/// The host that stands for masked ones.
inline constexpr const char* kHiddenHost = "hidden.invalid";

/// The receivers of a configuration, without the routes that name them. `root` is valid. Threads: thread-safe.
std::vector<datasource::ReceiverFacts> listReceivers(const yaml::Node& root);

} // namespace hearth::engine
