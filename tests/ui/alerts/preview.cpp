// SPDX-License-Identifier: GPL-3.0-or-later
/// Draws the alerts page over a made-up server into PNG files, to be looked at. Not a test.
///
///     QT_QPA_PLATFORM=offscreen preview_alerts OUT_FOLDER [URL_OF_A_REAL_SERVER]
#include <QAction>
#include <QComboBox>
#include <QScrollBar>
#include <QTabBar>
#include <QTreeView>

#include "alerts/alert_detail.h"
#include "alerts/alerts_page.h"
#include "data/async_source.h"
#include "datasource/remote_data_source.h"
#include "models/alerts_model.h"
#include "ui/support/fake_server.h"
#include "ui/support/preview_studio.h"

namespace {

using namespace hearth;
using tests::PreviewStudio;

constexpr QSize kUsual{1280, 800};
constexpr QSize kNarrow{620, 480};
constexpr QSize kWide{1600, 900};

struct Scene {
    QString name;
    QSize size = kUsual;
    tests::PreviewLook look{};
    QStringList chosen{}; ///< Names of alerts whose detail is drawn, each from its head to its end.
    bool past = true;     ///< Time line and history, too.
    QString filter{};
};

/// A page over a server, as a person would use it.
class Desk {
  public:
    Desk(const Scene& scene, PreviewStudio& studio, std::shared_ptr<datasource::DataSource> server)
        : m_scene(scene)
        , m_studio(studio)
        , m_source(std::move(server))
        , page(m_source) {
        page.setFilterText(scene.filter);
        page.resize(scene.size);
        page.show();
    }

    void save(const QString& what) { m_studio.save(page, m_scene.name + QLatin1Char('-') + what); }

    void choose(const QString& name) const {
        auto& tree = *page.findChild<QTreeView*>(QStringLiteral("list"));
        auto* model = tree.model();
        for (int group = 0; group < model->rowCount(); ++group) {
            const auto parent = model->index(group, 0);
            if (name.isEmpty() || model->index(0, ui::AlertsModel::kAlert, parent).data().toString() == name) {
                tree.setCurrentIndex(model->index(0, 0, parent));
                return;
            }
        }
    }

    void saveDetail(const QString& name) {
        PreviewStudio::wait(500);
        save(name);
        auto* scroll = page.findChild<ui::AlertDetail*>()->verticalScrollBar();
        for (int part = 1; scroll->value() < scroll->maximum(); ++part) {
            scroll->setValue(scroll->value() + scroll->pageStep());
            PreviewStudio::wait(50);
            save(QStringLiteral("%1-%2").arg(name).arg(part));
        }
    }

    void savePast() {
        auto& tabs = *page.findChild<QTabBar*>();
        tabs.setCurrentIndex(1);
        page.findChild<QComboBox*>()->setCurrentIndex(3);
        PreviewStudio::wait(500);
        save(QStringLiteral("timeline"));
        tabs.setCurrentIndex(2);
        PreviewStudio::wait(1500);
        save(QStringLiteral("history"));
    }

    void saveResolved() {
        auto& history = *page.findChild<QTreeView*>(QStringLiteral("history"));
        history.setCurrentIndex(history.model()->index(history.model()->rowCount() - 1, 0));
        saveDetail(QStringLiteral("resolved"));
    }

  private:
    const Scene& m_scene;
    PreviewStudio& m_studio;
    ui::AsyncSource m_source;

