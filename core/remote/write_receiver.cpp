// SPDX-License-Identifier: GPL-3.0-or-later
#include "remote/write_receiver.h"

#include <fmt/format.h>
#include <optional>

#include "base/compress.h"
#include "base/text.h"
#include "remote/write_transaction.h"

namespace hearth::remote {
namespace {

constexpr std::string_view kMediaType = "application/x-protobuf";
constexpr std::string_view kMessage = "prometheus.WriteRequest";
constexpr std::string_view kEncoding = "snappy";

/// Why a content type is not taken. A missing one, and one without `proto=`, mean version 1.
std::optional<std::string> contentTypeFault(std::string_view contentType) {
    contentType = trim(contentType);
    if (contentType.empty()) {
        return std::nullopt;
    }
    const auto parts = split(contentType, ';');
    if (parts.front() != kMediaType) {
        return fmt::format("expected {} as the first (media) part, got {} content-type", kMediaType, contentType);
    }
    for (const auto part : std::span(parts).subspan(1)) {
        const auto pair = split(trim(part), '=');
        if (pair.size() != 2) {
            return fmt::format("expected parameters to be key-values, got {} in {} content-type", part, contentType);
        }
        if (pair.front() == "proto") {
            return pair.back() == kMessage ? std::nullopt
                                           : std::optional(fmt::format(
                                                 "{} protobuf message is not accepted by this server; only accepts {}",
                                                 pair.back(), kMessage));
        }
    }
    return std::nullopt;
}

/// As Go's http.Error.
http::ServerResponse plainError(int status, std::string_view message) {
    return http::ServerResponse::text(status, fmt::format("{}\n", message));
}

std::optional<http::ServerResponse> refusal(const http::ServerRequest& request) {
    const auto encoding = request.header("Content-Encoding");
    if (!encoding.empty() && toLowerAscii(encoding) != kEncoding) {
        return plainError(415, fmt::format("{} encoding (compression) is not accepted by this server; only {} is "
                                           "acceptable",
                                           encoding, kEncoding));
    }
    if (const auto fault = contentTypeFault(request.header("Content-Type"))) {
        return plainError(415, *fault);
    }
    if (request.body.size() > kMaxCompressedBytes) {
        return plainError(413, fmt::format("request body exceeds the {} bytes limit", kMaxCompressedBytes));
    }
    return std::nullopt;
}

} // namespace

WriteReceiver::WriteReceiver(storage::Appendable& storage, const Clock& clock, instrument::Registry& registry, Log log)
    : m_storage(storage)
    , m_clock(clock)
    , m_log(std::move(log))
    , m_invalidLabels(registry.counter("prometheus_api_remote_write_invalid_labels_samples_total",
                                       "The total number of received remote write samples and histogram samples which "
                                       "were rejected due to invalid labels."))
    , m_withoutMetadata(registry.counter("prometheus_api_remote_write_without_metadata_appended_samples_total",
                                         "The total number of received remote write samples (and histogram samples) "
                                         "which were ingested without corresponding metadata.")) {}

http::ServerResponse WriteReceiver::receive(const http::ServerRequest& request) {
    if (auto refused = refusal(request)) {
        return *std::move(refused);
    }
    std::string message;
    if (const auto done = snappyDecompress(request.body, message, kMaxDecompressedBytes); !done) {
        return plainError(400, done.error().code() == ErrorCode::kLimit
                                   ? fmt::format("decoded size exceeds the {} bytes limit", kMaxDecompressedBytes)
                                   : done.error().message());
    }
    const auto stored = store(message);
    if (stored) {
        return {204, {}, {}};
    }
    const auto& error = stored.error();
    const bool isSendersFault = error.code() == ErrorCode::kInvalidArgument || error.code() == ErrorCode::kLimit;
    m_log.warn(isSendersFault ? "Refused a remote write request" : "Could not store a remote write request",
               {{"err", error.message()}, {"client", request.clientAddress}});
    return plainError(isSendersFault ? 400 : 500, error.message());
}

Result<void> WriteReceiver::store(std::string_view message) {
    WriteRequestReader reader(message);
    WriteTransaction transaction(m_storage, m_clock.nowMs() + kMaxAhead);
    while (HEARTH_TRY(reader.next())) {
        HEARTH_TRY(transaction.add(reader.series()));
    }
    HEARTH_TRY(transaction.commit());
    m_withoutMetadata.increment(transaction.samples());
    if (const auto invalid = transaction.invalidSeries(); invalid != 0) {
        m_invalidLabels.increment(invalid);
        m_log.warn("Left out series with invalid labels", {{"series", std::to_string(invalid)}});
    }
    return {};
}

} // namespace hearth::remote
