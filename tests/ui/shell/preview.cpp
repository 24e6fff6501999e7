// SPDX-License-Identifier: GPL-3.0-or-later
/// Draws the whole window over made-up servers into PNG files, to be looked at. Not a test.
///
///     QT_QPA_PLATFORM=offscreen preview_shell OUT_FOLDER [PREFIX]
///
/// With a prefix, only pictures whose names begin so.
#include <QLineEdit>
#include <QMenu>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>
#include <functional>

#include "shell/connect_bar.h"
#include "shell/main_window.h"
#include "shell/page_stack.h"
#include "ui/support/fake_host.h"
#include "ui/support/preview_studio.h"

namespace {

using namespace hearth;
using tests::PreviewStudio;
using Phase = datasource::DesktopHost::EngineState::Phase;

const QStringList kPages{QStringLiteral("home"),   QStringLiteral("explore"),  QStringLiteral("targets"),
                         QStringLiteral("alerts"), QStringLiteral("rules"),    QStringLiteral("silences"),
                         QStringLiteral("status"), QStringLiteral("settings"), QStringLiteral("rule-editor")};

const QString kHostile = QStringLiteral("<h1>x</h1><img src=\"file:///etc/passwd\"> & a rather long name that goes on "
                                        "and on \u202eesrever\u202c \U0001f525");

/// A host whose server at a URL is as this computer's.
struct Host final : tests::FakeHost {
    using FakeHost::FakeHost;
    bool remoteFails = false;

    Result<std::unique_ptr<datasource::DataSource>> remote(const std::string& url) override {
        if (url.find(' ') != std::string::npos) {
            return fail(ErrorCode::kInvalidArgument, "a host name has no spaces");
        }
        auto other = std::make_unique<tests::FakeServer>();
        other->failing = remoteFails;
        other->alertWorld.failing = remoteFails;
        other->failure = "nas:9090 refused the connection";
        return other;
    }
};

struct Scene {
    QString name;
    QSize size{1280, 800};
    tests::PreviewLook look{};
    QStringList pages{QStringLiteral("home")};
    std::function<void(Host&, ui::Settings&)> prepare{};
    std::function<void(ui::MainWindow&)> act{};
    int waitMs = 500;
};

class Gallery {
  public:
    explicit Gallery(PreviewStudio& studio)
        : m_studio(studio)
        , m_prefix(studio.arguments().value(0)) {}

    void draw(const Scene& scene) {
        if (!scene.name.startsWith(m_prefix)) {
            return;
        }
        m_studio.wear(scene.look);
        const QTemporaryDir folder;
        Host host(folder.path().toStdString());
        host.server.targetsPerPool = 8;
        {
            ui::Settings settings(QString::fromStdString(host.settingsPath()));
            settings.setTheme(scene.look.dark ? ui::ThemeChoice::kDark : ui::ThemeChoice::kLight);
            settings.setLanguage(scene.look.japanese ? QStringLiteral("ja") : QStringLiteral("en"));
            settings.setPage(scene.pages.front());
            if (scene.prepare) {
                scene.prepare(host, settings);
            }
        }
        ui::MainWindow window(host);
        window.resize(scene.size);
        window.show();
        for (const auto& page : scene.pages) {
            window.pages().visit(page);
            PreviewStudio::wait(scene.waitMs);
            choose(window, page);
            if (scene.act) {
                scene.act(window);
                PreviewStudio::wait(scene.waitMs);
            }
            m_studio.save(window, scene.pages.size() > 1 ? scene.name + QLatin1Char('-') + page : scene.name);
        }
    }

  private:
    static void choose(ui::MainWindow& window, const QString& page) {
        auto* tree = window.pages().currentWidget()->findChild<QTreeView*>();
        if (tree != nullptr && page == QLatin1String("targets")) {
            tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(0, 0)));
            PreviewStudio::wait(50);
        }
    }

    PreviewStudio& m_studio;
    QString m_prefix;
};

void looksOfAllPages(Gallery& gallery) {
    gallery.draw({QStringLiteral("light"), {1280, 800}, {}, kPages});
    gallery.draw({QStringLiteral("dark"), {1280, 800}, {.dark = true}, kPages});
    gallery.draw({QStringLiteral("ja"), {1280, 800}, {.japanese = true}, kPages});
    gallery.draw({QStringLiteral("small"), {800, 560}, {}, kPages});
    gallery.draw({QStringLiteral("small-ja-dark"), {800, 560}, {.dark = true, .japanese = true}, kPages});
    gallery.draw({QStringLiteral("wide"), {1600, 900}, {}, kPages});
    gallery.draw({QStringLiteral("hostile"), {1280, 800}, {}, kPages, [](Host& host, ui::Settings&) {
                      host.server.hostileText = kHostile.toStdString();
                      host.server.alertWorld.hostileText = kHostile.toStdString();
                      host.server.targetsPerPool = 3500;
                  }});
}

