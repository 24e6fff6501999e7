// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "config/config.h"
#include "desktop/starter_config.h"

using namespace hearth;

class TestStarterConfig : public QObject {
    Q_OBJECT

  private slots:
    void aFirstStartFindsACommentedFile();
    void theStarterRulesStandBesideIt();
    void aFileOfAFormerVersionIsKnownStill();
    void aFileOfTheirOwnStaysAsItIs();
};

void TestStarterConfig::aFirstStartFindsACommentedFile() {
    const QTemporaryDir directory;
    const auto path = directory.filePath("deep/er/prometheus.yml").toStdString();
    PosixFileSystem files;
    QVERIFY(app::ensureStarterConfig(files, path));
    QVERIFY(app::isStarterConfig(files, path));
    const auto text = files.readAll(path).value();
    QVERIFY(text.starts_with("# What Hearth collects"));
    const auto config = config::parse(text, path);
    QVERIFY2(config, config ? "" : config.error().message().c_str());
    QCOMPARE(config->scrapeConfigs.size(), std::size_t{2});
}

void TestStarterConfig::theStarterRulesStandBesideIt() {
    const QTemporaryDir directory;
    const auto path = directory.filePath("prometheus.yml").toStdString();
    const auto rules = directory.filePath("rules/starter.yml").toStdString();
    PosixFileSystem files;
    QVERIFY(app::ensureStarterConfig(files, path));
    QCOMPARE(files.readAll(rules).value(), std::string(app::starterRules()));
    const auto config = config::parse(files.readAll(path).value(), path);
    QCOMPARE(config->ruleFiles.size(), std::size_t{1});
    QVERIFY2(config->ruleFiles[0].ends_with("rules/*.yml"), config->ruleFiles[0].c_str());
}

void TestStarterConfig::aFileOfAFormerVersionIsKnownStill() {
    const QTemporaryDir directory;
    const auto path = directory.filePath("prometheus.yml").toStdString();
    PosixFileSystem files;
    QVERIFY(app::ensureStarterConfig(files, path));
    auto text = files.readAll(path).value();
    const auto begin = text.find("  evaluation_interval");
    const auto end = text.find("\nscrape_configs:");
    text.erase(begin, end - begin);
    QVERIFY(files.replaceAtomically(path, text));
    QVERIFY(app::isStarterConfig(files, path));
    QVERIFY(files.replaceAtomically(path, text + "#"));
    QVERIFY(!app::isStarterConfig(files, path));
}

void TestStarterConfig::aFileOfTheirOwnStaysAsItIs() {
    const QTemporaryDir directory;
    const auto path = directory.filePath("prometheus.yml").toStdString();
    PosixFileSystem files;
    const std::string mine = "global:\n  scrape_interval: 15s\n";
    QVERIFY(files.replaceAtomically(path, mine));
    QVERIFY(app::ensureStarterConfig(files, path));
    QCOMPARE(files.readAll(path).value(), mine);
    QVERIFY(!app::isStarterConfig(files, path));
}

QTEST_GUILESS_MAIN(TestStarterConfig)
#include "test_starter_config.moc"
