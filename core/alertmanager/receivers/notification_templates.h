// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "alertmanager/alert.h"
#include "alertmanager/notify/integration.h"
#include "base/clock.h"
#include "base/error.h"
#include "template/notification_templates.h"

namespace hearth {
class FileSystem;
}

namespace hearth::alertmanager {

/// The definitions that texts of receivers may call: our own under Alertmanager's names, then those of the files that a
/// configuration names, which replace them.
/// Threads: thread-safe (immutable).
class NotificationTemplates {
  public:
    /// Reads the files that `patterns` name (`*`, `?` and `[a-z]` in the last parts of a path); a pattern that fits
    /// none is no error. `externalUrl` is where people reach us, without a `/` at the end. `clock` and `files` outlive
    /// it. kInvalidArgument: `template: x.tmpl:3: unexpected ...`; kIo, kLimit.
    static Result<std::shared_ptr<const NotificationTemplates>>
    load(std::span<const std::string> patterns, const Clock& clock, FileSystem& files, std::string externalUrl);
    /// Only our own.
    static std::shared_ptr<const NotificationTemplates> defaults(const Clock& clock, FileSystem& files,
                                                                 std::string externalUrl);

    const templates::NotificationTemplates& texts() const { return m_texts; }
    const std::string& externalUrl() const { return m_externalUrl; }

  private:
    NotificationTemplates(const Clock& clock, FileSystem& files, std::string externalUrl);

    templates::NotificationTemplates m_texts;
    std::string m_externalUrl;
};

/// What the templates of a notification see, of `alerts` alone. Its route labels count as expanded.
templates::NotificationData dataOf(const Notification& notification, std::span<const AlertPtr> alerts,
                                   const std::string& externalUrl);

/// The route labels of a notification whose labels are templates still. One that cannot be expanded stays as it is.
std::map<std::string, std::string> expandRouteLabels(const NotificationTemplates& templates,
                                                     const Notification& notification);

/// The texts of one message. It remembers the first failure, after which all texts are empty, so that those who fill
/// many fields ask once, at the end.
/// Threads: thread-compatible; lives no longer than what it was made of.
class MessageTexts {
  public:
    MessageTexts(const NotificationTemplates& templates, const Notification& notification,
                 std::span<const AlertPtr> alerts);

    std::string text(const std::string& source) { return expand(source, templates::Mode::kText); }
    std::string html(const std::string& source) { return expand(source, templates::Mode::kHtml); }
    /// text(), or the first failure.
    Result<std::string> tryText(const std::string& source);
    /// kInvalidArgument, kLimit: the first failure.
    Result<void> status() const;

    const Notification& notification() const { return m_notification; }
    const templates::NotificationData& data() const { return m_data; }
    bool isFiring() const { return m_data.status == "firing"; }

  private:
    std::string expand(const std::string& source, templates::Mode mode);

    const NotificationTemplates& m_templates;
    const Notification& m_notification;
    const templates::NotificationData m_data;
    const templates::Value m_value;
    std::optional<Error> m_error;
};

} // namespace hearth::alertmanager
