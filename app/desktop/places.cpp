// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/places.h"

#include <cstdlib>
#include <string_view>

namespace hearth::app {
namespace {

/// The directory that `variable` names, or `fallback` below the home directory. Relative paths do not count (XDG).
std::string baseDirectory(const char* variable, std::string_view fallback) {
    const char* stated = std::getenv(variable);
    if (stated != nullptr && stated[0] == '/') {
        return stated;
    }
    const char* home = std::getenv("HOME");
    return std::string(home != nullptr ? home : "/").append("/").append(fallback);
}

} // namespace

Places Places::fromEnvironment() {
    return {.config = baseDirectory("XDG_CONFIG_HOME", ".config") + "/hearth/prometheus.yml",
            .alertmanagerConfig = baseDirectory("XDG_CONFIG_HOME", ".config") + "/hearth/alertmanager.yml",
            .settings = baseDirectory("XDG_STATE_HOME", ".local/state") + "/hearth/window.ini",
            .data = baseDirectory("XDG_DATA_HOME", ".local/share") + "/hearth/data"};
}

} // namespace hearth::app
