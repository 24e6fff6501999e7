// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "alertmanager/alert.h"
#include "alertmanager/notify/desktop_message.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"

namespace hearth {
class FileSystem;
}
namespace hearth::http {
class ExchangeRecord;
class Transport;
} // namespace hearth::http

namespace hearth::alertmanager {

class NotificationTemplates;

/// What an integration remembers in the notification log from one message of a group to the next (a thread's id).
using ReceiverData = std::map<std::string, std::variant<std::string, std::int64_t, double>>;

/// One message that is to go out: a group at a moment. Immutable once it is shared.
struct Notification {
    std::string groupKey; ///< As in Alertmanager's log: `{}/{team="x"}:{alertname="A"}`.
    std::string receiver;
    std::string reason; ///< `new alerts added`, ...: why now.
    model::Labels groupLabels;
    std::map<std::string, std::string> routeLabels; ///< Templates.
    std::vector<AlertPtr> alerts;                   ///< Those that fire have no `endsAt`. Never empty.
    model::TimestampMs now = 0;
    ReceiverData remembered;
    bool isTest = false; ///< A person asked for it to see whether it arrives.
};

/// How an attempt ended.
struct Outcome {
    enum class Kind : std::uint8_t { kSent, kRetry, kFailed };
    /// Alertmanager's label `reason` of failed notifications.
    enum class Cause : std::uint8_t {
        kNone,
        kClientError,
        kServerError,
        kCanceled,
        kDeadline,
        kAuthentication,
        kRateLimited,
        kOther
    };
    Kind kind = Kind::kSent;
    Cause cause = Cause::kNone;
    std::string error;  ///< What went wrong, for people; no secret in it. Empty where it was sent.
    std::string answer; ///< The server's own words: status and the beginning of what it said, or SMTP's reply.
    ReceiverData remember;
};
std::string_view causeText(Outcome::Cause cause);

/// One entry of a receiver's `<kind>_configs`, ready to send. Not blocking: it begins an exchange and is told its end.
/// Threads: confined to the notify thread.
class Integration {
  public:
    virtual ~Integration() = default;

    using Done = std::move_only_function<void(Outcome)>;
    /// Begins one attempt, which ends at `deadline` at the latest; `done` is called once, from the transport's poll()
    /// or at once. Several attempts (of several groups) may be under way.
    virtual void send(std::shared_ptr<const Notification> notification, MonotonicTime deadline, Done done) = 0;
};

/// What integrations are built with; outlives them.
struct IntegrationTools {
    http::Transport& network;
    FileSystem& files;
    const Clock& clock;
    const NotificationTemplates& templates;
    RandomSource random;
    Log log;
    bool allowCommands = false;                   ///< `command_configs` may run programs.
    ShowOnDesktop showOnDesktop;                  ///< Not set: this process has no desktop.
    std::shared_ptr<http::ExchangeRecord> record; ///< Where exchanges are written down; null: nowhere.
};

/// One entry of a receiver's `<kind>_configs` as written, with the global defaults filled in. Immutable.
class IntegrationOptions {
  public:
    virtual ~IntegrationOptions() = default;

    virtual std::string_view kind() const = 0; ///< `slack`
    virtual bool sendsResolved() const = 0;
    virtual std::unique_ptr<Integration> build(const IntegrationTools& tools) const = 0;
    /// Whether both say the same: such an integration need not be built again at a reload.
    virtual bool equals(const IntegrationOptions& other) const = 0;
};

} // namespace hearth::alertmanager
