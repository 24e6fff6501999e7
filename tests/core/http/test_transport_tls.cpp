// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <fmt/format.h>

#include "core/http/raw_peer.h"
#include "core/http/tls_peer.h"
#include "http/transport.h"

using namespace hearth;
using namespace hearth::http;
using hearth::tests::TlsPeer;

class TestTransportTls : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();

    void aCertificateOfAKnownAuthorityIsAccepted();
    void anUnknownCertificateIsRefused();
    void aCertificateForAnotherNameIsRefused();
    void checkingMayBeSwitchedOff();
    void theServersNameMayBeStated();
    void clientsShowTheirCertificate_data();
    void clientsShowTheirCertificate();
    void oldVersionsAreRefused();
    void unreadableFilesAreNamed_data();
    void unreadableFilesAreNamed();
    void aPlainServerIsRecognised();

  private:
    Result<ClientResponse> get(std::uint16_t port, const TlsOptions& tls);
    QString write(const char* name, const std::string& contents);

    QTemporaryDir m_directory;
    SystemClock m_clock;
    tests::Identity m_server = tests::makeIdentity("localhost");
    tests::Identity m_client = tests::makeIdentity("a client");
};

void TestTransportTls::initTestCase() {
    // The peer writes to connections that clients have refused.
    std::signal(SIGPIPE, SIG_IGN);
}

Result<ClientResponse> TestTransportTls::get(std::uint16_t port, const TlsOptions& tls) {
    ClientOptions options;
    options.tls = tls;
    ClientRequest request;
    request.url = fmt::format("https://localhost:{}/", port);
    request.options = std::make_shared<const ClientOptions>(options);
    const auto transport = makeCurlTransport("Hearth/test");
    return exchange(*transport, m_clock, std::move(request), {});
}

QString TestTransportTls::write(const char* name, const std::string& contents) {
    const auto path = m_directory.filePath(name);
    QFile file(path);
    if (file.open(QIODevice::WriteOnly)) {
        file.write(QByteArray::fromStdString(contents));
    }
    return path;
}

void TestTransportTls::aCertificateOfAKnownAuthorityIsAccepted() {
    const TlsPeer peer(m_server);
    TlsOptions inlined;
    inlined.ca = m_server.certificate;
    const auto response = get(peer.port(), inlined);
    QVERIFY2(response.has_value(), response ? "" : response.error().message().c_str());
    QCOMPARE(QByteArray::fromStdString(response->body), QByteArray("ok localhost"));

    TlsOptions inFile;
    inFile.caFile = write("ca.pem", m_server.certificate).toStdString();
    QVERIFY(get(peer.port(), inFile).has_value());
}

void TestTransportTls::anUnknownCertificateIsRefused() {
    const TlsPeer peer(m_server);
    const auto response = get(peer.port(), {});
    QVERIFY(!response.has_value());
    QCOMPARE(response.error().code(), ErrorCode::kIo);
    QVERIFY2(response.error().message().contains("tls: failed to verify certificate: self-signed certificate"),
             response.error().message().c_str());
}

void TestTransportTls::aCertificateForAnotherNameIsRefused() {
    const auto other = tests::makeIdentity("elsewhere.lan");
    const TlsPeer peer(other);
    TlsOptions tls;
    tls.ca = other.certificate;
    const auto response = get(peer.port(), tls);
    QVERIFY(!response.has_value());
    QVERIFY2(response.error().message().contains("localhost"), response.error().message().c_str());
}

void TestTransportTls::checkingMayBeSwitchedOff() {
    const TlsPeer peer(tests::makeIdentity("elsewhere.lan"));
    TlsOptions tls;
    tls.insecureSkipVerify = true;
    QVERIFY(get(peer.port(), tls).has_value());
}

void TestTransportTls::theServersNameMayBeStated() {
    const auto other = tests::makeIdentity("elsewhere.lan");
    const TlsPeer peer(other);
    TlsOptions tls;
    tls.ca = other.certificate;
    tls.serverName = "elsewhere.lan";
    const auto response = get(peer.port(), tls);
    QVERIFY2(response.has_value(), response ? "" : response.error().message().c_str());
    QCOMPARE(QByteArray::fromStdString(response->body), QByteArray("ok elsewhere.lan"));
}

void TestTransportTls::clientsShowTheirCertificate_data() {
    QTest::addColumn<bool>("inFiles");
    QTest::newRow("inline") << false;
    QTest::newRow("in files") << true;
}

void TestTransportTls::clientsShowTheirCertificate() {
    QFETCH(bool, inFiles);
    const TlsPeer peer(m_server, m_client.certificate);
    TlsOptions tls;
    tls.ca = m_server.certificate;
    QVERIFY(!get(peer.port(), tls).has_value());
    if (inFiles) {
        tls.certFile = write("client.pem", m_client.certificate).toStdString();
        tls.keyFile = write("client.key", m_client.key).toStdString();
    } else {
        tls.cert = m_client.certificate;
        tls.key = m_client.key;
    }
    const auto response = get(peer.port(), tls);
    QVERIFY2(response.has_value(), response ? "" : response.error().message().c_str());
}

void TestTransportTls::oldVersionsAreRefused() {
    const TlsPeer peer(m_server);
    TlsOptions tls;
    tls.ca = m_server.certificate;
    tls.minVersion = TlsVersion::kTls13;
    QVERIFY(get(peer.port(), tls).has_value());
    tls.minVersion = TlsVersion::kDefault;
    tls.maxVersion = TlsVersion::kTls11; // Below the least that is spoken.
    QVERIFY(!get(peer.port(), tls).has_value());
}

void TestTransportTls::unreadableFilesAreNamed_data() {
    QTest::addColumn<QByteArray>("which");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("authority") << QByteArray("ca") << QByteArray("unable to load the CA certificate");
    QTest::newRow("certificate") << QByteArray("cert") << QByteArray("unable to load the client certificate");
}

void TestTransportTls::unreadableFilesAreNamed() {
    QFETCH(QByteArray, which);
    QFETCH(QByteArray, message);
    const TlsPeer peer(m_server);
    TlsOptions tls;
    tls.ca = which == "ca" ? std::string() : m_server.certificate;
    (which == "ca" ? tls.caFile : tls.certFile) = "/nonexistent/file.pem";
    const auto response = get(peer.port(), tls);
    QVERIFY(!response.has_value());
    QCOMPARE(response.error().code(), ErrorCode::kInvalidArgument);
    QVERIFY2(response.error().message().contains(message.toStdString()), response.error().message().c_str());
    QVERIFY2(response.error().message().contains("/nonexistent/file.pem"), response.error().message().c_str());
}

void TestTransportTls::aPlainServerIsRecognised() {
    const tests::RawPeer peer([](int socket) {
        char hello[4096];
        if (::recv(socket, hello, sizeof(hello), 0) > 0) {
            tests::sendBytes(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    const auto response = get(peer.port(), {});
    QVERIFY(!response.has_value());
    QVERIFY2(response.error().message().ends_with("http: server gave HTTP response to HTTPS client"),
             response.error().message().c_str());
}

QTEST_GUILESS_MAIN(TestTransportTls)
#include "test_transport_tls.moc"
