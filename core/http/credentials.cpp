// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/credentials.h"

#include <fmt/format.h>

#include "base/file_system.h"
#include "base/text.h"
#include "http/base64.h"

namespace hearth::http {
namespace {

Result<std::string> basicValue(const BasicAuth& auth) {
    const auto username = HEARTH_TRY(secretOrFile(auth.username, auth.usernameFile, "basic auth username"));
    const auto password = HEARTH_TRY(secretOrFile(auth.password, auth.passwordFile, "basic auth password"));
    return "Basic " + base64(username + ":" + password);
}

Result<std::string> authorizationValue(const Authorization& authorization) {
    const auto credentials =
        HEARTH_TRY(secretOrFile(authorization.credentials, authorization.credentialsFile, "authorization credentials"));
    const auto type = trim(authorization.type);
    return fmt::format("{} {}", type.empty() ? "Bearer" : type, credentials);
}

Result<void> appendConfigured(std::vector<Header>& headers, const std::string& name, const HeaderValues& entry) {
    for (const auto* values : {&entry.values, &entry.secrets}) {
        for (const auto& value : *values) {
            headers.emplace_back(name, value);
        }
    }
    for (const auto& file : entry.files) {
        headers.emplace_back(name, HEARTH_TRY(secretOrFile({}, file, "http header")));
    }
    return {};
}

} // namespace

Result<std::string> secretOrFile(const std::string& text, const std::string& file, std::string_view what) {
    if (file.empty()) {
        return text;
    }
    auto contents = PosixFileSystem().readAll(file, kMaxSecretFileBytes);
    if (!contents) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("unable to read {} file {}: {}", what, file, contents.error().message()));
    }
    contents->erase(contents->find_last_not_of(" \t\r\n") + 1);
    return contents;
}

Result<std::vector<Header>> headersOf(const ClientOptions& options) {
    std::vector<Header> headers;
    if (options.basicAuth) {
        headers.emplace_back("Authorization", HEARTH_TRY(basicValue(*options.basicAuth)));
    }
    if (options.authorization) {
        headers.emplace_back("Authorization", HEARTH_TRY(authorizationValue(*options.authorization)));
    }
    for (const auto& [name, entry] : options.headers) {
        HEARTH_TRY(appendConfigured(headers, name, entry));
    }
    return headers;
}

} // namespace hearth::http
