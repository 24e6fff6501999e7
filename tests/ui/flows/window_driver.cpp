// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/window_driver.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

#include "alerts/alerts_page.h"
#include "ruleedit/rule_edit_page.h"
#include "rules/rules_page.h"
#include "shell/connect_bar.h"
#include "shell/main_window.h"
#include "shell/page_stack.h"
#include "shell/sidebar.h"
#include "silences/silences_page.h"
#include "widgets/elided_label.h"
#include "widgets/message_bar.h"

namespace hearth::tests {
namespace {

constexpr QSize kSize(1400, 900);
constexpr int kRefreshMs = 1000;
constexpr int kRefreshes = 20;

QModelIndex rowBelow(const QAbstractItemModel& model, const QModelIndex& parent, int column, const QString& text) {
    for (int i = 0; i < model.rowCount(parent); ++i) {
        const auto index = model.index(i, 0, parent);
        if (index.siblingAtColumn(column).data().toString().startsWith(text) && !model.hasChildren(index)) {
            return index;
        }
        if (const auto found = rowBelow(model, index, column, text); found.isValid()) {
            return found;
        }
    }
    return {};
}

} // namespace

WindowDriver::WindowDriver(datasource::DesktopHost& host)
    : m_window(std::make_unique<ui::MainWindow>(host)) {
    m_window->resize(kSize);
    m_window->show();
    m_window->activateWindow();
    std::ignore = QTest::qWaitForWindowActive(m_window.get());
}

WindowDriver::~WindowDriver() = default;

QWidget* WindowDriver::page() {
    return m_window->pages().currentWidget();
}

ui::AlertsPage& WindowDriver::alerts() {
    QTest::keyClick(m_window.get(), Qt::Key_4, Qt::ControlModifier);
    return dynamic_cast<ui::AlertsPage&>(*page());
}

ui::RulesPage& WindowDriver::rules() {
    QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
    return dynamic_cast<ui::RulesPage&>(*page());
}

ui::SilencesPage& WindowDriver::silences() {
    QTest::keyClick(m_window.get(), Qt::Key_6, Qt::ControlModifier);
    return dynamic_cast<ui::SilencesPage&>(*page());
}

ui::RuleEditPage* WindowDriver::ruleEditor() {
    return dynamic_cast<ui::RuleEditPage*>(page());
}

void WindowDriver::connectTo(const QString& address) {
    m_window->actions()[ui::WindowActions::kConnect]->trigger();
    auto* bar = m_window->findChild<ui::ConnectBar*>();
    type(bar->findChild<QLineEdit*>(), address);
    QTest::keyClick(bar->findChild<QLineEdit*>(), Qt::Key_Return);
}

void WindowDriver::connectLocal() {
    m_window->actions()[ui::WindowActions::kConnectLocal]->trigger();
}

bool WindowDriver::refreshUntil(const std::function<bool()>& condition) {
    for (int tries = 0; tries < kRefreshes; ++tries) {
        if (QTest::qWaitFor(condition, kRefreshMs)) {
            return true;
        }
        QTest::keyClick(m_window.get(), Qt::Key_F5);
    }
    return false;
}

QAbstractButton* WindowDriver::button(const QWidget* place, const QString& text) {
    for (auto* each : place->findChildren<QAbstractButton*>()) {
        if (each->isVisible() && each->text() == text) {
            return each;
        }
    }
    return nullptr;
}

bool WindowDriver::click(const QWidget* place, const QString& text) {
    return click(button(place, text));
}

bool WindowDriver::click(QWidget* widget) {
    if (widget == nullptr || !widget->isVisible() || !widget->isEnabled()) {
        return false;
    }
    QTest::mouseClick(widget, Qt::LeftButton);
    return true;
}

QAction* WindowDriver::action(const QWidget* place, const QString& text) {
    for (auto* each : place->findChildren<QAction*>()) {
        if (each->text() == text) {
            return each;
        }
    }
    return nullptr;
}

QString WindowDriver::words(const QWidget* place) {
    QStringList words;
    for (const auto* widget : place->findChildren<QWidget*>()) {
        if (!widget->isVisible()) {
            continue;
        }
        if (const auto* label = qobject_cast<const QLabel*>(widget)) {
            // Foreign words may be broken anywhere; what is read is the same.
            words << QString(label->text()).remove(QChar(0x200b));
        } else if (const auto* elided = dynamic_cast<const ui::ElidedLabel*>(widget)) {
            words << elided->text();
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) {
            words << button->text();
        }
    }
    words.removeAll(QString());
    return words.join(QLatin1Char('\n'));
}

QString WindowDriver::messages() {
    QStringList texts;
    for (const auto* bar : m_window->findChildren<ui::MessageBar*>()) {
        if (bar->isVisible()) {
            texts << bar->text();
        }
    }
    return texts.join(QLatin1Char('\n'));
}

QString WindowDriver::sidebar(int page) {
    return m_window->findChild<ui::Sidebar*>()->item(page)->data(Qt::AccessibleTextRole).toString();
}

QString WindowDriver::bell() {
    return m_window->findChild<QToolButton*>(QStringLiteral("bell"))->text();
}

QModelIndex WindowDriver::row(const QTreeView* view, int column, const QString& text) {
    return rowBelow(*view->model(), {}, column, text);
}

QString WindowDriver::cell(const QModelIndex& row, int column) {
    return row.siblingAtColumn(column).data().toString();
}

bool WindowDriver::choose(QTreeView* view, const QModelIndex& row) {
    if (!row.isValid() || !view->isVisible()) {
        return false;
    }
    view->scrollTo(row);
    const auto place = view->visualRect(row);
    if (!place.isValid()) {
        return false;
    }
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, place.center());
    return true;
}

void WindowDriver::type(QWidget* field, const QString& text) {
    field->setFocus();
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(field, text);
}

bool WindowDriver::chooseTab(QTabBar* tabs, int index) {
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(index).center());
    return tabs->currentIndex() == index;
}

void WindowDriver::picture(const QString& name) {
    const auto folder = qEnvironmentVariable("HEARTH_FLOW_PICTURES");
    if (!folder.isEmpty()) {
        QCoreApplication::processEvents(); // what was just shown gets its place
        QDir().mkpath(folder);
        m_window->grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    }
}

} // namespace hearth::tests
