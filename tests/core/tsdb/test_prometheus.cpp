// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <bit>
#include <nlohmann/json.hpp>

#include "base/number_format.h"
#include "base/text.h"
#include "core/tsdb/db_fixture.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tsdb::testing;

namespace {

const char* const kWrittenByPrometheus = HEARTH_SOURCE_DIR "/../shared/conformance/tsdb-written-by-2.42/wal-killed";
constexpr int kProcessTimeoutMs = 60'000;

bool copyDirectory(const QString& from, const QString& to) {
    QDirIterator it(from, QDir::Files, QDirIterator::Subdirectories);
    bool ok = QDir().mkpath(to);
    while (ok && it.hasNext()) {
        const auto path = it.next();
        const auto target = to + path.mid(from.size());
        ok = QDir().mkpath(QFileInfo(target).path()) && QFile::copy(path, target) &&
             QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner);
    }
    return ok;
}

/// What Prometheus's own tool reads in a directory, one sample a line, sorted; the log's messages in `messages`.
QStringList dump(const QString& directory, QString& messages) {
    QProcess process;
    process.start("promtool", {"tsdb", "dump", directory});
    process.waitForFinished(kProcessTimeoutMs);
    messages = QString::fromUtf8(process.readAllStandardError());
    auto lines = QString::fromUtf8(process.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts);
    lines.sort();
    return lines;
}

/// The same lines, of a database of ours.
QStringList dump(Db& db) {
    QStringList lines;
    const auto querier = db.querier(kAllTime).value();
    const auto all = model::Matcher::create(model::MatchType::kRegex, "__name__", ".*").value();
    const auto list = querier->select(false, {}, {&all, 1}, {}).value();
    for (const auto& series : list) {
        std::string labels;
        for (const auto& label : series->labels()) {
            labels += (labels.empty() ? "" : ", ") + std::string(label.name) + "=" + quoteGo(label.value);
        }
        storage::Columns columns;
        series->read(kAllTime, columns).value();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            std::string value;
            appendFloatGeneral(value, columns.values[i]);
            lines += QString::fromStdString("{" + labels + "} " + value + " " + std::to_string(columns.times[i]));
        }
    }
    lines.sort();
    return lines;
}

/// promtool stops at the first histogram of a series.
QStringList withoutMixedSeries(QStringList lines) {
    lines.removeIf([](const QString& line) { return line.contains("seed_mixed"); });
    return lines;
}

} // namespace

/// Prometheus 2.42 reads what we write, and we read what it writes.
class TestPrometheus : public QObject {
    Q_OBJECT

  private:
    PosixFileSystem m_files;

  private slots:
    void ourLogIsReadByPrometheus_data();
    void ourLogIsReadByPrometheus();
    void aKilledPrometheusIsTakenOver();
    void aTakenOverLogIsReadByPrometheusAgain();
};

void TestPrometheus::ourLogIsReadByPrometheus_data() {
    QTest::addColumn<int>("compression");
    QTest::newRow("plain") << static_cast<int>(wal::Compression::kNone);
    QTest::newRow("snappy") << static_cast<int>(wal::Compression::kSnappy);
}

void TestPrometheus::ourLogIsReadByPrometheus() {
    if (QStandardPaths::findExecutable("promtool").isEmpty()) {
        QSKIP("promtool is not installed");
    }
    QFETCH(int, compression);
    const QTemporaryDir directory;
    DbFixture fixture(m_files, directory.path().toStdString());
    fixture.options.walCompression = static_cast<wal::Compression>(compression);
    QVERIFY(fixture.open().has_value());
    for (int i = 0; i < 50; ++i) {
        const model::Labels labels{{"__name__", "m" + std::to_string(i % 7)}, {"i", std::to_string(i)}};
        std::vector<model::Sample> samples;
        for (int t = 0; t < 400; ++t) {
            const auto value = t % 97 == 0 ? model::staleNan() : (t % 5) * 0.1 * i + 1.0 / (t + 1);
            samples.push_back({1'700'000'000'000 + t * 5000 + (t * i) % 13, value});
        }
        QVERIFY(fixture.write(labels, samples).has_value());
    }
    {
        const auto appender = fixture.db().appender();
        const auto ref = appender->series({{"__name__", "m1"}, {"i", "1"}}).value();
        appender->metadata(ref, {model::MetricType::kCounter, "What is counted.", "bytes"});
        QVERIFY(appender->commit().has_value());
    }
    const auto ours = dump(fixture.db());
    QCOMPARE(ours.size(), 50 * 400);
    fixture.close();
    QString messages;
    QCOMPARE(dump(directory.path(), messages), ours);
    QVERIFY2(messages.isEmpty(), qPrintable(messages));
}

