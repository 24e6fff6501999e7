// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTreeWidget>
#include <utility>
#include <vector>

namespace hearth::ui {

/// Rows of name and value, in groups or flat, to read and copy. All text is plain text.
/// Threads: confined to the GUI thread.
class FactsView : public QTreeWidget {
    Q_OBJECT

  public:
    struct Group {
        QString title; ///< Empty: its rows stand at the top level.
        std::vector<std::pair<QString, QString>> facts;
        bool numbers = false; ///< Values are numbers: set to the right.
    };

    explicit FactsView(QWidget* parent = nullptr);

    /// Shows these instead; scroll position and closed groups stay where the groups are the same.
    void setGroups(const std::vector<Group>& groups);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void retranslateUi();
    void copySelection();
    void rebuild(const std::vector<Group>& groups);
    bool sameShape(const std::vector<Group>& groups) const;

    QAction* m_copy = nullptr;
    std::vector<Group> m_groups;
};

} // namespace hearth::ui
