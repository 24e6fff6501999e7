// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/remote/sent_message.h"
#include "remote/write_request.h"

using namespace hearth;
using namespace hearth::remote;
using namespace hearth::remote::testing;

namespace {

/// Everything in a message as text, or the error's.
std::string readAll(std::string_view message) {
    std::string text;
    WriteRequestReader reader(message);
    for (;;) {
        const auto more = reader.next();
        if (!more) {
            return "error: " + more.error().message();
        }
        if (!*more) {
            return text;
        }
        for (const auto& label : reader.series().labels) {
            text += std::string(label.name) + "=" + std::string(label.value) + " ";
        }
        for (const auto& sample : reader.series().samples) {
            text += std::to_string(sample.time) + ":" + std::to_string(static_cast<int>(sample.value)) + " ";
        }
        text += std::to_string(reader.series().histograms.size()) + "h ";
        text += std::to_string(reader.series().exemplars.size()) + "e\n";
    }
}

model::HistogramValue onlyHistogram(const ProtoMessage& histogram) {
    const auto message = request({ProtoMessage().message(4, histogram)});
    WriteRequestReader reader(message);
    const auto more = reader.next();
    return more && *more ? reader.series().histograms.at(0).value : model::HistogramValue();
}

std::string richMessage() {
    auto rich = series({{"__name__", "a"}, {"b", "1"}}, {{1000, 1}, {2000, 2}});
    rich.message(3, exemplar({{"trace_id", "x"}}, 1000, 7))
        .message(4, histogram(3000))
        .message(4, floatHistogram(4000));
    rich.message(4, customHistogram(5000));
    return request({rich, series({{"__name__", "c"}}, {{-1, 3}})});
}

} // namespace

class TestWriteRequest : public QObject {
    Q_OBJECT

  private slots:
    void seriesComeOneByOne();
    void labelsAreSortedAndKeptAsTheyAre();
    void metadataAndUnknownFieldsArePassedOver();
    void integerHistogramsAreReadWhole();
    void floatHistogramsAreReadWhole();
    void customBoundsAreRead();
    void unpackedNumbersAreReadToo();
    void malformedMessagesAreRefused_data();
    void malformedMessagesAreRefused();
    void tooManyLabelsAreRefused();
    void everyTruncationIsAnErrorOrAPrefix();
    void everyFlippedByteIsSurvived();
};

void TestWriteRequest::seriesComeOneByOne() {
    QCOMPARE(readAll(richMessage()), std::string("__name__=a b=1 1000:1 2000:2 3h 1e\n__name__=c -1:3 0h 0e\n"));
    QCOMPARE(readAll(""), std::string());
}

void TestWriteRequest::labelsAreSortedAndKeptAsTheyAre() {
    QCOMPARE(readAll(request({series({{"b", "2"}, {"a", ""}, {"b", "1"}}, {})})), std::string("a= b=2 b=1 0h 0e\n"));
}

void TestWriteRequest::metadataAndUnknownFieldsArePassedOver() {
    ProtoMessage message;
    message.message(3, ProtoMessage().varint(1, 1).bytes(2, "a").bytes(4, "help"));
    message.varint(90, 7).number(91, 1).message(1, series({{"__name__", "a"}}, {}).varint(77, 1));
    QCOMPARE(readAll(message.text()), std::string("__name__=a 0h 0e\n"));
}

void TestWriteRequest::integerHistogramsAreReadWhole() {
    const auto value = onlyHistogram(histogram(3000));
    const auto& histogram = *std::get<std::shared_ptr<const model::Histogram>>(value);
    QCOMPARE(histogram.count, std::uint64_t{5});
    QCOMPARE(histogram.zeroCount, std::uint64_t{1});
    QCOMPARE(histogram.sum, 18.5);
    QCOMPARE(histogram.layout.schema, 3);
    QCOMPARE(histogram.layout.zeroThreshold, 0.001);
    QVERIFY(histogram.layout.positiveSpans == (std::vector<model::HistogramSpan>{{0, 2}}));
    QCOMPARE(histogram.positiveBuckets, (std::vector<std::int64_t>{2, 0}));
    QVERIFY(histogram.hint == model::CounterResetHint::kNotReset);
}

