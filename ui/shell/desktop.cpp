// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/desktop.h"

#include <QApplication>

#include "shell/main_window.h"
#include "shell/single_instance.h"

namespace hearth::ui {
namespace {

constexpr const char* kDesktopFile = "io.github.hearth";

} // namespace

int runDesktop(int& argumentCount, char** arguments, datasource::DesktopHost& host) {
    QApplication application(argumentCount, arguments);
    QApplication::setApplicationName(QStringLiteral("hearth"));
    QApplication::setApplicationDisplayName(QStringLiteral("Hearth"));
    QApplication::setApplicationVersion(QStringLiteral(HEARTH_VERSION));
    QApplication::setDesktopFileName(QString::fromLatin1(kDesktopFile));
    QApplication::setQuitOnLastWindowClosed(false);

    SingleInstance instance(QString::fromStdString(host.dataPath()));
    if (instance.raiseOther()) {
        return 0;
    }
    instance.listen();

    MainWindow window(host);
    QObject::connect(&instance, &SingleInstance::raiseRequested, &window, &MainWindow::comeForward);
    QObject::connect(&window, &MainWindow::quitRequested, &application, &QApplication::quit, Qt::QueuedConnection);
    window.show();
    return QApplication::exec();
}

} // namespace hearth::ui
