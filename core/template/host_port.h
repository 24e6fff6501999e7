// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hearth::templates {

/// "host:port" or "[v6]:port" without the port; other texts as they are.
std::string stripPort(std::string_view hostPort);
/// Without what follows the host's first dot; the port stays, IP addresses stay whole.
std::string stripDomain(std::string_view hostPort);

} // namespace hearth::templates
