// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the text files of tests/corpus/promql; its README.md has the format.
#include <QDir>
#include <QtTest>

#include "promql/syntax/parser.h"
#include "promql/syntax/printer.h"

using namespace hearth::promql;

namespace {

struct Case {
    ParseOptions options;
    QStringList query;
    QStringList canonical;
    QStringList pretty;
    QStringList error;
};

QList<Case> readCases(const QString& path) {
    QFile file(path);
    QList<Case> cases;
    if (!file.open(QFile::ReadOnly)) {
        return cases;
    }
    ParseOptions options;
    Case current;
    const auto lines = QString::fromUtf8(file.readAll()).split('\n');
    for (const auto& line : lines) {
        const auto text = line.mid(2);
        const auto mark = line.isEmpty() ? QChar('#') : line[0];
        if (line.isEmpty() && !current.query.isEmpty()) {
            cases += current;
            current = {};
        } else if (mark == '%') {
            options = text == "all" ? ParseOptions::all() : ParseOptions{};
        } else if (mark != '#') {
            current.options = options;
            auto& part = mark == '>'   ? current.query
                         : mark == '=' ? current.canonical
                         : mark == '|' ? current.pretty
                                       : current.error;
            part += text;
        }
    }
    return cases;
}

} // namespace

class TestGolden : public QObject {
    Q_OBJECT

  private slots:
    void expressionsYieldWhatTheCorpusSays_data();
    void expressionsYieldWhatTheCorpusSays();
};

void TestGolden::expressionsYieldWhatTheCorpusSays_data() {
    QTest::addColumn<QString>("path");
    const QDir folder(HEARTH_SOURCE_DIR "/tests/corpus/promql");
    const auto names = folder.entryList({"*.test"});
    QVERIFY(!names.isEmpty());
    for (const auto& name : names) {
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }
}

void TestGolden::expressionsYieldWhatTheCorpusSays() {
    QFETCH(QString, path);
    const auto cases = readCases(path);
    QVERIFY(!cases.isEmpty());
    for (const auto& golden : cases) {
        const auto text = golden.query.join('\n').toStdString();
        const auto expr = parse(text, golden.options);
        const auto error = expr ? QString() : QString::fromStdString(expr.error().message());
        QVERIFY2(error == golden.error.join('\n'), qPrintable(golden.query.join('\n') + "\nyields " + error));
        if (!expr) {
            continue;
        }
        if (!golden.canonical.isEmpty()) {
            QCOMPARE(QString::fromStdString(toString(*expr)), golden.canonical.join('\n'));
        }
        if (!golden.pretty.isEmpty()) {
            QCOMPARE(QString::fromStdString(prettyPrint(*expr)), golden.pretty.join('\n'));
        }
        for (const auto& printed : {toString(*expr), prettyPrint(*expr)}) {
            const auto again = parse(printed, golden.options);
            QVERIFY2(again && *again == *expr, printed.c_str());
        }
    }
}

QTEST_GUILESS_MAIN(TestGolden)
#include "test_golden.moc"
