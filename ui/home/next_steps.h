// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include "widgets/card.h"

class QAction;
class QHBoxLayout;

namespace hearth::ui {

class ElidedLabel;

/// What a person may want to do next, as a strip of links that can be put away.
/// Threads: confined to the GUI thread.
class NextSteps : public Card {
    Q_OBJECT

  public:
    explicit NextSteps(QWidget* parent = nullptr);

    /// Shows the actions' texts; the actions belong to the caller and must outlive this.
    void setSteps(const QList<QAction*>& actions);

  signals:
    void dismissed();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void retranslateUi();

    ElidedLabel* m_title = nullptr;
    QHBoxLayout* m_links = nullptr;
    QAction* m_dismiss = nullptr;
};

} // namespace hearth::ui
