// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "base/compress.h"
#include "core/remote/sent_message.h"
#include "remote/write_receiver.h"
#include "support/fake_clock.h"
#include "support/recording_storage.h"

using namespace hearth;
using namespace hearth::remote;
using namespace hearth::remote::testing;

namespace {

const Pairs kUp{{"__name__", "up"}, {"job", "node"}};
constexpr const char* kUpText = "up{job=\"node\"}";

} // namespace

class TestWriteReceiver : public QObject {
    Q_OBJECT

  private slots:
    void init();

    void samplesOfARequestAreStoredInOneTransaction();
    void histogramsAreStored();
    void fineHistogramsAreReduced();
    void exemplarsAreStoredAndBadOnesDoNotMatter();
    void unsortedLabelsAreSortedAndEmptyOnesLeftOut();
    void seriesWithBadLabelsAreLeftOut_data();
    void seriesWithBadLabelsAreLeftOut();
    void aBadSampleRefusesTheWholeRequest_data();
    void aBadSampleRefusesTheWholeRequest();
    void badHistogramsAreRefused();
    void aStorageThatTakesNothingAsksForAnotherTry();
    void otherContentIsRefused_data();
    void otherContentIsRefused();
    void contentTypesOfVersionOneAreTaken_data();
    void contentTypesOfVersionOneAreTaken();
    void damagedAndOversizedBodiesAreRefused();
    void whatWasTakenIsCounted();

  private:
    http::ServerResponse post(const std::string& message, std::vector<http::Header> headers = {});
    std::string metric(const std::string& name);

    tests::FakeClock m_clock;
    std::unique_ptr<instrument::Registry> m_registry;
    std::unique_ptr<tests::RecordingStorage> m_storage;
    std::unique_ptr<WriteReceiver> m_receiver;
};

void TestWriteReceiver::init() {
    m_registry = std::make_unique<instrument::Registry>();
    m_storage = std::make_unique<tests::RecordingStorage>();
    m_receiver = std::make_unique<WriteReceiver>(*m_storage, m_clock, *m_registry, Log());
}

http::ServerResponse TestWriteReceiver::post(const std::string& message, std::vector<http::Header> headers) {
    http::ServerRequest request;
    request.method = "POST";
    request.headers = std::move(headers);
    snappyCompress(message, request.body);
    return m_receiver->receive(request);
}

std::string TestWriteReceiver::metric(const std::string& name) {
    for (const auto& family : m_registry->gather()) {
        if (family.name == name) {
            return std::to_string(static_cast<int>(family.metrics.at(0).value));
        }
    }
    return "none";
}

void TestWriteReceiver::samplesOfARequestAreStoredInOneTransaction() {
    const auto response =
        post(request({series(kUp, {{1000, 1}, {2000, 0}}), series({{"__name__", "b"}}, {{1500, 5}})}));
    QCOMPARE(response.status, 204);
    QCOMPARE(response.body, std::string());
    QCOMPARE(m_storage->samples(kUpText), std::string("1000:1 2000:0"));
    QCOMPARE(m_storage->samples("b"), std::string("1500:5"));
    QCOMPARE(m_storage->transactions(), std::size_t{1});
}

void TestWriteReceiver::histogramsAreStored() {
    auto message = series(kUp, {});
    message.message(4, histogram(1000)).message(4, floatHistogram(2000)).message(4, customHistogram(3000));
    QCOMPARE(post(request({message})).status, 204);
    const auto stored = m_storage->histograms(kUpText);
    QCOMPARE(stored.size(), std::size_t{3});
    QCOMPARE(std::get<std::shared_ptr<const model::Histogram>>(stored[0].value)->count, std::uint64_t{5});
    QCOMPARE(std::get<std::shared_ptr<const model::FloatHistogram>>(stored[1].value)->count, 3.5);
    QCOMPARE(stored[2].time, model::TimestampMs{3000});
}

