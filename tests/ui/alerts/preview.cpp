// SPDX-License-Identifier: GPL-3.0-or-later
/// Draws the alerts page over a made-up server into PNG files, to be looked at. Not a test.
///
///     QT_QPA_PLATFORM=offscreen preview_alerts OUT_FOLDER [URL_OF_A_REAL_SERVER]
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QEventLoop>
#include <QScrollBar>
#include <QTabBar>
#include <QTimer>
#include <QTreeView>

#include "alerts/alert_detail.h"
#include "alerts/alerts_page.h"
#include "data/async_source.h"
#include "datasource/remote_data_source.h"
#include "models/alerts_model.h"
#include "shell/language.h"
#include "shell/theme.h"
#include "ui/support/fake_server.h"

using namespace hearth;
using namespace hearth::ui;

namespace {

void waitMs(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

QModelIndex alertNamed(QTreeView& tree, const QString& name) {
    auto* model = tree.model();
    for (int group = 0; group < model->rowCount(); ++group) {
        const auto parent = model->index(group, 0);
        if (model->index(0, AlertsModel::kAlert, parent).data().toString() == name) {
            return model->index(0, 0, parent);
        }
    }
    return model->index(0, 0, model->index(0, 0));
}

/// The page as it is, then with each kind of alert chosen, then the other views.
void drawAll(const QString& name, QSize size, const std::shared_ptr<datasource::DataSource>& server,
             const QString& folder, const QStringList& chosen) {
    AsyncSource source(server);
    AlertsPage page(source);
    page.resize(size);
    page.show();
    waitMs(400);
    const auto save = [&](const QString& what) {
        page.grab().save(QStringLiteral("%1/%2-%3.png").arg(folder, name, what));
    };
    save(QStringLiteral("list"));
    auto& tree = *page.findChild<QTreeView*>(QStringLiteral("list"));
    for (const auto& alert : chosen) {
        tree.setCurrentIndex(alertNamed(tree, alert));
        waitMs(500);
        save(alert);
        auto* scroll = page.findChild<AlertDetail*>()->verticalScrollBar();
        if (scroll->maximum() > 0) {
            scroll->setValue(scroll->maximum());
            waitMs(50);
            save(alert + QStringLiteral("-below"));
        }
    }
    auto& tabs = *page.findChild<QTabBar*>();
    tabs.setCurrentIndex(1);
    page.findChild<QComboBox*>()->setCurrentIndex(3);
    waitMs(500);
    save(QStringLiteral("timeline"));
    tabs.setCurrentIndex(2);
    waitMs(500);
    save(QStringLiteral("history"));
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const auto folder = QString::fromLocal8Bit(argc > 1 ? argv[1] : ".");
    QDir().mkpath(folder);
    Theme theme;
    Language language;
    if (argc > 2) {
        theme.setChoice(ThemeChoice::kLight);
        language.choose(QStringLiteral("en"));
        auto remote = datasource::RemoteDataSource::create({.url = argv[2]});
        if (!remote) {
            qWarning("%s", remote.error().message().c_str());
            return 1;
        }
        drawAll(QStringLiteral("real"), {1280, 800}, *std::move(remote), folder, {QString()});
        return 0;
    }
    const auto make = [] { return std::make_shared<tests::FakeServer>(); };
    const QStringList all{"DiskFull",  "HighLoad",           "FanFailed", "BackupMissing",
                          "ClockSkew", "CertificateExpires", "DoorOpen"};
    theme.setChoice(ThemeChoice::kLight);
    language.choose(QStringLiteral("en"));
    drawAll(QStringLiteral("light"), {1600, 900}, make(), folder, all);
    theme.setChoice(ThemeChoice::kDark);
    drawAll(QStringLiteral("dark"), {1280, 800}, make(), folder, {"DiskFull", "FanFailed"});
    theme.setChoice(ThemeChoice::kLight);
    drawAll(QStringLiteral("small"), {800 - 180, 560}, make(), folder, {"DiskFull"});
    language.choose(QStringLiteral("ja"));
    drawAll(QStringLiteral("ja"), {1280, 800}, make(), folder, {"DiskFull", "FanFailed"});
    drawAll(QStringLiteral("ja-small"), {800 - 180, 560}, make(), folder, {});
    language.choose(QStringLiteral("en"));
    auto server = make();
    server->alertWorld.hostileText =
        "<h1>x</h1><img src=\"file:///etc/passwd\">\n\u202eright to left \U0001F525 " + std::string(4000, 'x');
    drawAll(QStringLiteral("hostile"), {1280, 800}, server, folder, {"DiskFull", "FanFailed"});
    server = make();
    server->hasAlertmanager = false;
    drawAll(QStringLiteral("no-alertmanager"), {1280, 800}, server, folder, {"DiskFull"});
    server = make();
    server->hasRules = false;
    server->alertWorld.hasTrace = server->alertWorld.hasHistory = false;
    drawAll(QStringLiteral("no-rules"), {1280, 800}, server, folder, {"DiskFull"});
    server = make();
    server->alertWorld.groupCount = 500;
    server->alertWorld.alertsPerGroup = 20;
    server->alertWorld.allFiring = true;
    drawAll(QStringLiteral("many"), {1280, 800}, server, folder, {});
    server = make();
    server->alertWorld.quiet = true;
    drawAll(QStringLiteral("quiet"), {1000, 700}, server, folder, {});
    server = make();
    server->alertWorld.groupCount = 0;
    drawAll(QStringLiteral("none"), {1000, 700}, server, folder, {});
    return 0;
}
