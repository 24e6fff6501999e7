// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"
#include "datasource/notification_plan.h"

namespace hearth::datasource {

/// An integration as a form has it. Fields by the keys of channel_kinds.h.
struct ChannelDraft {
    std::string receiver;    ///< Made where there is none of this name.
    std::string integration; ///< `email[0]`; empty: a new one.
    std::string kind;
    std::map<std::string, std::string> values;  ///< What is missing or empty stays unsaid in the file.
    std::map<std::string, std::string> secrets; ///< Only those that are typed anew.
    /// Secrets that are there already; never shown. Read only.
    std::vector<std::string> knownSecrets{};
    /// What counts where a field is empty, since the file says it for all; of secrets without the value. Read only.
    std::map<std::string, std::string> inherited{};
};

/// A line of the short list: which alerts, and who is told.
struct RouteDraft {
    std::vector<std::string> matchers; ///< `severity="critical"`
    std::string receiver;
    bool goesOn = true; ///< The lines below it are looked at, too.
    std::optional<model::DurationMs> repeatInterval;
    std::vector<std::string> muteTimeIntervals;
};

/// Hours of the week at which routes may be quiet.
struct IntervalDraft {
    std::string name;
    std::string location; ///< `Europe/Rome`, `Local`; empty: UTC.
    std::vector<WeekSpan> week;
};

/// What saving would do; nothing is done yet.
struct ConfigChange {
    std::string file;
    std::string before; ///< Its whole text; empty where it is missing.
    std::string after;  ///< Comments, order and spelling of all else kept.
    bool isNew = false;
    struct SecretFile {
        std::string path;
        std::string text;
    };
    std::vector<SecretFile> secrets; ///< Written first, readable by this user alone.
};

/// Where the alerts of the engine in this process go, and changing that.
/// Errors: kInvalidArgument (with file, line, reason), kNotFound, kConflict (the file was changed meanwhile, or what is
/// to go is in use), kUnsupported (the place is written so that only an editor can change it), kIo.
/// Threads: thread-safe.
class NotificationSettings {
  public:
    virtual ~NotificationSettings() = default;

    /// Reads a configuration as AlertmanagerStatus::config states it, of any Alertmanager: secrets masked.
    virtual Result<std::shared_ptr<const NotificationPlan>> read(const std::string& config) = 0;

    /// The file that the engine reads, or would read; and why it cannot be changed here, empty where it can.
    virtual std::string path() const = 0;
    virtual std::string whyReadOnly() const = 0;

    /// An integration of the file for its form.
    virtual Result<ChannelDraft> channel(const std::string& receiver, const std::string& integration) = 0;

    /// An empty form for a new one.
    virtual Result<ChannelDraft> newChannel(const std::string& kind) = 0;

    virtual Result<ConfigChange> putChannel(const ChannelDraft& channel) = 0;
    virtual Result<ConfigChange> removeChannel(const std::string& receiver, const std::string& integration) = 0;
    /// Adds a line to the short list at `index`. The short list is what stands directly below the root.
    virtual Result<ConfigChange> addRoute(const RouteDraft& route, std::size_t index) = 0;
    virtual Result<ConfigChange> removeRoute(std::size_t index) = 0;
    /// The line at `from` stands at `to` afterwards: lines are looked at in their order.
    virtual Result<ConfigChange> moveRoute(std::size_t from, std::size_t to) = 0;
    /// Who is told of what no route takes.
    virtual Result<ConfigChange> setDefaultReceiver(const std::string& receiver) = 0;
    /// Adds the interval, or makes the one of this name say this.
    virtual Result<ConfigChange> putInterval(const IntervalDraft& interval) = 0;
    /// Which intervals keep a line of the short list quiet.
    virtual Result<ConfigChange> setMuteIntervals(std::size_t route, const std::vector<std::string>& intervals) = 0;

    /// Writes secrets and file, has the engine load it, and puts the old file back where that fails.
    virtual Result<void> save(const ConfigChange& change, std::stop_token stop) = 0;
};

} // namespace hearth::datasource
