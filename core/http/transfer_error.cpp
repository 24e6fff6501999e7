// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/transfer_error.h"

#include <cerrno>
#include <fmt/format.h>
#include <system_error>

#include "base/text.h"
#include "http/url.h"

namespace hearth::http {
namespace {

std::string systemText(int errorNumber) {
    return toLowerAscii(std::generic_category().message(errorNumber));
}

/// `tcp 127.0.0.1:9100`, `unix /run/x.sock`.
std::string peerOf(const ClientRequest& request) {
    if (!request.unixSocket.empty()) {
        return "unix " + request.unixSocket;
    }
    const auto url = parseUrl(request.url);
    return "tcp " + (url ? url->authority() : redactUrl(request.url));
}

std::string hostOf(const ClientRequest& request) {
    const auto url = parseUrl(request.url);
    return url ? url->host : redactUrl(request.url);
}

std::string dialFailure(const TransferFailure& failure, std::string_view peer) {
    const auto reason = failure.errorNumber != 0 ? systemText(failure.errorNumber) : std::string("no route to host");
    return fmt::format("dial {}: connect: {}", peer, reason);
}

/// A failure after the connection stood.
std::string streamFailure(std::string_view verb, const TransferFailure& failure, std::string_view peer) {
    const auto reason = failure.errorNumber != 0 ? systemText(failure.errorNumber) : std::string(failure.detail);
    return fmt::format("{} {}: {}", verb, peer, reason);
}

std::string tlsFailure(const TransferFailure& failure) {
    if (failure.detail.contains("wrong version number") || failure.detail.contains("packet length too long")) {
        return "http: server gave HTTP response to HTTPS client";
    }
    return fmt::format("tls: handshake failed: {}", failure.detail);
}

std::string certificateFailure(const TransferFailure& failure) {
    auto detail = failure.detail;
    constexpr std::string_view kPrefix = "SSL certificate problem: ";
    if (detail.starts_with(kPrefix)) {
        detail.remove_prefix(kPrefix.size());
    }
    return fmt::format("tls: failed to verify certificate: {}", detail);
}

ErrorCode codeOf(CURLcode code) {
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
        return ErrorCode::kTimeout;
    case CURLE_URL_MALFORMAT:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
        return ErrorCode::kInvalidArgument;
    case CURLE_OUT_OF_MEMORY:
        return ErrorCode::kLimit;
    default:
        return ErrorCode::kIo;
    }
}

std::string messageOf(const TransferFailure& failure, std::string_view peer, std::string_view host) {
    switch (failure.code) {
    case CURLE_OPERATION_TIMEDOUT:
        return "context deadline exceeded";
    case CURLE_COULDNT_RESOLVE_HOST:
        return fmt::format("dial tcp: lookup {}: no such host", host);
    case CURLE_COULDNT_RESOLVE_PROXY:
        return fmt::format("proxyconnect tcp: the proxy's name is unknown: {}", failure.detail);
    case CURLE_COULDNT_CONNECT:
        return dialFailure(failure, peer);
    case CURLE_GOT_NOTHING:
        return "EOF: the server closed the connection without an answer";
    case CURLE_PARTIAL_FILE:
        return "unexpected EOF: the server closed the connection in the middle of its answer";
    case CURLE_RECV_ERROR:
        return streamFailure("read", failure, peer);
    case CURLE_SEND_ERROR:
        return streamFailure("write", failure, peer);
    case CURLE_TOO_MANY_REDIRECTS:
        return "stopped after 10 redirects";
    case CURLE_PEER_FAILED_VERIFICATION:
        return certificateFailure(failure);
    case CURLE_SSL_CONNECT_ERROR:
        return tlsFailure(failure);
    case CURLE_SSL_CACERT_BADFILE:
        return fmt::format("unable to load the CA certificate: {}", failure.detail);
    case CURLE_SSL_CERTPROBLEM:
        return fmt::format("unable to load the client certificate or its key: {}", failure.detail);
    case CURLE_UNSUPPORTED_PROTOCOL:
        return failure.detail.contains("HTTP/0.9") ? "malformed HTTP response" : std::string(failure.detail);
    default:
        return failure.detail.empty() ? curl().easyStrerror(failure.code) : std::string(failure.detail);
    }
}

} // namespace

Error describeFailure(const TransferFailure& failure, const ClientRequest& request) {
    auto message = messageOf(failure, peerOf(request), hostOf(request));
    // What Go's client says of the request goes before failures up to the header only.
    return failure.readingBody ? Error(codeOf(failure.code), std::move(message))
                               : requestError(request, codeOf(failure.code), message);
}

Error describePeerFailure(const TransferFailure& failure, std::string_view peer, std::string_view host) {
    return {codeOf(failure.code), messageOf(failure, peer, host)};
}

Error requestError(const ClientRequest& request, ErrorCode code, std::string_view message) {
    auto method = toLowerAscii(request.method);
    if (!method.empty()) {
        method[0] = request.method[0];
    }
    return Error(code, fmt::format("{} {}: {}", method, quoteGo(redactUrl(request.url)), message));
}

} // namespace hearth::http
