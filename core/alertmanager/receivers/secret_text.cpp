// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/receivers/secret_text.h"

#include <fmt/format.h>

#include "base/file_system.h"
#include "base/text.h"
#include "http/message.h"

namespace hearth::alertmanager {
namespace {

constexpr std::uint64_t kMaxFileBytes = 1U << 20U;
/// What is shorter stands in every other text by chance.
constexpr std::size_t kShortestSecret = 4;
constexpr std::size_t kShortestPath = 8;
constexpr std::string_view kShownSecret = "<secret>";
constexpr std::string_view kShownUrl = "<redacted>";

} // namespace

Result<std::string> textOf(const Secret& secret, FileSystem& files, std::string_view what) {
    if (secret.file.empty()) {
        return secret.value;
    }
    auto text = files.readAll(secret.file, kMaxFileBytes);
    if (!text) {
        return std::unexpected(std::move(text).error().withContext(fmt::format("read {}_file", what)));
    }
    return std::string(trim(*text));
}

void Masker::hide(std::string_view secret) {
    if (secret.size() < kShortestSecret) {
        return;
    }
    m_words.push_back({std::string(secret), kShownSecret});
    if (auto encoded = http::percentEncode(secret); encoded != secret) {
        m_words.push_back({std::move(encoded), kShownSecret});
    }
}

void Masker::hideUrl(const std::string& url) {
    if (url.empty()) {
        return;
    }
    m_words.push_back({url, kShownUrl});
    const auto scheme = url.find("://");
    const auto path = url.find('/', scheme == std::string::npos ? 0 : scheme + 3);
    if (path != std::string::npos && url.size() - path >= kShortestPath) {
        m_words.push_back({url.substr(path), kShownUrl});
        const auto query = url.find('?', path);
        if (query != std::string::npos && query - path >= kShortestPath) {
            m_words.push_back({url.substr(path, query - path), kShownUrl});
        }
    }
    const auto at = url.find('@', scheme == std::string::npos ? 0 : scheme + 3);
    if (scheme != std::string::npos && at != std::string::npos && at < path) {
        // Messages show such a URL with the password crossed out, and so not as it is written here.
        m_words.push_back({url.substr(scheme + 3, at - scheme - 3), kShownSecret});
    }
}

std::string Masker::masked(std::string text) const {
    for (const auto& [secret, shown] : m_words) {
        for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at + shown.size())) {
            text.replace(at, secret.size(), shown);
        }
    }
    return text;
}

} // namespace hearth::alertmanager
