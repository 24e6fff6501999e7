// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "datasource/alertmanager_types.h"
#include "datasource/receiver_test.h"

namespace hearth::datasource {

/// What becomes of alerts, as people's tools see it: the Alertmanager in this process, or any that speaks API v2.
/// Calls block until the answer is there; a requested `stop` ends them early with kCanceled where they wait.
/// Errors: kInvalidArgument (a bad filter, silence or alert), kNotFound (no such silence), kLimit, kTimeout, kCanceled,
/// kUnavailable (out of reach, or not ready), kUnsupported (this source has nothing of the kind: the default),
/// kInternal. Threads: thread-safe.
class AlertmanagerSource {
  public:
    virtual ~AlertmanagerSource() = default;

    virtual Result<AlertmanagerStatus> status(std::stop_token /*stop*/) { return notHere(); }
    /// Those whose labels match, in the order of the configuration.
    virtual Result<std::vector<AlertReceiver>> receivers(const std::vector<std::string>& /*matchers*/,
                                                         std::stop_token /*stop*/) {
        return notHere();
    }

    /// By fingerprint.
    virtual Result<std::vector<ReceivedAlert>> alerts(const ReceivedAlertsQuery& /*query*/, std::stop_token /*stop*/) {
        return notHere();
    }
    /// By labels, then receiver.
    virtual Result<std::vector<AlertGroup>> groups(const ReceivedAlertsQuery& /*query*/, std::stop_token /*stop*/) {
        return notHere();
    }
    /// kInvalidArgument says what is wrong, a line each; alerts that are valid were taken all the same.
    virtual Result<void> post(const std::vector<PostedAlert>& /*alerts*/, std::stop_token /*stop*/) {
        return notHere();
    }

    /// Active ones first (the one that ends soonest first), then pending ones (by start), then expired ones.
    virtual Result<std::vector<Silence>> silences(const SilencesQuery& /*query*/, std::stop_token /*stop*/) {
        return notHere();
    }
    virtual Result<Silence> silence(const std::string& /*id*/, std::stop_token /*stop*/) { return notHere(); }
    /// Creates or changes; returns the id, which is a new one where history would be changed otherwise.
    virtual Result<std::string> setSilence(const Silence& /*silence*/, std::stop_token /*stop*/) { return notHere(); }
    virtual Result<void> expireSilence(const std::string& /*id*/, std::stop_token /*stop*/) { return notHere(); }

    /// What happened to an alert from rule to receiver, oldest first. Hearth alone has it.
    virtual Result<std::vector<TraceEvent>> trace(const std::string& /*fingerprint*/, model::TimeRange /*range*/,
                                                  std::stop_token /*stop*/) {
        return notHere();
    }
    /// Newest first. Hearth alone has it.
    virtual Result<std::vector<AlertTransition>> history(const AlertHistoryQuery& /*query*/, std::stop_token /*stop*/) {
        return notHere();
    }

    /// Of each integration that was told something, by receiver and integration. Hearth alone has it.
    virtual Result<std::vector<LastDelivery>> lastDeliveries(std::stop_token /*stop*/) { return notHere(); }
    /// Sends a test message through the receiver right now, outside of groups and log. That it does not arrive is no
    /// error but the answer. kNotFound (no such receiver or integration), kLimit (too many tests). Hearth alone can.
    virtual Result<ReceiverTest> testReceiver(const ReceiverTestQuery& /*query*/, std::stop_token /*stop*/) {
        return notHere();
    }

    /// Loads the configuration file again: all or nothing.
    virtual Result<void> reload(std::stop_token /*stop*/) { return notHere(); }

  private:
    static std::unexpected<Error> notHere() {
        return fail(ErrorCode::kUnsupported, "there is no Alertmanager here that can say this");
    }
};

} // namespace hearth::datasource
