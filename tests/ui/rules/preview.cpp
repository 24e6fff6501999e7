// SPDX-License-Identifier: GPL-3.0-or-later
/// Draws the rules page over made-up rules into PNG files, to be looked at. Not a test.
///
///     QT_QPA_PLATFORM=offscreen preview_rules OUT_FOLDER
#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QEventLoop>
#include <QLocale>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QTimer>
#include <QTranslator>

#include "data/async_source.h"
#include "rules/rule_detail.h"
#include "rules/rules_page.h"
#include "ui/rules/rule_world.h"

namespace {

using namespace hearth;

void waitMs(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

QPalette darkPalette() {
    QPalette palette(QColor(0x2a, 0x2d, 0x31), QColor(0x1f, 0x22, 0x26));
    palette.setColor(QPalette::Base, QColor(0x1a, 0x1c, 0x20));
    palette.setColor(QPalette::Highlight, QColor(0x2f, 0x6f, 0xb5));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::PlaceholderText, QColor(0x90, 0x93, 0x98));
    return palette;
}

struct Scene {
    QString name;
    QSize size{1280, 760};
    bool dark = false;
    bool japanese = false;
    QString rule = QStringLiteral("DiskAlmostFull");
    int tab = 0;
    QString filter{};
};

void draw(const Scene& scene, const QString& folder, const std::vector<datasource::RuleGroup>& groups,
          bool editable = false) {
    QApplication::setPalette(scene.dark ? darkPalette() : QApplication::style()->standardPalette());
    QTranslator translator;
    QLocale::setDefault(scene.japanese ? QLocale(QLocale::Japanese, QLocale::Japan) : QLocale(QLocale::English));
    if (translator.load(scene.japanese ? QStringLiteral(":/translations/hearth_ja.qm")
                                       : QStringLiteral(":/translations/hearth_en.qm"))) {
        QApplication::installTranslator(&translator);
    }
    auto world = std::make_shared<tests::RuleWorld>();
    world->setGroups(groups);
    ui::AsyncSource source(world);
    ui::RulesPage page(source);
    page.setEditable(editable);
    page.setFilterText(scene.filter);
    page.resize(scene.size);
    page.show();
    page.showRule(scene.rule);
    waitMs(250);
    page.findChild<ui::RuleDetail*>()->setCurrentIndex(scene.tab);
    waitMs(50);
    page.grab().save(QStringLiteral("%1/%2.png").arg(folder, scene.name));
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const auto folder = QString::fromLocal8Bit(argc > 1 ? argv[1] : ".");
    QDir().mkpath(folder);
    const auto now = QDateTime::currentMSecsSinceEpoch();
    const auto home = tests::homeGroups(now);
    draw({QStringLiteral("light")}, folder, home, true);
    draw({QStringLiteral("dark"), {1280, 760}, true, false, QStringLiteral("PacketLoss")}, folder, home);
    draw({QStringLiteral("ja"), {1280, 760}, false, true}, folder, home, true);
    draw({QStringLiteral("alerts"), {1600, 900}, false, false, QStringLiteral("DiskAlmostFull"), 2}, folder, home);
    draw({QStringLiteral("labels"), {1280, 760}, false, false, QStringLiteral("DiskAlmostFull"), 1}, folder, home);
    draw({QStringLiteral("narrow"), {620, 480}}, folder, home);
    draw({QStringLiteral("narrow-ja"), {620, 480}, false, true, {}}, folder, home);
    draw({QStringLiteral("filtered"), {1280, 760}, false, false, {}, 0, QStringLiteral("health:err")}, folder, home);
    draw({QStringLiteral("many"), {1280, 760}, false, false, QStringLiteral("Rule3x7")}, folder,
         tests::manyGroups(2000, now));
    draw({QStringLiteral("empty"), {1000, 640}}, folder, {});
    draw({QStringLiteral("hostile"), {1280, 760}, false, false, QStringLiteral("PacketLoss")}, folder,
         tests::homeGroups(now, "<h1>x</h1><img src=\"file:///etc/passwd\"> & a rather long text that goes on and on"));
    return 0;
}
