// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include "models/alert_text.h"
#include "ui/models/alert_samples.h"

using namespace hearth;
using namespace hearth::tests;
using namespace hearth::ui;
using datasource::AlertState;

namespace {

const model::Labels kDisk{{"alertname", "Disk"}, {"instance", "nas"}};

AlertAnswers firingDisk() {
    AlertAnswers answers;
    answers.rules = ruleGroups({alertingRule("Disk", {ruleAlert(kDisk, AlertState::kFiring, 7)})});
    answers.groups = std::vector{groupOf({{"alertname", "Disk"}}, {receivedAlert(kDisk)})};
    answers.alerts = std::vector{receivedAlert(kDisk)};
    return answers;
}

/// A line a group, its alerts below.
QString print(const AlertSnapshot& snapshot) {
    QString text;
    for (const auto& group : snapshot.groups) {
        text += AlertText::group(group) + QLatin1Char('\n');
        for (const auto& row : group.rows) {
            text += QStringLiteral("  %1 %2 %3 %4\n")
                        .arg(AlertText::word(row.condition), row.name, row.labelsText,
                             row.rule != nullptr ? row.rule->expression : QStringLiteral("-"));
        }
    }
    return text;
}

/// The condition of the disk's alert after a change to what the Alertmanager says.
template <class Change>
QString conditionAfter(Change change) {
    auto answers = firingDisk();
    change(answers.groups->front().alerts.front(), answers);
    return AlertText::word(makeAlertSnapshot(std::move(answers))->groups.front().rows.front().condition);
}

} // namespace

class TestAlertSnapshot : public QObject {
    Q_OBJECT

  private slots:
    void fingerprintsAreThoseOfAnAlertmanager() {
        QCOMPARE(alertFingerprint({}), QStringLiteral("cbf29ce484222325"));
        QCOMPARE(alertFingerprint({{"alertname", "Disk"}}).size(), 16);
    }

    void bothSidesMakeOneRow() {
        const auto snapshot = makeAlertSnapshot(firingDisk());
        QCOMPARE(print(*snapshot), QStringLiteral("Disk\n  Firing Disk instance=nas Disk_value > 5\n"));
        const auto& row = snapshot->groups.front().rows.front();
        QCOMPARE(row.value.value_or(0), 7.0);
        QCOMPARE(row.receivers, QStringLiteral("mail"));
        QCOMPARE(row.since, kNoon + 10 * model::kMinuteMs);
        QCOMPARE(row.activeAt.value_or(0), kNoon);
    }

    void externalLabelsDoNotTearThemApart() {
        auto answers = firingDisk();
        const model::Labels sent{{"alertname", "Disk"}, {"instance", "nas"}, {"site", "home"}};
        answers.groups = std::vector{groupOf({}, {receivedAlert(sent)})};
        answers.alerts = std::vector{receivedAlert(sent)};
        const auto snapshot = makeAlertSnapshot(std::move(answers));
        QCOMPARE(snapshot->counts.total(), std::size_t{1});
        QCOMPARE(snapshot->groups.front().rows.front().labels, sent);
        QVERIFY(snapshot->groups.front().rows.front().value.has_value());
    }

    void alertsOfOtherSendersAreThereToo() {
        auto answers = firingDisk();
        answers.groups->push_back(groupOf({{"alertname", "Door"}}, {receivedAlert({{"alertname", "Door"}})}));
        QCOMPARE(print(*makeAlertSnapshot(std::move(answers))),
                 QStringLiteral("Disk\n  Firing Disk instance=nas Disk_value > 5\nDoor\n  Firing Door  -\n"));
    }

    void pendingOnesStandInTheGroupTheyWillJoin() {
        auto answers = firingDisk();
        answers.rules->groups.front().rules.front().alerts.push_back(
            ruleAlert({{"alertname", "Disk"}, {"instance", "pi"}}, AlertState::kPending));
        QCOMPARE(print(*makeAlertSnapshot(std::move(answers))),
                 QStringLiteral("Disk\n  Firing Disk instance=nas Disk_value > 5\n"
                                "  Pending Disk instance=pi Disk_value > 5\n"));
    }

    void whatHoldsItBackIsItsCondition() {
        using Alert = datasource::ReceivedAlert;
        QCOMPARE(conditionAfter([](Alert& alert, AlertAnswers&) { alert.mutedBy = {"nights"}; }),
                 QStringLiteral("Muted"));
        QCOMPARE(conditionAfter([](Alert& alert, AlertAnswers&) { alert.inhibitedBy = {"x"}; }),
                 QStringLiteral("Inhibited"));
        QCOMPARE(conditionAfter([](Alert& alert, AlertAnswers& answers) {
                     alert.silencedBy = {"1"};
                     answers.silences = std::vector{silenceOf("1", {}, "new fan")};
                 }),
                 QStringLiteral("Silenced"));
        QCOMPARE(conditionAfter([](Alert& alert, AlertAnswers& answers) {
                     alert.silencedBy = {"1"};
                     answers.silences = std::vector{silenceOf("1", {}, "ACK! seen")};
                 }),
                 QStringLiteral("Acknowledged"));
        QCOMPARE(conditionAfter(
                     [](Alert& alert, AlertAnswers&) { alert.state = datasource::NotificationState::kUnprocessed; }),
                 QStringLiteral("Unknown"));
    }

