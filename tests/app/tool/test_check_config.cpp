// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tool/check_config.h"
#include "tool/check_discovery.h"
#include "tool_fixture.h"

using namespace hearth;
using namespace hearth::app::tool;

namespace {

/// Writes configurations and checks them.
class Fixture {
  public:
    Fixture() {
        m_tool.context().complain = [this](std::string_view text) { m_complaints += text; };
    }

    std::string write(const std::string& name, const std::string& text) { return m_tool.write(name, text); }
    /// "<exit code>: <complaints>", without the directory.
    std::string check(const std::string& text, CheckConfigOptions options = {}) {
        m_complaints.clear();
        options.files = {write("c.yml", text)};
        const int code = checkConfigs(m_tool.context(), options);
        return std::to_string(code) + ": " + withoutDirectory(m_complaints);
    }
    std::string printed() { return withoutDirectory(m_tool.printed()); }
    std::string discover(const std::string& job) {
        m_complaints.clear();
        const int code = checkDiscovery(m_tool.context(), m_tool.path("c.yml"), job);
        return std::to_string(code) + ": " + withoutDirectory(m_complaints);
    }

  private:
    std::string withoutDirectory(std::string text) const {
        const auto directory = m_tool.path("");
        for (auto at = text.find(directory); at != std::string::npos; at = text.find(directory)) {
            text.erase(at, directory.size());
        }
        return text;
    }

    testing::ToolFixture m_tool;
    std::string m_complaints;
};

} // namespace

/// `hearth check config` and `check service-discovery`.
class TestCheckConfig : public QObject {
    Q_OBJECT

