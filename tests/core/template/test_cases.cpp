// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "core/template/case_runner.h"

using namespace hearth;
using namespace hearth::templates;

class TestCases : public QObject {
    Q_OBJECT

  private slots:
    void everyCaseGivesWhatTheRealProgramsGive_data();
    void everyCaseGivesWhatTheRealProgramsGive();

  private:
    struct Counts {
        int cases = 0;
        int wrong = 0;
    };
    Counts runFile(const QString& path);
    Result<std::string> run(const QJsonObject& wanted);
    cases::Notifier m_notifier;
};

namespace {

std::string textOf(const QJsonValue& value) {
    return value.toString().toStdString();
}

/// Depths and stacks of the programs differ; all else is compared in full.
bool isSameError(const std::string& ours, const std::string& wanted) {
    const std::string_view limit = "exceeded maximum template depth";
    return ours == wanted || (ours.contains(limit) && wanted.contains(limit));
}

} // namespace

Result<std::string> TestCases::run(const QJsonObject& wanted) {
    const auto kind = wanted["kind"].toString();
    if (kind != "rule") {
        return m_notifier.expand(textOf(wanted["text"]), kind == "html" ? Mode::kHtml : Mode::kText);
    }
    model::LabelsBuilder labels;
    const auto pairs = wanted["labels"].toObject();
    for (auto it = pairs.begin(); it != pairs.end(); ++it) {
        labels.set(it.key().toStdString(), textOf(it.value()));
    }
    return cases::expandRule(textOf(wanted["text"]), labels.labels(), wanted["value"].toString().toDouble());
}

TestCases::Counts TestCases::runFile(const QString& path) {
    Counts counts;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {0, 1};
    }
    while (!file.atEnd()) {
        const auto line = file.readLine();
        const auto wanted = QJsonDocument::fromJson(line).object();
        const auto got = run(wanted);
        const auto output = textOf(wanted["output"]);
        const auto error = textOf(wanted["error"]);
        ++counts.cases;
        const bool isRight = got ? error.empty() && *got == output : isSameError(got.error().message(), error);
        if (!isRight && counts.wrong++ < 40) {
            qWarning("%s: %s\n  wanted %s%s\n  got    %s%s", qPrintable(wanted["kind"].toString()),
                     textOf(wanted["text"]).c_str(), output.c_str(), error.c_str(), got ? got->c_str() : "",
                     got ? "" : got.error().message().c_str());
        }
    }
    return counts;
}

void TestCases::everyCaseGivesWhatTheRealProgramsGive_data() {
    QTest::addColumn<QString>("path");
    const QDir folder(QStringLiteral(HEARTH_SOURCE_DIR "/tests/corpus/template"));
    for (const auto& name : folder.entryList({"*.jsonl"}, QDir::Files, QDir::Name)) {
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }
    if (const auto more = qEnvironmentVariable("HEARTH_TEMPLATE_CASES"); !more.isEmpty()) {
        QTest::newRow("more") << more;
    }
}

void TestCases::everyCaseGivesWhatTheRealProgramsGive() {
    QFETCH(const QString, path);
    QVERIFY(m_notifier.isReady());
    const auto counts = runFile(path);
    qInfo("%d cases, %d wrong", counts.cases, counts.wrong);
    QVERIFY(counts.cases > 0);
    QCOMPARE(counts.wrong, 0);
}

QTEST_GUILESS_MAIN(TestCases)
#include "test_cases.moc"
