// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QClipboard>
#include <QDateTime>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QTranslator>
#include <QTreeView>
#include <algorithm>
#include <ctime>

#include "data/async_source.h"
#include "models/rules_model.h"
#include "rules/rule_detail.h"
#include "rules/rules_page.h"
#include "ui/rules/rule_world.h"
#include "widgets/filter_chips.h"
#include "widgets/filter_field.h"
#include "widgets/message_bar.h"

using namespace hearth;
using namespace hearth::ui;

namespace {

const QString kSlot = QStringLiteral("rules");

struct Fixture {
    std::shared_ptr<tests::RuleWorld> world = std::make_shared<tests::RuleWorld>();
    AsyncSource source{world};
    RulesPage page{source};
    QTreeView* tree = page.findChild<QTreeView*>(QStringLiteral("rules"));
    RulesModel* model = static_cast<RulesModel*>(tree->model());

    explicit Fixture(std::vector<datasource::RuleGroup> groups = tests::homeGroups(now())) {
        world->setGroups(std::move(groups));
    }
    static model::TimestampMs now() { return QDateTime::currentMSecsSinceEpoch(); }
    void open() {
        page.resize(1100, 700);
        page.show();
    }
    void reload() {
        page.refresh();
        QTRY_VERIFY(!source.busy(&page, kSlot));
    }
    QAction* action(const char* text) const {
        for (auto* each : page.findChildren<QAction*>()) {
            if (each->text() == QLatin1String(text)) {
                return each;
            }
        }
        return nullptr;
    }
    QString currentName() const {
        const auto* row = model->ruleAt(tree->currentIndex());
        return row != nullptr ? row->name : QString();
    }
    QString messages() const {
        QStringList texts;
        for (const auto* bar : page.findChildren<MessageBar*>()) {
            if (bar->isVisible()) {
                texts << bar->text();
            }
        }
        return texts.join(QLatin1Char('\n'));
    }
};

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

} // namespace

class TestRulesPage : public QObject {
    Q_OBJECT

  private slots:
    void groupsAreOpen() {
        Fixture fixture;
        fixture.open();
        QTRY_COMPARE(fixture.model->rowCount(), 2);
        QVERIFY(fixture.tree->isExpanded(fixture.model->index(0, 0)));
        QCOMPARE(fixture.model->shownRows(), std::size_t{6});
    }

    void whatAGroupCountsHasItsRoomInSmallWindows() {
        Fixture fixture;
        fixture.open();
        fixture.page.resize(620, 480);
        QTRY_COMPARE(fixture.model->rowCount(), 2);
        const int text = fixture.tree->fontMetrics().horizontalAdvance(QStringLiteral("6 firing, 1 pending"));
        constexpr int kMark = 20;
        QVERIFY(fixture.tree->columnWidth(RulesModel::kState) >= text + kMark);
    }

    void chipsFilter() {
        Fixture fixture;
        fixture.open();
        QTRY_COMPARE(fixture.model->rowCount(), 2);
        QToolButton* firing = nullptr;
        for (auto* button : fixture.page.findChild<FilterChips*>()->findChildren<QToolButton*>()) {
            if (button->text() == QLatin1String("Firing 1")) {
                firing = button;
            }
        }
        QVERIFY(firing != nullptr);
        firing->click();
        QCOMPARE(fixture.page.findChild<FilterField*>()->text(), QStringLiteral("state:firing"));
        QCOMPARE(fixture.model->shownRows(), std::size_t{1});
        QVERIFY(firing->isChecked());
        firing->click();
        QCOMPARE(fixture.model->shownRows(), std::size_t{6});
    }

    void aRuleIsShownInDetail() {
        Fixture fixture;
        fixture.open();
        QTRY_COMPARE(fixture.model->rowCount(), 2);
        fixture.page.showRule(QStringLiteral("DiskAlmostFull"));
        QCOMPARE(fixture.currentName(), QStringLiteral("DiskAlmostFull"));
        auto* detail = fixture.page.findChild<RuleDetail*>();
        QVERIFY(detail->isVisible());
        QVERIFY(detail->findChild<QPlainTextEdit*>()->toPlainText().startsWith(QLatin1String("100 * (")));
        QCOMPARE(detail->tabText(2), QStringLiteral("Alerts: 3"));
    }

