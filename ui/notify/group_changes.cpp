// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/group_changes.h"

#include <algorithm>

namespace hearth::ui {
namespace {

using datasource::AlertGroup;
using datasource::DesktopNotification;
using datasource::ReceivedAlert;

constexpr std::size_t kMaxTitle = 200;
constexpr std::size_t kMaxBody = 1000;
constexpr std::size_t kMaxLines = 5;

std::string annotation(const ReceivedAlert& alert, const char* name) {
    const auto found = alert.annotations.find(name);
    return found != alert.annotations.end() ? found->second : std::string();
}

std::string nameOf(const ReceivedAlert& alert) {
    auto text = annotation(alert, "summary");
    if (text.empty()) {
        text = alert.labels.value("alertname");
        const auto instance = alert.labels.value("instance");
        if (!instance.empty()) {
            text.append(" (").append(instance).append(")");
        }
    }
    return text.empty() ? alert.labels.toString() : text;
}

/// Whole letters only.
std::string cut(const std::string& text, std::size_t letters) {
    return QString::fromStdString(text).left(static_cast<qsizetype>(letters)).toStdString();
}

DesktopNotification::Urgency urgencyOf(const std::vector<ReceivedAlert>& alerts) {
    using enum DesktopNotification::Urgency;
    const auto all = [&alerts](std::string_view severity) {
        return std::ranges::all_of(alerts, [&](const auto& one) { return one.labels.value("severity") == severity; });
    };
    const bool critical =
        std::ranges::any_of(alerts, [](const auto& one) { return one.labels.value("severity") == "critical"; });
    return critical ? kCritical : all("info") || all("none") ? kLow : kNormal;
}

} // namespace

DesktopNotification GroupChanges::notificationOf(const AlertGroup& group, const std::string& key,
                                                 std::vector<ReceivedAlert> active) {
    DesktopNotification shown;
    shown.group = key;
    shown.receiver = group.receiver;
    shown.urgency = urgencyOf(active);
    if (active.size() == 1) {
        shown.title = nameOf(active.front());
        shown.body = annotation(active.front(), "description");
    } else {
        const auto name = QString::fromStdString(std::string(active.front().labels.value("alertname")));
        const bool oneName = std::ranges::all_of(active, [&active](const auto& one) {
            return one.labels.value("alertname") == active.front().labels.value("alertname");
        });
        const auto count = tr("%Ln alert(s)", nullptr, static_cast<int>(active.size()));
        shown.title = (oneName && !name.isEmpty() ? name + QStringLiteral(": ") + count : count).toStdString();
        for (std::size_t i = 0; i < std::min(active.size(), kMaxLines); ++i) {
            shown.body += (i == 0 ? "" : "\n") + nameOf(active[i]);
        }
        shown.body += active.size() > kMaxLines ? "\n…" : "";
    }
    shown.title = cut(shown.title, kMaxTitle);
    shown.body = cut(shown.body, kMaxBody);
    shown.firing = std::move(active);
    return shown;
}

std::vector<DesktopNotification> GroupChanges::update(const std::vector<AlertGroup>& groups) {
    std::vector<DesktopNotification> changes;
    std::map<std::string, Known> now;
    for (const auto& group : groups) {
        const auto key = group.receiver + '\n' + group.labels.toString();
        auto& known = now[key];
        known.receiver = group.receiver;
        std::vector<ReceivedAlert> active;
        std::set<std::string> held;
        for (const auto& alert : group.alerts) {
            if (alert.state == datasource::NotificationState::kActive && alert.mutedBy.empty()) {
                known.active.insert(alert.fingerprint);
                active.push_back(alert);
            } else {
                held.insert(alert.fingerprint);
            }
        }
        const auto before = m_known.find(key);
        auto former = before != m_known.end() ? before->second.active : std::set<std::string>();
        // An alert that is held back now was told while it was not; it is told again once it is not any longer.
        std::erase_if(former, [&held](const auto& fingerprint) { return held.contains(fingerprint); });
        if (!active.empty() && known.active != former) {
            changes.push_back(notificationOf(group, key, std::move(active)));
        } else if (active.empty() && held.empty() && !former.empty()) {
            changes.push_back({.group = key, .receiver = group.receiver});
        }
    }
    for (const auto& [key, known] : m_known) {
        if (!now.contains(key)) {
            changes.push_back({.group = key, .receiver = known.receiver});
        }
    }
    m_known = std::move(now);
    return changes;
}

} // namespace hearth::ui
