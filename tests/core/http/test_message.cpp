// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "http/base64.h"
#include "http/message.h"
#include "http/url.h"

using namespace hearth;
using namespace hearth::http;

class TestMessage : public QObject {
    Q_OBJECT

  private slots:
    void percentDecodingKeepsBadEscapes_data();
    void percentDecodingKeepsBadEscapes();
    void encodingAndDecodingAllBytesIsTheIdentity();
    void parametersAreReadInOrder();
    void parametersAreLimited();
    void parametersSurviveEncoding();
    void headersAreFoundWithoutRegardToCase();
    void base64IsPadded();
    void urlsAreTakenApart_data();
    void urlsAreTakenApart();
    void urlsOfOtherKindsAreRefused_data();
    void urlsOfOtherKindsAreRefused();
    void passwordsInUrlsAreHidden();
};

void TestMessage::percentDecodingKeepsBadEscapes_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("decoded");
    QTest::newRow("plain") << QByteArray("abc") << QByteArray("abc");
    QTest::newRow("both cases") << QByteArray("%2f%2F") << QByteArray("//");
    QTest::newRow("cut escape") << QByteArray("a%2") << QByteArray("a%2");
    QTest::newRow("lone percent") << QByteArray("100%") << QByteArray("100%");
    QTest::newRow("not hexadecimal") << QByteArray("%zz%4g") << QByteArray("%zz%4g");
    QTest::newRow("plus") << QByteArray("a+b") << QByteArray("a b");
    QTest::newRow("escape at the end") << QByteArray("x%41") << QByteArray("xA");
    QTest::newRow("a percent before an escape") << QByteArray("%%41") << QByteArray("%A");
}

void TestMessage::percentDecodingKeepsBadEscapes() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, decoded);
    QCOMPARE(QByteArray::fromStdString(percentDecode(text.toStdString(), true)), decoded);
}

void TestMessage::encodingAndDecodingAllBytesIsTheIdentity() {
    std::string all;
    for (int byte = 0; byte < 256; ++byte) {
        all += static_cast<char>(byte);
    }
    QVERIFY(percentDecode(percentEncode(all), false) == all);
    QCOMPARE(QByteArray::fromStdString(percentEncode("a b+ü~")), QByteArray("a%20b%2B%C3%BC~"));
}

void TestMessage::parametersAreReadInOrder() {
    const auto parameters = parseParameters("match[]=up&match%5B%5D=a%3D1&&empty=&bare&x=1=2");
    const Parameters expected = {{"match[]", "up"}, {"match[]", "a=1"}, {"empty", ""}, {"bare", ""}, {"x", "1=2"}};
    QVERIFY(parameters == expected);
}

void TestMessage::parametersAreLimited() {
    std::string many;
    for (std::size_t i = 0; i < 2 * kMaxParameters; ++i) {
        many += "a&";
    }
    QCOMPARE(parseParameters(many).size(), kMaxParameters);
}

void TestMessage::parametersSurviveEncoding() {
    const Parameters parameters = {{"query", "a{b=\"c&d\"} + 1"}, {"", "x"}, {"y", ""}, {"ü", "%\n"}};
    QVERIFY(parseParameters(encodeParameters(parameters)) == parameters);
}

void TestMessage::headersAreFoundWithoutRegardToCase() {
    const std::vector<Header> headers = {{"Content-Type", "a"}, {"content-type", "b"}};
    QVERIFY(headerValue(headers, "CONTENT-TYPE") == "a");
    QVERIFY(headerValue(headers, "Content").empty());
}

void TestMessage::base64IsPadded() {
    QCOMPARE(QByteArray::fromStdString(base64("")), QByteArray(""));
    QCOMPARE(QByteArray::fromStdString(base64("f")), QByteArray("Zg=="));
    QCOMPARE(QByteArray::fromStdString(base64("fo")), QByteArray("Zm8="));
    QCOMPARE(QByteArray::fromStdString(base64("foo")), QByteArray("Zm9v"));
    QCOMPARE(QByteArray::fromStdString(base64("\xff\xfe\xfd\xfc")), QByteArray("//79/A=="));
}

void TestMessage::urlsAreTakenApart_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("authority");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("default port") << QByteArray("http://nas/metrics?a=b") << QByteArray("nas:80")
                                  << QByteArray("/metrics");
    QTest::newRow("default port of https") << QByteArray("https://nas") << QByteArray("nas:443") << QByteArray("/");
    QTest::newRow("IPv6") << QByteArray("http://[::1]:9090/x") << QByteArray("[::1]:9090") << QByteArray("/x");
    QTest::newRow("user") << QByteArray("http://me:pw@nas:1/") << QByteArray("nas:1") << QByteArray("/");
}

void TestMessage::urlsAreTakenApart() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, authority);
    QFETCH(QByteArray, path);
    const auto url = parseUrl(text.toStdString());
    QVERIFY(url.has_value());
    QCOMPARE(QByteArray::fromStdString(url->authority()), authority);
    QCOMPARE(QByteArray::fromStdString(url->path), path);
}

void TestMessage::urlsOfOtherKindsAreRefused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("another scheme") << QByteArray("ftp://nas/");
    QTest::newRow("a file") << QByteArray("file:///etc/passwd");
    QTest::newRow("no scheme") << QByteArray("nas:9090");
    QTest::newRow("nothing") << QByteArray("");
    QTest::newRow("port too large") << QByteArray("http://nas:99999/");
    QTest::newRow("a line break") << QByteArray("http://nas/\r\nX: y");
}

void TestMessage::urlsOfOtherKindsAreRefused() {
    QFETCH(QByteArray, text);
    const auto url = parseUrl(text.toStdString());
    QVERIFY(!url.has_value());
    QCOMPARE(url.error().code(), ErrorCode::kInvalidArgument);
}

void TestMessage::passwordsInUrlsAreHidden() {
    QCOMPARE(QByteArray::fromStdString(redactUrl("http://me:secret@nas/x@y")), QByteArray("http://me:xxxxx@nas/x@y"));
    QCOMPARE(QByteArray::fromStdString(redactUrl("http://nas:9090/a:b@c")), QByteArray("http://nas:9090/a:b@c"));
    QCOMPARE(QByteArray::fromStdString(redactUrl("http://me@nas:90/")), QByteArray("http://me@nas:90/"));
}

QTEST_GUILESS_MAIN(TestMessage)
#include "test_message.moc"
