// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <cstdint>
#include <vector>

#include "models/alert_filter.h"
#include "models/alert_past.h"
#include "models/alert_snapshot.h"

namespace hearth::ui {

/// What an alert did at one time.
struct TimelineSpan {
    enum class Kind : std::uint8_t { kPending, kFiring, kSilenced };

    model::TimestampMs begin = 0;
    model::TimestampMs end = 0;
    Kind kind = Kind::kFiring;

    bool operator==(const TimelineSpan&) const = default;
};

/// Alerts as rows with their stretches of time: those that fire first, then pending ones, then the ones seen last.
/// Spans lie in the order in which they are painted: a silenced stretch after the firing one that it covers. Threads:
/// confined to the GUI thread.
class TimelineModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column : std::uint8_t { kAlert, kSpans, kColumnCount };
    enum Role : std::uint16_t { KeyRole = Qt::UserRole + 1 };
    /// More rows than anybody reads; the oldest are left out.
    static constexpr std::size_t kMaxRows = 2000;

    explicit TimelineModel(QObject* parent = nullptr);

    void setPast(AlertPastPtr past);
    void setFilter(AlertFilter filter);
    /// What alerts that go on are now, for filters that ask.
    void setPresent(AlertSnapshotPtr present);
    void setUtc(bool utc) { m_utc = utc; }
    void retranslate();

    model::TimeRange range() const;
    const std::vector<TimelineSpan>& spans(int row) const { return m_rows[static_cast<std::size_t>(row)].spans; }
    /// What happened in that row at that time, give or take `slack`; empty where nothing did.
    QString describe(int row, model::TimestampMs time, model::DurationMs slack) const;
    int rowOf(const QString& key) const;
    /// The newest life of an alert; null where it has no row. Valid until the next past or filter.
    const AlertLife* lastLife(const QString& key) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    struct Row {
        QString key;
        QString name;
        QString labelsText;
        std::vector<TimelineSpan> spans;
        std::vector<const AlertLife*> lives; ///< Newest first.

        bool operator==(const Row&) const = default;
    };

    enum class Rank : std::uint8_t { kFiring, kPending, kOver };
    static Rank rankOf(const AlertLife& life);
    std::vector<Row> computeRows() const;
    void update();
    QString summary(const Row& row) const;
    QString spanText(const AlertLife& life, TimelineSpan::Kind kind) const;

    AlertPastPtr m_past;
    AlertPastPtr m_shown; ///< What the rows point into.
    AlertFilter m_filter;
    AlertSnapshotPtr m_present;
    std::vector<Row> m_rows;
    bool m_utc = false;
};

} // namespace hearth::ui
