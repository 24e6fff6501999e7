// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/notification_templates.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "base/file_system.h"

namespace hearth::templates {

/// Expands route labels, each at most once for a notification; labels that refer to each other in a circle are an
/// error.
class NotificationTemplates::RouteLabels {
  public:
    RouteLabels(const NotificationTemplates& templates, const NotificationData& data, const Value& value, Mode mode,
                std::stop_token stop)
        : m_templates(templates)
        , m_data(data)
        , m_value(value)
        , m_mode(mode)
        , m_stop(std::move(stop)) {}

    Result<std::string> expand(const std::string& name) {
        const auto raw = std::ranges::find(m_data.routeLabels, name, &TextPairs::value_type::first);
        if (raw == m_data.routeLabels.end() || m_data.routeLabelsRendered) {
            return raw == m_data.routeLabels.end() ? std::string() : raw->second;
        }
        if (const auto known = m_expanded.find(name); known != m_expanded.end()) {
            return known->second;
        }
        if (std::ranges::find(m_inWork, name) != m_inWork.end()) {
            return fail(ErrorCode::kInvalidArgument,
                        fmt::format("route label cycle detected: {} -> {}", fmt::join(m_inWork, " -> "), name));
        }
        constexpr std::size_t kDeepest = 30; // each level is an execution of its own on the stack
        if (m_inWork.size() >= kDeepest) {
            return fail(ErrorCode::kLimit, fmt::format("more than {} route labels within each other", kDeepest));
        }
        m_inWork.push_back(name);
        auto text = m_templates.run(raw->second, m_value, m_mode, *this, m_stop);
        m_inWork.pop_back();
        if (text) {
            m_expanded[name] = *text;
        }
        return text;
    }

  private:
    const NotificationTemplates& m_templates;
    const NotificationData& m_data;
    const Value& m_value;
    Mode m_mode;
    std::stop_token m_stop;
    std::map<std::string, std::string> m_expanded;
    std::vector<std::string> m_inWork;
};

NotificationTemplates::NotificationTemplates(const Clock& clock, FileSystem& files)
    : m_clock(clock)
    , m_files(files)
    , m_set(notificationFunctions()) {}

Result<std::string> NotificationTemplates::expand(const std::string& text, const NotificationData& data, Mode mode,
                                                  std::stop_token stop) const {
    return expand(text, data, notificationValue(data), mode, std::move(stop));
}

Result<std::string> NotificationTemplates::expand(const std::string& text, const NotificationData& data,
                                                  const Value& value, Mode mode, std::stop_token stop) const {
    RouteLabels routeLabels(*this, data, value, mode, stop);
    return run(text, value, mode, routeLabels, std::move(stop));
}

Result<std::string> NotificationTemplates::run(const std::string& text, const Value& value, Mode mode,
                                               RouteLabels& routeLabels, std::stop_token stop) const {
    if (text.empty()) {
        return std::string();
    }
    const auto parsed = HEARTH_TRY(parse(text));
    NotificationEnvironment environment;
    environment.now = [this] {
        const auto now = m_clock.now().time_since_epoch();
        const auto seconds = std::chrono::floor<std::chrono::seconds>(now);
        return Time{seconds.count(), static_cast<std::int32_t>((now - seconds).count()), TimeZone()};
    };
    environment.zone = [this](const std::string& name) { return TimeZone::load(m_files, name); };
    environment.routeLabel = [&](const std::string& name) { return routeLabels.expand(name); };
    return parsed.execute(value, {.mode = mode, .limits = {}, .stop = std::move(stop), .environment = &environment});
}

} // namespace hearth::templates
