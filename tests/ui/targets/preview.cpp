// SPDX-License-Identifier: GPL-3.0-or-later
/// Draws the targets page over a made-up server into PNG files, to be looked at. Not a test.
///
///     QT_QPA_PLATFORM=offscreen preview_targets OUT_FOLDER
#include <QTreeView>
#include <functional>

#include "data/async_source.h"
#include "targets/target_detail.h"
#include "targets/targets_page.h"
#include "ui/support/fake_server.h"
#include "ui/support/preview_studio.h"

namespace {

using namespace hearth;
using tests::PreviewStudio;

constexpr QSize kUsual(1280, 760);
constexpr QSize kNarrow(620, 480);
constexpr QSize kSmall(1000, 640);
constexpr tests::PreviewLook kDark{.dark = true};
constexpr tests::PreviewLook kJapanese{.japanese = true};

using Act = std::function<void(ui::TargetsPage& page)>;

struct Scene {
    QString name;
    QSize size = kUsual;
    tests::PreviewLook look{};
};

void draw(const Scene& scene, PreviewStudio& studio, const std::shared_ptr<datasource::DataSource>& server,
          const Act& act = {}) {
    studio.wear(scene.look);
    ui::AsyncSource source(server);
    ui::TargetsPage page(source);
    page.resize(scene.size);
    page.show();
    PreviewStudio::wait(250);
    if (act) {
        act(page);
        PreviewStudio::wait(200);
    }
    studio.save(page, scene.name);
}

QTreeView& tree(ui::TargetsPage& page) {
    return *page.findChild<QTreeView*>(QStringLiteral("targets"));
}

Act choose(int pool, int row, int tab = 0) {
    return [=](ui::TargetsPage& page) {
        const auto* model = tree(page).model();
        tree(page).setCurrentIndex(model->index(row, 0, model->index(pool, 0)));
        page.findChild<ui::TargetDetail*>()->setCurrentIndex(tab);
    };
}

Act filter(const char* text) {
    return [text](ui::TargetsPage& page) { page.setFilterText(QString::fromLatin1(text)); };
}

void drawTargets(PreviewStudio& studio, const std::shared_ptr<tests::FakeServer>& server) {
    draw({"light"}, studio, server, choose(1, 0));
    draw({"dark", kUsual, kDark}, studio, server, choose(0, 0));
    draw({"ja", kUsual, kJapanese}, studio, server, choose(1, 0));
    draw({"wide", {1600, 900}}, studio, server, choose(1, 1));
    draw({"labels"}, studio, server, choose(1, 1, 1));
    draw({"labels-ja", kUsual, kJapanese}, studio, server, choose(1, 1, 1));
    draw({"error", kUsual, kDark}, studio, server, choose(0, 0, 2));
    draw({"narrow", kNarrow}, studio, server, choose(0, 0));
    draw({"narrow-ja", kNarrow, kJapanese}, studio, server);
    draw({"narrow-dark", kNarrow, kDark}, studio, server, choose(0, 1, 1));
    draw({"filtered"}, studio, server, filter("state:down"));
    draw({"no-hits"}, studio, server, filter("nothing like it"));
    draw({"wrong-filter", kUsual, kJapanese}, studio, server, filter("state:loud"));
    draw({"folded"}, studio, server, [](ui::TargetsPage& page) { tree(page).collapseAll(); });
}

void drawOthers(PreviewStudio& studio) {
    auto beginning = std::make_shared<tests::FakeServer>();
    beginning->beginning = true;
    draw({"beginning"}, studio, beginning, choose(0, 0));
    auto empty = std::make_shared<tests::FakeServer>();
    empty->targetsPerPool = 0;
    draw({"empty", kSmall}, studio, empty);
    draw({"empty-ja", kNarrow, kJapanese}, studio, empty);
    auto failing = std::make_shared<tests::FakeServer>();
    failing->failing = true;
    draw({"refused", kSmall}, studio, failing, [](ui::TargetsPage& page) { page.refresh(); });
    draw({"no-connection", kSmall, kDark}, studio, nullptr);
    auto many = std::make_shared<tests::FakeServer>();
    many->targetsPerPool = 3334;
    draw({"many"}, studio, many, choose(2, 1000));
    auto hostile = std::make_shared<tests::FakeServer>();
    hostile->hostileText =
        "<h1>x</h1><img src=\"file:///etc/passwd\"> & \u202Egnol rehtar\u202C \U0001F525 a rather long "
        "name\nthat goes on and on and on and on";
    draw({"hostile"}, studio, hostile, choose(0, 0));
    draw({"hostile-labels"}, studio, hostile, choose(0, 1, 1));
    draw({"hostile-narrow", kNarrow, kDark}, studio, hostile, choose(0, 0));
}

} // namespace

int main(int argc, char** argv) {
    PreviewStudio studio(argc, argv);
    auto server = std::make_shared<tests::FakeServer>();
    server->targetsPerPool = 8;
    drawTargets(studio, server);
    drawOthers(studio);
    return 0;
}
