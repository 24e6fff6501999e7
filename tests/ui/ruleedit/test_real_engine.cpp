// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "data/async_source.h"
#include "data/metric_catalog.h"
#include "desktop/host.h"
#include "explore/editor_input.h"
#include "ruleedit/backtest_pane.h"
#include "ruleedit/backtest_run.h"
#include "ruleedit/finding_list.h"
#include "ruleedit/rule_edit_page.h"
#include "ruleedit/rule_form.h"
#include "widgets/message_bar.h"

using namespace hearth;
using namespace hearth::ui;

namespace {

constexpr int kStartMs = 20'000;

QByteArray readAll(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// An engine of its own in a folder of its own.
struct World {
    QTemporaryDir folder;
    std::unique_ptr<app::Host> host;

    World() {
        QDir(folder.path()).mkdir(QStringLiteral("rules"));
        QFile config(folder.filePath(QStringLiteral("prometheus.yml")));
        if (config.open(QIODevice::WriteOnly)) {
            config.write("global:\n  evaluation_interval: 1s\nrule_files:\n  - rules/*.yml\n");
        }
        config.close();
        app::Places places;
        places.config = folder.filePath(QStringLiteral("prometheus.yml")).toStdString();
        places.data = folder.filePath(QStringLiteral("data")).toStdString();
        places.settings = folder.filePath(QStringLiteral("window.ini")).toStdString();
        engine::Options options;
        options.configPath = places.config;
        options.storage.path = places.data;
        options.web.listenAddresses = {"127.0.0.1:0"};
        options.anyPortWhereTaken = true;
        host = std::make_unique<app::Host>(std::move(options), std::move(places), Log());
    }
    bool ready() const { return host->engineState().phase == datasource::DesktopHost::EngineState::Phase::kReady; }
    QByteArray ownFile() const { return readAll(folder.filePath(QStringLiteral("rules/hearth.yml"))); }
};

struct Fixture {
    World& world;
    AsyncSource source{std::shared_ptr<datasource::DataSource>(&world.host->local(), [](auto*) {})};
    MetricCatalog catalog{source};
    RuleEditPage page{*world.host, source, catalog};

    explicit Fixture(World& world_)
        : world(world_) {
        page.resize(1200, 800);
        page.show();
    }
    void setName(const QString& name) {
        for (auto* field : page.form().findChildren<QLineEdit*>()) {
            if (field->accessibleName() == QLatin1String("Name of the rule")) {
                field->clear();
                QTest::keyClicks(field, name);
            }
        }
    }
    bool says(const char* text) { return page.bar().text().contains(QLatin1String(text)); }
    bool knows(const std::string& name) {
        const auto rules = world.host->local().rules({}, {});
        if (!rules) {
            return false;
        }
        for (const auto& group : rules->groups) {
            for (const auto& rule : group.rules) {
                if (rule.name == name) {
                    return true;
                }
            }
        }
        return false;
    }
};

} // namespace

/// The editor over the engine that carries it in the program.
class TestRealEngine : public QObject {
    Q_OBJECT

  private slots:
    void aRuleIsTriedSavedDeletedAndBroughtBack() {
        World world;
        QTRY_VERIFY_WITH_TIMEOUT(world.ready(), kStartMs);
        Fixture fixture(world);
        fixture.page.create(QStringLiteral("vector(90) > 85"));
        fixture.setName(QStringLiteral("AlwaysHot"));
        QTRY_VERIFY(fixture.page.run().outcome() && !fixture.page.run().fetching());
        QVERIFY(!fixture.page.run().error());
        QCOMPARE(fixture.page.run().past()->threshold()->value, 85.0);
        fixture.page.saveButton().click();
        QTRY_VERIFY2(fixture.says("Saved and loaded"), qPrintable(fixture.page.bar().text()));
        QVERIFY2(world.ownFile().contains("AlwaysHot"), world.ownFile().constData());
        QTRY_VERIFY(fixture.knows("AlwaysHot"));

        // It has a place now: it is changed, not added again.
        QTRY_VERIFY(fixture.page.deleteButton().isVisible());
        QVERIFY(!fixture.page.saveButton().isEnabled());
        fixture.page.form().expression().setText(QStringLiteral("vector(90) > 80"));
        fixture.page.saveButton().click();
        QTRY_VERIFY2(world.ownFile().contains("> 80"), world.ownFile().constData());
        QCOMPARE(world.ownFile().count("AlwaysHot"), 1);
        QTRY_VERIFY(fixture.page.deleteButton().isEnabled());

        fixture.page.deleteButton().click();
        QTRY_VERIFY2(fixture.says("was deleted"), qPrintable(fixture.page.bar().text()));
        QTRY_VERIFY(!fixture.knows("AlwaysHot"));
        for (auto* button : fixture.page.bar().findChildren<QToolButton*>()) {
            if (button->text() == QLatin1String("Undo")) {
                button->click();
                break;
            }
        }
        QTRY_VERIFY2(fixture.says("is back"), qPrintable(fixture.page.bar().text()));
        QTRY_VERIFY(fixture.knows("AlwaysHot"));
    }

    void aWrongRuleIsRefusedWithItsReason() {
        World world;
        QTRY_VERIFY_WITH_TIMEOUT(world.ready(), kStartMs);
        Fixture fixture(world);
        fixture.page.create(QStringLiteral("vector(90) >"));
        fixture.setName(QStringLiteral("Wrong"));
        QTRY_VERIFY(fixture.page.findings().hasErrors());
        fixture.page.saveButton().click();
        QTRY_VERIFY(!fixture.page.bar().text().isEmpty());
        QVERIFY2(!fixture.says("Saved"), qPrintable(fixture.page.bar().text()));
        QVERIFY2(fixture.says("parse error"), qPrintable(fixture.page.bar().text()));
        QVERIFY(!fixture.knows("Wrong"));
    }
};

QTEST_MAIN(TestRealEngine)
#include "test_real_engine.moc"