void TestWriteRequest::floatHistogramsAreReadWhole() {
    const auto value = onlyHistogram(floatHistogram(3000));
    const auto& histogram = *std::get<std::shared_ptr<const model::FloatHistogram>>(value);
    QCOMPARE(histogram.count, 3.5);
    QCOMPARE(histogram.zeroCount, 1.0);
    QCOMPARE(histogram.sum, -1.0);
    QVERIFY(histogram.layout.negativeSpans == (std::vector<model::HistogramSpan>{{1, 1}}));
    QCOMPARE(histogram.negativeBuckets, (std::vector<double>{2.5}));
    QVERIFY(histogram.hint == model::CounterResetHint::kGauge);
}

void TestWriteRequest::customBoundsAreRead() {
    const auto value = onlyHistogram(customHistogram(1));
    const auto& histogram = *std::get<std::shared_ptr<const model::Histogram>>(value);
    QCOMPARE(histogram.layout.schema, model::kCustomBucketsSchema);
    QCOMPARE(histogram.layout.customBounds, (std::vector<double>{0.5, 1}));
}

void TestWriteRequest::unpackedNumbersAreReadToo() {
    const auto value = onlyHistogram(ProtoMessage().varint(1, 3).sint(12, 2).sint(12, -1).number(16, 0.5));
    const auto& histogram = *std::get<std::shared_ptr<const model::Histogram>>(value);
    QCOMPARE(histogram.positiveBuckets, (std::vector<std::int64_t>{2, -1}));
    QCOMPARE(histogram.layout.customBounds, (std::vector<double>{0.5}));
}

void TestWriteRequest::malformedMessagesAreRefused_data() {
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, const std::string& message) {
        QTest::newRow(name) << QByteArray(message.data(), static_cast<qsizetype>(message.size()));
    };
    row("a group", "\x0b\x0c");
    row("no such wire type", "\x0f");
    row("field number zero", std::string("\x00\x01", 2));
    row("length beyond the end", "\x0a\x7f");
    row("a number without end", "\x08\xff\xff");
    row("a number of eleven bytes", "\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
    row("series of the wrong type", "\x08\x01");
    row("sample of the wrong type", request({ProtoMessage().varint(2, 1)}));
    row("value of the wrong type", request({ProtoMessage().message(2, ProtoMessage().varint(1, 1))}));
    row("label of the wrong type", request({ProtoMessage().message(1, ProtoMessage().varint(1, 1))}));
    row("broken histogram", request({ProtoMessage().bytes(4, "\x0a")}));
    row("packed doubles cut short", request({ProtoMessage().message(4, ProtoMessage().bytes(16, "1234567"))}));
    row("broken exemplar", request({ProtoMessage().bytes(3, "\x0a\x01")}));
    row("broken span", request({ProtoMessage().message(4, ProtoMessage().bytes(8, "\x08"))}));
}

void TestWriteRequest::malformedMessagesAreRefused() {
    QFETCH(const QByteArray, message);
    const auto text = readAll(message.toStdString());
    QVERIFY2(text.starts_with("error: malformed protobuf message: "), text.c_str());
}

void TestWriteRequest::tooManyLabelsAreRefused() {
    ProtoMessage message;
    for (std::size_t i = 0; i <= kMaxLabelsPerSeries; ++i) {
        message.bytes(1, "");
    }
    QCOMPARE(readAll(request({message})), std::string("error: more than 10000 labels in a series"));
}

void TestWriteRequest::everyTruncationIsAnErrorOrAPrefix() {
    const auto message = richMessage();
    const auto whole = readAll(message);
    for (std::size_t size = 0; size < message.size(); ++size) {
        const auto text = readAll(message.substr(0, size));
        QVERIFY2(text.starts_with("error: ") || (whole.starts_with(text) && text != whole), text.c_str());
    }
}

void TestWriteRequest::everyFlippedByteIsSurvived() {
    const auto message = richMessage();
    for (std::size_t i = 0; i < message.size(); ++i) {
        for (const unsigned bit : {0x01U, 0x08U, 0x80U, 0xffU}) {
            auto flipped = message;
            flipped[i] = static_cast<char>(static_cast<unsigned char>(flipped[i]) ^ bit);
            readAll(flipped);
        }
    }
}

QTEST_GUILESS_MAIN(TestWriteRequest)
#include "test_write_request.moc"
