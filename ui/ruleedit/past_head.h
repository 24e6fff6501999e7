// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <array>

#include "model/time.h"

class QButtonGroup;
class QLabel;
class QToolButton;

namespace hearth::ui {

class ElidedLabel;

/// Above the chart of a past: how much of it is looked at, how far that has come, and how to stop it or begin again.
/// Threads: confined to the GUI thread.
class PastHead : public QWidget {
    Q_OBJECT

  public:
    static constexpr std::array<model::DurationMs, 5> kLengths{model::kHourMs, 6 * model::kHourMs, model::kDayMs,
                                                               7 * model::kDayMs, 30 * model::kDayMs};

    explicit PastHead(QWidget* parent = nullptr);

    model::DurationMs length() const { return m_length; }
    /// Without lengthChosen(); one of kLengths, others are ignored.
    void setLength(model::DurationMs length);
    /// How often the rule is evaluated; 0: nothing is said of it.
    void setInterval(model::DurationMs interval);
    void setProgress(const QString& text);
    void setButtons(bool canCancel, bool canRefresh);

  signals:
    void lengthChosen();
    void canceled();
    void refreshRequested();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    void retranslateUi();

    model::DurationMs m_length = 7 * model::kDayMs;
    model::DurationMs m_interval = 0;
    QLabel* m_title = nullptr;
    QButtonGroup* m_group = nullptr;
    std::array<QToolButton*, kLengths.size()> m_lengths{};
    QLabel* m_every = nullptr;
    ElidedLabel* m_progress = nullptr;
    QToolButton* m_cancel = nullptr;
    QToolButton* m_refresh = nullptr;
};

} // namespace hearth::ui
