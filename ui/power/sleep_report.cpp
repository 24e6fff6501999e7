// SPDX-License-Identifier: GPL-3.0-or-later
#include "power/sleep_report.h"

#include <QDateTime>
#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "models/value_format.h"

namespace hearth::ui {
namespace {

using datasource::DataSource;
using LabelSets = std::set<model::Labels>;

constexpr const char* kFiring = R"(ALERTS{alertstate="firing"})";

/// The alerts that an expression selects, without its name and state.
Result<LabelSets> alertsAt(DataSource& source, const std::string& expression, model::TimestampMs time,
                           const std::stop_token& stop) {
    datasource::InstantQuery query;
    query.expression = expression;
    query.time = time;
    const auto answer = HEARTH_TRY(source.query(query, stop));
    LabelSets found;
    if (const auto* vector = std::get_if<model::Vector>(&answer.value)) {
        for (const auto& sample : *vector) {
            model::LabelsBuilder labels(sample.labels);
            labels.remove(model::kMetricName).remove("alertstate");
            found.insert(labels.labels());
        }
    }
    return found;
}

std::size_t common(const LabelSets& left, const LabelSets& right) {
    return static_cast<std::size_t>(
        std::ranges::count_if(left, [&](const auto& labels) { return right.contains(labels); }));
}

Result<SleepAlerts> look(DataSource& local, DataSource* remote, datasource::SleepSpan span,
                         const std::stop_token& stop) {
    const auto now = QDateTime::currentMSecsSinceEpoch();
    SleepAlerts alerts;
    const auto before = HEARTH_TRY(alertsAt(local, kFiring, span.begin - model::kSecondMs, stop));
    const auto after = HEARTH_TRY(alertsAt(local, kFiring, now, stop));
    alerts.stillFiring = common(before, after);
    alerts.over = before.size() - alerts.stillFiring;
    alerts.begun = after.size() - alerts.stillFiring;
    if (remote == nullptr) {
        return alerts;
    }
    // Where the other one cannot be asked there is nothing to say of it.
    const auto window = std::max<model::DurationMs>(span.end - span.begin, model::kSecondMs);
    const auto during = alertsAt(
        *remote, fmt::format("count_over_time({}[{}])", kFiring, model::formatDuration(window)), span.end, stop);
    const auto still = alertsAt(*remote, kFiring, now, stop);
    if (during && still) {
        alerts.remoteFired = during->size();
        alerts.remoteOver = during->size() - common(*during, *still);
    }
    return alerts;
}

} // namespace

SleepReport::SleepReport(datasource::DesktopHost& host, QObject* parent, std::chrono::milliseconds delay)
    : QObject(parent)
    , m_host(host)
    , m_worker(QStringLiteral("sleep"), 1) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(delay);
    connect(&m_timer, &QTimer::timeout, this, &SleepReport::ask);
    m_subscription = host.onSleep([this](datasource::SleepSpan span) {
        QMetaObject::invokeMethod(this, [this, span] { slept(span); }, Qt::QueuedConnection);
    });
}

void SleepReport::setRemote(std::shared_ptr<DataSource> remote, const QString& name) {
    m_remote = std::move(remote);
    m_remoteName = name;
}

void SleepReport::slept(datasource::SleepSpan span) {
    m_asleep += span.end - span.begin;
    m_span = m_span ? datasource::SleepSpan{.begin = m_span->begin, .end = span.end} : span;
    m_timer.start();
}

void SleepReport::ask() {
    m_worker.call(
        this, QStringLiteral("report"),
        [&local = m_host.local(), remote = m_remote, span = *m_span](const std::stop_token& stop) {
            return look(local, remote.get(), span, stop);
        },
        // Rules that keep no ALERTS, or an engine that does not answer: the sleep itself is still worth a line.
        [this](Result<SleepAlerts> alerts) { tell(alerts.value_or(SleepAlerts())); });
}

QString SleepReport::localText(const SleepAlerts& alerts) const {
    QStringList lines(tr("Nothing was collected on this computer."));
    const auto before = alerts.stillFiring + alerts.over;
    if (before > 0 && alerts.over == 0) {
        lines << tr("%Ln alert(s) fired before and still do.", nullptr, static_cast<int>(before));
    } else if (before > 0 && alerts.stillFiring == 0) {
        lines << tr("%Ln alert(s) that fired before are over.", nullptr, static_cast<int>(before));
    } else if (before > 0) {
        lines << tr("%Ln alert(s) fired before; over by now: %1.", nullptr, static_cast<int>(before)).arg(alerts.over);
    }
    if (alerts.begun > 0) {
        lines << tr("%Ln new alert(s) fire now.", nullptr, static_cast<int>(alerts.begun));
    }
    return lines.join(QLatin1Char(' '));
}

void SleepReport::tell(const SleepAlerts& alerts) {
    const auto asleep = std::exchange(m_asleep, 0);
    m_span.reset();
    if (asleep < kWorthTelling && alerts.isEmpty()) {
        return;
    }
    auto body = localText(alerts);
    if (alerts.remoteFired > 0) {
        body += QLatin1Char('\n') +
                tr("%1: %Ln alert(s) fired meanwhile; over by now: %2.", nullptr, static_cast<int>(alerts.remoteFired))
                    .arg(m_remoteName)
                    .arg(alerts.remoteOver);
    }
    emit told(tr("While you slept: %1").arg(ValueFormat::duration(static_cast<double>(asleep) / model::kSecondMs)),
              body);
}

} // namespace hearth::ui
