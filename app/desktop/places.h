// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace hearth::app {

/// Where the window's engine keeps its things, after the XDG base directory rules.
struct Places {
    std::string config;             ///< The Prometheus file that the engine reads.
    std::string alertmanagerConfig; ///< The Alertmanager file that it reads, where there is one.
    std::string settings;           ///< The window's own settings (INI).
    std::string data;               ///< The database.

    /// From XDG_CONFIG_HOME, XDG_STATE_HOME and XDG_DATA_HOME, or their defaults below HOME.
    static Places fromEnvironment();
};

} // namespace hearth::app
