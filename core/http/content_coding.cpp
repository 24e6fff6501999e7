// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/content_coding.h"

#include "base/compress.h"
#include "base/text.h"

namespace hearth::http {
namespace {

/// One element of the list, `gzip;q=0.5`: its name where it is not refused, else empty.
std::string_view acceptedName(std::string_view element) {
    const auto semicolon = element.find(';');
    const auto name = trim(element.substr(0, semicolon));
    if (semicolon == std::string_view::npos) {
        return name;
    }
    const auto weight = trim(element.substr(semicolon + 1));
    const bool refused = weight.starts_with("q=0") && weight.find_first_of("123456789") == std::string_view::npos;
    return refused ? std::string_view() : name;
}

} // namespace

ContentCoding chooseContentCoding(std::string_view acceptEncoding) {
    auto chosen = ContentCoding::kIdentity;
    for (const auto element : split(acceptEncoding, ',')) {
        const auto name = acceptedName(element);
        if (name == "gzip") {
            return ContentCoding::kGzip;
        }
        if (name == "deflate") {
            chosen = ContentCoding::kDeflate;
        }
    }
    return chosen;
}

void applyContentCoding(ServerResponse& response, ContentCoding coding) {
    if (response.body.size() < kMinCompressedBytes || !headerValue(response.headers, "Content-Encoding").empty()) {
        return;
    }
    response.headers.emplace_back("Vary", "Accept-Encoding");
    if (coding == ContentCoding::kIdentity) {
        return;
    }
    const bool gzip = coding == ContentCoding::kGzip;
    auto packed = gzip ? gzipCompress(response.body) : zlibCompress(response.body);
    if (packed.size() < response.body.size()) {
        response.body = std::move(packed);
        response.headers.emplace_back("Content-Encoding", gzip ? "gzip" : "deflate");
    }
}

} // namespace hearth::http
