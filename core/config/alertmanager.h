// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "alertmanager/options.h"
#include "alertmanager/receivers/registry.h"
#include "alertmanager/route/matcher_text.h"
#include "base/error.h"
#include "base/file_system.h"
#include "base/time_zone.h"

/// The Alertmanager's configuration file (alertmanager.yml) as values.
namespace hearth::config {

/// What the meaning of a file depends on besides its text.
struct AlertmanagerDialect {
    std::span<const alertmanager::IntegrationKind> kinds = alertmanager::integrationKinds();
    alertmanager::MatcherSyntax syntax = alertmanager::MatcherSyntax::kFallback;
    /// Finds a zone by its name in the file (`Europe/Rome`, `Local`); must be set where the file names zones.
    std::function<Result<TimeZone>(const std::string& name)> zones;
};
/// With this machine's zones. `files` must outlive what is returned.
AlertmanagerDialect machineDialect(FileSystem& files,
                                   alertmanager::MatcherSyntax syntax = alertmanager::MatcherSyntax::kFallback);

/// Parses and checks a configuration. `path` names it in messages, and relative paths count from its directory. Other
/// files are not read: neither templates nor files of secrets. Receivers that Alertmanager has and this build has not
/// are checked and then left out, with a sentence each in Options::refusals.
/// Errors: kInvalidArgument `file:line:column: key: reason`, kLimit. Threads: thread-safe.
Result<alertmanager::Options> parseAlertmanager(std::string_view text, const std::string& path,
                                                const AlertmanagerDialect& dialect);

/// Reads the file for use: also refuses it where a receiver would get no messages. Errors: also kUnsupported with the
/// first of the refusals, kIo, kNotFound.
Result<alertmanager::Options> loadAlertmanager(const std::string& path, FileSystem& files,
                                               const AlertmanagerDialect& dialect);

/// Checks the file that `--cluster.tls-config` names. It says how members of a cluster speak with each other, and so
/// means nothing where there is one member; a mistake in it is a mistake all the same.
/// Errors: kInvalidArgument as above. Threads: thread-safe.
Result<void> checkClusterTls(std::string_view text, const std::string& path);

} // namespace hearth::config
