// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/file_system.h"
#include "engine/notification_plan.h"

using namespace hearth;
using namespace hearth::engine;

namespace {

constexpr std::string_view kFile = R"(global:
  smtp_from: hearth@example.org
  smtp_smarthost: smtp.example.org:587
  smtp_auth_password: sesame
route:
  receiver: mail
  group_by: [alertname]
  routes:
    - matchers: [severity="critical"]
      receiver: phone
      continue: true
      group_wait: 0s
    - matchers: [severity=~"warning|info"]
      receiver: desk
      mute_time_intervals: [always, night]
    - matchers: [team="x"]
      receiver: mail
      active_time_intervals: [never]
receivers:
  - name: mail
    email_configs:
      - to: me@example.org
  - name: phone
    telegram_configs:
      - bot_token: 123:abc
        chat_id: 42
    ntfy_configs:
      - topic: home
        token: tk_secret
    slack_configs:
      - api_url: https://hooks.slack.com/services/T/B/secret
        channel: '#alerts'
  - name: desk
    webhook_configs:
      - url: http://10.0.0.2:8080/token/secret
    desktop_configs:
      - {}
    command_configs:
      - command: [/usr/local/bin/lamp, red]
time_intervals:
  - name: always
    time_intervals:
      - weekdays: ['sunday:saturday']
  - name: night
    time_intervals:
      - weekdays: ['monday:tuesday']
        times:
          - start_time: '22:00'
            end_time: '24:00'
        location: Asia/Tokyo
  - name: never
    time_intervals:
      - years: ['1970']
)";

constexpr model::TimestampMs kNow = 1'700'000'000'000; // a Tuesday in 2023

std::shared_ptr<const datasource::NotificationPlan> planOf(const std::string& text) {
    PosixFileSystem files;
    auto plan = readNotificationPlan(text, config::machineDialect(files));
    if (!plan) {
        QTest::qFail(plan.error().message().c_str(), __FILE__, __LINE__);
        return nullptr;
    }
    return *std::move(plan);
}

/// `phone: slack[0] to #alerts over hooks.slack.com; ...`
QStringList listed(const datasource::NotificationPlan& plan) {
    QStringList list;
    for (const auto& receiver : plan.receivers()) {
        for (const auto& channel : receiver.channels) {
            list << QString::fromStdString(
                fmt::format("{}: {} to '{}' over '{}'", receiver.name, channel.integration, channel.to, channel.over));
        }
    }
    return list;
}

const QStringList kListed{"mail: email[0] to 'me@example.org' over 'smtp.example.org:587'",
                          "phone: slack[0] to '#alerts' over 'hooks.slack.com'",
                          "phone: telegram[0] to '42' over 'api.telegram.org'",
                          "phone: ntfy[0] to 'home' over 'ntfy.sh'",
                          "desk: webhook[0] to '' over '10.0.0.2:8080'",
                          "desk: command[0] to 'lamp' over ''",
                          "desk: desktop[0] to '' over ''"};

} // namespace

class TestNotificationPlan : public QObject {
    Q_OBJECT

  private slots:
    void receiversSayWhereMessagesGoAndNoSecret();
    void whatAStatusSaysIsReadBack();
    void routesInheritAndNameTheirReceivers();
    void anAlertStopsWhereItsRoutesSay();
    void intervalsAreShownAsAWeek();
    void aBrokenTextSaysWhere();
};

void TestNotificationPlan::receiversSayWhereMessagesGoAndNoSecret() {
    const auto plan = planOf(std::string(kFile));
    QCOMPARE(listed(*plan), kListed);
    QVERIFY(!plan->receivers()[0].channels[0].sendsResolved);
    QVERIFY(plan->receivers()[1].channels[1].sendsResolved);
}

void TestNotificationPlan::whatAStatusSaysIsReadBack() {
    PosixFileSystem files;
    const auto options = config::parseAlertmanager(kFile, "am.yml", config::machineDialect(files)).value();
    QVERIFY(!options.text.contains("tk_secret"));
    const auto plan = planOf(options.text);
    QVERIFY(plan != nullptr);
    auto expected = kListed;
    expected.replaceInStrings("hooks.slack.com", ""); // masked as a whole
    expected.replaceInStrings("10.0.0.2:8080", "");
    QCOMPARE(listed(*plan), expected);
    QCOMPARE(plan->route().routes.size(), 3U);
    QCOMPARE(plan->stopsOf({{"severity", "critical"}}, kNow).at(0).route.receiver, std::string("phone"));
}

void TestNotificationPlan::routesInheritAndNameTheirReceivers() {
    const auto plan = planOf(std::string(kFile));
    const auto& route = plan->route();
    QCOMPARE(route.groupWait, 30 * model::kSecondMs);
    QCOMPARE(route.routes[0].groupWait, 0);
    QCOMPARE(route.routes[0].groupBy, std::vector<std::string>{"alertname"});
    QCOMPARE(route.routes[0].matchers, std::vector<std::string>{R"(severity="critical")"});
    QCOMPARE(plan->receivers()[0].routes.size(), 2U);
}

void TestNotificationPlan::anAlertStopsWhereItsRoutesSay() {
    const auto plan = planOf(std::string(kFile));
    const auto critical = plan->stopsOf({{"alertname", "Disk"}, {"severity", "critical"}, {"team", "x"}}, kNow);
    QCOMPARE(critical.size(), 2U);
    QCOMPARE(critical[0].route.receiver, std::string("phone"));
    QCOMPARE(critical[0].path, (std::vector<std::string>{"", R"({severity="critical"})"}));
    QCOMPARE(critical[0].groupLabels.toString(), std::string(R"({alertname="Disk"})"));
    QVERIFY(critical[1].isInactive);

    const auto warning = plan->stopsOf({{"severity", "warning"}}, kNow);
    QCOMPARE(warning.size(), 1U);
    QCOMPARE(warning[0].mutedBy, std::vector<std::string>{"always"});

    const auto other = plan->stopsOf({}, kNow);
    QCOMPARE(other.size(), 1U);
    QCOMPARE(other[0].route.receiver, std::string("mail"));
    QCOMPARE(other[0].path, std::vector<std::string>{""});
}

void TestNotificationPlan::intervalsAreShownAsAWeek() {
    const auto intervals = planOf(std::string(kFile))->intervals(kNow);
    QCOMPARE(intervals.size(), 3U);
    QVERIFY(intervals[0].isOn);
    QCOMPARE(intervals[0].week.size(), 7U);
    QCOMPARE(intervals[0].week[0], (datasource::WeekSpan{0, 0, 1440}));
    QVERIFY(!intervals[1].isWeekly);
    QVERIFY(!intervals[1].isOn);
    QCOMPARE(intervals[2].location, std::string("Asia/Tokyo"));
    QCOMPARE(intervals[2].week, (std::vector<datasource::WeekSpan>{{1, 22 * 60, 1440}, {2, 22 * 60, 1440}}));
}

void TestNotificationPlan::aBrokenTextSaysWhere() {
    PosixFileSystem files;
    const auto plan = readNotificationPlan("route: {}\nreceivers: 3\n", config::machineDialect(files));
    QVERIFY(!plan);
    QVERIFY2(plan.error().message().contains("configuration:"), plan.error().message().c_str());
}

QTEST_GUILESS_MAIN(TestNotificationPlan)
#include "test_notification_plan.moc"