    void mutedInOneOfTwoGroupsIsNotMuted() {
        auto answers = firingDisk();
        answers.groups->push_back(answers.groups->front());
        answers.groups->back().receiver = "desktop";
        answers.groups->back().alerts.front().mutedBy = {"nights"};
        QCOMPARE(AlertText::word(makeAlertSnapshot(std::move(answers))->groups.front().rows.front().condition),
                 QStringLiteral("Firing"));
    }

    void withoutAnAlertmanagerRulesSayWhatTheyKnow() {
        auto answers = firingDisk();
        answers.groups = fail(ErrorCode::kUnsupported, "none");
        answers.alerts = fail(ErrorCode::kUnsupported, "none");
        const auto snapshot = makeAlertSnapshot(std::move(answers));
        QCOMPARE(print(*snapshot), QStringLiteral("Disk\n  Firing Disk instance=nas Disk_value > 5\n"));
        QVERIFY(AlertText::missing(*snapshot).contains(QStringLiteral("Alertmanager")));
    }

    void withoutRulesTheAlertmanagerSaysWhatItKnows() {
        auto answers = firingDisk();
        answers.rules = fail(ErrorCode::kUnsupported, "none");
        const auto snapshot = makeAlertSnapshot(std::move(answers));
        QCOMPARE(print(*snapshot), QStringLiteral("Disk\n  Firing Disk instance=nas -\n"));
        QVERIFY(AlertText::missing(*snapshot).contains(QStringLiteral("rules")));
    }

    void theWorstGroupsComeFirst() {
        auto answers = firingDisk();
        answers.groups->clear();
        for (const auto* severity : {"info", "critical"}) {
            const model::Labels labels{{"alertname", severity}, {"severity", severity}};
            answers.groups->push_back(groupOf({{"alertname", severity}}, {receivedAlert(labels)}));
        }
        answers.rules = ruleGroups({});
        answers.alerts = std::vector<datasource::ReceivedAlert>();
        QCOMPARE(makeAlertSnapshot(std::move(answers))->groups.front().rows.front().name, QStringLiteral("critical"));
    }

    void theSameAgainIsTheSnapshotBefore() {
        const auto before = makeAlertSnapshot(firingDisk());
        QCOMPARE(makeAlertSnapshot(firingDisk(), before), before);
        auto changed = firingDisk();
        changed.rules->groups.front().rules.front().alerts.front().value = 8;
        QVERIFY(makeAlertSnapshot(std::move(changed), before) != before);
    }

    void wordsWrittenTheOtherWayTurnNothingElseAround() {
        const auto text = alertLabelsText({{"alertname", "Disk"}, {"instance", "\u202enas"}, {"job", "node"}});
        QCOMPARE(text, QStringLiteral("instance=\u2068nas\u2069  job=node"));
    }

    void tenThousandAlertsAreJoinedQuickly() {
        std::vector<datasource::Rule> rules;
        std::vector<datasource::AlertGroup> groups;
        for (int group = 0; group < 500; ++group) {
            const auto name = "Rule" + std::to_string(group);
            rules.push_back(alertingRule(name, {}));
            groups.push_back(groupOf({{"alertname", name}}, {}));
            for (int i = 0; i < 20; ++i) {
                const auto host = "host-" + std::to_string(i);
                rules.back().alerts.push_back(
                    ruleAlert({{"alertname", name}, {"instance", host}}, AlertState::kFiring));
                groups.back().alerts.push_back(
                    receivedAlert({{"alertname", name}, {"instance", host}, {"site", "home"}}));
            }
        }
        AlertAnswers answers;
        answers.rules = ruleGroups(std::move(rules));
        answers.groups = std::move(groups);
        QElapsedTimer timer;
        timer.start();
        const auto snapshot = makeAlertSnapshot(std::move(answers));
        qInfo("10,000 alerts joined in %lld ms", timer.elapsed());
        QCOMPARE(snapshot->counts.total(), std::size_t{10'000});
        QVERIFY(timer.elapsed() < 1000);
    }
};

QTEST_GUILESS_MAIN(TestAlertSnapshot)
#include "test_alert_snapshot.moc"
