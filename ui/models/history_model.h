// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <cstdint>
#include <optional>
#include <vector>

#include "models/alert_filter.h"
#include "models/alert_past.h"
#include "models/alert_snapshot.h"

namespace hearth::ui {

/// The value that went farthest while the alert was true.
struct PeakValue {
    std::optional<double> value; ///< Unset: there are no values of that time.
    model::DurationMs step = 0;  ///< How often it was looked at.

    bool operator==(const PeakValue&) const = default;
};
using PeakValues = QHash<QString, PeakValue>;                            ///< By HistoryModel::lifeKey().
using AlertTraces = QHash<QString, std::vector<datasource::TraceEvent>>; ///< By fingerprint.

/// The alerts that fired, newest first: when, how long, how far, who was told, what held them back.
/// Threads: confined to the GUI thread.
class HistoryModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column : std::uint8_t {
        kFired,
        kResolved,
        kDuration,
        kAlert,
        kPeak,
        kNotified,
        kSilenced,
        kLabels,
        kColumnCount
    };
    enum Role : std::uint16_t { KeyRole = Qt::UserRole + 1, ShapeRole };

    explicit HistoryModel(QObject* parent = nullptr);

    void setPast(AlertPastPtr past);
    void setFilter(AlertFilter filter);
    /// What alerts that go on are now, for filters that ask.
    void setPresent(AlertSnapshotPtr present);
    /// What rows say of who was told and how far they went is added when it is known; what is the same is not told of.
    void addTraces(const AlertTraces& traces);
    void addPeaks(const PeakValues& peaks);
    void clearDetails();
    void setUtc(bool utc);
    void retranslate();

    const AlertLife* lifeAt(const QModelIndex& index) const;
    static QString lifeKey(const AlertLife& life);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    void update();
    void tellAll();
    QString text(const AlertLife& life, int column) const;
    QString toolTip(const AlertLife& life, int column) const;
    QString peakText(const AlertLife& life) const;
    QString durationText(const AlertLife& life) const;
    QString notified(const AlertLife& life) const;
    static QString silencedBy(const AlertLife& life);

    AlertPastPtr m_past;
    AlertFilter m_filter;
    std::vector<const AlertLife*> m_rows;
    AlertSnapshotPtr m_present;
    AlertTraces m_traces;
    PeakValues m_peaks;
    bool m_utc = false;
};

} // namespace hearth::ui
