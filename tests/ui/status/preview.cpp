// SPDX-License-Identifier: GPL-3.0-or-later
/// Draws the status page over a made-up server into PNG files, to be looked at. Not a test.
///
///     QT_QPA_PLATFORM=offscreen preview_status OUT_FOLDER
#include <QDateTime>
#include <QTabWidget>

#include "data/async_source.h"
#include "status/status_page.h"
#include "support/scripted_data_source.h"
#include "ui/support/fake_server.h"
#include "ui/support/preview_studio.h"

namespace {

using namespace hearth;
using tests::PreviewStudio;

constexpr QSize kUsual(1280, 760);
constexpr QSize kNarrow(620, 480);
constexpr tests::PreviewLook kDark{.dark = true};
constexpr tests::PreviewLook kJapanese{.japanese = true};

struct Scene {
    QString name;
    QSize size = kUsual;
    tests::PreviewLook look{};
    int tab = 0;
};

void draw(const Scene& scene, PreviewStudio& studio, const std::shared_ptr<datasource::DataSource>& server) {
    studio.wear(scene.look);
    ui::AsyncSource source(server);
    ui::StatusPage page(source);
    page.resize(scene.size);
    page.show();
    PreviewStudio::wait(250);
    page.refresh();
    PreviewStudio::wait(150);
    page.findChild<QTabWidget*>()->setCurrentIndex(scene.tab);
    PreviewStudio::wait(50);
    studio.save(page, scene.name);
}

void drawTabs(const QString& name, const QSize& size, tests::PreviewLook look, PreviewStudio& studio,
              const std::shared_ptr<datasource::DataSource>& server) {
    const char* const tabs[] = {"server", "storage", "flags", "config"};
    for (int i = 0; i < 4; ++i) {
        draw({name + QLatin1Char('-') + QLatin1String(tabs[i]), size, look, i}, studio, server);
    }
}

/// Answers as the made-up server does, with blocks and damage besides.
std::shared_ptr<tests::ScriptedDataSource> storageWorld(const std::shared_ptr<tests::FakeServer>& server,
                                                        bool damaged) {
    auto world = std::make_shared<tests::ScriptedDataSource>();
    world->onBuildFacts = [server](std::stop_token stop) { return server->buildFacts(stop); };
    world->onRuntimeFacts = [server](std::stop_token stop) { return server->runtimeFacts(stop); };
    world->onTsdbStatus = [server](std::size_t limit, std::stop_token stop) { return server->tsdbStatus(limit, stop); };
    world->onBlocks = [](std::stop_token) {
        std::vector<datasource::BlockFacts> blocks;
        const auto now = QDateTime::currentMSecsSinceEpoch();
        for (int i = 0; i < 14; ++i) {
            auto& block = blocks.emplace_back();
            const model::DurationMs length = (i < 4 ? 2 : i < 9 ? 18 : 54) * model::kHourMs;
            block.ulid = "01J8ZQ5D3V7M2K4N6P8R0T" + std::to_string(1000 + i);
            block.maxTime = i == 0 ? now - 2 * model::kHourMs : blocks[blocks.size() - 2].minTime;
            block.minTime = block.maxTime - length;
            block.samples = static_cast<std::uint64_t>(length / 15'000 * 1'104);
            block.series = 1'104;
            block.tombstones = i == 9 ? 3 : 0;
        }
        return blocks;
    };
    if (damaged) {
        world->onStorageDamages = [](std::stop_token) {
            return std::vector{datasource::StorageDamage{.path = "wal/00000003",
                                                         .reason = "checksum does not match",
                                                         .setAside = "wal-damaged/00000003",
                                                         .lostBytes = 2'048}};
        };
    }
    return world;
}

} // namespace

int main(int argc, char** argv) {
    PreviewStudio studio(argc, argv);
    auto server = std::make_shared<tests::FakeServer>();
    drawTabs("light", kUsual, {}, studio, server);
    drawTabs("dark", kUsual, kDark, studio, server);
    drawTabs("ja", kUsual, kJapanese, studio, server);
    drawTabs("narrow", kNarrow, {}, studio, server);
    drawTabs("narrow-ja", kNarrow, kJapanese, studio, server);
    draw({"blocks", kUsual, {}, 1}, studio, storageWorld(server, false));
    draw({"blocks-dark-ja", kUsual, {.dark = true, .japanese = true}, 1}, studio, storageWorld(server, false));
    draw({"damaged", kUsual, {}, 1}, studio, storageWorld(server, true));
    draw({"damaged-narrow-ja", kNarrow, kJapanese, 1}, studio, storageWorld(server, true));
    auto hostile = std::make_shared<tests::FakeServer>();
    hostile->hostileText =
        "<h1>x</h1><img src=\"file:///etc/passwd\"> & \u202Egnol rehtar\u202C \U0001F525 a rather long "
        "name\nthat goes on and on and on and on";
    drawTabs("hostile", kUsual, {}, studio, hostile);
    auto failing = std::make_shared<tests::FakeServer>();
    failing->failing = true;
    draw({"refused"}, studio, failing);
    draw({"refused-narrow-ja", kNarrow, kJapanese}, studio, failing);
    draw({"no-connection", kUsual, kDark}, studio, nullptr);
    return 0;
}
