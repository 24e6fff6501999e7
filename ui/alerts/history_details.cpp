// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/history_details.h"

#include <QDateTime>
#include <QScrollBar>
#include <QTreeView>

#include "alerts/alert_questions.h"
#include "data/async_source.h"

namespace hearth::ui {
namespace {

constexpr int kSoonMs = 80;
constexpr model::DurationMs kAgainMs = model::kMinuteMs;
constexpr qsizetype kTracesAtOnce = 16;
constexpr std::size_t kPeaksAtOnce = 6;
/// People are told of the end of an alert by then.
constexpr model::DurationMs kToldAfter = 15 * model::kMinuteMs;
constexpr model::DurationMs kTraceRange = 30 * model::kDayMs;

const QString kTraceSlot = QStringLiteral("traces");
const QString kPeakSlot = QStringLiteral("peaks");

model::TimestampMs now() {
    return QDateTime::currentMSecsSinceEpoch();
}

/// Whether what was asked at `askedAt`, 0: never, may be another answer now.
bool isDue(model::TimestampMs askedAt, model::TimestampMs finalFrom) {
    return askedAt == 0 || (askedAt < finalFrom && now() - askedAt >= kAgainMs);
}

} // namespace

HistoryDetails::HistoryDetails(AsyncSource& source, HistoryModel& model, QTreeView& view, QObject* parent)
    : QObject(parent)
    , m_source(source)
    , m_model(model)
    , m_view(view) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(kSoonMs);
    connect(&m_timer, &QTimer::timeout, this, &HistoryDetails::ask);
    connect(view.verticalScrollBar(), &QScrollBar::valueChanged, this, &HistoryDetails::askSoon);
    connect(view.verticalScrollBar(), &QScrollBar::rangeChanged, this, &HistoryDetails::askSoon);
}

void HistoryDetails::askSoon() {
    if (m_view.isVisible()) {
        m_timer.start();
    }
}

void HistoryDetails::startOver() {
    m_timer.stop();
    m_source.cancel(this, kTraceSlot);
    m_source.cancel(this, kPeakSlot);
    m_tracedAt.clear();
    m_peakedAt.clear();
    m_hasTraces = true;
    m_pausedUntil = 0;
    m_model.clearDetails();
}

void HistoryDetails::pause() {
    m_pausedUntil = now() + kAgainMs;
}

std::vector<const AlertLife*> HistoryDetails::inSight() const {
    std::vector<const AlertLife*> lives;
    auto index = m_view.indexAt({0, 0});
    const int height = m_view.viewport()->height();
    for (; index.isValid() && m_view.visualRect(index).top() < height; index = m_view.indexBelow(index)) {
        lives.push_back(m_model.lifeAt(index));
    }
    return lives;
}

void HistoryDetails::ask() {
    if (!m_view.isVisible() || now() < m_pausedUntil) {
        return;
    }
    const auto lives = inSight();
    askTraces(lives);
    askPeaks(lives);
}

void HistoryDetails::askTraces(const std::vector<const AlertLife*>& lives) {
    QStringList fingerprints;
    for (const auto* life : lives) {
        const auto finalFrom = life->resolvedAt ? *life->resolvedAt + kToldAfter : now();
        if (fingerprints.size() < kTracesAtOnce && !fingerprints.contains(life->fingerprint) &&
            isDue(m_tracedAt.value(life->fingerprint), finalFrom)) {
            fingerprints << life->fingerprint;
        }
    }
    if (fingerprints.isEmpty() || !m_hasTraces) {
        return;
    }
    m_source.call(
        this, kTraceSlot,
        [fingerprints, range = model::TimeRange{now() - kTraceRange, now()}](datasource::DataSource& source,
                                                                             std::stop_token stop) {
            return ui::askTraces(source, fingerprints, range, stop);
        },
        [this](Result<AlertTraces> traces) {
            if (!traces) {
                m_hasTraces = traces.error().code() != ErrorCode::kUnsupported;
                if (m_hasTraces) {
                    pause();
                }
                return;
            }
            for (auto trace = traces->constBegin(); trace != traces->constEnd(); ++trace) {
                m_tracedAt.insert(trace.key(), now());
            }
            m_model.addTraces(*traces);
            askSoon();
        });
}

void HistoryDetails::askPeaks(const std::vector<const AlertLife*>& lives) {
    std::vector<AlertLife> asked;
    for (const auto* life : lives) {
        if (asked.size() < kPeaksAtOnce &&
            isDue(m_peakedAt.value(HistoryModel::lifeKey(*life)), life->resolvedAt.value_or(now()))) {
            asked.push_back(*life);
        }
    }
    if (asked.empty()) {
        return;
    }
    m_source.call(
        this, kPeakSlot,
        [asked, end = now()](datasource::DataSource& source, std::stop_token stop) {
            return ui::askPeaks(source, asked, end, stop);
        },
        [this](Result<PeakValues> peaks) {
            if (!peaks) {
                pause();
                return;
            }
            for (auto peak = peaks->constBegin(); peak != peaks->constEnd(); ++peak) {
                m_peakedAt.insert(peak.key(), now());
            }
            m_model.addPeaks(*peaks);
            askSoon();
        });
}

} // namespace hearth::ui
