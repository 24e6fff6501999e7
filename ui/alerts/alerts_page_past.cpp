// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QDateTime>
#include <QPushButton>

#include "alerts/alerts_page.h"
#include "alerts/timeline_view.h"
#include "alerts/week_strip.h"
#include "data/async_source.h"
#include "models/history_model.h"
#include "models/plain_text.h"
#include "models/value_format.h"
#include "widgets/elided_label.h"
#include "widgets/message_bar.h"

/// The part of AlertsPage that asks for the past.
namespace hearth::ui {
namespace {

/// The past grows slowly: it is not asked for as often as the present.
constexpr model::DurationMs kPastEveryMs = 15 * model::kSecondMs;
constexpr model::DurationMs kWeekEveryMs = 5 * model::kMinuteMs;
constexpr model::DurationMs kHistoryRange = 30 * model::kDayMs;
constexpr model::DurationMs kWeek = 7 * model::kDayMs;
/// Transitions; an alert that fires and ends makes three.
constexpr std::size_t kFirstPage = 300;
constexpr std::size_t kTimelineLimit = 20'000;
/// Alerts whose traces are read for the table.
constexpr int kTraced = 40;

const QString kTimelineSlot = QStringLiteral("timeline");
const QString kHistorySlot = QStringLiteral("history");
const QString kTraceSlot = QStringLiteral("traces");
const QString kWeekSlot = QStringLiteral("week");

model::TimestampMs now() {
    return QDateTime::currentMSecsSinceEpoch();
}

} // namespace

/// What the view on show needs, and no more often than it changes.
void AlertsPage::askPast() {
    if (!isVisible() || view() == kList || now() - m_pastAskedAt < kPastEveryMs) {
        return;
    }
    m_pastAskedAt = now();
    if (view() == kTimeline) {
        askTimeline();
    } else {
        askHistory();
    }
}

void AlertsPage::askTimeline() {
    const auto end = now();
    const model::TimeRange range{end - m_range->currentData().toLongLong(), end};
    m_source.call(
        this, kTimelineSlot,
        [range](datasource::DataSource& source, std::stop_token stop) {
            return ui::askPast(source, range, kTimelineLimit, stop);
        },
        [this](Result<AlertPastPtr> past) {
            if (!past) {
                m_pastNote->show();
                m_pastNote->setText(tr("The past could not be read: %1").arg(toQString(past.error().message())));
                return;
            }
            m_timelineModel->setPast(*past);
            showPastNote(**past);
            showTabs();
            m_timeline->viewport()->update();
        });
}

void AlertsPage::askHistory() {
    m_historyLimit = std::max(m_historyLimit, kFirstPage);
    const auto end = now();
    m_source.call(
        this, kHistorySlot,
        [range = model::TimeRange{end - kHistoryRange, end}, limit = m_historyLimit](
            datasource::DataSource& source, std::stop_token stop) { return ui::askPast(source, range, limit, stop); },
        [this](Result<AlertPastPtr> past) {
            if (past) {
                takeHistory(*past);
            } else {
                m_pastNote->show();
                m_pastNote->setText(tr("The past could not be read: %1").arg(toQString(past.error().message())));
            }
        });
}

void AlertsPage::takeHistory(AlertPastPtr past) {
    m_older->setVisible(view() == kHistory && !past->complete);
    showPastNote(*past);
    m_historyModel->setPast(std::move(past));
    showTabs();
    askTraces();
}

void AlertsPage::askTraces() {
    QStringList fingerprints;
    for (int row = 0; row < m_historyModel->rowCount() && fingerprints.size() < kTraced; ++row) {
        const auto key = m_historyModel->index(row, 0).data(HistoryModel::KeyRole).toString();
        if (!fingerprints.contains(key)) {
            fingerprints << key;
        }
    }
    if (fingerprints.isEmpty() || !m_hasTraces) {
        return;
    }
    const auto end = now();
    m_source.call(
        this, kTraceSlot,
        [fingerprints, range = model::TimeRange{end - kHistoryRange, end}](datasource::DataSource& source,
                                                                           std::stop_token stop) {
            return ui::askTraces(source, fingerprints, range, stop);
        },
        [this](Result<Traces> traces) {
            m_hasTraces = traces || traces.error().code() != ErrorCode::kUnsupported;
            m_historyModel->setHasTraces(m_hasTraces);
            if (traces) {
                m_historyModel->setTraces(*std::move(traces));
            }
        });
}

void AlertsPage::showPastNote(const AlertPast& past) {
    QStringList notes;
    if (past.lives.empty()) {
        notes << tr("Nothing was pending or firing in this time.");
    }
    if (past.source == AlertPast::Source::kSeries) {
        notes << tr("This server keeps no history of alerts: read from the series ALERTS in steps of %1; "
                    "who was notified is not known.")
                     .arg(ValueFormat::duration(static_cast<double>(past.step) / 1000));
    }
    if (!past.complete) {
        notes << tr("The newest ones; there are older ones.");
    }
    m_pastNote->setText(notes.join(QLatin1Char(' ')));
    m_pastNote->setVisible(view() != kList && !notes.isEmpty());
}

void AlertsPage::askWeek() {
    if (now() - m_weekAskedAt < kWeekEveryMs || !isVisible()) {
        return;
    }
    m_weekAskedAt = now();
    const auto end = now();
    m_source.call(
        this, kWeekSlot,
        [range = model::TimeRange{end - kWeek, end}](datasource::DataSource& source, std::stop_token stop) {
            return ui::askPast(source, range, kTimelineLimit, stop);
        },
        [this](Result<AlertPastPtr> past) {
            if (!past) {
                m_weekText->setText(tr("What fired before is not known: %1").arg(toQString(past.error().message())));
                return;
            }
            m_week->setPast(*past);
            m_weekText->setText(m_week->summary());
            const auto last = (*past)->lastFired();
            m_quietSince = last ? std::optional(*last) : std::nullopt;
            m_weekKnown = true;
            showEmpty();
        });
}

} // namespace hearth::ui
