// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "datasource/alertmanager_types.h"
#include "datasource/receiver_test.h"
#include "http/server.h"

/// Readers of what is posted to API v2. What is wrong comes as the answer that says so, with the statuses, codes and
/// mostly the words of Alertmanager's generated checks. Threads: thread-safe.
namespace hearth::api::alertmanager {

template <class T>
using Posted = std::expected<T, http::ServerResponse>;

Posted<std::vector<datasource::PostedAlert>> readPostedAlerts(const http::ServerRequest& request);
Posted<datasource::ReceiverTestQuery> readPostedReceiverTest(const http::ServerRequest& request);
Posted<datasource::Silence> readPostedSilence(const http::ServerRequest& request);

} // namespace hearth::api::alertmanager
