// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>

#include "config/config.h"

using namespace hearth;

namespace {

std::optional<std::string> noVariables(const std::string& /*name*/) {
    return std::nullopt;
}

Result<config::Config> parse(std::string_view text) {
    return config::parse(text, "prometheus.yml", noVariables);
}

} // namespace

class TestConfig : public QObject {
    Q_OBJECT

  private slots:
    void messagesSayFileLineColumnKeyAndReason_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* name, const char* text, const char* message) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(message);
        };
        row("unknown key of a job", "scrape_configs:\n  - job_name: a\n    scrape_intervall: 1s\n",
            "prometheus.yml:3:5: unknown field \"scrape_intervall\" in scrape_configs[0]");
        row("unknown key of the file", "scrapes: []\n", "prometheus.yml:1:1: unknown field \"scrapes\" in the file");
        row("duplicate key", "global:\n  scrape_interval: 1s\n  scrape_interval: 2s\n",
            "prometheus.yml:3:3: key \"scrape_interval\" already set in map");
        row("bad duration", "global:\n  scrape_interval: 1 fortnight\n",
            "prometheus.yml:2:20: global.scrape_interval: unknown unit \" fortnight\" in duration \"1 fortnight\"");
        row("bad bool", "scrape_configs:\n- job_name: a\n  honor_labels: maybe\n",
            "prometheus.yml:3:17: scrape_configs[0].honor_labels: expected true or false, found \"maybe\"");
        row("list for a value", "scrape_configs:\n- job_name: [a]\n",
            "prometheus.yml:2:13: scrape_configs[0].job_name: expected text, found a list");
        row("missing mechanism", "scrape_configs:\n- job_name: a\n  consul_sd_configs: [{}]\n",
            "prometheus.yml:3:3: scrape_configs[0].consul_sd_configs: this build does not have the discovery mechanism "
            "\"consul\"");
        row("bad target", "scrape_configs:\n- job_name: a\n  static_configs: [{targets: ['http://x']}]\n",
            "prometheus.yml:2:3: scrape_configs[0]: \"http://x\" is not a valid hostname");
        row("negative limit", "scrape_configs:\n- job_name: a\n  sample_limit: -1\n",
            "prometheus.yml:3:17: scrape_configs[0].sample_limit: expected a number that is not negative, found "
            "\"-1\"");
        row("alias in itself", "rule_files: &a [*a]\n",
            "prometheus.yml:1:17: the alias names something that contains it");
    }
    void messagesSayFileLineColumnKeyAndReason() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, message);
        const auto config = parse(std::string_view(text.data(), static_cast<std::size_t>(text.size())));
        QVERIFY(!config);
        QCOMPARE(QByteArray::fromStdString(config.error().message()), message);
    }

    void anEmptyFileIsAllDefaults() {
        const auto config = parse("");
        QVERIFY(config.has_value());
        QCOMPARE(config->global.scrapeInterval, 60'000);
        QCOMPARE(config->global.scrapeTimeout, 10'000);
    }

    void jobsInheritTheGlobals() {
        const auto config = parse(R"(
global: {scrape_interval: 5s, sample_limit: 10, body_size_limit: 1KB}
scrape_configs:
- job_name: a
- job_name: b
  scrape_interval: 30s
  sample_limit: 3
  params: {x: [1, 2]}
  static_configs: [{targets: ['h:1'], labels: {k: v}}]
)");
        QVERIFY2(config.has_value(), config ? "" : config.error().message().c_str());
        const auto& a = config->scrapeConfigs[0];
        QCOMPARE(a.interval, 5'000);
        QCOMPARE(a.timeout, 5'000);
        QCOMPARE(a.limits.samples, 10U);
        QCOMPARE(a.limits.bodyBytes, 1'024U);
        const auto& b = config->scrapeConfigs[1];
        QCOMPARE(b.timeout, 5'000);
        QCOMPARE(b.limits.samples, 3U);
        QCOMPARE(b.params.at("x").size(), 2U);
        QCOMPARE(b.discovery.staticGroups.at(0).targets.at(0).value("__address__"), "h:1");
    }

    void externalLabelsExpandTheEnvironment() {
        const auto config = config::parse(
            "global: {external_labels: {a: 'x$HOST', b: '${HOST}y', c: '$$HOST', d: '[$NONE]'}}", "prometheus.yml",
            [](const std::string& name) { return name == "HOST" ? std::optional<std::string>("box") : std::nullopt; });
        QVERIFY(config.has_value());
        const auto& labels = config->global.externalLabels;
        QCOMPARE(labels.value("a"), "xbox");
        QCOMPARE(labels.value("b"), "boxy");
        QCOMPARE(labels.value("c"), "$HOST");
        QCOMPARE(labels.value("d"), "[]");
        QCOMPARE(config->warnings.size(), 1U);
    }

    void secretsAreMasked() {
        const auto config = parse("scrape_configs: [{job_name: a, basic_auth: {username: u, password: hush}}]");
        QVERIFY(config.has_value());
        const auto masked = config::toYaml(*config);
        QVERIFY(masked.contains("password: <secret>"));
        QVERIFY(!masked.contains("hush"));
    }

    void pathsCountFromTheFilesDirectory() {
        const auto config =
            config::parse("rule_files: [r.yml, /abs.yml]\nscrape_configs: [{job_name: a, "
                          "authorization: {credentials_file: t}, file_sd_configs: [{files: [x/*.yml]}]}]",
                          "/etc/h/prometheus.yml", noVariables);
        QVERIFY2(config.has_value(), config ? "" : config.error().message().c_str());
        QCOMPARE(config->ruleFiles[0], "/etc/h/r.yml");
        QCOMPARE(config->ruleFiles[1], "/abs.yml");
        QCOMPARE(config->scrapeConfigs[0].http.authorization->credentialsFile, "/etc/h/t");
        QCOMPARE(config->scrapeConfigs[0].discovery.files[0].patterns[0], "/etc/h/x/*.yml");
    }

    void mergeKeysAndAnchorsWork() {
        const auto config = parse("scrape_configs:\n- &base\n  job_name: a\n  scrape_interval: 7s\n- <<: *base\n"
                                  "  job_name: b\n");
        QVERIFY2(config.has_value(), config ? "" : config.error().message().c_str());
        QCOMPARE(config->scrapeConfigs[1].jobName, "b");
        QCOMPARE(config->scrapeConfigs[1].interval, 7'000);
    }

    void hostileFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QTest::newRow("deep blocks") << QByteArray("- ").repeated(5'000);
        QByteArray laughs = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
        for (int i = 1; i < 12; ++i) {
            laughs += QByteArray::fromStdString(fmt::format("a{0}: &a{0} [", i));
            for (int j = 0; j < 10; ++j) {
                laughs += QByteArray::fromStdString(fmt::format("*a{},", i - 1));
            }
            laughs += "]\n";
        }
        QTest::newRow("billion laughs") << laughs;
        QTest::newRow("control bytes") << QByteArray("\x01\x02\xff\xfe: [", 7);
        QTest::newRow("key that is a list") << QByteArray("? [a]\n: b\n");
    }
    void hostileFilesAreRefused() {
        QFETCH(QByteArray, text);
        QVERIFY(!parse(std::string_view(text.data(), static_cast<std::size_t>(text.size()))));
    }
};

QTEST_GUILESS_MAIN(TestConfig)
#include "test_config.moc"
