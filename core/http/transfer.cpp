// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/transfer.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "base/compress.h"
#include "base/text.h"
#include "http/credentials.h"
#include "http/curl_steps.h"
#include "http/transfer_error.h"

namespace hearth::http {
namespace {

/// Bodies are cut off here where the caller states no limit.
constexpr std::uint64_t kMaxUnlimitedBodyBytes = 1ULL << 30U;
/// All header lines of one response together.
constexpr std::size_t kMaxHeaderBytes = 256U << 10U;
/// Memory is set aside for a body as the server announces it, up to here: what a server says costs nothing.
constexpr std::uint64_t kMaxReservedBytes = 16U << 20U;
constexpr long kReceiveBufferBytes = 128L << 10;
/// Idle connections are kept this long for the next request (Go's client as Prometheus sets it: 5 minutes).
constexpr long kMaxIdleSeconds = 300;

const ClientOptions& optionsOf(const ClientRequest& request) {
    static const ClientOptions kDefaults;
    return request.options ? *request.options : kDefaults;
}

} // namespace

Transfer::Transfer()
    : m_easy(curl().easyInit()) {}

Result<void> Transfer::prepare(ClientRequest request, Transport::RequestId id, Transport::Done done,
                               const std::string& userAgent, Goal goal) {
    m_goal = goal;
    m_id = id;
    m_done = std::move(done);
    m_request = std::move(request);
    m_response = {};
    m_response.body = std::move(m_request.reuse);
    m_response.body.clear();
    m_packed.clear();
    m_headerBytes = 0;
    m_inBody = false;
    m_gzip = false;
    m_exceeded = nullptr;
    m_errorText[0] = '\0';

    curl().easyReset(easy());
    HEARTH_TRY(addHeaders(userAgent));
    HEARTH_TRY(setTarget());
    setMethod();
    applyOptions(easy(), optionsOf(m_request), m_lists);
    curl().easySetopt(easy(), CURLOPT_HTTPHEADER, m_lists.headers.list());
    curl().easySetopt(easy(), CURLOPT_PRIVATE, this);
    curl().easySetopt(easy(), CURLOPT_ERRORBUFFER, m_errorText.data());
    curl().easySetopt(easy(), CURLOPT_NOSIGNAL, 1L);
    curl().easySetopt(easy(), CURLOPT_TIMEOUT_MS, std::max<long>(m_request.timeout.count(), 1));
    curl().easySetopt(easy(), CURLOPT_BUFFERSIZE, kReceiveBufferBytes);
    curl().easySetopt(easy(), CURLOPT_MAXAGE_CONN, kMaxIdleSeconds);
    curl().easySetopt(easy(), CURLOPT_FORBID_REUSE, goal == Goal::kFindPeer ? 1L : 0L);
    curl().easySetopt(easy(), CURLOPT_TCP_KEEPALIVE, 1L);
    curl().easySetopt(easy(), CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl().easySetopt(easy(), CURLOPT_HEADERFUNCTION, &headerCallback);
    curl().easySetopt(easy(), CURLOPT_HEADERDATA, this);
    curl().easySetopt(easy(), CURLOPT_WRITEFUNCTION, &bodyCallback);
    curl().easySetopt(easy(), CURLOPT_WRITEDATA, this);
    if (m_request.record) {
        m_request.record->begin(std::chrono::steady_clock::now());
        curl().easySetopt(easy(), CURLOPT_FRESH_CONNECT, 1L);
        curl().easySetopt(easy(), CURLOPT_FORBID_REUSE, 1L);
        curl().easySetopt(easy(), CURLOPT_DNS_CACHE_TIMEOUT, 0L);
        curl().easySetopt(easy(), CURLOPT_VERBOSE, 1L);
        curl().easySetopt(easy(), CURLOPT_DEBUGFUNCTION, &debugCallback);
        curl().easySetopt(easy(), CURLOPT_DEBUGDATA, this);
    }
    return {};
}

Result<void> Transfer::addHeaders(const std::string& userAgent) {
    for (const auto& [name, value] : HEARTH_TRY(headersOf(optionsOf(m_request)))) {
        HEARTH_TRY(addHeader(name, value));
    }
    for (const auto& [name, value] : m_request.headers) {
        HEARTH_TRY(addHeader(name, value));
    }
    if (m_request.acceptGzip) {
        HEARTH_TRY(addHeader("Accept-Encoding", "gzip"));
    }
    if (headerValue(m_request.headers, "User-Agent").empty()) {
        HEARTH_TRY(addHeader("User-Agent", userAgent));
    }
    // Waiting for "100 Continue" costs a second at servers that do not know it.
    m_lists.headers.append("Expect:");
    return {};
}

Result<void> Transfer::addHeader(std::string_view name, std::string_view value) {
    constexpr std::string_view kForbidden("\r\n\0", 3);
    if (name.find_first_of(kForbidden) != std::string_view::npos ||
        value.find_first_of(kForbidden) != std::string_view::npos) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("header {} contains a line break", quoteGo(name)));
    }
    // libcurl's form for a header without a value.
    m_lists.headers.append(value.empty() ? fmt::format("{};", name).c_str()
                                         : fmt::format("{}: {}", name, value).c_str());
    return {};
}

