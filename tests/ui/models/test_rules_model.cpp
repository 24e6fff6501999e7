// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>

#include "models/rule_text.h"
#include "models/rules_model.h"

using namespace hearth;
using namespace hearth::ui;
using datasource::AlertState;
using datasource::Rule;
using datasource::RuleHealth;
using datasource::RuleType;

namespace {

constexpr model::TimestampMs kNow = 1'800'000'000'000;

Rule alerting(const std::string& name, AlertState state, std::size_t alerts = 0) {
    Rule rule;
    rule.type = RuleType::kAlerting;
    rule.name = name;
    rule.query = name + "_value > 1";
    rule.state = state;
    rule.health = RuleHealth::kOk;
    rule.labels = {{"severity", "page"}};
    rule.lastEvaluation = kNow - 5000;
    rule.evaluationSeconds = 0.002;
    rule.alerts.resize(alerts);
    for (auto& alert : rule.alerts) {
        alert.state = state;
    }
    return rule;
}

Rule recording(const std::string& name) {
    auto rule = alerting(name, AlertState::kUnknown);
    rule.type = RuleType::kRecording;
    rule.labels.clear();
    return rule;
}

Rule failed(Rule rule, const std::string& error) {
    rule.health = RuleHealth::kErr;
    rule.lastError = error;
    return rule;
}

datasource::RuleGroup group(const std::string& name, std::vector<Rule> rules, const std::string& file = "/etc/a.yml") {
    datasource::RuleGroup made;
    made.name = name;
    made.file = file;
    made.rules = std::move(rules);
    made.intervalSeconds = 60;
    made.evaluationSeconds = 0.03;
    made.lastEvaluation = kNow - 5000;
    return made;
}

RuleSnapshotPtr snapshotOf(std::vector<datasource::RuleGroup> groups) {
    return makeRuleSnapshot({std::move(groups), {}});
}

std::vector<datasource::RuleGroup> few() {
    return {group("disk", {alerting("Full", AlertState::kFiring, 2), alerting("Slow", AlertState::kInactive),
                           recording("disk:used:ratio")}),
            group("net",
                  {alerting("Down", AlertState::kPending, 1),
                   failed(alerting("Loss", AlertState::kUnknown), "division by\nzero")},
                  "/etc/b.yml")};
}

RuleSnapshotPtr many(int count) {
    std::vector<datasource::RuleGroup> groups;
    for (int i = 0; i < count / 20; ++i) {
        std::vector<Rule> rules;
        for (int j = 0; j < 20; ++j) {
            auto rule = j % 4 == 3 ? recording("job:rule" + std::to_string(i) + ":" + std::to_string(j))
                                   : alerting("Rule" + std::to_string(i) + "x" + std::to_string(j),
                                              j == 0 ? AlertState::kFiring : AlertState::kInactive, j == 0 ? 5 : 0);
            rule.query = "sum by (instance) (rate(node_network_receive_bytes_total{device!=\"lo\"}[5m])) > " +
                         std::to_string(i * 100 + j);
            rule.annotations = {{"summary", "Something is the matter with {{ $labels.instance }}"}};
            rules.push_back(std::move(rule));
        }
        groups.push_back(group("group" + std::to_string(i), std::move(rules)));
    }
    return snapshotOf(std::move(groups));
}

/// The model as text: a line a row, children indented, without times.
QString print(const RulesModel& model) {
    const auto line = [](const QModelIndex& index) {
        QStringList cells;
        for (const int column : {RulesModel::kState, RulesModel::kName, RulesModel::kHealth, RulesModel::kError}) {
            cells << index.siblingAtColumn(column).data().toString();
        }
        return cells.join(QLatin1String(" | ")) + QLatin1Char('\n');
    };
    QString text;
    for (int i = 0; i < model.rowCount(); ++i) {
        const auto parent = model.index(i, 0);
        text += line(parent);
        for (int row = 0; row < model.rowCount(parent); ++row) {
            text += QStringLiteral("  ") + line(model.index(row, 0, parent));
        }
    }
    return text;
}

QStringList names(const RulesModel& model) {
    QStringList list;
    for (int i = 0; i < model.rowCount(); ++i) {
        const auto parent = model.index(i, 0);
        for (int row = 0; row < model.rowCount(parent); ++row) {
            list << model.ruleAt(model.index(row, 0, parent))->name;
        }
    }
    return list;
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

} // namespace

class TestRulesModel : public QObject {
    Q_OBJECT

