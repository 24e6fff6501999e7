// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/alert_past.h"

namespace hearth::ui {

/// Seven days in a band, with a bar for each stretch in which something fired; hovering names it.
/// Threads: confined to the GUI thread.
class WeekStrip : public QWidget {
    Q_OBJECT

  public:
    explicit WeekStrip(QWidget* parent = nullptr);

    /// Null: nothing is known.
    void setPast(AlertPastPtr past);
    void setUtc(bool utc);
    /// "Fired 3 times in seven days: DiskFull, FanFailed"; what the band shows in words.
    QString summary() const;

    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

  private:
    QRectF band() const;
    QString namesAt(double x) const;

    AlertPastPtr m_past;
    bool m_utc = false;
};

} // namespace hearth::ui
