// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/client_setup.h"

#include <fmt/format.h>

namespace hearth::http {
namespace {

constexpr long kMaxRedirects = 10; // Go's client

long minimumOf(TlsVersion version) {
    switch (version) {
    case TlsVersion::kTls10:
        return CURL_SSLVERSION_TLSv1_0;
    case TlsVersion::kTls11:
        return CURL_SSLVERSION_TLSv1_1;
    case TlsVersion::kTls13:
        return CURL_SSLVERSION_TLSv1_3;
    case TlsVersion::kDefault:
    case TlsVersion::kTls12:
        break;
    }
    return CURL_SSLVERSION_TLSv1_2;
}

long maximumOf(TlsVersion version) {
    switch (version) {
    case TlsVersion::kTls10:
        return CURL_SSLVERSION_MAX_TLSv1_0;
    case TlsVersion::kTls11:
        return CURL_SSLVERSION_MAX_TLSv1_1;
    case TlsVersion::kTls12:
        return CURL_SSLVERSION_MAX_TLSv1_2;
    case TlsVersion::kDefault:
    case TlsVersion::kTls13:
        break;
    }
    return CURL_SSLVERSION_MAX_DEFAULT;
}

/// Sets a PEM text, or the path of a file with one.
void setPem(CURL* easy, CURLoption blobOption, const std::string& pem, CURLoption fileOption, const std::string& file) {
    if (!pem.empty()) {
        curl_blob blob{const_cast<char*>(pem.data()), pem.size(), CURL_BLOB_COPY};
        curl().easySetopt(easy, blobOption, &blob);
    } else if (!file.empty()) {
        curl().easySetopt(easy, fileOption, file.c_str());
    }
}

void applyProxy(CURL* easy, const ClientOptions& options, SetupLists& lists) {
    if (!options.proxyFromEnvironment) {
        // An empty text also keeps libcurl from looking at the environment.
        curl().easySetopt(easy, CURLOPT_PROXY, options.proxyUrl.c_str());
        curl().easySetopt(easy, CURLOPT_NOPROXY, options.noProxy.c_str());
    }
    for (const auto& [name, values] : options.proxyConnectHeader) {
        for (const auto& value : values) {
            lists.proxyHeaders.append(fmt::format("{}: {}", name, value).c_str());
        }
    }
    if (lists.proxyHeaders.list() != nullptr) {
        curl().easySetopt(easy, CURLOPT_PROXYHEADER, lists.proxyHeaders.list());
        curl().easySetopt(easy, CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));
    }
}

} // namespace

void applyTls(CURL* easy, const TlsOptions& tls) {
    setPem(easy, CURLOPT_CAINFO_BLOB, tls.ca, CURLOPT_CAINFO, tls.caFile);
    setPem(easy, CURLOPT_SSLCERT_BLOB, tls.cert, CURLOPT_SSLCERT, tls.certFile);
    setPem(easy, CURLOPT_SSLKEY_BLOB, tls.key, CURLOPT_SSLKEY, tls.keyFile);
    curl().easySetopt(easy, CURLOPT_SSLVERSION, minimumOf(tls.minVersion) | maximumOf(tls.maxVersion));
    if (tls.insecureSkipVerify) {
        curl().easySetopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
        curl().easySetopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
    }
}

void TextList::append(const char* text) {
    // On failure the old list stays whole.
    if (auto* longer = curl().slistAppend(m_list.get(), text)) {
        static_cast<void>(m_list.release());
        m_list.reset(longer);
    }
}

void applyOptions(CURL* easy, const ClientOptions& options, SetupLists& lists) {
    applyTls(easy, options.tls);
    applyProxy(easy, options, lists);
    curl().easySetopt(easy, CURLOPT_FOLLOWLOCATION, options.followRedirects ? 1L : 0L);
    curl().easySetopt(easy, CURLOPT_MAXREDIRS, kMaxRedirects);
    curl().easySetopt(easy, CURLOPT_HTTP_VERSION,
                      static_cast<long>(options.enableHttp2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
}

std::string withServerName(CURL* easy, const std::string& url, const Url& parts, const std::string& serverName,
                           SetupLists& lists) {
    const auto bracketed = parts.host.contains(':') ? fmt::format("[{}]", parts.host) : parts.host;
    lists.connectTo.append(fmt::format("{}:{}:{}:{}", serverName, parts.port, bracketed, parts.port).c_str());
    curl().easySetopt(easy, CURLOPT_CONNECT_TO, lists.connectTo.list());
    lists.headers.append(fmt::format("Host: {}", parts.authority()).c_str());

    const UrlHandle handle(curl().url());
    curl().urlSet(handle.get(), CURLUPART_URL, url.c_str(), 0);
    curl().urlSet(handle.get(), CURLUPART_HOST, serverName.c_str(), 0);
    char* text = nullptr;
    if (curl().urlGet(handle.get(), CURLUPART_URL, &text, 0) != CURLUE_OK) {
        return url;
    }
    std::string changed(text);
    curl().free(text);
    return changed;
}

} // namespace hearth::http