  private slots:
    void groupsAndRulesSayWhatTheyAre() {
        RulesModel model;
        const QAbstractItemModelTester tester(&model);
        model.setNow(kNow);
        model.setSnapshot(snapshotOf(few()));
        QCOMPARE(print(model), QStringLiteral("1 firing | disk   a.yml |  | \n"
                                              "  Firing: 2 | Full | OK | \n"
                                              "  Inactive | Slow | OK | \n"
                                              "  Recording | disk:used:ratio | OK | \n"
                                              "1 pending | net   b.yml | 1 failed | \n"
                                              "  Pending: 1 | Down | OK | \n"
                                              "  Unknown | Loss | Failed | division by zero\n"));
        QCOMPARE(model.index(0, RulesModel::kInterval).data().toString(), QStringLiteral("1 min"));
        QCOMPARE(model.index(0, RulesModel::kLast).data().toString(), QStringLiteral("5 s ago"));
        QCOMPARE(model.index(2, RulesModel::kState, model.index(0, 0)).data(RulesModel::ShapeRole).toInt(),
                 static_cast<int>(StateShape::kEnded));
    }

    void groupsThatCannotKeepUpAreMarked() {
        auto busy = group("busy", {recording("a")});
        busy.evaluationSeconds = 45;
        auto late = group("late", {recording("a")});
        late.lastEvaluation = kNow - 200'000;
        RulesModel model;
        model.setNow(kNow);
        model.setSnapshot(snapshotOf({busy, late}));
        QCOMPARE(model.index(0, RulesModel::kError).data().toString(),
                 QStringLiteral("Takes more than half of its interval"));
        QVERIFY(model.index(0, RulesModel::kDuration).data().toString().endsWith(QLatin1String("75 %")));
        QVERIFY(model.index(0, RulesModel::kError).data(RulesModel::ShapeRole).isValid());
        QCOMPARE(model.index(1, RulesModel::kError).data().toString(), QStringLiteral("2 evaluation(s) missed"));
    }

    void differencesKeepPersistentRows() {
        RulesModel model;
        const QAbstractItemModelTester tester(&model);
        model.setSnapshot(snapshotOf(few()));
        const QPersistentModelIndex slow = model.index(1, RulesModel::kName, model.index(0, 0));
        const QPersistentModelIndex down = model.index(0, RulesModel::kName, model.index(1, 0));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        auto next = few();
        next[0].rules.erase(next[0].rules.begin());
        next[0].rules.insert(next[0].rules.begin(), {recording("new"), recording("new")});
        next.insert(next.begin(), group("before", {recording("x")}));
        next.erase(next.begin() + 2);
        next.push_back(group("net", {alerting("Down", AlertState::kFiring, 4)}, "/etc/b.yml"));
        model.setSnapshot(snapshotOf(next));
        QCOMPARE(resets.size(), 0);
        QCOMPARE(slow.data().toString(), QStringLiteral("Slow"));
        QCOMPARE(slow.row(), 2);
        QCOMPARE(slow.parent().row(), 1);
        QCOMPARE(down.data().toString(), QStringLiteral("Down"));
        QCOMPARE(QModelIndex(down).siblingAtColumn(0).data().toString(), QStringLiteral("Firing: 4"));
        QCOMPARE(names(model), (QStringList{"x", "new", "new", "Slow", "disk:used:ratio", "Down"}));
    }

    void theSameAgainTellsNothingOfRules() {
        RulesModel model;
        model.setSnapshot(snapshotOf(few()));
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setSnapshot(snapshotOf(few()));
        for (const auto& change : changes) {
            QVERIFY(!change.front().toModelIndex().parent().isValid());
        }
    }

    void sortingMovesRulesWithinTheirGroups() {
        RulesModel model;
        const QAbstractItemModelTester tester(&model);
        model.setSnapshot(snapshotOf(few()));
        model.sort(RulesModel::kState, Qt::AscendingOrder);
        QCOMPARE(names(model), (QStringList{"Full", "Slow", "disk:used:ratio", "Down", "Loss"}));
        model.sort(RulesModel::kName, Qt::DescendingOrder);
        QCOMPARE(names(model), (QStringList{"Slow", "Full", "disk:used:ratio", "Loss", "Down"}));
        model.sort(RulesModel::kError, Qt::AscendingOrder);
        QCOMPARE(names(model).at(3), QStringLiteral("Loss"));
        model.sort(-1, Qt::AscendingOrder);
        QCOMPARE(names(model).front(), QStringLiteral("Full"));
    }