void TestPrometheus::aKilledPrometheusIsTakenOver() {
    if (!QFile::exists(kWrittenByPrometheus)) {
        QSKIP("the shared conformance data are not here");
    }
    const QTemporaryDir directory;
    const auto copy = directory.filePath("data");
    QVERIFY(copyDirectory(QString(kWrittenByPrometheus) + "/data", copy));
    DbFixture fixture(m_files, copy.toStdString());
    fixture.options.maxExemplars = 1000;
    QVERIFY(fixture.open().has_value());
    const auto& report = fixture.db().replayReport();
    QCOMPARE(report.damages.size(), std::size_t{0});
    QCOMPARE(report.unknownRecords, std::uint64_t{0});
    QCOMPARE(report.unknownSeriesSamples, std::uint64_t{0});
    QVERIFY(report.histograms > 0);
    QVERIFY(report.exemplars > 0);

    const auto contents = fixture.read();
    const auto text = m_files.readAll(std::string(kWrittenByPrometheus) + "/expected.json").value();
    const auto expected = nlohmann::json::parse(text);
    std::size_t compared = 0;
    for (const auto& series : expected["result"]) {
        if (!series.contains("values")) {
            continue; // histograms only
        }
        std::vector<model::Labels::Pair> pairs;
        for (const auto& [name, value] : series["metric"].items()) {
            pairs.emplace_back(name, value.get<std::string>());
        }
        std::vector<std::pair<model::TimestampMs, std::uint64_t>> samples;
        for (const auto& point : series["values"]) {
            const auto value = parseFloat(point[1].get<std::string>()).value();
            samples.emplace_back(std::llround(point[0].get<double>() * 1000), std::bit_cast<std::uint64_t>(value));
        }
        const auto labels = model::Labels::fromPairs(pairs).toString();
        QVERIFY2(contents.contains(labels), labels.c_str());
        auto found = contents.at(labels);
        std::erase_if(found, [](const auto& sample) { return sample.second == model::kStaleNanBits; });
        QVERIFY2(found == samples, labels.c_str());
        compared += samples.size();
    }
    QVERIFY(compared > 5000);
}

void TestPrometheus::aTakenOverLogIsReadByPrometheusAgain() {
    if (QStandardPaths::findExecutable("promtool").isEmpty() || !QFile::exists(kWrittenByPrometheus)) {
        QSKIP("promtool or the shared conformance data are not here");
    }
    const QTemporaryDir directory;
    const auto copy = directory.filePath("data");
    QVERIFY(copyDirectory(QString(kWrittenByPrometheus) + "/data", copy));
    DbFixture fixture(m_files, copy.toStdString());
    QVERIFY(fixture.open().has_value());
    const auto newest = fixture.db().status(0).timeRange->end;
    QVERIFY(fixture.write({{"__name__", "continued"}}, {{newest, 1}, {newest + 1, 2}}).has_value());
    const auto ours = withoutMixedSeries(dump(fixture.db()));
    fixture.close();
    QString messages;
    QCOMPARE(withoutMixedSeries(dump(copy, messages)), ours);
}

QTEST_GUILESS_MAIN(TestPrometheus)
#include "test_prometheus.moc"
