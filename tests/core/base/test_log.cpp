// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <fcntl.h>
#include <unistd.h>

#include "base/log.h"

using namespace hearth;

class TestLog : public QObject {
    Q_OBJECT

  private slots:
    void logfmtQuotesWhatItMust();
    void jsonLinesAreJson();
    void linesBelowTheLevelAreNotWritten();
    void anEmptyLogDropsEverything();
    void unknownLevelsNameTheChoices();

  private:
    /// What `write` puts on standard error.
    template <class Write>
    QByteArray captured(Write write);
};

template <class Write>
QByteArray TestLog::captured(Write write) {
    const QTemporaryDir directory;
    const auto path = directory.filePath("stderr");
    const int saved = dup(2);
    const int file = open(path.toLocal8Bit().constData(), O_CREAT | O_RDWR, 0600);
    dup2(file, 2);
    write();
    dup2(saved, 2);
    close(file);
    close(saved);
    QFile out(path);
    return out.open(QIODevice::ReadOnly) ? out.readAll() : QByteArray();
}

void TestLog::logfmtQuotesWhatItMust() {
    const auto line = captured([] {
        Log::toStderr(LogLevel::kInfo, LogFormat::kLogfmt)
            .component("tsdb")
            .info("replay done", {{"segments", "3"}, {"path", "a b"}, {"newline", "x\ny"}});
    });
    QVERIFY2(line.endsWith("level=INFO component=tsdb msg=\"replay done\" segments=3 path=\"a b\" newline=\"x\\ny\"\n"),
             line.constData());
    QVERIFY(line.startsWith("time=2"));
}

void TestLog::jsonLinesAreJson() {
    const auto line =
        captured([] { Log::toStderr(LogLevel::kInfo, LogFormat::kJson).error("bad \"thing\"", {{"n", "1"}}); });
    const auto object = QJsonDocument::fromJson(line).object();
    QCOMPARE(object["level"].toString(), QString("ERROR"));
    QCOMPARE(object["msg"].toString(), QString("bad \"thing\""));
}

void TestLog::linesBelowTheLevelAreNotWritten() {
    QCOMPARE(captured([] { Log::toStderr(LogLevel::kWarn, LogFormat::kLogfmt).info("quiet"); }), QByteArray());
}

void TestLog::anEmptyLogDropsEverything() {
    QCOMPARE(captured([] { Log().error("nothing"); }), QByteArray());
}

void TestLog::unknownLevelsNameTheChoices() {
    QCOMPARE(parseLogLevel("loud").error().message(),
             std::string("unrecognized log level \"loud\": use debug, info, warn or error"));
    QCOMPARE(parseLogFormat("xml").error().message(),
             std::string("unrecognized log format \"xml\": use logfmt or json"));
}

QTEST_GUILESS_MAIN(TestLog)
#include "test_log.moc"
