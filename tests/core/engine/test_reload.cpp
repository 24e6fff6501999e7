// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "engine/engine.h"
#include "http/transport.h"
#include "model/time.h"

using namespace hearth;
using namespace hearth::engine;

/// A whole engine on a directory, told to load its configuration again: all of it or nothing.
class TestReload : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void cleanup() { m_engine.reset(); }
    void allPartsTakeTheNewConfiguration();
    void anAlertmanagerConfigurationWaitsForTheDatabase();
    void theDatabaseGoesBackWhereTheAlertmanagerRefuses();
    void badRulesChangeNothing();

  private:
    std::string path(const char* name) const { return m_directory->filePath(name).toStdString(); }
    void write(const char* name, const std::string& text) {
        QVERIFY(m_files.replaceAtomically(path(name), text).has_value());
    }
    void writeAlertmanager(const std::string& receiver, const std::string& more = "") {
        write("alertmanager.yml",
              "route: {receiver: " + receiver + "}\nreceivers: [{name: " + receiver + "}]\n" + more);
    }
    void writeConfig(const std::string& retention, const std::string& window = "0s",
                     const std::string& interval = "10m") {
        write("prometheus.yml", "global: {evaluation_interval: " + interval + "}\nrule_files: ['" + path("rules.yml") +
                                    "']\nstorage: {tsdb: {retention: {time: " + retention +
                                    "}, out_of_order_time_window: " + window + "}}\n");
    }
    /// As people see it; the database has the same.
    std::string retention() {
        auto shown = m_engine->dataSource().runtimeFacts({}).value().storageRetention;
        const auto seconds = std::to_string(model::parseDuration(shown).value() / 1000);
        return metrics().contains("\nprometheus_tsdb_retention_limit_seconds " + seconds + "\n") ? shown : "differs";
    }
    std::string metrics() {
        const auto transport = http::makeCurlTransport("Hearth/test");
        const auto url = "http://127.0.0.1:" + std::to_string(m_engine->ports().front()) + "/metrics";
        return http::exchange(*transport, m_clock, {.url = url}, {}).value().body;
    }
    /// The receivers that the Alertmanager runs with.
    std::string receivers() {
        std::string names;
        const auto listed = m_engine->dataSource().alertmanager().receivers({}, {}).value();
        for (const auto& receiver : listed) {
            names += receiver.name;
        }
        return names;
    }
    std::string groups() {
        std::string names;
        const auto listed = m_engine->dataSource().rules({}, {}).value();
        for (const auto& group : listed.groups) {
            names += group.name;
        }
        return names;
    }
    /// How many steps a subquery has that states none.
    double stepsAnHour() {
        const auto answer = m_engine->dataSource().query(
            {.expression = "count_over_time(vector(1)[1h:])", .time = 2 * model::kHourMs}, {});
        return std::get<model::Vector>(answer.value().value).front().sample.value;
    }
    bool succeeded() { return m_engine->dataSource().runtimeFacts({}).value().reloadConfigSuccess; }

    std::unique_ptr<QTemporaryDir> m_directory;
    PosixFileSystem m_files;
    SystemClock m_clock;
    std::unique_ptr<Engine> m_engine;
};

void TestReload::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    write("rules.yml", "groups: [{name: old, rules: [{record: a, expr: b}]}]\n");
    writeConfig("10d");
    writeAlertmanager("old");
    Options options;
    options.configPath = path("prometheus.yml");
    options.storage.path = path("data");
    options.web.listenAddresses = {"127.0.0.1:0"};
    options.alertmanager.enabled = true;
    options.alertmanager.serves = false;
    options.alertmanager.configPath = path("alertmanager.yml");
    auto engine = Engine::start(std::move(options), {m_files, m_clock, networkTransport()}, Log());
    QVERIFY2(engine.has_value(), engine ? "" : engine.error().message().c_str());
    m_engine = *std::move(engine);
    QCOMPARE(retention(), std::string("10d"));
    QCOMPARE(receivers(), std::string("old"));
    QCOMPARE(groups(), std::string("old"));
    write("rules.yml", "groups: [{name: new, rules: [{record: a, expr: b}]}]\n");
}

void TestReload::allPartsTakeTheNewConfiguration() {
    QCOMPARE(stepsAnHour(), 6.0);
    writeConfig("11d", "0s", "5m");
    writeAlertmanager("new");
    QVERIFY(m_engine->reload());
    QCOMPARE(stepsAnHour(), 12.0);
    QCOMPARE(retention(), std::string("11d"));
    QCOMPARE(receivers(), std::string("new"));
    QCOMPARE(groups(), std::string("new"));
    QVERIFY(succeeded());
}

void TestReload::anAlertmanagerConfigurationWaitsForTheDatabase() {
    write("data/wbl", "in the way of the log of late samples");
    writeConfig("11d", "1h");
    writeAlertmanager("new");
    QVERIFY(!m_engine->reload());
    QCOMPARE(receivers(), std::string("old"));
    QCOMPARE(retention(), std::string("10d"));
    QCOMPARE(groups(), std::string("old"));
    QVERIFY(!succeeded());
}

void TestReload::theDatabaseGoesBackWhereTheAlertmanagerRefuses() {
    writeConfig("11d");
    write("broken.tmpl", "{{ define");
    writeAlertmanager("new", "templates: ['" + path("broken.tmpl") + "']\n");
    const auto refused = m_engine->reload();
    QVERIFY(!refused);
    QVERIFY2(refused.error().message().find("broken.tmpl") != std::string::npos, refused.error().message().c_str());
    QCOMPARE(receivers(), std::string("old"));
    QCOMPARE(retention(), std::string("10d"));
    QCOMPARE(groups(), std::string("old"));
    QVERIFY(!succeeded());
    writeAlertmanager("new");
    QVERIFY(m_engine->reload());
    QCOMPARE(receivers(), std::string("new"));
    QCOMPARE(retention(), std::string("11d"));
    QVERIFY(succeeded());
}

void TestReload::badRulesChangeNothing() {
    writeConfig("11d");
    writeAlertmanager("new");
    write("rules.yml", "groups: [{name: new, rules: [{record: a, expr: 'sum('}]}]\n");
    QVERIFY(!m_engine->reload());
    QCOMPARE(receivers(), std::string("old"));
    QCOMPARE(retention(), std::string("10d"));
    QCOMPARE(groups(), std::string("old"));
}

QTEST_GUILESS_MAIN(TestReload)
#include "test_reload.moc"