    void aGroupIsShownInDetail() {
        Fixture fixture;
        fixture.open();
        QTRY_COMPARE(fixture.model->rowCount(), 2);
        fixture.tree->setCurrentIndex(fixture.model->index(1, 0));
        const auto* detail = fixture.page.findChild<RuleDetail*>();
        QVERIFY(detail->isVisible());
        QStringList texts;
        for (const auto* label : detail->findChildren<QLabel*>()) {
            texts << (label->isVisibleTo(detail) ? label->text() : QString());
        }
        QVERIFY(texts.contains(QLatin1String("15 s")));
        QVERIFY(texts.contains(QLatin1String("Takes more than half of its interval")));
        QVERIFY(!detail->findChild<QPlainTextEdit*>()->isVisible());
        QVERIFY(fixture.action("Copy expression")->toolTip().contains(QLatin1String("Select a rule")));
    }

    void aWantedRuleIsShownThoughTheFilterHidesIt() {
        Fixture fixture;
        fixture.page.setFilterText(QStringLiteral("state:inactive"));
        fixture.open();
        fixture.page.showRule(QStringLiteral("PacketLoss"));
        QTRY_COMPARE(fixture.currentName(), QStringLiteral("PacketLoss"));
        QCOMPARE(fixture.page.findChild<FilterField*>()->text(), QString());
    }

