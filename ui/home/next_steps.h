// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include "widgets/card.h"

class QAction;
class QGridLayout;
class QToolButton;

namespace hearth::ui {

class ElidedLabel;

/// What a person may want to do next, as a strip of links that can be put away. Narrow, it has several lines.
/// Threads: confined to the GUI thread.
class NextSteps : public Card {
    Q_OBJECT

  public:
    explicit NextSteps(QWidget* parent = nullptr);

    /// Shows the actions' texts; the actions belong to the caller and must outlive this.
    void setSteps(const QList<QAction*>& actions);
    QSize minimumSizeHint() const override;

  signals:
    void dismissed();

  protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void retranslateUi();
    void arrange();

    ElidedLabel* m_title = nullptr;
    QGridLayout* m_grid = nullptr;
    QList<QToolButton*> m_links;
    QToolButton* m_close = nullptr;
    int m_columns = 0;
    QAction* m_dismiss = nullptr;
};

} // namespace hearth::ui
