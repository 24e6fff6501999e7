// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/desktop.h"

#include <QApplication>

#include "shell/main_window.h"
#include "shell/quit_signals.h"
#include "shell/single_instance.h"

namespace hearth::ui {
namespace {

constexpr const char* kDesktopFile = "io.github.hearth";

/// Asked before there is a display to connect to, so that a second start is quick and needs none.
bool raiseRunningWindow(int& argumentCount, char** arguments, const QString& dataPath) {
    const QCoreApplication application(argumentCount, arguments);
    return SingleInstance(dataPath).raiseOther(qEnvironmentVariable("XDG_ACTIVATION_TOKEN"));
}

} // namespace

int runDesktop(int& argumentCount, char** arguments, const QString& dataPath, const datasource::MakeHost& makeHost) {
    if (raiseRunningWindow(argumentCount, arguments, dataPath)) {
        return 0;
    }
    QApplication application(argumentCount, arguments);
    QApplication::setApplicationName(QStringLiteral("hearth"));
    QApplication::setApplicationDisplayName(QStringLiteral("Hearth"));
    QApplication::setApplicationVersion(QStringLiteral(HEARTH_VERSION));
    QApplication::setDesktopFileName(QString::fromLatin1(kDesktopFile));
    QApplication::setQuitOnLastWindowClosed(false);

    std::unique_ptr<datasource::DesktopHost> host; // ends last: closing the database takes a moment
    SingleInstance instance(dataPath);
    instance.listen();
    const QuitSignals quitSignals;

    host = makeHost();
    MainWindow window(*host);
    QObject::connect(&instance, &SingleInstance::raiseRequested, &window, &MainWindow::comeForward);
    QObject::connect(&window, &MainWindow::quitRequested, &application, &QApplication::quit, Qt::QueuedConnection);
    QObject::connect(&quitSignals, &QuitSignals::arrived, &window, &MainWindow::quit);
    QObject::connect(&quitSignals, &QuitSignals::reloadRequested, &window, &MainWindow::reloadEngine);
    window.show();
    return QApplication::exec();
}

} // namespace hearth::ui
