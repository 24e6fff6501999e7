// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace hearth::ui {

/// What the bars of a time line mean.
/// Threads: confined to the GUI thread.
class TimelineLegend : public QWidget {
    Q_OBJECT

  public:
    explicit TimelineLegend(QWidget* parent = nullptr);

    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    static QStringList words();
    void retranslateUi();
};

} // namespace hearth::ui
