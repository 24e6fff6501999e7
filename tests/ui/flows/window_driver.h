// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QString>
#include <QTreeView>
#include <functional>
#include <memory>

class QAbstractButton;
class QAction;
class QTabBar;

namespace hearth::datasource {
class DesktopHost;
}

namespace hearth::ui {
class AlertsPage;
class MainWindow;
class RuleEditPage;
class RulesPage;
class SilencesPage;
} // namespace hearth::ui

namespace hearth::tests {

/// The window as hands and eyes have it: keys, clicks, words that are on the screen. What is not there yet is null or
/// empty, so that QTRY_ can wait for it.
/// Threads: confined to the GUI thread.
class WindowDriver {
  public:
    explicit WindowDriver(datasource::DesktopHost& host);
    ~WindowDriver();

    ui::MainWindow& window() { return *m_window; }
    /// The page that is on show.
    QWidget* page();
    // Shows the page first, with its key.
    ui::AlertsPage& alerts();
    ui::RulesPage& rules();
    ui::SilencesPage& silences();
    /// Null unless it is on show.
    ui::RuleEditPage* ruleEditor();

    /// Types the address of a server into the bar that asks for it, or goes back to this computer.
    void connectTo(const QString& address);
    void connectLocal();

    /// Presses F5 every second until the condition holds; false where it does not within twenty.
    bool refreshUntil(const std::function<bool()>& condition);

    /// Of what is visible on `place`: the button with that text.
    static QAbstractButton* button(const QWidget* place, const QString& text);
    /// False where there is none to be clicked.
    static bool click(const QWidget* place, const QString& text);
    static bool click(QWidget* widget);
    static QAction* action(const QWidget* place, const QString& text);
    /// All words that are on show there, a line a widget.
    static QString words(const QWidget* place);
    /// What the bars of the page say.
    QString messages();
    /// What a screen reader says of a page's row in the list at the left, with its badge.
    QString sidebar(int page);
    QString bell();

    /// The first row in which a column's text begins with `text`, whatever group it is in.
    static QModelIndex row(const QTreeView* view, int column, const QString& text);
    static QString cell(const QModelIndex& row, int column);
    /// A click on the row, as a hand does it.
    static bool choose(QTreeView* view, const QModelIndex& row);
    static void type(QWidget* field, const QString& text);
    static bool chooseTab(QTabBar* tabs, int index);
    /// Writes what is on the screen where HEARTH_FLOW_PICTURES says; nowhere without.
    void picture(const QString& name);

  private:
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace hearth::tests
