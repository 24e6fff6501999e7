// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <array>
#include <map>

#include "alertmanager/route/route.h"
#include "base/text.h"
#include "config/alertmanager.h"
#include "config/config.h"

using namespace hearth;
using namespace hearth::alertmanager;

namespace {

const std::string kRoot = HEARTH_SOURCE_DIR "/../shared/conformance/";

/// What the message must contain, by the end of the file's name.
const std::vector<std::pair<std::string, std::vector<std::string>>>& namedThings() {
    static const std::vector<std::pair<std::string, std::vector<std::string>>> kNamed{
        {"mattermost-both-webhook-url-and-file.yml", {"mattermost_webhook_url & mattermost_webhook_url_file"}},
        {"mattermost-valid-receiver-both-webhook-url-and-file.yml", {"webhook_url", "webhook_url_file"}},
        {"nil-match_re-route.yml", {"match_re", "invalid regexp value for"}},
        {"nil-source_match_re-inhibition.yml", {"source_match_re", "invalid regexp value for"}},
        {"nil-target_match_re-inhibition.yml", {"target_match_re", "invalid regexp value for"}},
        {"opsgenie-no-apikey.yml", {"opsgenie"}},
        {"rocketchat-no-token.yml", {"rocketchat", "oken"}},
        {"slack-both-file-and-token.yml", {"slack_app_token & slack_app_token_file"}},
        {"slack-no-api-url-or-token.yml", {"slack"}},
        {"sns-invalid.yml", {"Target ARN, Topic ARN, or Phone Number"}},
        {"telegram-both-bot-token-and-file.yml", {"telegram_bot_token & telegram_bot_token_file"}},
        {"telegram-valid-receiver-both-bot-token-and-file.yml", {"bot_token", "bot_token_file"}},
        {"victorops-both-file-and-apikey.yml", {"victorops_api_key & victorops_api_key_file"}},
        {"victorops-no-apikey.yml", {"victorops_api_key"}},
        {"wechat-both-file-and-secret.yml", {"wechat_api_secret & wechat_api_secret_file"}},
        {"wechat-no-api-secret.yml", {"wechat_api_secret"}}};
    return kNamed;
}

bool hasAllReceivers() {
    constexpr std::array<std::string_view, 8> kKeys{"email_configs",     "mattermost_configs", "opsgenie_configs",
                                                    "pagerduty_configs", "rocketchat_configs", "slack_configs",
                                                    "telegram_configs",  "webhook_configs"};
    return std::ranges::all_of(kKeys, [](auto key) {
        return std::ranges::any_of(integrationKinds(), [&](const auto& kind) { return kind.key == key; });
    });
}

} // namespace

class TestAlertmanagerConformance : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void judgesConfigurationsAsTheVerdictsSay();
    void takesTheExamples();
    void checksTheFilesOfClusters();
    void takesServersOfMailTests();
    void routesAsTheTreeOfTheToolSays();
    void readsTheHttpFileOfTheTool();

  private:
    Result<Options> parse(const std::string& path) {
        const auto text = m_files.readAll(kRoot + path);
        return text ? config::parseAlertmanager(*text, path, config::machineDialect(m_files))
                    : std::unexpected(text.error());
    }
    std::string text(const std::string& path) { return m_files.readAll(kRoot + path).value_or(""); }

    PosixFileSystem m_files;
};

void TestAlertmanagerConformance::initTestCase() {
    if (!m_files.exists(kRoot + "alertmanager-config")) {
        QSKIP("the conformance data are not here");
    }
}

void TestAlertmanagerConformance::judgesConfigurationsAsTheVerdictsSay() {
    if (!hasAllReceivers()) {
        QSKIP("this build lacks receivers");
    }
    int cases = 0;
    const auto verdicts = text("alertmanager-config/verdicts.tsv");
    for (const auto line : split(verdicts, '\n')) {
        const auto cells = split(line, '\t');
        if (cells.size() < 2 || cells[0] == "file") {
            continue;
        }
        const auto name = std::string(cells[0]);
        const auto options = parse("alertmanager-config/" + name);
        const auto message = options ? std::string("accepted") : options.error().message();
        ++cases;
        QVERIFY2(options.has_value() == (cells[1] == "accept"), (name + ": " + message).c_str());
        for (const auto& [end, parts] : namedThings()) {
            for (const auto& part : name.ends_with(end) ? parts : std::vector<std::string>()) {
                QVERIFY2(message.contains(part), (name + ": " + message + " must name " + part).c_str());
            }
        }
    }
    QCOMPARE(cases, 32);
    qInfo("%d configurations", cases);
}