    void wordsFilter_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("shown");
        QTest::newRow("state") << "state:firing" << QStringList{"Full"};
        QTest::newRow("states") << "state:firing state:pending" << QStringList{"Full", "Down"};
        QTest::newRow("health") << "health:err" << QStringList{"Loss"};
        QTest::newRow("type") << "type:recording" << QStringList{"disk:used:ratio"};
        QTest::newRow("group") << "group:NE" << QStringList{"Down", "Loss"};
        QTest::newRow("file") << "file:a.yml type:alerting" << QStringList{"Full", "Slow"};
        QTest::newRow("name") << "name:lo" << QStringList{"Slow", "Loss"};
        QTest::newRow("label") << "severity=page state:inactive" << QStringList{"Slow"};
        QTest::newRow("label missing") << "severity!=page" << QStringList{"disk:used:ratio"};
        QTest::newRow("expression") << "slow_value" << QStringList{"Slow"};
        QTest::newRow("error") << "\"division by\"" << QStringList{};
        QTest::newRow("nothing") << "nothing" << QStringList{};
    }
    void wordsFilter() {
        QFETCH(QString, text);
        RulesModel model;
        const QAbstractItemModelTester tester(&model);
        model.setSnapshot(snapshotOf(few()));
        model.setFilter(RuleFilter::parse(text));
        if (text.startsWith(QLatin1Char('"'))) {
            QCOMPARE(names(model), QStringList{"Loss"});
            return;
        }
        QTEST(names(model), "shown");
    }

    void wordsAreToggled() {
        QCOMPARE(toggledFilterWord({}, QStringLiteral("state:firing")), QStringLiteral("state:firing"));
        QCOMPARE(toggledFilterWord(QStringLiteral("disk state:firing x"), QStringLiteral("state:firing")),
                 QStringLiteral("disk x"));
        QVERIFY(hasFilterWord(QStringLiteral("disk state:firing"), QStringLiteral("state:firing")));
        QVERIFY(!hasFilterWord(QStringLiteral("\"state:firing\""), QStringLiteral("state:firing")));
    }

    void unknownWordsAreExplained() {
        for (const auto* text : {"state:busy", "health:fine", "type:other"}) {
            std::optional<FilterProblem> problem;
            std::ignore = RuleFilter::parse(QString::fromLatin1(text), &problem);
            QVERIFY(problem);
            QVERIFY(!problem->message.isEmpty());
        }
    }

    void rowsAreFoundByKey() {
        RulesModel model;
        auto groups = few();
        groups[0].rules.push_back(recording("disk:used:ratio"));
        model.setSnapshot(snapshotOf(groups));
        const auto twin = model.index(3, 0, model.index(0, 0));
        QCOMPARE(model.indexOf(twin.data(RulesModel::KeyRole).toString()), twin);
        QCOMPARE(model.indexOf(model.index(1, 0).data(RulesModel::KeyRole).toString()), model.index(1, 0));
        QVERIFY(!model.indexOf(QStringLiteral("nothing")).isValid());
    }

    void rulesAreWrittenAsYaml() {
        auto rule = alerting("DiskFull", AlertState::kInactive);
        rule.query = "disk_used\n  / disk_size > 0.9";
        rule.holdSeconds = 600;
        rule.keepFiringSeconds = 90;
        rule.labels = {{"severity", "page"}, {"on", "yes"}};
        rule.annotations = {{"summary", "Disk of {{ $labels.instance }}: \"full\""}};
        QCOMPARE(ruleYaml(rule), QStringLiteral("- alert: DiskFull\n"
                                                "  expr: |-\n"
                                                "    disk_used\n"
                                                "      / disk_size > 0.9\n"
                                                "  for: 10m\n"
                                                "  keep_firing_for: 1m30s\n"
                                                "  labels:\n"
                                                "    \"on\": \"yes\"\n"
                                                "    severity: page\n"
                                                "  annotations:\n"
                                                "    summary: \"Disk of {{ $labels.instance }}: \\\"full\\\"\"\n"));
        QCOMPARE(ruleYaml(recording("a:b")), QStringLiteral("- record: \"a:b\"\n  expr: \"a:b_value > 1\"\n"));
    }

    void twoThousandRulesAreFast() {
        std::vector<double> building;
        std::vector<double> opening;
        std::vector<double> filtering;
        std::vector<double> refreshing;
        for (int round = 0; round < 9; ++round) {
            QElapsedTimer timer;
            timer.start();
            const auto snapshot = many(2000);
            building.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            RulesModel model;
            timer.restart();
            model.setSnapshot(snapshot);
            opening.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            for (const auto* text : {"r", "ra", "rule7", "state:firing", "state:firing network", ""}) {
                timer.restart();
                model.setFilter(RuleFilter::parse(QString::fromLatin1(text)));
                filtering.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            }
            const auto next = many(2000);
            timer.restart();
            model.setSnapshot(next);
            refreshing.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
        qInfo("2,000 rules: making them and their snapshot %.2f ms, opening %.2f ms, filter %.2f ms, refresh %.2f ms",
              median(building), median(opening), median(filtering), median(refreshing));
        QVERIFY(median(opening) <= 50);
        QVERIFY(median(filtering) <= 16);
        QVERIFY(median(refreshing) <= 16);
    }
};

QTEST_GUILESS_MAIN(TestRulesModel)
#include "test_rules_model.moc"
