// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hearth::uplink {

/// Whether what an `instance` label names (`host`, `host:port`, a URL) lies beyond the router, as far as its text says:
/// not this machine, no private, link-local or shared address, no name without a dot or of a domain for local networks
/// (`.local`, `.lan`, `.home.arpa`, `.internal`, `.localdomain`).
bool isOutside(std::string_view instance);

/// The router's IPv4 address out of /proc/net/route's text; empty where there is none.
std::string defaultGateway(std::string_view routes);

} // namespace hearth::uplink