  private slots:
    void missingFilesAreToldWithTheirPlace_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("complaint");
        const auto row = [](const char* name, const char* text, const char* complaint) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(complaint);
        };
        row("rule file", "rule_files: ['*.rules', none.rules]\n",
            "c.yml:1:25: rule_files[1]: \"none.rules\" does not point to an existing file");
        row("credentials", "scrape_configs:\n- job_name: a\n- job_name: b\n  authorization: {credentials_file: x}\n",
            "c.yml:4:37: scrape_configs[1].authorization.credentials_file: error checking authorization credentials or "
            "bearer token file \"x\": stat x: No such file or directory");
        row("bearer token", "scrape_configs:\n- job_name: a\n  bearer_token_file: x\n",
            "c.yml:2:3: scrape_configs[0].authorization.credentials_file: error checking authorization credentials or "
            "bearer token file \"x\": stat x: No such file or directory");
        row("certificate", "scrape_configs:\n- job_name: a\n  tls_config: {cert_file: x, key_file: y}\n",
            "c.yml:3:27: scrape_configs[0].tls_config.cert_file: error checking client cert file \"x\": stat x: No "
            "such "
            "file or directory");
        row("target file", "scrape_configs:\n- job_name: a\n  file_sd_configs: [{files: [bad*.yml]}]\n",
            "c.yml:3:30: scrape_configs[0].file_sd_configs[0].files[0]: checking SD file \"bad.yml\": bad.yml:1:3: "
            "unknown field \"target\" in group 0");
        row("static target",
            "scrape_configs:\n- job_name: a\n  relabel_configs: [{target_label: x}]\n"
            "  static_configs:\n  - targets: [a]\n  - targets: [b/c]\n",
            "c.yml:6:5: scrape_configs[0].static_configs[1]: instance {__address__=\"b/c\"} in group 1: \"b/c\" is not "
            "a valid hostname");
        row("alertmanager", "alerting:\n  alertmanagers:\n  - static_configs: [{targets: ['http://a']}]\n",
            "c.yml:3:22: alerting.alertmanagers[0].static_configs[0]: \"http://a\" is not a valid hostname");
        row("unknown field", "scrape_configs:\n- job_nam: a\n", "c.yml:2:3: ");
    }
    void missingFilesAreToldWithTheirPlace() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, complaint);
        Fixture fixture;
        fixture.write("bad.yml", "- target: [a]\n");
        const auto told = QByteArray::fromStdString(fixture.check(text.toStdString()));
        QVERIFY2(told.startsWith("1:   FAILED: " + complaint), told.constData());
        QVERIFY(told.endsWith('\n') && told.count('\n') == 1);
    }

    void otherFilesAreOnlyLookedAtWithTheSyntax() {
        Fixture fixture;
        QCOMPARE(fixture.check("rule_files: [none]\nscrape_config_files: [none]\nscrape_configs:\n- job_name: a\n"
                               "  bearer_token_file: x\n",
                               {.syntaxOnly = true}),
                 std::string("0: "));
        QCOMPARE(fixture.printed(),
                 std::string("Checking c.yml\n SUCCESS: c.yml is valid prometheus config file syntax\n\n"));
    }

    void longIntervalsAreLinted() {
        Fixture fixture;
        const std::string text = "scrape_configs:\n- job_name: a\n  scrape_interval: 5m\n";
        const std::string complaint = "  FAILED: too long scrape interval found, data point will be marked as stale - "
                                      "job: a, interval: 5m\n";
        QCOMPARE(fixture.check(text), std::string("0: "));
        QCOMPARE(fixture.check(text, {.lint = "all"}), "0: " + complaint);
        QCOMPARE(fixture.check(text, {.lint = "too-long-scrape-interval", .lintFatal = true}), "3: " + complaint);
        QCOMPARE(fixture.check(text, {.lint = "all,none", .lintFatal = true}), std::string("0: "));
        QCOMPARE(fixture.check(text, {.lint = "all", .lintFatal = true, .lookback = 6 * model::kMinuteMs}),
                 std::string("0: "));
        (void)fixture.printed();
        fixture.check("", {.lint = "al"});
        QVERIFY(fixture.printed().starts_with("WARNING: unknown lint option: \"al\"\n"));
    }

    void badRulesGoBeforeLint() {
        Fixture fixture;
        fixture.write("bad.rules", "groups: [{name: a, rules: [{record: b, expr: '+'}]}]\n");
        fixture.write("twice.rules", "groups: [{name: a, rules: [{record: b, expr: '1'}, {record: b, expr: '2'}]}]\n");
        QVERIFY(fixture.check("rule_files: [twice.rules]\n", {.lintFatal = true}).starts_with("3: "));
        QVERIFY(fixture.check("rule_files: [twice.rules]\n").starts_with("0:   FAILED:\n"));
        QVERIFY(fixture.check("rule_files: [twice.rules]\n", {.lint = "none"}).starts_with("0: "));
        QVERIFY(fixture.check("rule_files: ['*.rules']\n", {.lintFatal = true}).starts_with("1: "));
        QVERIFY(fixture.printed().contains("  SUCCESS: 2 rule files found\n SUCCESS: "));
    }

    void anAgentHasNoRules() {
        Fixture fixture;
        const CheckConfigOptions agent{.agent = true};
        QCOMPARE(fixture.check("scrape_configs: []\nrule_files: ['*.none']\n", agent),
                 std::string("1:   FAILED: c.yml:2:13: rule_files: field rule_files is not allowed in agent mode\n"));
        QVERIFY(fixture.check("alerting: {alertmanagers: [{static_configs: []}]}\n", agent).starts_with("1: "));
        QVERIFY(fixture.check("remote_read: [{url: 'http://a'}]\n", agent).starts_with("1: "));
        QVERIFY(fixture.check("remote_write: [{url: 'http://a'}]\n", agent).starts_with("0: "));
    }

    void discoveryShowsTargetsWithTheirLabels() {
        Fixture fixture;
        fixture.write("t.yml", "- targets: [a, drop]\n  labels: {x: y}\n- targets: ['http://b']\n");
        fixture.write("c.yml", "scrape_configs:\n- job_name: j\n  relabel_configs:\n"
                               "  - {source_labels: [__address__], regex: drop, action: drop}\n"
                               "  file_sd_configs: [{files: [t.yml]}]\n  static_configs: [{targets: [s, s]}]\n");
        QCOMPARE(fixture.discover("j"), std::string("0: "));
        const auto shown = fixture.printed();
        QVERIFY(shown.starts_with("[\n  {\n    \"discoveredLabels\": {\n      \"__address__\": \"s\""));
        QVERIFY(shown.contains("\"instance\": \"a\",\n      \"job\": \"j\",\n      \"x\": \"y\"\n"));
        QVERIFY(shown.contains("\"__meta_filepath\": \"t.yml\""));
        QVERIFY(shown.contains("\"labels\": {},\n    \"error\": \"instance {__address__=\\\"http://b\\\"}"));
        QCOMPARE(QByteArray::fromStdString(shown).count("discoveredLabels"), 4);
        QCOMPARE(fixture.discover("k"), std::string("1: Job k not found. Select one of:\n\tj\n"));
    }
};

QTEST_GUILESS_MAIN(TestCheckConfig)
#include "test_check_config.moc"
