// SPDX-License-Identifier: GPL-3.0-or-later
/// Draws the rules page over made-up rules into PNG files, to be looked at. Not a test.
///
///     QT_QPA_PLATFORM=offscreen preview_rules OUT_FOLDER
#include <QDateTime>

#include "data/async_source.h"
#include "rules/rule_detail.h"
#include "rules/rules_page.h"
#include "ui/rules/rule_world.h"
#include "ui/support/preview_studio.h"

namespace {

using namespace hearth;

struct Scene {
    QString name;
    QSize size{1280, 760};
    tests::PreviewLook look{};
    QString rule = QStringLiteral("DiskAlmostFull");
    int tab = 0;
    QString filter{};
};

void draw(const Scene& scene, tests::PreviewStudio& studio, const std::vector<datasource::RuleGroup>& groups,
          bool editable = false) {
    studio.wear(scene.look);
    auto world = std::make_shared<tests::RuleWorld>();
    world->setGroups(groups);
    ui::AsyncSource source(world);
    ui::RulesPage page(source);
    if (!editable) {
        page.setSavable(false,
                        QStringLiteral("nas:9090 has its rules in its own files: rules can be copied, not saved."));
    }
    page.setFilterText(scene.filter);
    page.resize(scene.size);
    page.show();
    page.showRule(scene.rule);
    tests::PreviewStudio::wait(250);
    page.findChild<ui::RuleDetail*>()->setCurrentIndex(scene.tab);
    tests::PreviewStudio::wait(50);
    studio.save(page, scene.name);
}

} // namespace

int main(int argc, char** argv) {
    tests::PreviewStudio studio(argc, argv);
    const auto now = QDateTime::currentMSecsSinceEpoch();
    const auto home = tests::homeGroups(now);
    draw({QStringLiteral("light")}, studio, home, true);
    draw({QStringLiteral("dark"), {1280, 760}, {.dark = true}, QStringLiteral("PacketLoss")}, studio, home);
    draw({QStringLiteral("ja"), {1280, 760}, {.japanese = true}}, studio, home, true);
    draw({QStringLiteral("alerts"), {1600, 900}, {}, QStringLiteral("DiskAlmostFull"), 2}, studio, home);
    draw({QStringLiteral("labels"), {1280, 760}, {}, QStringLiteral("DiskAlmostFull"), 1}, studio, home);
    draw({QStringLiteral("narrow"), {620, 480}}, studio, home);
    draw({QStringLiteral("narrow-ja"), {620, 480}, {.japanese = true}, {}}, studio, home);
    draw({QStringLiteral("filtered"), {1280, 760}, {}, {}, 0, QStringLiteral("health:err")}, studio, home);
    draw({QStringLiteral("many"), {1280, 760}, {}, QStringLiteral("Rule3x7")}, studio, tests::manyGroups(2000, now));
    draw({QStringLiteral("empty"), {1000, 640}}, studio, {});
    draw({QStringLiteral("hostile"), {1280, 760}, {}, QStringLiteral("PacketLoss")}, studio,
         tests::homeGroups(now, "<h1>x</h1><img src=\"file:///etc/passwd\"> & a rather long text that goes on and on"));
    return 0;
}
