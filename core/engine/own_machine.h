// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace hearth::engine {

/// The name of this machine; `localhost` where the system does not say.
std::string hostName();
/// `http://host:port` under which others reach what listens at `listenAddress`: this machine's name stands for all
/// addresses, a loopback address stays.
std::string reachableUrl(const std::string& listenAddress, std::uint16_t port);
/// The same host with port 0.
std::string withAnyPort(const std::string& listenAddress);
std::string workingDirectory();
/// Threads of this process now.
std::int64_t threadCount();

} // namespace hearth::engine
