// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/own_machine.h"

#include <array>
#include <filesystem>
#include <unistd.h>

namespace hearth::engine {

std::string hostName() {
    std::array<char, 256> name{};
    if (gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0') {
        return "localhost";
    }
    return name.data();
}

std::string reachableUrl(const std::string& listenAddress, std::uint16_t port) {
    const auto host = listenAddress.substr(0, listenAddress.rfind(':'));
    const bool isLoopback = host.starts_with("127.") || host == "localhost" || host == "[::1]";
    return "http://" + (isLoopback ? host : hostName()) + ":" + std::to_string(port);
}

std::string withAnyPort(const std::string& listenAddress) {
    return listenAddress.substr(0, listenAddress.rfind(':')) + ":0";
}

std::string workingDirectory() {
    std::error_code code;
    return std::filesystem::current_path(code).string();
}

std::int64_t threadCount() {
    std::error_code code;
    std::int64_t count = 0;
    for (auto it = std::filesystem::directory_iterator("/proc/self/task", code);
         !code && it != std::filesystem::directory_iterator(); it.increment(code)) {
        ++count;
    }
    return count;
}

} // namespace hearth::engine
