// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "http/content_coding.h"
#include "http/http_date.h"
#include "http/listen_address.h"
#include "http/request_target.h"

using namespace hearth;
using namespace hearth::http;

Q_DECLARE_METATYPE(hearth::http::ContentCoding)

class TestRequestReading : public QObject {
    Q_OBJECT

  private slots:
    void targetsAreSplitIntoPathAndParameters();
    void formParametersComeBeforeThoseOfTheUrl();
    void otherBodiesAreNoForms();
    void listenAddressesHaveThreeForms_data();
    void listenAddressesHaveThreeForms();
    void badListenAddressesSayWhatIsExpected_data();
    void badListenAddressesSayWhatIsExpected();
    void theClientChoosesTheCoding_data();
    void theClientChoosesTheCoding();
    void smallAndPackedBodiesAreLeftAlone();
    void datesAreWrittenForHeaders();
};

void TestRequestReading::targetsAreSplitIntoPathAndParameters() {
    ServerRequest request;
    request.target = "/api/v1/label/a%2Fb/values?match[]=up&x=a+b";
    readTarget(request);
    QVERIFY(request.path == "/api/v1/label/a/b/values");
    QVERIFY(request.parameter("match[]") == "up");
    QVERIFY(request.parameter("x") == "a b");
    QVERIFY(!request.hasParameter("y"));

    ServerRequest absolute;
    absolute.target = "http://nas:9090/-/healthy?a=1";
    readTarget(absolute);
    QVERIFY(absolute.path == "/-/healthy");

    ServerRequest asterisk;
    asterisk.target = "*";
    readTarget(asterisk);
    QVERIFY(asterisk.path == "/*");
}

void TestRequestReading::formParametersComeBeforeThoseOfTheUrl() {
    ServerRequest request;
    request.method = "POST";
    request.target = "/?a=url&b=url";
    request.headers = {{"content-type", "Application/X-WWW-Form-Urlencoded; charset=utf-8"}};
    request.body = "a=form&a=again";
    readTarget(request);
    QVERIFY(request.parameter("a") == "form");
    QVERIFY(request.parameter("b") == "url");
    QVERIFY((request.parameterValues("a") == std::vector<std::string>{"form", "again", "url"}));
}

void TestRequestReading::otherBodiesAreNoForms() {
    ServerRequest request;
    request.target = "/";
    request.headers = {{"Content-Type", "text/plain"}};
    request.body = "a=form";
    readTarget(request);
    QVERIFY(request.parameters.empty());
}

void TestRequestReading::listenAddressesHaveThreeForms_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("port");
    QTest::newRow("every address") << QByteArray(":9090") << QByteArray("") << 9090;
    QTest::newRow("IPv4") << QByteArray("127.0.0.1:0") << QByteArray("127.0.0.1") << 0;
    QTest::newRow("IPv6") << QByteArray("[::1]:65535") << QByteArray("::1") << 65535;
    QTest::newRow("a name") << QByteArray("localhost:80") << QByteArray("localhost") << 80;
}

void TestRequestReading::listenAddressesHaveThreeForms() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, host);
    QFETCH(int, port);
    const auto address = parseListenAddress(text.toStdString());
    QVERIFY(address.has_value());
    QCOMPARE(QByteArray::fromStdString(address->host), host);
    QCOMPARE(int(address->port), port);
}

void TestRequestReading::badListenAddressesSayWhatIsExpected_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", "9090", "::1:9090", "host:", "host:65536", "host:-1", "host:80x", "host: 80"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void TestRequestReading::badListenAddressesSayWhatIsExpected() {
    QFETCH(QByteArray, text);
    const auto address = parseListenAddress(text.toStdString());
    QVERIFY(!address.has_value());
    QVERIFY(address.error().message().contains("write host:port"));
}

void TestRequestReading::theClientChoosesTheCoding_data() {
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<ContentCoding>("coding");
    QTest::newRow("nothing") << QByteArray("") << ContentCoding::kIdentity;
    QTest::newRow("gzip") << QByteArray("gzip") << ContentCoding::kGzip;
    QTest::newRow("browser") << QByteArray("br, deflate, gzip;q=0.8") << ContentCoding::kGzip;
    QTest::newRow("deflate") << QByteArray("deflate") << ContentCoding::kDeflate;
    QTest::newRow("refused") << QByteArray("gzip;q=0.0") << ContentCoding::kIdentity;
    QTest::newRow("gzip refused, deflate not") << QByteArray("gzip;q=0 , deflate;q=0.1") << ContentCoding::kDeflate;
    QTest::newRow("rubbish") << QByteArray(";;,,q=,gzip ;;") << ContentCoding::kGzip;
}

void TestRequestReading::theClientChoosesTheCoding() {
    QFETCH(QByteArray, header);
    QFETCH(ContentCoding, coding);
    QVERIFY(chooseContentCoding(header.toStdString()) == coding);
}

void TestRequestReading::smallAndPackedBodiesAreLeftAlone() {
    auto small = ServerResponse::text(200, std::string(kMinCompressedBytes - 1, 'x'));
    applyContentCoding(small, ContentCoding::kGzip);
    QVERIFY(headerValue(small.headers, "Content-Encoding").empty());

    auto packed = ServerResponse::text(200, std::string(5000, 'x'));
    packed.headers.emplace_back("Content-Encoding", "zstd");
    applyContentCoding(packed, ContentCoding::kGzip);
    QCOMPARE(packed.body.size(), std::size_t(5000));

    auto large = ServerResponse::text(200, std::string(5000, 'x'));
    applyContentCoding(large, ContentCoding::kDeflate);
    QVERIFY(headerValue(large.headers, "Content-Encoding") == "deflate");
    QVERIFY(large.body.size() < 100);
}

void TestRequestReading::datesAreWrittenForHeaders() {
    QCOMPARE(QByteArray::fromStdString(httpDate(std::chrono::sys_seconds(std::chrono::seconds(784111777)))),
             QByteArray("Sun, 06 Nov 1994 08:49:37 GMT"));
}

QTEST_GUILESS_MAIN(TestRequestReading)
#include "test_request_reading.moc"
