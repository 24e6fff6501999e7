// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/json_writer.h"
#include "datasource/alertmanager_types.h"

/// What is posted to Alertmanager's API v2. Threads: thread-safe.
namespace hearth::datasource {

/// The body of POST /alerts.
std::string postedAlertsJson(const std::vector<PostedAlert>& alerts);
/// The body of POST /silences.
std::string postedSilenceJson(const Silence& silence);
/// The value of a silence's `matchers`.
void writeMatchers(JsonWriter& json, const model::Matchers& matchers);

} // namespace hearth::datasource