    void actionsSayWhatTheyShould() {
        Fixture fixture;
        fixture.open();
        QTRY_COMPARE(fixture.model->rowCount(), 2);
        QVERIFY(!fixture.action("Show in Explore")->isEnabled());
        fixture.page.showRule(QStringLiteral("LinkFlapping"));
        QSignalSpy explored(&fixture.page, &RulesPage::exploreRequested);
        QSignalSpy alerts(&fixture.page, &RulesPage::alertsRequested);
        fixture.action("Show in Explore")->trigger();
        fixture.action("Show alerts")->trigger();
        QCOMPARE(explored.front().front().toString(), QStringLiteral("changes(node_network_up[10m]) > 4"));
        QCOMPARE(alerts.front().front().toString(), QStringLiteral("alertname=\"LinkFlapping\""));
        fixture.action("Copy expression")->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("changes(node_network_up[10m]) > 4"));
        fixture.action("Copy as YAML")->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QLatin1String("- alert: LinkFlapping\n  expr: ")));
        fixture.page.showRule(QStringLiteral("instance:disk_used:ratio"));
        QVERIFY(!fixture.action("Show alerts")->isEnabled());
    }

    void editingIsThereWhereItCanBe() {
        qRegisterMetaType<datasource::Rule>();
        qRegisterMetaType<datasource::RulePlace>();
        Fixture fixture;
        fixture.open();
        QTRY_COMPARE(fixture.model->rowCount(), 2);
        QVERIFY(fixture.action("New rule")->isEnabled());
        QVERIFY(!fixture.action("Edit")->isEnabled());
        fixture.page.showRule(QStringLiteral("PacketLoss"));
        datasource::RulePlace place;
        connect(&fixture.page, &RulesPage::ruleEditRequested, this,
                [&](const datasource::Rule&, const datasource::RulePlace& asked) { place = asked; });
        fixture.action("Edit")->trigger();
        QCOMPARE(QString::fromStdString(place.group), QStringLiteral("network"));
        QCOMPARE(place.index, std::size_t{1});
        fixture.page.showRule(QStringLiteral("instance:disk_used:ratio"));
        QVERIFY(!fixture.action("Edit")->isEnabled());
        QVERIFY(fixture.action("Edit")->toolTip().contains(QLatin1String("for alerting rules")));
    }

    void whereNothingCanBeSavedRulesAreTried() {
        Fixture fixture;
        fixture.page.setSavable(false, QStringLiteral("nas has its rules in its own files"));
        fixture.open();
        QTRY_COMPARE(fixture.model->rowCount(), 2);
        QVERIFY(fixture.action("New rule") == nullptr && fixture.action("Edit") == nullptr);
        fixture.page.showRule(QStringLiteral("PacketLoss"));
        for (const auto* name : {"Try a rule", "Open in editor"}) {
            QVERIFY(fixture.action(name)->isEnabled());
            QVERIFY(fixture.action(name)->toolTip().contains(QLatin1String("in its own files")));
        }
        QSignalSpy tried(&fixture.page, &RulesPage::newRuleRequested);
        fixture.action("Try a rule")->trigger();
        QCOMPARE(tried.size(), 1);
        fixture.page.setSavable(true, {});
        QVERIFY(fixture.action("New rule") != nullptr && fixture.action("Edit") != nullptr);
    }

    void aServerThatNeverAnsweredIsNamed() {
        Fixture fixture;
        fixture.world->failing = true;
        fixture.open();
        QTRY_VERIFY(!fixture.source.busy(&fixture.page, kSlot));
        QCOMPARE(fixture.messages(), QString());
        fixture.reload();
        QVERIFY(fixture.messages().contains(QLatin1String("connection refused")));
    }

    void refreshKeepsSelectionScrollAndClosedGroups() {
        Fixture fixture(tests::manyGroups(400, Fixture::now()));
        fixture.open();
        QTRY_COMPARE(fixture.model->rowCount(), 20);
        fixture.tree->collapse(fixture.model->index(3, 0));
        fixture.page.showRule(QStringLiteral("Rule10x7"));
        const int scroll = fixture.tree->verticalScrollBar()->value();
        auto next = tests::manyGroups(400, Fixture::now());
        next[12].rules.pop_back();
        fixture.world->setGroups(std::move(next));
        fixture.reload();
        QCOMPARE(fixture.model->shownRows(), std::size_t{399});
        QCOMPARE(fixture.currentName(), QStringLiteral("Rule10x7"));
        QCOMPARE(fixture.tree->verticalScrollBar()->value(), scroll);
        QVERIFY(!fixture.tree->isExpanded(fixture.model->index(3, 0)));
        fixture.page.setFilterText(QStringLiteral("rule10x"));
        fixture.page.setFilterText(QString());
        QVERIFY(!fixture.tree->isExpanded(fixture.model->index(3, 0)));
        QCOMPARE(fixture.currentName(), QStringLiteral("Rule10x7"));
    }

    void withoutRulesItSaysWhatTheyAre() {
        Fixture fixture{std::vector<datasource::RuleGroup>()};
        fixture.open();
        QTRY_COMPARE(fixture.page.findChild<QStackedWidget*>()->currentIndex(), 1);
        QSignalSpy wanted(&fixture.page, &RulesPage::newRuleRequested);
        for (auto* button : fixture.page.findChildren<QPushButton*>()) {
            if (button->text() == QLatin1String("New rule")) {
                button->click();
            }
        }
        QCOMPARE(wanted.size(), 1);
    }

    void serversWithoutRulesAreToldFromEmptyOnes() {
        Fixture fixture;
        fixture.world->unsupported = true;
        fixture.open();
        QTRY_COMPARE(fixture.page.findChild<QStackedWidget*>()->currentIndex(), 1);
        bool said = false;
        for (const auto* label : fixture.page.findChildren<QLabel*>()) {
            said = said || label->text() == QLatin1String("This server has no rules");
        }
        QVERIFY(said);
    }

    void failuresAreSaidAndWhatWasKnownStays() {
        Fixture fixture;
        fixture.open();
        QTRY_COMPARE(fixture.model->rowCount(), 2);
        fixture.world->failing = true;
        fixture.reload();
        QVERIFY(fixture.messages().contains(QLatin1String("connection refused")));
        QCOMPARE(fixture.model->rowCount(), 2);
        fixture.world->failing = false;
        fixture.reload();
        QCOMPARE(fixture.messages(), QString());
    }

    void theLanguageChangesWhileItRuns() {
        Fixture fixture;
        fixture.open();
        QTRY_COMPARE(fixture.model->rowCount(), 2);
        QTranslator japanese;
        QVERIFY(japanese.load(QStringLiteral(":/translations/hearth_ja.qm")));
        QCoreApplication::installTranslator(&japanese);
        QCoreApplication::sendPostedEvents();
        QVERIFY(fixture.action("Copy as YAML") == nullptr);
        QVERIFY(fixture.model->headerData(1, Qt::Horizontal, Qt::DisplayRole).toString() != QLatin1String("Name"));
        QCoreApplication::removeTranslator(&japanese);
        QCoreApplication::sendPostedEvents();
        QVERIFY(fixture.action("Copy as YAML") != nullptr);
    }

    void itAsksOnlyWhileItIsVisible() {
        Fixture fixture;
        fixture.open();
        QTRY_COMPARE(fixture.model->rowCount(), 2);
        fixture.page.hide();
        const int calls = fixture.world->calls.load();
        QTest::qWait(1100);
        QCOMPARE(fixture.world->calls.load(), calls);
    }

    void hostileTextIsPlain() {
        Fixture fixture(tests::homeGroups(Fixture::now(), "<h1>x</h1><img src=\"file:///etc/passwd\">"));
        fixture.open();
        QTRY_COMPARE(fixture.model->rowCount(), 2);
        fixture.tree->setCurrentIndex(fixture.model->index(0, 0, fixture.model->index(0, 0)));
        for (int row = 0; row < 3; ++row) {
            for (int column = 0; column < RulesModel::kColumnCount; ++column) {
                const auto tip =
                    fixture.model->index(row, column, fixture.model->index(0, 0)).data(Qt::ToolTipRole).toString();
                QVERIFY2(!tip.contains(QLatin1String("<h1>")), qPrintable(tip));
            }
        }
        for (const auto* label : fixture.page.findChildren<QLabel*>()) {
            QVERIFY2(label->textFormat() == Qt::PlainText || label->text().isEmpty(), qPrintable(label->text()));
        }
    }

    void twoThousandRulesOpenQuickly() {
        std::vector<double> opening;
        std::vector<double> filtering;
        for (int round = 0; round < 5; ++round) {
            Fixture fixture(tests::manyGroups(2000, Fixture::now()));
            QElapsedTimer timer;
            timer.start();
            fixture.open();
            while (fixture.model->rowCount() != 100 && timer.elapsed() < 5000) {
                QTest::qWait(1);
            }
            fixture.page.grab();
            opening.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            QCOMPARE(fixture.model->shownRows(), std::size_t{2000});
            for (const auto* text : {"r", "ru", "rule7", "rule7x", "state:firing", "group:9 disk", ""}) {
                timer.restart();
                fixture.page.setFilterText(QString::fromLatin1(text));
                filtering.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            }
        }
        qInfo("2,000 rules: open and painted %.1f ms, filter keystroke %.2f ms (slowest %.2f)", median(opening),
              median(filtering), *std::ranges::max_element(filtering));
        QVERIFY(median(opening) <= 200);
        QVERIFY(median(filtering) <= 16);
    }

    void idlenessCostsNothing() {
        Fixture fixture(tests::manyGroups(2000, Fixture::now()));
        fixture.open();
        QTRY_COMPARE(fixture.model->rowCount(), 100);
        QTest::qWait(200);
        const auto before = std::clock();
        QEventLoop loop;
        QTimer::singleShot(6000, &loop, &QEventLoop::quit);
        loop.exec();
        const double share = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC / 6;
        qInfo("2,000 rules, visible, asked once in 6 s: %.2f %% of a processor", 100 * share);
        QVERIFY(share <= 0.02);
    }
};

QTEST_MAIN(TestRulesPage)
#include "test_rules_page.moc"
