// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace hearth::engine {

/// The Alertmanager's configuration where somebody sits before this machine and has none: told soon, and reminded twice
/// a day. It is in force without a file, and what a new file begins with.
inline constexpr std::string_view kDesktopAlertmanager =
    R"(# Where Hearth's alerts go. This is an ordinary Alertmanager configuration file: what works there works here.
# After a change choose "Reload configuration" in the window, or send the program SIGHUP.

# The first route below that fits decides who is told; what none takes goes to this receiver.
route:
  receiver: desktop
  group_by: [alertname]
  group_wait: 5s
  group_interval: 30s
  repeat_interval: 12h

receivers:
  - name: desktop
    desktop_configs:
      - send_resolved: true
)";

} // namespace hearth::engine