void TestWriteReceiver::fineHistogramsAreReduced() {
    QCOMPARE(post(request({series(kUp, {}).message(4, histogram(1000, 9))})).status, 204);
    const auto stored = m_storage->histograms(kUpText);
    QCOMPARE(stored.size(), std::size_t{1});
    const auto& reduced = *std::get<std::shared_ptr<const model::Histogram>>(stored[0].value);
    QCOMPARE(reduced.layout.schema, model::kMaxExponentialSchema);
    QCOMPARE(reduced.count, std::uint64_t{5});
}

void TestWriteReceiver::exemplarsAreStoredAndBadOnesDoNotMatter() {
    auto message = series(kUp, {{1000, 1}});
    message.message(3, exemplar({{"trace_id", "x"}}, 1000, 7));
    message.message(3, exemplar({{"trace_id", "x"}, {"trace_id", "y"}}, 1001, 7));
    message.message(3, exemplar({{"\xff", "x"}}, 1002, 7));
    message.message(3, exemplar({}, m_clock.nowMs() + kMaxAhead + 1, 7));
    QCOMPARE(post(request({message})).status, 204);
    QCOMPARE(m_storage->exemplars(kUpText).size(), std::size_t{1});
    QVERIFY(m_storage->exemplars(kUpText)[0] == (model::Exemplar{{{"trace_id", "x"}}, 1000, 7}));
}

void TestWriteReceiver::unsortedLabelsAreSortedAndEmptyOnesLeftOut() {
    QCOMPARE(post(request({series({{"job", "node"}, {"a", ""}, {"__name__", "up"}}, {{1, 1}})})).status, 204);
    QCOMPARE(m_storage->seriesNames(), (std::vector<std::string>{kUpText}));
}

void TestWriteReceiver::seriesWithBadLabelsAreLeftOut_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("no metric name") << QByteArray("a") << QByteArray("b");
    QTest::newRow("empty metric name") << QByteArray("__name__") << QByteArray("");
    QTest::newRow("metric name not UTF-8") << QByteArray("__name__") << QByteArray("a\xff");
}

void TestWriteReceiver::seriesWithBadLabelsAreLeftOut() {
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, value);
    const Pairs bad{{name.toStdString(), value.toStdString()}};
    const Pairs isDouble{{"__name__", "x"}, {"a", "1"}, {"a", "2"}};
    const Pairs noName{{"__name__", "x"}, {"", "1"}};
    const Pairs notUtf8{{"__name__", "x"}, {"a\x80", "1"}};
    QCOMPARE(post(request({series(bad, {{1, 1}}), series(isDouble, {{1, 1}}), series(kUp, {{1, 1}}),
                           series(noName, {{1, 1}}), series(notUtf8, {{1, 1}})}))
                 .status,
             204);
    QCOMPARE(m_storage->seriesNames(), (std::vector<std::string>{kUpText}));
    QCOMPARE(metric("prometheus_api_remote_write_invalid_labels_samples_total"), std::string("4"));
}

void TestWriteReceiver::aBadSampleRefusesTheWholeRequest_data() {
    QTest::addColumn<qint64>("time");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("reason");
    QTest::newRow("older") << qint64{999} << 1.0 << "out of order sample\n";
    QTest::newRow("other value") << qint64{1000} << 2.0 << "duplicate sample for timestamp\n";
    QTest::newRow("far ahead") << qint64{m_clock.nowMs() + kMaxAhead + 1} << 1.0
                               << "out of bounds: timestamp is too far in the future\n";
}

void TestWriteReceiver::aBadSampleRefusesTheWholeRequest() {
    QFETCH(const qint64, time);
    QFETCH(const double, value);
    QCOMPARE(post(request({series(kUp, {{1000, 1}})})).status, 204);
    const auto response = post(request({series({{"__name__", "before"}}, {{5, 5}}), series(kUp, {{time, value}}),
                                        series({{"__name__", "after"}}, {{5, 5}})}));
    QCOMPARE(response.status, 400);
    QTEST(QString::fromStdString(response.body), "reason");
    QCOMPARE(m_storage->samples(kUpText), std::string("1000:1"));
    QCOMPARE(m_storage->samples("before"), std::string());
    QCOMPARE(m_storage->samples("after"), std::string());
}