void TestAlertmanagerConformance::takesTheExamples() {
    if (!hasAllReceivers()) {
        QSKIP("this build lacks receivers");
    }
    for (const auto* const name : {"alertmanager.yml", "simple.yml"}) {
        const auto options = parse(std::string("alertmanager-examples/") + name);
        QVERIFY2(options.has_value(), options ? "" : options.error().message().c_str());
        const auto again = config::parseAlertmanager(options->text, name, config::machineDialect(m_files));
        QVERIFY2(again.has_value(), again ? "" : again.error().message().c_str());
    }
}

void TestAlertmanagerConformance::checksTheFilesOfClusters() {
    const std::map<std::string, bool> verdicts{{"alertmanager-cluster/empty_tls_config.yml", false},
                                               {"alertmanager-cluster/tls_config_node1.yml", true},
                                               {"alertmanager-cluster/tls_config_node2.yml", true},
                                               {"alertmanager-cluster/tls_config_with_missing_client.yml", true},
                                               {"alertmanager-cluster/tls_config_with_missing_server.yml", false},
                                               {"alertmanager-examples/tls/tls_config_node1.yml", true},
                                               {"alertmanager-examples/tls/tls_config_node2.yml", true}};
    for (const auto& [path, good] : verdicts) {
        const auto checked = config::checkClusterTls(text(path), path);
        QVERIFY2(checked.has_value() == good, path.c_str());
        QVERIFY(good || checked.error().message().contains("tls_server_config"));
    }
}

/// They say where mail servers for tests are: not configurations, but their addresses and credentials fit one.
void TestAlertmanagerConformance::takesServersOfMailTests() {
    for (const auto* const name : {"auth-local.yml", "noauth-local.yml", "noauth.yml"}) {
        const auto document = yaml::Document::parse(text(std::string("alertmanager-email/") + name), name);
        QVERIFY(document.has_value());
        const auto& root = document->root();
        const auto* const username = root.find("username");
        auto global = "global:\n  smtp_from: a@b\n  smtp_smarthost: '" + root.find("smarthost")->text + "'\n";
        if (username != nullptr) {
            global += "  smtp_auth_username: " + username->text +
                      "\n  smtp_auth_password: " + root.find("password")->text + '\n';
        }
        const auto options = config::parseAlertmanager(global + "route: {receiver: a}\nreceivers: [{name: a}]\n", name,
                                                       config::machineDialect(m_files));
        QVERIFY2(options.has_value(), options ? "" : options.error().message().c_str());
        QVERIFY(!options->text.contains("smtp_auth_password: pass"));
    }
}

void TestAlertmanagerConformance::routesAsTheTreeOfTheToolSays() {
    QVERIFY(!parse("amtool/testdata/conf.bad.yml"));
    const auto options = parse("amtool/testdata/conf.routing.yml");
    QVERIFY2(options.has_value(), options ? "" : options.error().message().c_str());
    const auto root = Route::build(options->route);
    const std::vector<std::pair<std::string, std::string>> cases{
        {"1", "test1"}, {"2", "test1,test2"}, {"3", "default"}, {"12", "default"}, {"", "default"}};
    for (const auto& [value, wanted] : cases) {
        std::string receivers;
        for (const auto* const route : root->match({{"test", value}})) {
            receivers += (receivers.empty() ? "" : ",") + route->receiver;
        }
        QCOMPARE(receivers, wanted);
    }
}

void TestAlertmanagerConformance::readsTheHttpFileOfTheTool() {
    const auto* const path = "amtool/config/testdata/http_config.good.yml";
    const auto http = config::parseHttpClient(text(path), path);
    QVERIFY(http.has_value());
    QVERIFY(http->authorization.has_value());
}

QTEST_APPLESS_MAIN(TestAlertmanagerConformance)
#include "test_alertmanager_conformance.moc"
