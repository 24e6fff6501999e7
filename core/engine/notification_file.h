// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/file_system.h"
#include "config/alertmanager.h"
#include "datasource/notification_settings.h"

namespace hearth::engine {

/// What it works with; what is referred to outlives it.
struct NotificationFileParts {
    FileSystem& files;
    std::string path;     ///< The alertmanager.yml; may be missing.
    std::string readOnly; ///< Why it cannot be changed; empty where it can.
    config::AlertmanagerDialect dialect;
    /// Has the engine load the file. Not called with a lock held.
    std::function<Result<void>(std::stop_token)> reload;
    /// Writes a secret, see writePrivateFile().
    std::function<Result<void>(const std::string& path, std::string_view contents)> writeSecret;
};

/// The Alertmanager's configuration file of this machine. Secrets go to files beside it (`secrets/`), which the engine
/// reads for each message, also where nobody is logged in to open a keyring.
/// Threads: thread-safe.
std::unique_ptr<datasource::NotificationSettings> makeNotificationFile(NotificationFileParts parts);

} // namespace hearth::engine
