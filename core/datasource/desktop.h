// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "base/subscription.h"
#include "datasource/backtest.h"
#include "datasource/data_source.h"
#include "datasource/desktop_notification.h"
#include "datasource/notification_settings.h"
#include "datasource/rule_editing.h"

namespace hearth::datasource {

/// What the window asks of the program that carries it. The program owns the engine and outlives the window; the
/// engine starts in background threads, so that the window is painted before the log is replayed.
/// Threads: thread-safe.
class DesktopHost {
  public:
    virtual ~DesktopHost() = default;

    /// The engine of this process. It answers kUnavailable until it is ready.
    virtual DataSource& local() = 0;
    /// One that asks the server at `url`. kInvalidArgument for what is not a URL.
    virtual Result<std::unique_ptr<DataSource>> remote(const std::string& url) = 0;

    /// How the engine is doing: starting (with what it does), ready, or failed (with the reason).
    struct EngineState {
        enum class Phase { kStarting, kReady, kFailed } phase = Phase::kStarting;
        std::string message;
    };
    virtual EngineState engineState() = 0;

    /// Where the window keeps its own settings (an INI file) and where the engine reads its configuration from.
    virtual std::string settingsPath() const = 0;
    virtual std::string configPath() const = 0;
    virtual std::string dataPath() const = 0;
    /// The address where the HTTP API listens ("http://127.0.0.1:9090"), empty where it does not.
    virtual std::string apiUrl() const = 0;

    /// Fetches the past of a rule from `source`, which is local() or a remote(). kInvalidArgument for an expression
    /// that does not parse or is no vector; else what the source says.
    virtual Result<std::unique_ptr<Backtest>> backtest(const BacktestQuery& /*query*/, DataSource& /*source*/,
                                                       std::stop_token /*stop*/) {
        return fail(ErrorCode::kUnsupported, "rules cannot be run over the past here");
    }
    /// Null where there is none. Good as long as the host.
    virtual RuleEditing* ruleEditing() { return nullptr; }
    /// What is wrong with a rule, or looks so, without asking any server.
    virtual std::vector<RuleFinding> lint(const RuleDraft& /*rule*/) { return {}; }

    /// Where alerts go, of any Alertmanager, and changing that of the engine in this process. Null where there is none.
    /// Good as long as the host.
    virtual NotificationSettings* notificationSettings() { return nullptr; }

    using NotificationListener = std::function<void(DesktopNotification, DesktopAnswer)>;
    /// `listener` is called on a thread of the engine for what is to be shown on this desktop; it must return soon.
    /// What came while nobody listened comes first.
    virtual Subscription onNotification(NotificationListener /*listener*/) { return {}; }

    /// `listener` is called on a thread of the engine after what local() says of alerts or silences changed, often
    /// where there are many; it must return soon. Not for alerts that are pending only.
    virtual Subscription onAlertsChanged(std::function<void()> /*listener*/) { return {}; }

    /// From now on asks these hosts outside (`host`, `host:port`) whether the uplink is there; none: asks nobody.
    virtual Result<void> watchUplink(std::vector<std::string> /*hosts*/) {
        return fail(ErrorCode::kUnsupported, "the uplink cannot be watched here");
    }

    /// The machine is about to be suspended: writes what is in memory. Blocks for a few seconds at most.
    virtual void prepareForSleep() {}
    /// It was woken, or did not sleep in the end.
    virtual void wakeUp() {}
    /// `listener` is called on a thread of the engine after this machine was suspended, within a scrape interval; it
    /// must return soon.
    virtual Subscription onSleep(std::function<void(SleepSpan)> /*listener*/) { return {}; }
};

/// Makes the host, which begins its work; called once at most.
using MakeHost = std::function<std::unique_ptr<DesktopHost>()>;

/// The entry of the window library: `extern "C" int hearthRunDesktop(int, char**, const std::string&, const
/// MakeHost&)`, found by name at run time. Returns the exit code when the person quits. Where a window for the same
/// `dataPath` is open already, that one comes forward, no host is made, and it returns 0 at once.
using RunDesktop = int (*)(int argumentCount, char** arguments, const std::string& dataPath, const MakeHost& makeHost);
inline constexpr const char* kRunDesktopSymbol = "hearthRunDesktop";

} // namespace hearth::datasource