Result<void> Transfer::setTarget() {
    const auto& tls = optionsOf(m_request).tls;
    const auto url = HEARTH_TRY(parseUrl(m_request.url));
    if (!m_request.unixSocket.empty()) {
        curl().easySetopt(easy(), CURLOPT_UNIX_SOCKET_PATH, m_request.unixSocket.c_str());
    }
    const bool renamed = url.scheme == "https" && !tls.serverName.empty() && tls.serverName != url.host;
    const auto target = renamed ? withServerName(easy(), m_request.url, url, tls.serverName, m_lists) : m_request.url;
    curl().easySetopt(easy(), CURLOPT_URL, target.c_str());
    curl().easySetopt(easy(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl().easySetopt(easy(), CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    return {};
}

void Transfer::setMethod() {
    const auto& method = m_request.method;
    if (method == "HEAD") {
        curl().easySetopt(easy(), CURLOPT_NOBODY, 1L);
        return;
    }
    if (method == "POST" || !m_request.body.empty()) {
        curl().easySetopt(easy(), CURLOPT_POST, 1L);
        curl().easySetopt(easy(), CURLOPT_POSTFIELDS, m_request.body.c_str());
        curl().easySetopt(easy(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(m_request.body.size()));
    }
    if (method != "GET" && method != "POST") {
        curl().easySetopt(easy(), CURLOPT_CUSTOMREQUEST, method.c_str());
    }
}

std::size_t Transfer::headerCallback(char* data, std::size_t size, std::size_t count, void* transfer) {
    return static_cast<Transfer*>(transfer)->onHeaderLine({data, size * count});
}

std::size_t Transfer::bodyCallback(char* data, std::size_t size, std::size_t count, void* transfer) {
    return static_cast<Transfer*>(transfer)->onBody({data, size * count});
}

int Transfer::debugCallback(CURL* easy, curl_infotype type, char* /*data*/, std::size_t /*size*/, void* transfer) {
    recordLog(*static_cast<Transfer*>(transfer)->m_request.record, easy, type);
    return 0;
}

std::size_t Transfer::onHeaderLine(std::string_view line) {
    m_headerBytes += line.size();
    if (m_headerBytes > kMaxHeaderBytes) {
        m_exceeded = "header size limit exceeded";
        return 0;
    }
    const auto text = trim(line);
    if (line.starts_with("HTTP/")) {
        // A status line: of the only response, or of the next one after a redirect or "100 Continue".
        m_response.headers.clear();
        const auto blank = text.find(' ', std::min(text.find(' ') + 1, text.size()));
        m_response.reason = blank == std::string_view::npos ? std::string() : std::string(text.substr(blank + 1));
        return line.size();
    }
    const auto colon = text.find(':');
    if (colon != std::string_view::npos) {
        m_response.headers.emplace_back(trim(text.substr(0, colon)), trim(text.substr(colon + 1)));
    }
    return line.size();
}

std::uint64_t Transfer::bodyLimit() const {
    return m_request.maxBodyBytes == 0 ? kMaxUnlimitedBodyBytes : m_request.maxBodyBytes;
}

void Transfer::beginBody() {
    m_inBody = true;
    m_gzip = m_request.acceptGzip && toLowerAscii(headerValue(m_response.headers, "Content-Encoding")) == "gzip";
    const auto text = headerValue(m_response.headers, "Content-Length");
    std::uint64_t length = 0;
    std::from_chars(text.data(), text.data() + text.size(), length);
    (m_gzip ? m_packed : m_response.body).reserve(std::min({length, bodyLimit(), kMaxReservedBytes}));
}

std::size_t Transfer::onBody(std::string_view bytes) {
    if (!m_inBody) {
        beginBody();
    }
    auto& sink = m_gzip ? m_packed : m_response.body;
    if (sink.size() + bytes.size() > bodyLimit()) {
        m_exceeded = "body size limit exceeded";
        return 0;
    }
    sink.append(bytes);
    return bytes.size();
}

Result<void> Transfer::unpack() {
    auto unpacked = gzipDecompress(m_packed, m_response.body, bodyLimit());
    if (!unpacked && unpacked.error().code() == ErrorCode::kLimit) {
        return fail(ErrorCode::kLimit, "body size limit exceeded");
    }
    return unpacked;
}

std::optional<Transfer::Peer> Transfer::foundPeer(CURLcode code) const {
    const char* address = nullptr;
    long port = 0;
    long redirects = 0;
    if (m_goal != Goal::kFindPeer || code != CURLE_OK ||
        curl().easyGetinfo(easy(), CURLINFO_REDIRECT_COUNT, &redirects) != CURLE_OK || redirects != 0 ||
        curl().easyGetinfo(easy(), CURLINFO_PRIMARY_IP, &address) != CURLE_OK || address == nullptr ||
        curl().easyGetinfo(easy(), CURLINFO_PRIMARY_PORT, &port) != CURLE_OK) {
        return std::nullopt;
    }
    return Peer{address, static_cast<std::uint16_t>(port)};
}

Result<ClientResponse> Transfer::finish(CURLcode code) {
    if (m_request.record) {
        const auto url = parseUrl(m_request.url);
        recordHttp(*m_request.record, easy(), url && url->scheme == "https", code != CURLE_OK);
    }
    if (m_exceeded != nullptr) {
        return fail(ErrorCode::kLimit, m_exceeded);
    }
    if (code != CURLE_OK) {
        long errorNumber = 0;
        curl().easyGetinfo(easy(), CURLINFO_OS_ERRNO, &errorNumber);
        return std::unexpected(describeFailure(
            {code, static_cast<int>(errorNumber), std::string_view(m_errorText.data()), m_inBody}, m_request));
    }
    long status = 0;
    curl().easyGetinfo(easy(), CURLINFO_RESPONSE_CODE, &status);
    m_response.status = static_cast<int>(status);
    if (m_gzip) {
        HEARTH_TRY(unpack());
    }
    return std::move(m_response);
}

void Transfer::clear() {
    m_lists.headers.clear();
    m_lists.proxyHeaders.clear();
    m_lists.connectTo.clear();
    m_done = nullptr;
    m_request = {};
}

} // namespace hearth::http
