// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <vector>

#include "editor/completion_choice.h"

class QLabel;
class QListView;

namespace hearth::ui {

class CompletionModel;

/// The list under the cursor, with the help of the current choice below. Never takes the focus: the editor hands it the
/// keys that move in it.
/// Threads: confined to the GUI thread.
class CompletionPopup : public QFrame {
    Q_OBJECT

  public:
    explicit CompletionPopup(QWidget* parent);

    /// Shows the choices (at least one) below `cursor`, a rectangle on the screen, or above where there is no room.
    void open(std::vector<CompletionChoice> choices, const QRect& cursor);
    const CompletionChoice& current() const;
    /// Whether `key` moved in the list.
    bool moveBy(int key);

  signals:
    void chosen();

  private:
    void place(const QRect& cursor);
    void showHelp();

    CompletionModel* m_model;
    QListView* m_list;
    QLabel* m_help;
};

} // namespace hearth::ui
