// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/alert_watch.h"

#include <QDateTime>
#include <algorithm>

#include "datasource/acknowledgement.h"

namespace hearth::ui {
namespace {

using datasource::AlertGroup;

constexpr int kSoonMs = 500;
constexpr int kRest = 10; ///< Times as long as a look took.
const QString kSlot = QStringLiteral("alerts");

/// What a server without an Alertmanager says of its own rules, grouped by their names.
std::vector<AlertGroup> groupsOf(const std::vector<datasource::Alert>& alerts) {
    std::map<std::string, AlertGroup> groups;
    for (const auto& alert : alerts) {
        if (alert.state != datasource::AlertState::kFiring) {
            continue;
        }
        const std::string name(alert.labels.value("alertname"));
        auto& group = groups[name];
        group.labels = {{"alertname", name}};
        auto& told = group.alerts.emplace_back();
        told.labels = alert.labels;
        told.annotations = alert.annotations;
        told.startsAt = alert.activeAt;
        told.fingerprint = alert.labels.toString();
        told.state = datasource::NotificationState::kActive;
    }
    std::vector<AlertGroup> list;
    for (auto& [name, group] : groups) {
        list.push_back(std::move(group));
    }
    return list;
}

std::size_t activeIn(const std::vector<AlertGroup>& groups) {
    // An alert may be in groups of several receivers.
    std::set<std::string> active;
    for (const auto& group : groups) {
        for (const auto& alert : group.alerts) {
            if (alert.state != datasource::NotificationState::kSuppressed && alert.mutedBy.empty()) {
                active.insert(alert.fingerprint);
            }
        }
    }
    return active.size();
}

} // namespace

AlertWatch::AlertWatch(AsyncSource& source, NotificationCenter& center, QObject* parent)
    : QObject(parent)
    , m_source(source)
    , m_center(center) {
    m_timer.setInterval(kEveryMs);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_timer, &QTimer::timeout, this, &AlertWatch::look);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        look();
        emit changed();
    });
    connect(&m_source, &AsyncSource::sourceChanged, this, &AlertWatch::lookSoon);
    connect(&m_center, &NotificationCenter::silencesChanged, this, &AlertWatch::lookSoon);
    connect(&m_center, &NotificationCenter::alertsChanged, this, [this] {
        if (m_url.isEmpty()) {
            lookSoon();
        }
    });
}

void AlertWatch::setServer(const QString& url) {
    m_url = url;
    m_renewedAt = 0;
    if (m_state != AlertState()) {
        m_state = {};
        emit stateChanged();
    }
    look();
}

void AlertWatch::setActive(bool active) {
    if (!active) {
        m_timer.stop();
        m_soon.stop();
    } else if (!m_timer.isActive()) {
        m_timer.start();
        look();
    }
}

void AlertWatch::lookSoon() {
    if (m_source.busy(this, kSlot)) {
        m_stale = true;
    } else if (m_timer.isActive() && !m_soon.isActive()) {
        m_soon.start();
    }
}

void AlertWatch::look() {
    if (!m_timer.isActive() || m_source.busy(this, kSlot)) {
        return;
    }
    m_stale = false;
    m_asking.start();
    const bool remote = !m_url.isEmpty();
    const bool renew = remote && QDateTime::currentMSecsSinceEpoch() - m_renewedAt >= kRenewEveryMs;
    m_source.call(
        this, kSlot,
        [remote, renew](datasource::DataSource& source, std::stop_token stop) {
            return lookAt(source, remote, renew, std::move(stop));
        },
        [this](Result<Look> seen) { take(std::move(seen)); });
}

Result<AlertWatch::Look> AlertWatch::lookAt(datasource::DataSource& source, bool remote, bool renew,
                                            std::stop_token stop) {
    Look seen;
    const auto alerts = source.alerts(stop);
    auto groups = source.alertmanager().groups({}, stop);
    if (!groups && groups.error().code() == ErrorCode::kUnsupported && alerts) {
        groups = groupsOf(*alerts);
    }
    if (!groups) {
        return std::unexpected(std::move(groups).error());
    }
    seen.state.firing = activeIn(*groups);
    if (alerts) {
        seen.state.pending = static_cast<std::size_t>(std::ranges::count(
            *alerts, datasource::AlertState::kPending, [](const auto& alert) { return alert.state; }));
    }
    using Kind = AlertState::Kind;
    seen.state.kind = seen.state.firing > 0 ? Kind::kFiring : seen.state.pending > 0 ? Kind::kPending : Kind::kCalm;
    if (const auto silences =
            source.alertmanager().silences({.filter = {}, .pending = false, .expired = false}, stop)) {
        seen.state.silences = silences->size();
        if (renew && std::ranges::any_of(*silences, datasource::isAcknowledgement)) {
            std::ignore = renewAcknowledgements(source.alertmanager(), QDateTime::currentMSecsSinceEpoch(), stop);
        }
        seen.renewed = renew;
    }
    if (remote) {
        seen.groups = *std::move(groups);
    }
    return seen;
}

void AlertWatch::take(Result<Look> look) {
    m_soon.setInterval(std::clamp(static_cast<int>(m_asking.elapsed()) * kRest, kSoonMs, kEveryMs));
    if (std::exchange(m_stale, false)) {
        m_soon.start();
    }
    const auto state = look ? look->state : AlertState();
    if (look && look->renewed) {
        m_renewedAt = QDateTime::currentMSecsSinceEpoch();
    }
    if (look && look->groups && m_notifies) {
        const NotificationOrigin origin{m_url, m_source.source()};
        for (auto& change : m_changes[m_url].update(*look->groups)) {
            m_center.show(origin, std::move(change), [](const Result<std::string>&) {});
        }
    }
    if (state != m_state) {
        m_state = state;
        emit stateChanged();
    }
}

} // namespace hearth::ui
