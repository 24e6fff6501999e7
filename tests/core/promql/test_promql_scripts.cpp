// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTest>

#include "script_runner.h"

using namespace hearth;
using namespace hearth::tests;

/// Runs every `.test` script: the conformance corpus and Hearth's own.
class TestPromqlScripts : public QObject {
    Q_OBJECT

  private slots:
    void everyEvaluationOfAScriptAgrees_data();
    void everyEvaluationOfAScriptAgrees();
};

void TestPromqlScripts::everyEvaluationOfAScriptAgrees_data() {
    QTest::addColumn<QString>("path");
    for (const char* folder :
         {HEARTH_SOURCE_DIR "/../shared/conformance/promqltest", HEARTH_SOURCE_DIR "/tests/corpus/promql/evaluation"}) {
        const QDir directory(folder);
        for (const QString& name : directory.entryList({"*.test"}, QDir::Files, QDir::Name)) {
            QTest::newRow(qPrintable(directory.dirName() + "/" + name)) << directory.filePath(name);
        }
    }
}

void TestPromqlScripts::everyEvaluationOfAScriptAgrees() {
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto commands = readScript(file.readAll().toStdString());
    QVERIFY2(commands.has_value(), commands ? "" : commands.error().message().c_str());

    ScriptRunner runner(ScriptRunner::corpusOptions());
    Tally tally;
    runner.run(*commands, tally);
    for (const auto& [reason, count] : tally.skipped) {
        qInfo("%s: %zu evaluations skipped: %s", qPrintable(QFileInfo(path).fileName()), count, reason.c_str());
    }
    qInfo("%s: %zu passed, %zu skipped, %zu failed", qPrintable(QFileInfo(path).fileName()), tally.passed,
          tally.skips(), tally.failures.size());
    for (const std::string& failure : tally.failures) {
        qWarning("%s", failure.c_str());
    }
    QCOMPARE(tally.failures.size(), std::size_t(0));
}

QTEST_GUILESS_MAIN(TestPromqlScripts)
#include "test_promql_scripts.moc"