void TestWriteReceiver::badHistogramsAreRefused() {
    const auto wrongCount = ProtoMessage().varint(1, 7).message(11, span(0, 1)).packedSints(12, {1});
    auto response = post(request({series(kUp, {}).message(4, wrongCount)}));
    QCOMPARE(response.status, 400);
    QVERIFY2(response.body.contains("7"), response.body.c_str());
    const auto unknownSchema = ProtoMessage().sint(4, 100);
    QCOMPARE(post(request({series(kUp, {}).message(4, unknownSchema)})).status, 400);
    QVERIFY(m_storage->histograms(kUpText).empty());
}

void TestWriteReceiver::aStorageThatTakesNothingAsksForAnotherTry() {
    m_storage->commitFailure = "no space left on device";
    const auto response = post(request({series(kUp, {{1000, 1}})}));
    QCOMPARE(response.status, 500);
    QCOMPARE(response.body, std::string("no space left on device\n"));
    QCOMPARE(metric("prometheus_api_remote_write_without_metadata_appended_samples_total"), std::string("0"));
}

void TestWriteReceiver::otherContentIsRefused_data() {
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("named");
    QTest::newRow("version 2") << "Content-Type" << "application/x-protobuf;proto=io.prometheus.write.v2.Request"
                               << "io.prometheus.write.v2.Request protobuf message is not accepted";
    QTest::newRow("JSON") << "Content-Type" << "application/json" << "application/json";
    QTest::newRow("bad parameter") << "Content-Type" << "application/x-protobuf;proto" << "key-values";
    QTest::newRow("zstd") << "Content-Encoding" << "zstd" << "zstd encoding (compression) is not accepted";
}

void TestWriteReceiver::otherContentIsRefused() {
    QFETCH(const QString, header);
    QFETCH(const QString, value);
    QFETCH(const QString, named);
    const auto response = post(request({series(kUp, {{1, 1}})}), {{header.toStdString(), value.toStdString()}});
    QCOMPARE(response.status, 415);
    QVERIFY2(response.body.contains(named.toStdString()), response.body.c_str());
    QVERIFY(m_storage->seriesNames().empty());
}

void TestWriteReceiver::contentTypesOfVersionOneAreTaken_data() {
    QTest::addColumn<QString>("value");
    QTest::newRow("plain") << "application/x-protobuf";
    QTest::newRow("named") << "application/x-protobuf;proto=prometheus.WriteRequest";
    QTest::newRow("with a blank") << " application/x-protobuf; proto=prometheus.WriteRequest";
    QTest::newRow("other parameter") << "application/x-protobuf;charset=utf-8";
}

void TestWriteReceiver::contentTypesOfVersionOneAreTaken() {
    QFETCH(const QString, value);
    const auto response =
        post(request({series(kUp, {{1, 1}})}), {{"Content-Type", value.toStdString()}, {"Content-Encoding", "snappy"}});
    QCOMPARE(response.status, 204);
}

void TestWriteReceiver::damagedAndOversizedBodiesAreRefused() {
    http::ServerRequest request;
    request.body = "this is not snappy";
    QCOMPARE(m_receiver->receive(request).status, 400);
    request.body.assign(kMaxCompressedBytes + 1, 'x');
    QCOMPARE(m_receiver->receive(request).status, 413);
    const auto bomb = post(std::string(kMaxDecompressedBytes + 1, '\0'));
    QCOMPARE(bomb.status, 400);
    QCOMPARE(bomb.body, std::string("decoded size exceeds the 33554432 bytes limit\n"));
    QCOMPARE(post("\x0a\x7f").status, 400);
}

void TestWriteReceiver::whatWasTakenIsCounted() {
    QCOMPARE(post(request({series(kUp, {{1, 1}, {2, 2}}).message(4, histogram(3))})).status, 204);
    QCOMPARE(metric("prometheus_api_remote_write_without_metadata_appended_samples_total"), std::string("3"));
    QCOMPARE(metric("prometheus_api_remote_write_invalid_labels_samples_total"), std::string("0"));
}

QTEST_GUILESS_MAIN(TestWriteReceiver)
#include "test_write_receiver.moc"
