// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/receivers/notification_templates.h"

#include <algorithm>
#include <fmt/format.h>
#include <fnmatch.h>

#include "alertmanager/receivers/default_templates.h"
#include "base/file_system.h"
#include "model/matcher.h"

namespace hearth::alertmanager {
namespace {

using templates::NotificationAlert;
using templates::NotificationData;
using templates::TextPairs;

constexpr std::uint64_t kMaxFileBytes = 4U << 20U;
constexpr std::size_t kMaxFiles = 1000;
constexpr std::string_view kWildcards = "*?[";

TextPairs pairsOf(const model::Labels& labels) {
    TextPairs pairs;
    for (const auto& [name, value] : labels) {
        pairs.emplace_back(name, value);
    }
    return pairs;
}

NotificationAlert alertOf(const Alert& alert) {
    NotificationAlert out;
    out.status = alert.endsAt == 0 ? "firing" : "resolved";
    out.labels = pairsOf(alert.labels);
    out.annotations = pairsOf(alert.annotations);
    out.startsAt = templates::Time::fromMilliseconds(alert.startsAt);
    if (alert.endsAt != 0) {
        out.endsAt = templates::Time::fromMilliseconds(alert.endsAt);
    }
    out.generatorUrl = alert.generatorUrl;
    out.fingerprint = fingerprintText(alert.fingerprint);
    return out;
}

/// The pairs that all alerts have.
template <class Get>
TextPairs commonOf(std::span<const AlertPtr> alerts, Get get) {
    auto common = pairsOf(get(*alerts.front()));
    for (const auto& alert : alerts.subspan(1)) {
        std::erase_if(common, [&](const auto& pair) { return get(*alert).value(pair.first) != pair.second; });
    }
    return common;
}

/// The paths that a pattern names, in order. Go: filepath.Glob().
void collectPaths(FileSystem& files, const std::string& directory, std::string_view pattern,
                  std::vector<std::string>& out) {
    const auto slash = pattern.find('/');
    const std::string part(pattern.substr(0, slash));
    const auto rest = slash == std::string_view::npos ? std::string_view() : pattern.substr(slash + 1);
    const auto goOn = [&](const std::string& path) {
        if (slash == std::string_view::npos) {
            if (files.exists(path) && out.size() < kMaxFiles) {
                out.push_back(path);
            }
        } else {
            collectPaths(files, path + "/", rest, out);
        }
    };
    if (part.find_first_of(kWildcards) == std::string::npos) {
        return goOn(directory + part);
    }
    const auto names = files.list(directory.empty() ? "." : directory);
    if (!names) {
        return;
    }
    for (const auto& name : *names) {
        if (::fnmatch(part.c_str(), name.c_str(), FNM_PATHNAME) == 0) {
            goOn(directory + name);
        }
    }
}

} // namespace

NotificationTemplates::NotificationTemplates(const Clock& clock, FileSystem& files, std::string externalUrl)
    : m_texts(clock, files)
    , m_externalUrl(std::move(externalUrl)) {}

Result<std::shared_ptr<const NotificationTemplates>> NotificationTemplates::load(std::span<const std::string> patterns,
                                                                                 const Clock& clock, FileSystem& files,
                                                                                 std::string externalUrl) {
    std::shared_ptr<NotificationTemplates> loaded(new NotificationTemplates(clock, files, std::move(externalUrl)));
    for (const auto& own : defaultTemplates()) {
        HEARTH_TRY(loaded->m_texts.add(std::string(own.name), std::string(own.text)));
    }
    for (const auto& pattern : patterns) {
        std::vector<std::string> paths;
        collectPaths(files, "", pattern, paths);
        for (const auto& path : paths) {
            auto text = HEARTH_TRY(files.readAll(path, kMaxFileBytes));
            HEARTH_TRY(loaded->m_texts.add(path.substr(path.rfind('/') + 1), std::move(text)));
        }
    }
    return loaded;
}

std::shared_ptr<const NotificationTemplates> NotificationTemplates::defaults(const Clock& clock, FileSystem& files,
                                                                             std::string externalUrl) {
    auto loaded = load({}, clock, files, std::move(externalUrl));
    return loaded ? *std::move(loaded) : nullptr; // a test holds that ours are good
}

NotificationData dataOf(const Notification& notification, std::span<const AlertPtr> alerts,
                        const std::string& externalUrl) {
    NotificationData data;
    data.receiver = model::quotedForRegex(notification.receiver);
    const bool fires = std::ranges::any_of(alerts, [](const AlertPtr& alert) { return alert->endsAt == 0; });
    data.status = fires ? "firing" : "resolved";
    data.alerts.reserve(alerts.size());
    for (const auto& alert : alerts) {
        data.alerts.push_back(alertOf(*alert));
    }
    data.reason = notification.reason;
    data.groupLabels = pairsOf(notification.groupLabels);
    if (!alerts.empty()) {
        data.commonLabels = commonOf(alerts, [](const Alert& alert) -> const model::Labels& { return alert.labels; });
        data.commonAnnotations =
            commonOf(alerts, [](const Alert& alert) -> const model::Labels& { return alert.annotations; });
    }
    data.routeLabels.assign(notification.routeLabels.begin(), notification.routeLabels.end());
    data.routeLabelsRendered = true;
    data.externalUrl = externalUrl;
    return data;
}

std::map<std::string, std::string> expandRouteLabels(const NotificationTemplates& templates,
                                                     const Notification& notification) {
    auto data = dataOf(notification, notification.alerts, templates.externalUrl());
    data.routeLabelsRendered = false;
    const auto value = templates::notificationValue(data);
    auto labels = notification.routeLabels;
    for (auto& [name, text] : labels) {
        if (auto expanded = templates.texts().expand(text, data, value, templates::Mode::kText)) {
            text = *std::move(expanded);
        }
    }
    return labels;
}

MessageTexts::MessageTexts(const NotificationTemplates& templates, const Notification& notification,
                           std::span<const AlertPtr> alerts)
    : m_templates(templates)
    , m_notification(notification)
    , m_data(dataOf(notification, alerts, templates.externalUrl()))
    , m_value(templates::notificationValue(m_data)) {}

std::string MessageTexts::expand(const std::string& source, templates::Mode mode) {
    if (m_error) {
        return {};
    }
    auto text = m_templates.texts().expand(source, m_data, m_value, mode);
    if (!text) {
        m_error = std::move(text).error();
        return {};
    }
    return *std::move(text);
}

Result<std::string> MessageTexts::tryText(const std::string& source) {
    auto expanded = text(source);
    HEARTH_TRY(status());
    return expanded;
}

Result<void> MessageTexts::status() const {
    if (m_error) {
        return std::unexpected(*m_error);
    }
    return {};
}

} // namespace hearth::alertmanager