  public:
    ui::AlertsPage page;
};

void draw(const Scene& scene, PreviewStudio& studio, const std::shared_ptr<datasource::DataSource>& server) {
    studio.wear(scene.look);
    Desk desk(scene, studio, server);
    PreviewStudio::wait(400);
    desk.save(QStringLiteral("list"));
    for (const auto& alert : scene.chosen) {
        desk.choose(alert);
        desk.saveDetail(alert.isEmpty() ? QStringLiteral("first") : alert);
    }
    if (scene.past) {
        desk.savePast();
    }
}

std::shared_ptr<tests::FakeServer> usualServer() {
    return std::make_shared<tests::FakeServer>();
}

/// What the page says where one side or all of it is missing.
void drawMissing(PreviewStudio& studio) {
    auto server = usualServer();
    server->hasAlertmanager = false;
    draw({.name = QStringLiteral("no-alertmanager"), .chosen = {QStringLiteral("DiskFull")}}, studio, server);
    draw({.name = QStringLiteral("no-alertmanager-ja"), .look = {.japanese = true}}, studio, server);
    server = usualServer();
    server->hasRules = false;
    server->alertWorld.hasTrace = server->alertWorld.hasHistory = false;
    draw({.name = QStringLiteral("no-rules"), .chosen = {QStringLiteral("DiskFull")}}, studio, server);
    server = usualServer();
    server->hasRules = server->hasAlertmanager = false;
    draw({.name = QStringLiteral("nothing"), .size = {1000, 700}}, studio, server);
    server = usualServer();
    server->alertWorld.groupCount = 0;
    draw({.name = QStringLiteral("none"), .size = {1000, 700}}, studio, server);
    draw({.name = QStringLiteral("none-ja"), .size = kNarrow, .look = {.dark = true, .japanese = true}, .past = false},
         studio, server);
    server = usualServer();
    server->alertWorld.quiet = true;
    draw({.name = QStringLiteral("quiet"), .size = {1000, 700}}, studio, server);
    draw({.name = QStringLiteral("quiet-dark"), .look = {.dark = true}, .past = false}, studio, server);
    draw({.name = QStringLiteral("quiet-ja"), .size = kNarrow, .look = {.japanese = true}, .past = false}, studio,
         server);
    server = usualServer();
    server->failing = server->alertWorld.failing = true;
    draw({.name = QStringLiteral("failing")}, studio, server);
    server = usualServer();
    server->failing = server->alertWorld.failing = true;
    server->failureCode = server->alertWorld.failureCode = ErrorCode::kInvalidArgument;
    server->failure = server->alertWorld.failure = "401 Unauthorized";
    draw({.name = QStringLiteral("forbidden")}, studio, server);
}

/// Bars of the page: each as it appears.
void drawBars(PreviewStudio& studio, tests::PreviewLook look, const QString& name) {
    studio.wear(look);
    const Scene scene{.name = name, .look = look};
    const auto server = usualServer();
    Desk desk(scene, studio, server);
    desk.save(QStringLiteral("loading"));
    PreviewStudio::wait(400);
    desk.choose(QStringLiteral("DiskFull"));
    const auto acknowledge = [&] {
        auto* list = desk.page.findChild<QTreeView*>(QStringLiteral("list"));
        list->actions().at(1)->trigger();
        PreviewStudio::wait(400);
    };
    acknowledge();
    desk.save(QStringLiteral("acknowledged"));
    acknowledge();
    desk.save(QStringLiteral("acknowledged-twice"));
    desk.choose(QStringLiteral("TargetDown"));
    server->alertWorld.failing = true;
    acknowledge();
    desk.save(QStringLiteral("acknowledge-failed"));
    server->failing = true;
    desk.page.refresh();
    PreviewStudio::wait(400);
    desk.save(QStringLiteral("lost"));
    server->failing = server->alertWorld.failing = false;
    desk.page.setFilterText(QStringLiteral("state:burning"));
    desk.page.refresh();
    PreviewStudio::wait(400);
    desk.save(QStringLiteral("wrong-word"));
    desk.page.setFilterText(QStringLiteral("nobody has this"));
    PreviewStudio::wait(100);
    desk.save(QStringLiteral("no-match"));
    desk.page.setFilterText(QStringLiteral("state:muted receiver:mail"));
    desk.savePast();
    desk.page.setFilterText(QString());
    desk.page.findChild<QTabBar*>()->setCurrentIndex(2);
    PreviewStudio::wait(500);
    desk.saveResolved();
}

} // namespace

int main(int argc, char** argv) {
    PreviewStudio studio(argc, argv);
    if (!studio.arguments().isEmpty()) {
        auto remote = datasource::RemoteDataSource::create({.url = studio.arguments().front().toStdString()});
        if (!remote) {
            qFatal("%s", remote.error().message().c_str());
        }
        draw({.name = QStringLiteral("real"), .chosen = {QString()}}, studio, *std::move(remote));
        return 0;
    }
    const QStringList all{"DiskFull",  "HighLoad",           "FanFailed", "BackupMissing",
                          "ClockSkew", "CertificateExpires", "DoorOpen"};
    const QStringList two{"DiskFull", "FanFailed"};
    draw({.name = QStringLiteral("wide"), .size = kWide, .chosen = all}, studio, usualServer());
    draw({.name = QStringLiteral("dark"), .look = {.dark = true}, .chosen = all}, studio, usualServer());
    draw({.name = QStringLiteral("ja"), .look = {.japanese = true}, .chosen = all}, studio, usualServer());
    draw({.name = QStringLiteral("narrow"), .size = kNarrow, .chosen = two}, studio, usualServer());
    draw({.name = QStringLiteral("narrow-ja"), .size = kNarrow, .look = {.japanese = true}, .chosen = two}, studio,
         usualServer());
    auto hostile = usualServer();
    hostile->alertWorld.hostileText =
        "<h1>x</h1><img src=\"file:///etc/passwd\">\n\u202eright to left \U0001F525 " + std::string(4000, 'x');
    draw({.name = QStringLiteral("hostile"), .chosen = two}, studio, hostile);
    auto many = usualServer();
    many->alertWorld.groupCount = 500;
    many->alertWorld.alertsPerGroup = 20;
    many->alertWorld.allFiring = true;
    draw({.name = QStringLiteral("many")}, studio, many);
    drawMissing(studio);
    drawBars(studio, {}, QStringLiteral("bars"));
    drawBars(studio, {.dark = true, .japanese = true}, QStringLiteral("bars-ja"));
    return 0;
}
