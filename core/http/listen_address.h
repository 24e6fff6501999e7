// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth::http {

/// Where a server listens: the two halves of `host:port`.
struct ListenAddress {
    std::string host; ///< A name or an address without brackets; empty: every address of this machine.
    std::uint16_t port = 0;

    bool operator==(const ListenAddress&) const = default;
};

/// Reads `host:port`, `:port` or `[v6]:port`. kInvalidArgument says which form is expected.
/// Threads: thread-safe.
Result<ListenAddress> parseListenAddress(std::string_view text);

} // namespace hearth::http