void startsOfHome(Gallery& gallery) {
    const auto starter = [](Host& host, ui::Settings&) {
        host.server.alertWorld.ruleFile = "/home/anna/.config/hearth/rules/starter.yml";
        host.server.alertWorld.quiet = true;
        host.server.alertWorld.groupCount = 18;
    };
    const auto beginning = [](Host& host, ui::Settings&) {
        host.server.beginning = true;
        host.server.alertWorld.quiet = true;
    };
    for (const bool dark : {false, true}) {
        const auto suffix = dark ? QStringLiteral("-dark") : QString();
        gallery.draw({QStringLiteral("home-newcomer") + suffix, {1200, 780}, {.dark = dark}, {"home"}, starter});
        gallery.draw({QStringLiteral("home-beginning") + suffix, {1200, 780}, {.dark = dark}, {"home"}, beginning});
    }
    gallery.draw({QStringLiteral("home-newcomer-ja"), {1200, 780}, {.japanese = true}, {"home"}, starter});
    gallery.draw({QStringLiteral("home-newcomer-small"), {800, 560}, {}, {"home"}, starter});
    gallery.draw({QStringLiteral("home-newcomer-small-ja"), {800, 560}, {.japanese = true}, {"home"}, starter});
    gallery.draw({QStringLiteral("home-beginning-ja"), {1200, 780}, {.japanese = true}, {"home"}, beginning});
    gallery.draw({QStringLiteral("home-starting"), {1200, 780}, {}, {"home"}, [](Host& host, ui::Settings&) {
                      host.server.failing = true;
                      host.state = {Phase::kStarting, "Hearth is reading its log: file 3 of 14"};
                  }});
    gallery.draw({QStringLiteral("home-none"), {1200, 780}, {}, {"home", "targets"}, [](Host& host, ui::Settings&) {
                      host.server.hasHost = false;
                      host.server.targetsPerPool = 0;
                  }});
    gallery.draw(
        {QStringLiteral("home-none-ja"), {800, 560}, {.japanese = true}, {"home"}, [](Host& host, ui::Settings&) {
             host.server.hasHost = false;
         }});
}

void bars(Gallery& gallery) {
    const auto connectTo = [](const char* address) {
        return [address](ui::MainWindow& window) {
            window.actions()[ui::WindowActions::kConnect]->trigger();
            auto* bar = window.findChild<ui::ConnectBar*>();
            bar->findChild<QLineEdit*>()->setText(QString::fromLatin1(address));
            if (*address != '\0') {
                QMetaObject::invokeMethod(bar->findChild<QLineEdit*>(), "returnPressed");
            }
        };
    };
    const auto failed = [](Host& host, ui::Settings&) {
        host.server.failing = true;
        host.server.alertWorld.failing = true;
        host.state = {Phase::kFailed, "/home/anna/.local/share/hearth/data is locked by process 4711 (prometheus)"};
    };
    const auto lost = [](Host& host, ui::Settings& settings) {
        host.remoteFails = true;
        settings.setConnection(QStringLiteral("http://nas:9090"));
    };
    const auto remote = [](Host&, ui::Settings& settings) {
        settings.addRecentConnection(QStringLiteral("http://router.lan:9090/prometheus"));
        settings.setConnection(QStringLiteral("http://nas:9090"));
    };
    for (const bool japanese : {false, true}) {
        const auto suffix = japanese ? QStringLiteral("-ja") : QString();
        const tests::PreviewLook look{.dark = japanese, .japanese = japanese};
        gallery.draw({QStringLiteral("bar-failed") + suffix, {1000, 700}, look, {"home"}, failed});
        gallery.draw({QStringLiteral("bar-lost") + suffix, {1000, 700}, look, {"home", "alerts"}, lost});
        gallery.draw({QStringLiteral("bar-connect") + suffix, {800, 560}, look, {"home"}, {}, connectTo("")});
        gallery.draw(
            {QStringLiteral("bar-connect-wrong") + suffix, {800, 560}, look, {"home"}, {}, connectTo("my nas")});
        gallery.draw({QStringLiteral("bar-close") + suffix, {800, 560}, look, {"home"}, {}, [](ui::MainWindow& window) {
                          window.close();
                      }});
        gallery.draw(
            {QStringLiteral("bar-loaded") + suffix, {1000, 700}, look, {"home"}, {}, [](ui::MainWindow& window) {
                 window.actions()[ui::WindowActions::kReload]->trigger();
             }});
        gallery.draw(
            {QStringLiteral("remote") + suffix, {1200, 780}, look, {"home", "alerts", "settings", "rules"}, remote});
        gallery.draw({QStringLiteral("bar-uplink") + suffix,
                      {1000, 700},
                      look,
                      {"home"},
                      [](Host&, ui::Settings& settings) { settings.setUplinkHosts({QStringLiteral("1.1.1.1")}); },
                      [](ui::MainWindow&) { PreviewStudio::wait(500); }});
    }
}

} // namespace

int main(int argc, char** argv) {
    PreviewStudio studio(argc, argv);
    Gallery gallery(studio);
    looksOfAllPages(gallery);
    startsOfHome(gallery);
    bars(gallery);
    return 0;
}
