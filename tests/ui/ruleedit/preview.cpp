// SPDX-License-Identifier: GPL-3.0-or-later
/// Draws the rule editor over made-up pasts into PNG files, to be looked at. Not a test.
///
///     QT_QPA_PLATFORM=offscreen preview_ruleedit OUT_FOLDER
#include <QComboBox>
#include <QMouseEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolButton>

#include "data/async_source.h"
#include "data/metric_catalog.h"
#include "explore/editor_input.h"
#include "ruleedit/backtest_pane.h"
#include "ruleedit/backtest_run.h"
#include "ruleedit/rule_edit_page.h"
#include "ruleedit/rule_form.h"
#include "ruleedit/rule_output.h"
#include "ruleedit/threshold_controls.h"
#include "ruleedit/threshold_plot.h"
#include "ui/ruleedit/routing_world.h"
#include "ui/support/fake_backtest.h"
#include "ui/support/preview_studio.h"

namespace {

using namespace hearth;

ui::EditedRule diskRule(const std::string& file = "/home/anna/.config/hearth/rules/hearth.yml") {
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

/// A page with all that it stands on.
struct World {
    tests::FakeRuleHost host;
    tests::RoutingWorld routing{host};
    ui::AsyncSource source{std::shared_ptr<datasource::DataSource>(&host.local(), [](auto*) {})};
    ui::MetricCatalog catalog{source};
    ui::RuleEditPage page{host, source, catalog};

    QPoint onLine() {
        const auto& plot = page.pane().plot();
        const auto mapping = plot.mapping();
        const auto area = plot.plotArea();
        return {static_cast<int>(area.center().x()),
                static_cast<int>(area.top() + (mapping ? mapping->y(plot.threshold().value_or(0)) : 0))};
    }
    void mouse(QEvent::Type type, QPoint at) {
        auto* target = page.pane().plot().viewport();
        const bool moves = type == QEvent::MouseMove;
        QMouseEvent event(type, at, target->mapToGlobal(at), moves ? Qt::NoButton : Qt::LeftButton, Qt::LeftButton,
                          Qt::NoModifier);
        QCoreApplication::sendEvent(target, &event);
    }
};

struct Scene {
    QString name;
    QSize size{1280, 900};
    tests::PreviewLook look{};
    int tab = 0;
    bool bottom = false;
};

using Act = std::function<void(World&)>;

void openRule(World& world) {
    world.page.edit(diskRule());
}

/// Until the past is there and all is said of it.
void settle(World& world) {
    constexpr int kTries = 40;
    tests::PreviewStudio::wait(1000);
    for (int i = 0; i < kTries; ++i) {
        auto& run = world.page.run();
        if (!run.fetching() && (run.messages() || !run.outcome())) {
            break;
        }
        tests::PreviewStudio::wait(250);
    }
    tests::PreviewStudio::wait(300);
}

void draw(tests::PreviewStudio& studio, const Scene& scene, const Act& before = openRule, const Act& after = {}) {
    studio.wear(scene.look);
    World world;
    world.page.resize(scene.size);
    world.page.show();
    before(world);
    settle(world);
    if (after) {
        after(world);
        tests::PreviewStudio::wait(800);
    }
    world.page.output().findChild<QTabWidget*>()->setCurrentIndex(scene.tab);
    if (scene.bottom) {
        auto* bar = world.page.findChild<QScrollArea*>()->verticalScrollBar();
        bar->setValue(bar->maximum());
    }
    tests::PreviewStudio::wait(50);
    studio.save(world.page, scene.name);
}

// What worlds are like.

void beHostile(World& world) {
    world.host.past.hostileText =
        "<h1>x</h1><img src=\"file:///etc/passwd\"> & \u202e\U0001f525\nand a rather long name that goes on ";
    auto rule = diskRule("/srv/<b>rules</b> & more/in/a/folder/with/a/long/name/that/goes/on/and/on/rules.yml");
    rule.draft.name = "<img src=x onerror=y>& a very long name of a rule that nobody would ever choose";
    rule.draft.labels["a_label_with_a_very_long_name_that_does_not_fit"] = "<b>bold</b>\nline";
    world.page.edit(rule);
}

void beInvalid(World& world) {
    auto rule = diskRule();
    rule.draft.expression = "rate(node_cpu_seconds_total[5m) > 1";
    rule.draft.annotations["summary"] = "{{ $labels.";
    rule.draft.holdFor = 0;
    world.page.edit(rule);
}

void beThousand(World& world) {
    world.host.past.series = 1000;
    world.host.past.knowsMessages = false;
    world.page.pane().setLength(model::kDayMs);
    world.page.edit(diskRule());
}

void beShort(World& world) {
    world.host.past.history = 12 * model::kMinuteMs;
    auto rule = diskRule();
    rule.draft.expression = "node_load1 > 100";
    world.page.edit(rule);
}

void beYoung(World& world) {
    world.host.past.history = 3 * model::kDayMs;
    world.page.edit(diskRule());
}

void beOfGroup(World& world) {
    auto rule = diskRule();
    auto own = rule.draft;
    own.labels.erase("team");
    world.host.files.setGroup(rule.place->file, own, {{{"team", "home"}}, 15'000});
    world.page.edit(rule);
}

void beByHand(World& world) {
    world.host.files.setText("/etc/prometheus/rules.yml", "groups:\n  - name: disks\n    rules:\n");
    world.page.edit(diskRule("/etc/prometheus/rules.yml"));
}

void beOwn(World& world) {
    world.host.files.setText("window.yml", "# DiskAlmostFull\n");
    world.page.edit(diskRule("window.yml"));
}

void neverFire(World& world) {
    auto rule = diskRule();
    rule.draft.expression = "100 * (1 - node_filesystem_avail_bytes / node_filesystem_size_bytes) > 120";
    rule.draft.labels["severity"] = "critical";
    world.page.edit(rule);
}

// What people do.

void change(World& world) {
    world.page.form().expression().setText(QStringLiteral("disk_used > 90"));
}

void save(World& world) {
    change(world);
    world.page.saveButton().click();
}

void drag(World& world) {
    const auto from = world.onLine();
    world.mouse(QEvent::MouseButtonPress, from);
    world.mouse(QEvent::MouseMove, from + QPoint(0, 40));
}

void drawLooks(tests::PreviewStudio& studio) {
    draw(studio, {QStringLiteral("light")});
    draw(studio, {QStringLiteral("dark"), {1280, 900}, {.dark = true}});
    draw(studio, {QStringLiteral("ja"), {1280, 900}, {.japanese = true}});
    draw(studio, {QStringLiteral("wide"), {1600, 900}});
    draw(studio, {QStringLiteral("narrow"), {620, 480}});
    draw(studio, {QStringLiteral("narrow-bottom"), {620, 480}, {.dark = true}, 0, true});
    draw(studio, {QStringLiteral("narrow-tall"), {620, 1500}});
    draw(studio, {QStringLiteral("narrow-ja"), {620, 1500}, {.japanese = true}, 2});
    draw(studio, {QStringLiteral("hostile"), {1280, 1200}}, beHostile);
    draw(studio, {QStringLiteral("hostile-dark-route"), {620, 1700}, {.dark = true}, 2}, beHostile);
}

void drawTabs(tests::PreviewStudio& studio) {
    draw(studio, {QStringLiteral("tab-yaml"), {1280, 1000}, {}, 1}, beOfGroup);
    draw(studio, {QStringLiteral("tab-route"), {1280, 1000}, {}, 2});
    draw(studio, {QStringLiteral("tab-route-dark"), {1280, 1000}, {.dark = true}, 2}, neverFire);
    draw(studio, {QStringLiteral("tab-route-ja"), {1280, 1000}, {.japanese = true}, 2}, neverFire);
    draw(studio, {QStringLiteral("tab-route-none"), {1280, 1000}, {}, 2}, [](World& world) {
        world.host.server().hasAlertmanager = false;
        openRule(world);
    });
    draw(studio, {QStringLiteral("never-fired"), {1280, 1000}}, neverFire);
    draw(studio, {QStringLiteral("group-ja"), {1280, 1000}, {.japanese = true}, 1}, beOfGroup);
}

void drawPasts(tests::PreviewStudio& studio) {
    draw(studio, {QStringLiteral("no-data")}, [](World& world) {
        world.host.past.series = 0;
        openRule(world);
    });
    draw(studio, {QStringLiteral("failing"), {1280, 900}, {.dark = true}}, [](World& world) {
        world.host.failing = true;
        openRule(world);
    });
    draw(studio, {QStringLiteral("short")}, beShort);
    draw(studio, {QStringLiteral("short-dark"), {1280, 900}, {.dark = true}}, beYoung);
    draw(studio, {QStringLiteral("short-ja"), {1280, 900}, {.japanese = true}}, beYoung);
    draw(studio, {QStringLiteral("thousand"), {1280, 1300}}, beThousand);
    draw(studio, {QStringLiteral("thousand-ja"), {620, 1700}, {.japanese = true}}, beThousand);
    draw(studio, {QStringLiteral("month"), {1600, 900}, {.dark = true}}, [](World& world) {
        world.page.pane().setLength(30 * model::kDayMs);
        openRule(world);
    });
}

void drawActs(tests::PreviewStudio& studio) {
    draw(studio, {QStringLiteral("new")}, [](World& world) { world.page.create(); });
    draw(studio, {QStringLiteral("new-ja"), {1280, 900}, {.japanese = true}},
         [](World& world) { world.page.create(QStringLiteral("node_load1")); });
    draw(studio, {QStringLiteral("edited")}, openRule, change);
    draw(studio, {QStringLiteral("invalid")}, beInvalid);
    draw(studio, {QStringLiteral("invalid-ja"), {620, 1500}, {.dark = true, .japanese = true}}, beInvalid);
    draw(studio, {QStringLiteral("dragged")}, openRule, drag);
    draw(studio, {QStringLiteral("dragged-dark"), {1280, 900}, {.dark = true}}, openRule, drag);
    draw(studio, {QStringLiteral("suggested")}, openRule,
         [](World& world) { emit world.page.pane().suggestRequested(); });
    draw(studio, {QStringLiteral("suggested-ja"), {1280, 900}, {.japanese = true}}, openRule,
         [](World& world) { emit world.page.pane().suggestRequested(); });
    draw(
        studio, {QStringLiteral("nameless")}, [](World& world) { world.page.create(QStringLiteral("node_load1")); },
        [](World& world) { world.page.saveButton().click(); });
    draw(studio, {QStringLiteral("difference")}, beByHand, save);
    draw(studio, {QStringLiteral("difference-dark-narrow"), {620, 480}, {.dark = true}}, beByHand, save);
    draw(studio, {QStringLiteral("saved"), {1280, 900}, {.dark = true}}, beOwn, save);
    draw(studio, {QStringLiteral("saved-ja"), {620, 480}, {.japanese = true}}, beOwn, save);
    draw(studio, {QStringLiteral("refused")}, beOwn, [](World& world) {
        world.host.files.refusing = true;
        save(world);
    });
    draw(studio, {QStringLiteral("deleted")}, beOwn, [](World& world) { world.page.deleteButton().click(); });
    draw(studio, {QStringLiteral("put-aside")}, openRule, [](World& world) {
        change(world);
        world.page.create(QStringLiteral("up == 0"));
    });
    draw(studio, {QStringLiteral("unit-test")}, openRule, [](World& world) {
        const QTemporaryDir folder;
        world.page.saveUnitTest(folder.filePath(QStringLiteral("disk.test.yml")));
        tests::PreviewStudio::wait(300);
    });
    draw(studio, {QStringLiteral("remote")}, openRule, [](World& world) {
        world.page.setSavable(false,
                              QStringLiteral("nas has its rules in its own files: rules can be copied, not saved."));
    });
    draw(studio, {QStringLiteral("copied-narrow"), {620, 480}}, openRule, [](World& world) {
        world.page.setSavable(false,
                              QStringLiteral("nas has its rules in its own files: rules can be copied, not saved."));
        world.page.saveButton().click();
        for (auto* button : world.page.findChildren<QPushButton*>()) {
            if (button->text() == QLatin1String("Copy YAML")) {
                button->click();
            }
        }
    });
}

} // namespace

int main(int argc, char** argv) {
    tests::PreviewStudio studio(argc, argv);
    drawLooks(studio);
    drawTabs(studio);
    drawPasts(studio);
    drawActs(studio);
    return 0;
}
