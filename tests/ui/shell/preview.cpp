// SPDX-License-Identifier: GPL-3.0-or-later
/// Draws the window's pages over a made-up server into PNG files, to be looked at. Not a test.
///
///     QT_QPA_PLATFORM=offscreen preview_shell OUT_FOLDER
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>
#include <iostream>

#include "shell/main_window.h"
#include "shell/page_stack.h"
#include "targets/targets_page.h"
#include "ui/support/fake_host.h"

#include <QTreeView>

namespace {

using hearth::ui::MainWindow;
using hearth::ui::Settings;

void waitMs(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

struct Scene {
    QString name;
    QSize size;
    hearth::ui::ThemeChoice theme = hearth::ui::ThemeChoice::kLight;
    QString language = QStringLiteral("en");
};

void draw(const Scene& scene, const QString& folder, hearth::tests::FakeHost& host) {
    {
        Settings settings(QString::fromStdString(host.settingsPath()));
        settings.setTheme(scene.theme);
        settings.setLanguage(scene.language);
        settings.setPage(QStringLiteral("home"));
    }
    MainWindow window(host);
    window.resize(scene.size);
    window.show();
    for (const auto* page : {"home", "explore", "targets", "status"}) {
        window.pages().visit(QString::fromLatin1(page));
        waitMs(page == QLatin1String("explore") ? 900 : 350);
        if (auto* tree = window.pages().currentWidget()->findChild<QTreeView*>();
            tree && page == QLatin1String("targets")) {
            tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(0, 0)));
            waitMs(50);
        }
        window.grab().save(QStringLiteral("%1/%2-%3.png").arg(folder, scene.name, QString::fromLatin1(page)));
    }
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const auto folder = QString::fromLocal8Bit(argc > 1 ? argv[1] : ".");
    QDir().mkpath(folder);
    QTemporaryDir settings;
    hearth::tests::FakeHost host(settings.path().toStdString());
    host.server.targetsPerPool = 8;
    draw({QStringLiteral("light"), QSize(1280, 800)}, folder, host);
    draw({QStringLiteral("dark"), QSize(1280, 800), hearth::ui::ThemeChoice::kDark}, folder, host);
    draw({QStringLiteral("ja"), QSize(1280, 800), hearth::ui::ThemeChoice::kLight, QStringLiteral("ja")}, folder, host);
    draw({QStringLiteral("small"), QSize(800, 560)}, folder, host);
    host.server.hasHost = false;
    host.server.targetsPerPool = 0;
    draw({QStringLiteral("empty"), QSize(1000, 700)}, folder, host);
    host.server.hasHost = true;
    host.server.targetsPerPool = 3500;
    host.server.hostileText = "<h1>x</h1><img src=\"file:///etc/passwd\"> & a rather long name that goes on and on";
    draw({QStringLiteral("hostile"), QSize(1280, 800)}, folder, host);
    host.server.failing = true;
    host.state = {hearth::datasource::DesktopHost::EngineState::Phase::kFailed,
                  "/home/anna/.local/share/hearth/data is locked by process 4711 (prometheus)"};
    draw({QStringLiteral("failed"), QSize(1000, 700), hearth::ui::ThemeChoice::kDark}, folder, host);
    return 0;
}
