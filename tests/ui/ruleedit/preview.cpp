// SPDX-License-Identifier: GPL-3.0-or-later
/// Draws the rule editor over made-up pasts into PNG files, to be looked at. Not a test.
///
///     QT_QPA_PLATFORM=offscreen preview_ruleedit OUT_FOLDER
#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QPalette>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyle>
#include <QStyleFactory>
#include <QTimer>
#include <QTranslator>

#include "data/async_source.h"
#include "data/metric_catalog.h"
#include "explore/editor_input.h"
#include "ruleedit/backtest_pane.h"
#include "ruleedit/rule_edit_page.h"
#include "ruleedit/rule_form.h"
#include "ui/support/fake_backtest.h"

namespace {

using namespace hearth;

void waitMs(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

QPalette darkPalette() {
    QPalette palette(QColor(0x31, 0x35, 0x3a), QColor(0x24, 0x27, 0x2b));
    palette.setColor(QPalette::Base, QColor(0x1b, 0x1e, 0x21));
    palette.setColor(QPalette::AlternateBase, QColor(0x22, 0x25, 0x29));
    palette.setColor(QPalette::Highlight, QColor(0x2f, 0x6f, 0xb5));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::PlaceholderText, QColor(0x90, 0x93, 0x98));
    return palette;
}

ui::EditedRule diskRule(const std::string& file) {
    ui::EditedRule rule;
    rule.draft = {"my-rules",
                  "DiskAlmostFull",
                  "100 * (1 - node_filesystem_avail_bytes / node_filesystem_size_bytes) > 85",
                  10 * model::kMinuteMs,
                  0,
                  {{"severity", "warning"}, {"team", "home"}},
                  {{"runbook_url", "https://wiki.example/disk"},
                   {"summary", "The disk of {{ $labels.instance }} is almost full"}}};
    rule.place = {file, "my-rules", 0};
    return rule;
}

struct Scene {
    QString name;
    QSize size{1280, 860};
    bool dark = false;
    bool japanese = false;
    bool bottom = false;
};

using Act = std::function<void(ui::RuleEditPage&, tests::FakeRuleHost&)>;

void draw(const Scene& scene, const QString& folder, const Act& before = {}, const Act& after = {}) {
    QApplication::setPalette(scene.dark ? darkPalette() : QApplication::style()->standardPalette());
    QTranslator translator;
    QLocale::setDefault(scene.japanese ? QLocale(QLocale::Japanese, QLocale::Japan) : QLocale(QLocale::English));
    if (translator.load(scene.japanese ? QStringLiteral(":/translations/hearth_ja.qm")
                                       : QStringLiteral(":/translations/hearth_en.qm"))) {
        QApplication::installTranslator(&translator);
    }
    tests::FakeRuleHost host;
    ui::AsyncSource source(std::shared_ptr<datasource::DataSource>(&host.local(), [](auto*) {}));
    ui::MetricCatalog catalog(source);
    ui::RuleEditPage page(host, source, catalog);
    page.resize(scene.size);
    page.show();
    if (before) {
        before(page, host);
    } else {
        page.edit(diskRule("window.yml"));
    }
    waitMs(1500);
    if (after) {
        after(page, host);
        waitMs(800);
    }
    if (scene.bottom) {
        auto* bar = page.findChild<QScrollArea*>()->verticalScrollBar();
        bar->setValue(bar->maximum());
        waitMs(50);
    }
    page.grab().save(QStringLiteral("%1/%2.png").arg(folder, scene.name));
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const auto folder = QString::fromLocal8Bit(argc > 1 ? argv[1] : ".");
    QDir().mkpath(folder);
    const auto hostile = [](ui::RuleEditPage& page, tests::FakeRuleHost& host) {
        host.past.hostileText = "<h1>x</h1><img src=\"file:///etc/passwd\"> & \u202e a rather long name that goes on ";
        auto rule = diskRule("<b>rules</b> & more.yml");
        rule.draft.name = "<img src=x onerror=y>& a very long name of a rule that nobody would ever choose";
        page.edit(rule);
    };
    draw({QStringLiteral("light")}, folder);
    draw({QStringLiteral("dark"), {1280, 860}, true}, folder);
    draw({QStringLiteral("ja"), {1280, 860}, false, true}, folder);
    draw({QStringLiteral("small"), {800, 560}}, folder);
    draw({QStringLiteral("small-bottom"), {800, 560}, true, false, true}, folder);
    draw({QStringLiteral("wide"), {1600, 900}}, folder);
    draw({QStringLiteral("ja-small"), {800, 900}, false, true}, folder);
    draw({QStringLiteral("hostile"), {1280, 1100}}, folder, hostile);
    draw({QStringLiteral("hostile-bottom"), {1280, 860}, true, false, true}, folder, hostile);
    draw({QStringLiteral("new")}, folder, [](auto& page, auto&) { page.create(); });
    draw({QStringLiteral("invalid")}, folder, [](auto& page, auto&) {
        auto rule = diskRule("window.yml");
        rule.draft.expression = "rate(node_cpu_seconds_total[5m) > 1";
        rule.draft.annotations["summary"] = "{{ $labels.";
        rule.draft.holdFor = 0;
        page.edit(rule);
    });
    draw({QStringLiteral("nodata")}, folder, [](auto& page, auto& host) {
        host.past.series = 0;
        page.edit(diskRule("window.yml"));
    });
    draw({QStringLiteral("failing")}, folder, [](auto& page, auto& host) {
        host.failing = true;
        page.edit(diskRule("window.yml"));
    });
    draw({QStringLiteral("thousand"), {1280, 1300}}, folder, [](auto& page, auto& host) {
        host.past.series = 1000;
        host.past.knowsMessages = false;
        page.pane().setLength(model::kDayMs);
        page.edit(diskRule("window.yml"));
    });
    draw(
        {QStringLiteral("difference")}, folder,
        [](auto& page, auto& host) {
            host.files.setText("/etc/prometheus/rules.yml", "groups:\n  - name: disks\n    rules:\n");
            page.edit(diskRule("/etc/prometheus/rules.yml"));
        },
        [](auto& page, auto&) {
            page.form().expression().setText(QStringLiteral("disk_used > 90"));
            page.saveButton().click();
        });
    draw({QStringLiteral("saved"), {1280, 860}, true}, folder, {}, [](auto& page, auto&) {
        page.form().expression().setText(QStringLiteral("disk_used > 90"));
        page.saveButton().click();
    });
    draw({QStringLiteral("remote")}, folder, {}, [](auto& page, auto&) {
        page.setSavable(false, QStringLiteral("Rules of other servers are changed in their own files."));
    });
    return 0;
}
