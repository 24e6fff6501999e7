// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <cstdint>
#include <vector>

#include "models/alert_filter.h"
#include "models/alert_past.h"

namespace hearth::ui {

/// The alerts that fired, newest first: when, how long, who was told, what held them back.
/// Threads: confined to the GUI thread.
class HistoryModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column : std::uint8_t {
        kFired,
        kResolved,
        kDuration,
        kAlert,
        kValue,
        kNotified,
        kSilenced,
        kLabels,
        kColumnCount
    };
    enum Role : std::uint16_t { KeyRole = Qt::UserRole + 1, ShapeRole };

    explicit HistoryModel(QObject* parent = nullptr);

    void setPast(AlertPastPtr past);
    void setFilter(AlertFilter filter);
    /// What the traces of alerts say, by fingerprint.
    void setTraces(QHash<QString, std::vector<datasource::TraceEvent>> traces);
    /// Whether there are traces at all; without, the column says nothing.
    void setHasTraces(bool hasTraces);
    void setUtc(bool utc);
    void retranslate();

    const AlertLife* lifeAt(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    void update();
    void tellAll();
    QString text(const AlertLife& life, int column) const;
    QString durationText(const AlertLife& life) const;
    QString notified(const AlertLife& life) const;
    static QString silencedBy(const AlertLife& life);

    AlertPastPtr m_past;
    AlertFilter m_filter;
    std::vector<const AlertLife*> m_rows;
    QHash<QString, std::vector<datasource::TraceEvent>> m_traces;
    bool m_hasTraces = true;
    bool m_utc = false;
};

} // namespace hearth::ui
