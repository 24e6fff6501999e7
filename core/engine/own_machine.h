// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace hearth::engine {

/// The name of this machine; `localhost` where the system does not say.
std::string hostName();
std::string workingDirectory();
/// Threads of this process now.
std::int64_t threadCount();

} // namespace hearth::engine
