// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <chrono>
#include <fmt/format.h>

#include "config/alertmanager.h"
#include "config/fake_receiver.h"
#include "support/fake_file_system.h"

using namespace hearth;
using namespace hearth::alertmanager;
using tests::FakeReceiver;

namespace {

config::AlertmanagerDialect dialect(MatcherSyntax syntax = MatcherSyntax::kFallback) {
    config::AlertmanagerDialect out;
    out.kinds = tests::kFakeKinds;
    out.syntax = syntax;
    out.zones = [](const std::string& name) -> Result<TimeZone> {
        return name == "Europe/Rome" ? Result<TimeZone>(TimeZone::fixed(name, 3600))
                                     : fail(ErrorCode::kNotFound, "unknown time zone " + name);
    };
    return out;
}

Result<Options> parse(const std::string& text, MatcherSyntax syntax = MatcherSyntax::kFallback) {
    return config::parseAlertmanager(text, "/etc/am/am.yml", dialect(syntax));
}

std::string error(const std::string& text) {
    const auto options = parse(text);
    return options ? "accepted" : options.error().message();
}

/// A file that is good but for what is put in.
std::string file(const std::string& route, const std::string& rest = {}) {
    return "route:\n  receiver: a\n" + route + "receivers:\n- name: a\n- name: b\n" + rest;
}

const FakeReceiver& fake(const Options& options, std::size_t receiver, std::size_t entry) {
    return dynamic_cast<const FakeReceiver&>(*options.receivers.at(receiver).integrations.at(entry));
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

class TestAlertmanagerConfig : public QObject {
    Q_OBJECT

  private slots:
    void readsTheWholeTree();
    void readsReceiversInTheOrderOfKinds();
    void fillsInGlobalDefaults();
    void readsInhibitRulesOldAndNew();
    void readsTimeIntervals();
    void saysWhatIsWrongAndWhere_data();
    void saysWhatIsWrongAndWhere();
    void warnsOfMatchersThatAreReadInTheClassicWay();
    void refusesUtf8NamesInClassicMode();
    void refusesReceiversThatThisBuildLacksWhenTheFileIsUsed();
    void checksReceiversThatThisBuildLacks();
    void warnsOfSectionsWithoutEffect();
    void resolvesPathsFromTheFilesDirectory();
    void showsNoSecrets();
    void hidesItsOwnKindsFromAlertmanagersTools();
    void showsWhatReadsTheSame();
    void readsALargeFileQuickly();
};

void TestAlertmanagerConfig::readsTheWholeTree() {
    const auto options = parse(file(R"(
  group_by: [job, alertname]
  group_wait: 10s
  group_interval: 1m
  repeat_interval: 1d
  labels: {tier: "{{ .GroupLabels.job }}"}
  routes:
  - matchers: [ 'team="x"', severity=~"critical|warning" ]
    receiver: b
    continue: true
    group_by: ['...']
    mute_time_intervals: [nights]
    active_time_intervals: [nights]
    routes:
    - match: {service: db}
      match_re: {owner: a.*}
      group_by: []
)",
                                    "time_intervals: [{name: nights, time_intervals: [{weekdays: [monday]}]}]\n"));
    QVERIFY2(options.has_value(), options ? "" : options.error().message().c_str());
    const auto& route = options->route;
    QCOMPARE(route.receiver, "a");
    QCOMPARE(*route.groupBy, (std::vector<std::string>{"alertname", "job"}));
    QCOMPARE(*route.groupWait, 10'000);
    QCOMPARE(*route.groupInterval, 60'000);
    QCOMPARE(*route.repeatInterval, model::kDayMs);
    QCOMPARE(route.labels.at("tier"), "{{ .GroupLabels.job }}");
    const auto& child = route.routes.at(0);
    QVERIFY(child.goesOn && child.groupByAll && !child.groupBy);
    QCOMPARE(matchersText(child.matchers), R"({severity=~"critical|warning",team="x"})");
    QCOMPARE(child.muteTimeIntervals, std::vector<std::string>{"nights"});
    QCOMPARE(child.activeTimeIntervals, std::vector<std::string>{"nights"});
    const auto& leaf = child.routes.at(0);
    QCOMPARE(matchersText(leaf.matchers), R"({owner=~"^(?:a.*)$",service="db"})");
    QVERIFY(leaf.matchers[0].matches("ab"));
    QVERIFY(!leaf.matchers[0].matches("a\n"));
    QVERIFY(leaf.groupBy && leaf.groupBy->empty());
    QVERIFY(!leaf.groupWait && leaf.receiver.empty());
}

void TestAlertmanagerConfig::readsReceiversInTheOrderOfKinds() {
    const auto options = parse(R"(
route: {receiver: a}
receivers:
- name: a
  labels: {team: x}
  ours_configs:
  - url: http://own/
  fake_configs:
  - url: http://one/
    text: first
    send_resolved: false
  - url_file: secret/url
    http_config: {proxy_url: http://proxy/}
)");
    QVERIFY2(options.has_value(), options ? "" : options.error().message().c_str());
    QCOMPARE(options->receivers.at(0).labels, (std::map<std::string, std::string>{{"name", "a"}, {"team", "x"}}));
    QCOMPARE(fake(*options, 0, 0).text, "first");
    QVERIFY(!fake(*options, 0, 0).sendResolved);
    QCOMPARE(fake(*options, 0, 1).url.file, "/etc/am/secret/url");
    QCOMPARE(fake(*options, 0, 1).http->proxyUrl, "http://proxy/");
    QCOMPARE(fake(*options, 0, 2).url.value, "http://own/");
    QCOMPARE(fake(*options, 0, 0).http, fake(*options, 0, 2).http);
}

void TestAlertmanagerConfig::fillsInGlobalDefaults() {
    const auto bare = parse(file(""));
    QCOMPARE(bare->resolveTimeout, 5 * model::kMinuteMs);
    const auto own = parse(file("", "global: {resolve_timeout: 90s, http_config: {proxy_url: http://p/}}\n"));
    QCOMPARE(own->resolveTimeout, 90'000);
    const auto used = parse("global: {http_config: {proxy_url: http://p/}}\nroute: {receiver: a}\nreceivers: [{name: "
                            "a, fake_configs: [{url: http://u/}]}]\n");
    QCOMPARE(fake(*used, 0, 0).http->proxyUrl, "http://p/");
}

void TestAlertmanagerConfig::readsInhibitRulesOldAndNew() {
    const auto options = parse(file("", R"(
inhibit_rules:
- name: one
  source_matchers: [severity=critical]
  target_matchers: ['severity=~"warning|info"']
  equal: [cluster, 日本]
- source_match: {a: b}
  source_match_re: {c: d.*}
  target_match_re: {e: f}
)"));
    QVERIFY2(options.has_value(), options ? "" : options.error().message().c_str());
    QCOMPARE(options->inhibitRules.at(0).name, "one");
    QCOMPARE(options->inhibitRules.at(0).equal, (std::vector<std::string>{"cluster", "日本"}));
    QCOMPARE(matchersText(options->inhibitRules.at(1).source), R"({a="b",c=~"^(?:d.*)$"})");
    QCOMPARE(matchersText(options->inhibitRules.at(1).target), R"({e=~"^(?:f)$"})");
}

void TestAlertmanagerConfig::readsTimeIntervals() {
    const auto options = parse(file("", R"(
mute_time_intervals:
- name: old
  time_intervals: [{years: ['2020:2022']}, {times: []}]
time_intervals:
- name: new
  time_intervals:
  - times: [{start_time: '09:00', end_time: '24:00'}]
    weekdays: ['monday:friday', Sunday]
    days_of_month: ['-3:-1', 5]
    months: [may:august, 12]
    location: Europe/Rome
)"));
    QVERIFY2(options.has_value(), options ? "" : options.error().message().c_str());
    const auto& interval = options->timeIntervals.at("new").at(0);
    QCOMPARE(interval.times, (std::vector<TimeInterval::MinuteRange>{{540, 1440}}));
    QCOMPARE(interval.weekdays, (std::vector<TimeInterval::Range>{{1, 5}, {0, 0}}));
    QCOMPARE(interval.daysOfMonth, (std::vector<TimeInterval::Range>{{-3, -1}, {5, 5}}));
    QCOMPARE(interval.months, (std::vector<TimeInterval::Range>{{5, 8}, {12, 12}}));
    QCOMPARE(interval.zone->name(), "Europe/Rome");
    QCOMPARE(options->timeIntervals.at("old").size(), 2U);
    QVERIFY(options->timeIntervals.at("old").at(1).never);
}

void TestAlertmanagerConfig::saysWhatIsWrongAndWhere_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& text, const char* reason) {
        QTest::newRow(name) << QString::fromStdString(text) << QString(reason);
    };
    row("empty", "", "1:1: no route provided in config");
    row("no receiver", "route: {group_by: [a]}\n", "root route must specify a default receiver");
    row("undefined receiver", "route:\n  receiver: x\n",
        "2:13: route.receiver: undefined receiver \"x\" used in route");
    row("duplicate receiver", file("", "- name: a\n"),
        "6:3: receivers[2]: notification config name \"a\" is not unique");
    row("nameless receiver", file("", "- {}\n"), "receivers[2]: missing name in receiver");
    row("other name", file("", "- {name: c, labels: {name: d}}\n"),
        "receiver label \"name\" must match receiver name \"c\", got \"d\"");
    row("unknown key", file("  groupby: [a]\n"), "3:3: unknown field \"groupby\" in route");
    row("unknown kind", file("", "  smoke_configs: []\n"), "unknown field \"smoke_configs\" in receivers[1]");
    row("root matchers", file("  matchers: [a=b]\n"), "root route must not have any matchers");
    row("root continue", file("  continue: true\n"), "cannot have continue in root route");
    row("root mutes", file("  mute_time_intervals: [n]\n", "time_intervals: [{name: n}]\n"),
        "root route must not have any mute time intervals");
    row("zero group interval", file("  group_interval: 0s\n"), "group_interval cannot be zero");
    row("zero repeat interval", file("  repeat_interval: 0s\n"), "repeat_interval cannot be zero");
    row("bad duration", file("  group_wait: 1x\n"), "3:15: route.group_wait: ");
    row("all and some", file("  group_by: [a, '...']\n"), "cannot have wildcard group_by");
    row("twice", file("  group_by: [a, a]\n"), "duplicated label \"a\" in group_by");
    row("bad matcher", file("  routes: [{matchers: ['=x']}]\n"),
        "3:24: route.routes[0].matchers[0]: bad matcher format: =x");
    row("bad regex", file("  routes: [{match_re: {a: '('}}]\n"), "route.routes[0].match_re.a: ");
    row("null regex", file("  routes: [{match_re: {a: }}]\n"), "invalid regexp value for \"a\"");
    row("bad label", file("  routes: [{match: {a-b: c}}]\n"), "invalid label name \"a-b\"");
    row("undefined interval", file("  routes: [{mute_time_intervals: [n]}]\n"),
        "undefined time interval \"n\" used in route");
    row("interval twice", file("", "time_intervals: [{name: n}]\nmute_time_intervals: [{name: n}]\n"),
        "time interval \"n\" is not unique");
    row("nameless interval", file("", "time_intervals: [{}]\n"), "missing name in time interval");
    row("bad weekday", file("", "time_intervals: [{name: n, time_intervals: [{weekdays: [mon]}]}]\n"),
        "time_intervals[0].time_intervals[0].weekdays[0]: mon is not a valid weekday");
    row("bad zone", file("", "time_intervals: [{name: n, time_intervals: [{location: Moon/Base}]}]\n"),
        "location: unknown time zone Moon/Base");
    row("null entry", file("", "  fake_configs: [~]\n"), "receivers[1].fake_configs[0]: missing fake config");
    row("both", file("", "  fake_configs: [{url: http://x/, url_file: y}]\n"),
        "at most one of url & url_file must be configured");
    row("bad url", file("", "  fake_configs: [{url: ftp://x/secret}]\n"),
        "6:24: receivers[1].fake_configs[0].url: unsupported scheme for URL");
    row("global pair", file("", "global: {slack_api_url: http://x/, slack_api_url_file: y}\n"),
        "at most one of slack_api_url & slack_api_url_file must be configured");
    row("slack token and url", file("", "global: {slack_api_url: http://x/, slack_app_token: y}\n"),
        "at most one of slack_app_token/slack_app_token_file & slack_api_url/slack_api_url_file");
    row("no port", file("", "global: {smtp_smarthost: mail}\n"), "missing port in address");
    row("no yaml", "route: [\n", "am.yml:");
}

void TestAlertmanagerConfig::saysWhatIsWrongAndWhere() {
    QFETCH(QString, text);
    QFETCH(QString, reason);
    const auto message = error(text.toStdString());
    QVERIFY2(message.starts_with("/etc/am/am.yml:") && contains(message, reason.toStdString()), message.c_str());
}

void TestAlertmanagerConfig::warnsOfMatchersThatAreReadInTheClassicWay() {
    const auto text = file("  routes: [{matchers: ['a=b c']}]\n");
    const auto options = parse(text);
    QCOMPARE(matchersText(options->route.routes.at(0).matchers), R"({a="b c"})");
    QVERIFY(options->warnings.at(0).starts_with("/etc/am/am.yml:3:24: route.routes[0].matchers[0]: "));
    QVERIFY(!parse(text, MatcherSyntax::kUtf8));
}

void TestAlertmanagerConfig::refusesUtf8NamesInClassicMode() {
    QVERIFY(parse(file("  group_by: [a-b]\n")));
    QVERIFY(!parse(file("  group_by: [a-b]\n"), MatcherSyntax::kClassic));
    QVERIFY(!parse(file("", "inhibit_rules: [{equal: [a-b]}]\n"), MatcherSyntax::kClassic));
}

void TestAlertmanagerConfig::refusesReceiversThatThisBuildLacksWhenTheFileIsUsed() {
    tests::FakeFileSystem files;
    const auto text = file("", "  victorops_configs:\n  - {api_key: k, routing_key: r}\n");
    QVERIFY(files.createDirectories("/etc/am").has_value());
    const auto handle = files.open("/etc/am/am.yml", FileSystem::OpenMode::kTruncate);
    QVERIFY(handle && (*handle)->append(std::as_bytes(std::span(text))));
    const auto parsed = parse(text);
    QVERIFY2(parsed.has_value(), parsed ? "" : parsed.error().message().c_str());
    QCOMPARE(parsed->refusals.size(), 1U);
    const auto loaded = config::loadAlertmanager("/etc/am/am.yml", files, dialect());
    QVERIFY(!loaded);
    QCOMPARE(loaded.error().code(), ErrorCode::kUnsupported);
    QCOMPARE(loaded.error().message(),
             "/etc/am/am.yml:7:5: receivers[1].victorops_configs[0]: this build does not send to VictorOps; use "
             "webhook_configs with a bridge to it instead");
}

void TestAlertmanagerConfig::checksReceiversThatThisBuildLacks() {
    QVERIFY(contains(error(file("", "  victorops_configs: [{routing_key: r}]\n")), "victorops_api_key"));
    QVERIFY(contains(error(file("", "  victorops_configs: [{api_key: k}]\n")), "missing routing_key"));
    QVERIFY(contains(error(file("", "  sns_configs: [{subject: s}]\n")), "Target ARN, Topic ARN, or Phone Number"));
    QVERIFY(contains(error(file("", "  jira_configs: [{project: p, issue_type: t}]\n")), "jira_api_url"));
    QVERIFY(contains(error(file("", "  wechat_configs: [{api_secret: s, corp_id: c, message_type: x}]\n")), "\"x\""));
    QVERIFY(contains(error(file("", "  wechat_configs: [{api_sekret: s}]\n")), "wechat_api_secret"));
    QVERIFY(contains(error(file("", "  incidentio_configs: [{url: http://x/, tokn: t}]\n")), "unknown field \"tokn\""));
}

void TestAlertmanagerConfig::warnsOfSectionsWithoutEffect() {
    const auto options = parse(file("", "tracing: {endpoint: 'x:1'}\nevent_recorder: {file_outputs: []}\n"));
    QCOMPARE(options->warnings.size(), 2U);
    QVERIFY(!parse(file("", "tracing: {endpont: 'x:1'}\n")));
}

void TestAlertmanagerConfig::resolvesPathsFromTheFilesDirectory() {
    const auto options = parse(file("", "templates: [t/*.tmpl, /abs/*.tmpl]\n"));
    QCOMPARE(options->templates, (std::vector<std::string>{"/etc/am/t/*.tmpl", "/abs/*.tmpl"}));
}

void TestAlertmanagerConfig::showsNoSecrets() {
    const auto options = parse(R"(
global:
  smtp_auth_password: hush1
  slack_api_url: http://slack/hush2
  http_config:
    basic_auth: {username: u, password: hush3}
    proxy_url: http://user:hush4@proxy/
    http_headers: {X-Key: {secrets: [hush5], values: [v]}}
route: {receiver: a, routes: [{match: {password: shown}}]}
receivers:
- name: a
  fake_configs:
  - url: http://x/hush6
    text: shown
    http_config: {authorization: {credentials: hush7}, tls_config: {cert: c, key: hush8}}
  ours_configs: [{url: http://x/hush9}]
  sns_configs: [{topic_arn: t, sigv4: {secret_key: hush0}}]
)");
    QVERIFY2(options.has_value(), options ? "" : options.error().message().c_str());
    QVERIFY2(!contains(options->text, "hush"), options->text.c_str());
    for (const auto* const part :
         {"smtp_auth_password: <secret>", "url: http://<secret>", "password: shown", "text: shown", "username: u",
          "http://user:xxxxx@proxy/", "- v\n", "continue: false", "pagerduty_url: https://events.pagerduty.com"}) {
        QVERIFY2(contains(options->text, part), (options->text + part).c_str());
    }
}

void TestAlertmanagerConfig::hidesItsOwnKindsFromAlertmanagersTools() {
    const auto options = parse("route: {receiver: a}\nreceivers:\n- ours_configs:\n  - url: http://x/\n    text: "
                               "hello\n  name: a\n");
    QVERIFY(contains(options->text,
                     "receivers:\n- name: a\n#   ours_configs:\n#   - url: http://<secret>\n#     text: hello\n"));
}

void TestAlertmanagerConfig::showsWhatReadsTheSame() {
    const auto options = parse(file(R"(
  group_by: ['...']
  labels: {a: "{{ if true }}\n  x: \"y\"{{ end }}", b: 'true', c: '', d: "1"}
  routes:
  - matchers: ['a=~"x|y, z"', "b!='c'"]
    continue: true
  - match: {"on": "off"}
    receiver: b
    group_by: []
)",
                                    "templates: ['x y.tmpl']\ninhibit_rules:\n- equal: [a]\n  source_matchers: []\n"));
    QVERIFY2(options.has_value(), options ? "" : options.error().message().c_str());
    const auto again = parse(options->text);
    QVERIFY2(again.has_value(), again ? "" : (again.error().message() + "\n" + options->text).c_str());
    QCOMPARE(again->text, options->text);
    QCOMPARE(again->route.labels, options->route.labels);
    QCOMPARE(again->route.routes.at(0).matchers, options->route.routes.at(0).matchers);
    QVERIFY(again->route.routes.at(1).groupBy && again->route.routes.at(1).groupBy->empty());
    QCOMPARE(again->templates, options->templates);
}

void TestAlertmanagerConfig::readsALargeFileQuickly() {
    std::string text = "route:\n  receiver: r0\n  routes:\n";
    for (int i = 0; i < 2'000; ++i) {
        text +=
            fmt::format("  - receiver: r{0}\n    matchers: ['team=\"t{0}\"', 'severity=~\"critical|warning\"']\n    "
                        "group_by: [alertname, cluster]\n",
                        i);
    }
    text += "receivers:\n";
    for (int i = 0; i < 2'000; ++i) {
        text += fmt::format("- name: r{0}\n  fake_configs:\n  - url: http://host/{0}\n", i);
    }
    const auto begin = std::chrono::steady_clock::now();
    const auto options = parse(text);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    QVERIFY(options && options->route.routes.size() == 2'000);
    qInfo("2000 routes, 2000 receivers, %zu KiB: %.0f ms", text.size() / 1024, took.count());
    QVERIFY(took.count() < 10'000);
}

QTEST_APPLESS_MAIN(TestAlertmanagerConfig)
#include "test_alertmanager.moc"
