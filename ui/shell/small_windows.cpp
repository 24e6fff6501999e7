// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/small_windows.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

#include "shell/window_actions.h"
#include "status/facts_view.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

struct SmallWindow {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::SmallWindow)
};

constexpr int kAboutIcon = 64;

QDialog* makeWindow(const QString& title, QWidget* parent) {
    auto* window = new QDialog(parent);
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->setWindowTitle(title);
    return window;
}

FactsView::Group windowKeys(const WindowActions& actions) {
    FactsView::Group group{SmallWindow::tr("Window"), {}};
    for (const auto* action : actions.all()) {
        if (!action->shortcut().isEmpty()) {
            QStringList keys;
            for (const auto& key : action->shortcuts()) {
                keys << key.toString(QKeySequence::NativeText);
            }
            group.facts.emplace_back(action->iconText(), keys.join(QStringLiteral("  /  ")));
        }
    }
    return group;
}

QString textOf(const QKeySequence& keys) {
    return keys.toString(QKeySequence::NativeText);
}

// Keys that pages handle themselves, as the design of the window fixes them.

FactsView::Group exploreKeys() {
    return {SmallWindow::tr("Explore"),
            {{SmallWindow::tr("Run the expression"), textOf(Qt::Key_Return)},
             {SmallWindow::tr("New line"), textOf(Qt::SHIFT | Qt::Key_Return)},
             {SmallWindow::tr("Complete"), textOf(Qt::CTRL | Qt::Key_Space)},
             {SmallWindow::tr("Format expression"), textOf(Qt::CTRL | Qt::SHIFT | Qt::Key_F)},
             {SmallWindow::tr("Replace full-width characters"), textOf(Qt::ALT | Qt::Key_Return)},
             {SmallWindow::tr("Add a panel"), textOf(Qt::CTRL | Qt::Key_T)},
             {SmallWindow::tr("Duplicate the panel"), textOf(Qt::CTRL | Qt::Key_D)},
             {SmallWindow::tr("Close the panel"), textOf(Qt::CTRL | Qt::Key_W)},
             {SmallWindow::tr("Open a closed panel again"), textOf(Qt::CTRL | Qt::SHIFT | Qt::Key_T)},
             {SmallWindow::tr("Graph or table"), textOf(Qt::CTRL | Qt::Key_Tab)}}};
}

FactsView::Group alertKeys() {
    return {SmallWindow::tr("Alerts, rules and silences"),
            {{SmallWindow::tr("Silence the selected alerts"), textOf(Qt::Key_S)},
             {SmallWindow::tr("Acknowledge the selected alerts"), textOf(Qt::Key_A)},
             {SmallWindow::tr("Undo"), textOf(QKeySequence::Undo)},
             {SmallWindow::tr("New rule, new silence"), textOf(QKeySequence::New)},
             {SmallWindow::tr("Edit the silence"), textOf(Qt::Key_Return)},
             {SmallWindow::tr("Expire the silence"), textOf(QKeySequence::Delete)},
             {SmallWindow::tr("Save the rule"), textOf(QKeySequence::Save)}}};
}

FactsView::Group listKeys() {
    return {SmallWindow::tr("Lists"), {{SmallWindow::tr("Copy the selected rows"), textOf(QKeySequence::Copy)}}};
}

} // namespace

QWidget* showShortcuts(const WindowActions& actions, QWidget* parent) {
    auto* window = makeWindow(SmallWindow::tr("Keyboard shortcuts"), parent);
    auto* list = new FactsView(window);
    list->setGroups({windowKeys(actions), exploreKeys(), alertKeys(), listKeys()});
    auto* layout = new QVBoxLayout(window);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(list);
    window->resize(520, 640);
    window->show();
    return window;
}

QWidget* showAbout(QWidget* parent) {
    auto* window = makeWindow(SmallWindow::tr("About Hearth"), parent);
    auto* icon = new QLabel(window);
    icon->setPixmap(applicationIcon().pixmap(kAboutIcon));
    icon->setAlignment(Qt::AlignHCenter);
    auto* name = new QLabel(SmallWindow::tr("Hearth %1").arg(QCoreApplication::applicationVersion()), window);
    auto large = name->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    name->setFont(large);
    name->setAlignment(Qt::AlignHCenter);
    auto* text =
        new QLabel(SmallWindow::tr("Monitoring for a home network or a lab.\nFree software under the GNU General "
                                   "Public License, version 3 or later, without any warranty.\nBuilt with Qt %1.")
                       .arg(QString::fromLatin1(qVersion())),
                   window);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignHCenter);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, window);
    QObject::connect(buttons, &QDialogButtonBox::rejected, window, &QDialog::close);
    auto* layout = new QVBoxLayout(window);
    layout->setContentsMargins(32, 24, 32, 16);
    layout->setSpacing(12);
    for (QWidget* part : {static_cast<QWidget*>(icon), static_cast<QWidget*>(name), static_cast<QWidget*>(text)}) {
        layout->addWidget(part);
    }
    layout->addStretch(1);
    layout->addWidget(buttons);
    window->resize(400, 280);
    window->show();
    return window;
}

} // namespace hearth::ui
