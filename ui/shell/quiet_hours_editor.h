// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "notify/quiet_hours.h"

class QCheckBox;
class QLabel;
class QTimeEdit;

namespace hearth::ui {

/// From when to when this desktop is to be quiet; small enough for a menu. Says so where the times make it never quiet.
/// Threads: confined to the GUI thread.
class QuietHoursEditor : public QWidget {
    Q_OBJECT

  public:
    explicit QuietHoursEditor(const QuietHours& hours, QWidget* parent = nullptr);

  signals:
    void edited(const hearth::ui::QuietHours& hours);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void retranslateUi();
    void tell();
    void showState();

    QCheckBox* m_enabled;
    QTimeEdit* m_from;
    QLabel* m_until;
    QTimeEdit* m_to;
    QCheckBox* m_critical;
    QLabel* m_note;
};

} // namespace hearth::ui
