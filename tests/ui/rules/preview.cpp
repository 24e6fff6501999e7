// SPDX-License-Identifier: GPL-3.0-or-later
/// Draws the rules page over made-up rules into PNG files, to be looked at. Not a test.
///
///     QT_QPA_PLATFORM=offscreen preview_rules OUT_FOLDER
#include <QDateTime>
#include <QTreeView>
#include <functional>

#include "data/async_source.h"
#include "rules/rule_detail.h"
#include "rules/rules_page.h"
#include "ui/rules/rule_world.h"
#include "ui/support/preview_studio.h"

namespace {

using namespace hearth;
using Groups = std::vector<datasource::RuleGroup>;
using tests::PreviewStudio;

constexpr QSize kUsual(1280, 760);
constexpr QSize kNarrow(620, 480);
constexpr QSize kWide(1600, 900);
constexpr tests::PreviewLook kDark{.dark = true};
constexpr tests::PreviewLook kJapanese{.japanese = true};

const char* const kHostile = "<h1>x</h1><img src=\"file:///etc/passwd\"> & \u202Egnol rehtar\u202C \U0001F525 a rather "
                             "long text\nthat goes on and on and on and on and on and on";

struct Scene {
    QString name;
    QSize size = kUsual;
    tests::PreviewLook look{};
    QString rule{};
    int tab = 0;
    QString filter{};
    bool savable = true;
    /// Done to the page once it shows its rules.
    std::function<void(ui::RulesPage& page)> act{};
};

void draw(const Scene& scene, PreviewStudio& studio, const std::shared_ptr<datasource::DataSource>& world) {
    studio.wear(scene.look);
    ui::AsyncSource source(world);
    ui::RulesPage page(source);
    if (!scene.savable) {
        page.setSavable(false,
                        QStringLiteral("nas:9090 has its rules in its own files: rules can be copied, not saved."));
    }
    page.setFilterText(scene.filter);
    page.resize(scene.size);
    page.show();
    page.showRule(scene.rule);
    PreviewStudio::wait(250);
    if (scene.act) {
        scene.act(page);
    }
    page.findChild<ui::RuleDetail*>()->setCurrentIndex(scene.tab);
    PreviewStudio::wait(50);
    studio.save(page, scene.name);
}

void draw(const Scene& scene, PreviewStudio& studio, const Groups& groups) {
    auto world = std::make_shared<tests::RuleWorld>();
    world->setGroups(groups);
    draw(scene, studio, world);
}

QTreeView& tree(ui::RulesPage& page) {
    return *page.findChild<QTreeView*>(QStringLiteral("rules"));
}

void drawTabs(PreviewStudio& studio, const Groups& home) {
    const auto full = QStringLiteral("DiskAlmostFull");
    const auto loss = QStringLiteral("PacketLoss");
    draw({"light", kUsual, {}, full}, studio, home);
    draw({"dark", kUsual, kDark, full}, studio, home);
    draw({"ja", kUsual, kJapanese, full}, studio, home);
    draw({"wide", kWide, {}, full}, studio, home);
    draw({"labels", kUsual, {}, full, 1}, studio, home);
    draw({"labels-ja", kUsual, kJapanese, full, 1}, studio, home);
    draw({"alerts", kWide, {}, full, 2}, studio, home);
    draw({"alerts-dark", kUsual, kDark, full, 2}, studio, home);
    draw({"alerts-ja", kUsual, kJapanese, full, 2}, studio, home);
    draw({"recording", kUsual, {}, QStringLiteral("instance:disk_used:ratio")}, studio, home);
    draw({"failed", kUsual, {}, loss}, studio, home);
    draw({"failed-dark", kUsual, kDark, loss}, studio, home);
    draw({"failed-ja", kUsual, kJapanese, loss}, studio, home);
    draw({"remote", kUsual, {}, full, 0, {}, false}, studio, home);
    draw({"remote-ja", kUsual, kJapanese, full, 0, {}, false}, studio, home);
    draw({"narrow", kNarrow, {}, full}, studio, home);
    draw({"narrow-none", kNarrow, {}}, studio, home);
    draw({"narrow-ja", kNarrow, kJapanese}, studio, home);
    draw({"narrow-dark", kNarrow, kDark, loss}, studio, home);
}

void drawLists(PreviewStudio& studio, const Groups& home, model::TimestampMs now) {
    draw({"slow-group",
          kUsual,
          {},
          {},
          0,
          {},
          true,
          [](ui::RulesPage& page) { tree(page).setCurrentIndex(tree(page).model()->index(1, 0)); }},
         studio, home);
    draw({"folded", kUsual, {}, {}, 0, {}, true, [](ui::RulesPage& page) { tree(page).collapseAll(); }}, studio, home);
    draw({"sorted",
          kUsual,
          {},
          {},
          0,
          {},
          true,
          [](ui::RulesPage& page) { tree(page).sortByColumn(4, Qt::AscendingOrder); }},
         studio, home);
    draw({"filtered", kUsual, {}, {}, 0, QStringLiteral("health:err")}, studio, home);
    draw({"no-hits", kUsual, {}, {}, 0, QStringLiteral("nothing like it")}, studio, home);
    draw({"no-hits-ja", kNarrow, kJapanese, {}, 0, QStringLiteral("nothing like it")}, studio, home);
    draw({"wrong-filter", kUsual, {}, {}, 0, QStringLiteral("state:burning")}, studio, home);
    draw({"many", kUsual, {}, QStringLiteral("Rule3x7")}, studio, tests::manyGroups(2000, now));
    draw({"many-folded", kUsual, kDark, {}, 0, {}, true, [](ui::RulesPage& page) { tree(page).collapseAll(); }}, studio,
         tests::manyGroups(2000, now));
    const auto hostile = tests::homeGroups(now, kHostile);
    const auto first = [](ui::RulesPage& page) {
        const auto* model = tree(page).model();
        tree(page).setCurrentIndex(model->index(0, 0, model->index(0, 0)));
    };
    draw({"hostile", kUsual, {}, QStringLiteral("PacketLoss")}, studio, hostile);
    draw({"hostile-labels", kUsual, {}, {}, 1, {}, true, first}, studio, hostile);
    draw({"hostile-alerts", kUsual, {}, {}, 2, {}, true, first}, studio, hostile);
    draw({"hostile-narrow", kNarrow, kDark, {}, 0, {}, true, first}, studio, hostile);
}

void drawNothing(PreviewStudio& studio) {
    draw({"empty", {1000, 640}}, studio, Groups());
    draw({"empty-ja", kNarrow, kJapanese}, studio, Groups());
    draw({"empty-remote", {1000, 640}, kDark, {}, 0, {}, false}, studio, Groups());
    draw({"no-connection", {1000, 640}}, studio, std::shared_ptr<datasource::DataSource>());
    auto failing = std::make_shared<tests::RuleWorld>();
    failing->failing = true;
    draw({"refused",
          {1000, 640},
          {},
          {},
          0,
          {},
          true,
          [](ui::RulesPage& page) {
              page.refresh();
              PreviewStudio::wait(200);
          }},
         studio, failing);
    auto unsupported = std::make_shared<tests::RuleWorld>();
    unsupported->unsupported = true;
    draw({"unsupported", {1000, 640}}, studio, unsupported);
    draw({"unsupported-ja", kNarrow, kJapanese}, studio, unsupported);
}

} // namespace

int main(int argc, char** argv) {
    PreviewStudio studio(argc, argv);
    const auto now = QDateTime::currentMSecsSinceEpoch();
    const auto home = tests::homeGroups(now);
    drawTabs(studio, home);
    drawLists(studio, home, now);
    drawNothing(studio);
    return 0;
}
