// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/tls_peer.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "core/http/raw_peer.h"

namespace hearth::tests {
namespace {

constexpr long kOneDaySeconds = 24L * 3600;

template <auto Free>
struct FreeWith {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreeWith<X509_free>>;
using Memory = std::unique_ptr<BIO, FreeWith<BIO_free>>;
using Context = std::unique_ptr<SSL_CTX, FreeWith<SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, FreeWith<SSL_free>>;

std::string contents(BIO* memory) {
    char* data = nullptr;
    const auto size = BIO_get_mem_data(memory, &data);
    return {data, static_cast<std::size_t>(size)};
}

void addExtension(X509* certificate, int kind, const std::string& value) {
    auto* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Memory readable(const std::string& pem) {
    return Memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

Certificate readCertificate(const std::string& pem) {
    return Certificate(PEM_read_bio_X509(readable(pem).get(), nullptr, nullptr, nullptr));
}

Context makeContext(const Identity& identity, const std::string& clientCa) {
    Context context(SSL_CTX_new(TLS_server_method()));
    SSL_CTX_use_certificate(context.get(), readCertificate(identity.certificate).get());
    const Key key(PEM_read_bio_PrivateKey(readable(identity.key).get(), nullptr, nullptr, nullptr));
    SSL_CTX_use_PrivateKey(context.get(), key.get());
    if (!clientCa.empty()) {
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), readCertificate(clientCa).get());
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    return context;
}

void serve(SSL_CTX* context, int socket) {
    const Session session(SSL_new(context));
    SSL_set_fd(session.get(), socket);
    if (SSL_accept(session.get()) != 1) {
        return;
    }
    char request[4096];
    if (SSL_read(session.get(), request, sizeof(request)) <= 0) {
        return;
    }
    const char* name = SSL_get_servername(session.get(), TLSEXT_NAMETYPE_host_name);
    const std::string body = std::string("ok ") + (name == nullptr ? "-" : name);
    const auto answer =
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    SSL_write(session.get(), answer.data(), static_cast<int>(answer.size()));
    SSL_shutdown(session.get());
}

} // namespace

Identity makeIdentity(const std::string& host) {
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kOneDaySeconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kOneDaySeconds);
    X509_set_pubkey(certificate.get(), key.get());
    auto* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(host.c_str()), -1, -1,
                               0);
    X509_set_issuer_name(certificate.get(), name);
    addExtension(certificate.get(), NID_subject_alt_name, "DNS:" + host);
    addExtension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
    X509_sign(certificate.get(), key.get(), EVP_sha256());

    const Memory certificatePem(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(certificatePem.get(), certificate.get());
    const Memory keyPem(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(keyPem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return {contents(certificatePem.get()), contents(keyPem.get())};
}

struct TlsPeer::State {
    State(const Identity& identity, const std::string& clientCa)
        : context(makeContext(identity, clientCa))
        , peer([this](int socket) { serve(context.get(), socket); }) {}

    Context context;
    RawPeer peer;
};

TlsPeer::TlsPeer(const Identity& identity, const std::string& clientCa)
    : m_state(std::make_unique<State>(identity, clientCa)) {}

TlsPeer::~TlsPeer() = default;

std::uint16_t TlsPeer::port() const {
    return m_state->peer.port();
}

} // namespace hearth::tests
