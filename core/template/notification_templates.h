// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/error.h"
#include "base/time_zone.h"
#include "template/notification_data.h"
#include "template/template.h"

namespace hearth::templates {

/// What the functions of notification templates look at.
class NotificationEnvironment : public Environment {
  public:
    std::function<Time()> now;
    std::function<Result<TimeZone>(const std::string& name)> zone;
    /// Expands the route label of that name; "" where there is none.
    std::function<Result<std::string>(const std::string& name)> routeLabel;
};

/// Go's built-ins with the functions of Alertmanager's templates. They look at a NotificationEnvironment.
std::shared_ptr<const FunctionTable> notificationFunctions();

/// All templates of an Alertmanager configuration: the definitions of its files, and the expansion of the texts of its
/// receivers on top of them. Threads: add() before the others; those are thread-safe.
class NotificationTemplates {
  public:
    /// `clock` and `files` (which holds the time zones) must outlive it.
    NotificationTemplates(const Clock& clock, FileSystem& files);

    /// The definitions of a template file; `name` is the file's name without directories.
    Result<void> add(const std::string& name, std::string text) { return m_set.add(name, std::move(text)); }
    /// A receiver's field, checked when the configuration is read.
    Result<Template> parse(std::string text) const { return m_set.parseText("", std::move(text)); }

    /// A text for one notification; "" for "".
    Result<std::string> expand(const std::string& text, const NotificationData& data, Mode mode = Mode::kText,
                               std::stop_token stop = {}) const;
    /// As above for many texts of one notification: `value` is its notificationValue().
    Result<std::string> expand(const std::string& text, const NotificationData& data, const Value& value, Mode mode,
                               std::stop_token stop = {}) const;

  private:
    class RouteLabels;

    Result<std::string> run(const std::string& text, const Value& value, Mode mode, RouteLabels& routeLabels,
                            std::stop_token stop) const;

    const Clock& m_clock;
    FileSystem& m_files;
    TemplateSet m_set;
};

} // namespace hearth::templates
