// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimeZone>
#include <QWidget>
#include <optional>

#include "model/time.h"

class QComboBox;
class QDateTimeEdit;
class QToolButton;

namespace hearth::ui {

/// How long a range is and where it ends: minus, length, plus, and half a range back, the end, half a range on.
/// Threads: confined to the GUI thread.
class RangeControl : public QWidget {
    Q_OBJECT

  public:
    explicit RangeControl(QWidget* parent = nullptr);

    /// Sets both without changed().
    void setRange(model::DurationMs length, std::optional<model::TimestampMs> end);
    model::DurationMs length() const { return m_length; }
    /// Nothing: now.
    std::optional<model::TimestampMs> end() const { return m_end; }
    void setTimeZone(const QTimeZone& zone);
    /// A table has an end and no length.
    void setLengthVisible(bool visible);

  signals:
    void changed();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    void connectSignals();
    void retranslateUi();
    void choose(model::DurationMs length, std::optional<model::TimestampMs> end);
    void readLength();
    void moveBy(model::DurationMs by);
    void display();

    model::DurationMs m_length = model::kHourMs;
    std::optional<model::TimestampMs> m_end;
    QTimeZone m_zone = QTimeZone::systemTimeZone();

    QToolButton* m_shorter = nullptr;
    QComboBox* m_lengths = nullptr;
    QToolButton* m_longer = nullptr;
    QToolButton* m_earlier = nullptr;
    QDateTimeEdit* m_time = nullptr;
    QToolButton* m_later = nullptr;
    QToolButton* m_now = nullptr;
};

} // namespace hearth::ui
