// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>
#include <optional>

#include "settings/settings_snapshot.h"

class QAction;
class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace hearth::ui {

class CheckedField;
class MessageBar;
class RouteColumns;
class SettingsChanges;

/// Which alerts go where: the routes as a tree, and below it a form for the short list, which is what stands directly
/// below the root; its lines are looked at in their order, which can be changed. Trees of several levels are shown and
/// left as they are. Threads: confined to the GUI thread.
class RoutesView : public QWidget {
    Q_OBJECT

  public:
    explicit RoutesView(SettingsChanges& changes, QWidget* parent = nullptr);

    void showSettings(const SettingsSnapshot& snapshot, const QString& whyReadOnly);

    /// What is chosen or typed belongs to the server before.
    void forget();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    QWidget* buildEditor();
    void buildLineActions();
    void retranslateUi();
    /// Builds the tree anew, unless it would say the same.
    void renderTree();
    void renderIntro();
    static void fill(QComboBox& box, const QStringList& names, const QString& current);
    void renderEditor();
    void addItem(QTreeWidgetItem* parent, const datasource::RouteFacts& route, bool isRoot);
    std::optional<datasource::RouteDraft> typed();
    void check();
    void add();
    void removeSelected();
    /// By -1 or 1.
    void moveSelected(int by);
    void report(const Result<void>& done);
    /// Index below the root of the selected line.
    std::optional<std::size_t> selected() const;

    SettingsChanges& m_changes;
    SettingsSnapshot m_snapshot;
    QStringList m_shown; ///< All texts of the tree.
    bool m_isShort = true;
    bool m_isOld = false; ///< A change was saved, and what is shown is still from before it.
    QString m_whyReadOnly;

    MessageBar* m_message = nullptr;
    QAction* m_undo = nullptr;
    QLabel* m_intro = nullptr;
    QTreeWidget* m_tree = nullptr;
    RouteColumns* m_columns = nullptr;
    QWidget* m_editor = nullptr;
    CheckedField* m_matchers = nullptr;
    QLabel* m_problem = nullptr; ///< With the matchers.
    QComboBox* m_receiver = nullptr;
    QCheckBox* m_goesOn = nullptr;
    QPushButton* m_add = nullptr;
    QAction* m_up = nullptr;
    QAction* m_down = nullptr;
    QAction* m_remove = nullptr;
    QComboBox* m_default = nullptr;
    QLabel* m_alertsLabel = nullptr;
    QLabel* m_receiverLabel = nullptr;
    QLabel* m_defaultLabel = nullptr;
};

} // namespace hearth::ui
