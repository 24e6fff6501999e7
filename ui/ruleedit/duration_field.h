// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

#include "model/time.h"

namespace hearth::ui {

/// A length of time as rules have it: reads `10m`, `1h30m`, `10 min`, `0`, and nothing as none.
/// Threads: confined to the GUI thread.
class DurationField : public QLineEdit {
    Q_OBJECT

  public:
    explicit DurationField(QWidget* parent = nullptr);

    /// The last that was understood.
    model::DurationMs duration() const { return m_duration; }
    /// Without durationChanged().
    void setDuration(model::DurationMs duration);
    bool isRight() const { return m_right; }

  signals:
    /// By the person; while something wrong stands there, the last good one counts.
    void durationChanged();

  private:
    void readText(const QString& text);

    model::DurationMs m_duration = 0;
    bool m_right = true;
};

} // namespace hearth::ui
