// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/json_writer.h"
#include "datasource/alertmanager_types.h"
#include "datasource/receiver_test.h"

/// Tests of receivers and last deliveries as JSON: Hearth's own part of API v2. Threads: thread-safe.
namespace hearth::datasource {

/// The body of POST /receivers/test.
std::string receiverTestQueryJson(const ReceiverTestQuery& query);
/// kInvalidArgument.
Result<ReceiverTestQuery> readReceiverTestQuery(std::string_view json);

/// The answer.
std::string receiverTestJson(const ReceiverTest& test);
/// kCorruption.
Result<ReceiverTest> readReceiverTest(std::string_view json);

/// /hearth/deliveries
std::string lastDeliveriesJson(const std::vector<LastDelivery>& deliveries);
/// kCorruption.
Result<std::vector<LastDelivery>> readLastDeliveries(std::string_view json);

} // namespace hearth::datasource
