// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/text.h"
#include "config/sections.h"

namespace hearth::config {
namespace {

/// Headers that Hearth sets itself (Prometheus: reservedHeaders), in lower case.
constexpr std::array<std::string_view, 18> kReservedHeaders{"authorization",
                                                            "host",
                                                            "content-encoding",
                                                            "content-length",
                                                            "content-type",
                                                            "user-agent",
                                                            "connection",
                                                            "keep-alive",
                                                            "proxy-authenticate",
                                                            "proxy-authorization",
                                                            "www-authenticate",
                                                            "accept-encoding",
                                                            "x-prometheus-remote-write-version",
                                                            "x-prometheus-remote-read-version",
                                                            "x-prometheus-scrape-timeout-seconds",
                                                            "x-amz-date",
                                                            "x-amz-security-token",
                                                            "x-amz-content-sha256"};

/// A value, the file that holds it and the secret that names it: at most one of the three.
void readSecret(Reading& reading, MapReader& map, std::string_view key, std::string& value, std::string& file) {
    const auto fileKey = fmt::format("{}_file", key);
    const auto refKey = fmt::format("{}_ref", key);
    map.text(key, value);
    // The keys are looked up by their nodes here, since the reader keeps only views of what it took.
    std::string ref;
    if (const auto* const node = map.node().find(fileKey)) {
        file = reading.resolved(yaml::readText(map.complaints(), *node, map.pathOf(fileKey)).value_or(""));
    }
    if (const auto* const node = map.node().find(refKey)) {
        ref = yaml::readText(map.complaints(), *node, map.pathOf(refKey)).value_or("");
        reading.warn(*node, map.pathOf(refKey), "this build has no secret manager: requests go without it");
    }
    if (!value.empty() + !file.empty() + !ref.empty() > 1) {
        map.complain(fmt::format("at most one of {0}, {0}_file & {0}_ref must be configured", key));
    }
}

void takeSecretKeys(MapReader& map, std::initializer_list<std::string_view> keys) {
    for (const auto key : keys) {
        map.take(key);
    }
}

void readBasicAuth(Reading& reading, MapReader& map, http::ClientOptions& out) {
    map.section("basic_auth", [&](const Node& node, const std::string& where) {
        MapReader own(reading.complaints, node, where);
        auto& auth = out.basicAuth.emplace();
        takeSecretKeys(own, {"username_file", "username_ref", "password_file", "password_ref"});
        readSecret(reading, own, "username", auth.username, auth.usernameFile);
        readSecret(reading, own, "password", auth.password, auth.passwordFile);
        own.finish();
    });
}

void readAuthorization(Reading& reading, MapReader& map, http::ClientOptions& out) {
    map.section("authorization", [&](const Node& node, const std::string& where) {
        MapReader own(reading.complaints, node, where);
        auto& auth = out.authorization.emplace();
        own.text("type", auth.type);
        takeSecretKeys(own, {"credentials_file", "credentials_ref"});
        readSecret(reading, own, "credentials", auth.credentials, auth.credentialsFile);
        auth.type = std::string(trim(auth.type));
        if (auth.type.empty()) {
            auth.type = "Bearer";
        }
        if (toLowerAscii(auth.type) == "basic") {
            own.complain(R"(authorization type cannot be set to "basic", use "basic_auth" instead)");
        }
        own.finish();
    });
}

/// The deprecated `bearer_token` and `bearer_token_file`.
void readBearerToken(Reading& reading, MapReader& map, http::ClientOptions& out) {
    http::Authorization auth;
    map.text("bearer_token", auth.credentials);
    map.text("bearer_token_file", auth.credentialsFile);
    auth.credentialsFile = reading.resolved(auth.credentialsFile);
    if (auth.credentials.empty() && auth.credentialsFile.empty()) {
        return;
    }
    if (!auth.credentials.empty() && !auth.credentialsFile.empty()) {
        map.complain("at most one of bearer_token & bearer_token_file must be configured");
    }
    if (out.authorization) {
        map.complain("authorization is not compatible with bearer_token & bearer_token_file");
    }
    if (out.basicAuth || out.oauth2) {
        map.complain("at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be configured");
    }
    out.authorization = std::move(auth);
}

void checkOAuth2(MapReader& own, const http::OAuth2& auth) {
    if (auth.clientId.empty()) {
        own.complain("oauth2 client_id must be configured");
    }
    if (auth.clientSecret.empty() && auth.clientSecretFile.empty() && !own.has("client_secret_ref")) {
        own.complain("either oauth2 client_secret or client_secret_file must be configured");
    }
    if (auth.tokenUrl.empty()) {
        own.complain("oauth2 token_url must be configured");
    }
}

void readOAuth2(Reading& reading, MapReader& map, http::ClientOptions& out) {
    map.section("oauth2", [&](const Node& node, const std::string& where) {
        MapReader own(reading.complaints, node, where);
        auto& auth = out.oauth2.emplace();
        own.text("client_id", auth.clientId);
        takeSecretKeys(own, {"client_secret_file", "client_secret_ref"});
        readSecret(reading, own, "client_secret", auth.clientSecret, auth.clientSecretFile);
        own.text("token_url", auth.tokenUrl);
        own.texts("scopes", auth.scopes);
        own.textMap("endpoint_params", auth.endpointParams);
        readTls(reading, own, "tls_config", auth.tls);
        std::string grant = "client_credentials";
        own.text("grant_type", grant);
        if (grant != "client_credentials") {
            own.complain(fmt::format("this build does not have the oauth2 grant_type {}", quoteGo(grant)));
        }
        for (const std::string_view key : {"proxy_url", "no_proxy", "proxy_from_environment", "proxy_connect_header"}) {
            if (const auto* const value = own.take(key)) {
                reading.warn(*value, own.pathOf(key), "the proxy of the block around it is used for tokens as well");
            }
        }
        checkOAuth2(own, auth);
        own.finish();
    });
}

void readProxy(MapReader& map, http::ClientOptions& out) {
    map.text("proxy_url", out.proxyUrl);
    map.text("no_proxy", out.noProxy);
    map.boolean("proxy_from_environment", out.proxyFromEnvironment);
    map.textListMap("proxy_connect_header", out.proxyConnectHeader);
    if (out.proxyFromEnvironment && !out.proxyUrl.empty()) {
        map.complain("if proxy_from_environment is configured, proxy_url must not be configured");
    }
    if (out.proxyFromEnvironment && !out.noProxy.empty()) {
        map.complain("if proxy_from_environment is configured, no_proxy must not be configured");
    }
    if (out.proxyUrl.empty() && !out.noProxy.empty()) {
        map.complain("if no_proxy is configured, proxy_url must also be configured");
    }
    if (!out.proxyConnectHeader.empty() && !out.proxyFromEnvironment && out.proxyUrl.empty()) {
        map.complain("if proxy_connect_header is configured, proxy_url or proxy_from_environment must also be "
                     "configured");
    }
}

void readHeaders(Reading& reading, MapReader& map, http::ClientOptions& out) {
    map.section("http_headers", [&](const Node& node, const std::string& where) {
        const MapReader headers(reading.complaints, node, where);
        for (const auto& [name, value] : node.entries) {
            if (std::ranges::find(kReservedHeaders, toLowerAscii(name->text)) != kReservedHeaders.end()) {
                reading.complaints.add(*name, fmt::format("setting header {} is not allowed", quoteGo(name->text)),
                                       where);
            }
            MapReader own(reading.complaints, *value, headers.pathOf(name->text));
            auto& header = out.headers[name->text];
            own.texts("values", header.values);
            own.texts("secrets", header.secrets);
            own.texts("files", header.files);
            for (auto& file : header.files) {
                file = reading.resolved(file);
            }
            own.finish();
        }
    });
}

} // namespace

void readTls(Reading& reading, MapReader& map, std::string_view key, http::TlsOptions& out) {
    map.section(key, [&](const Node& node, const std::string& where) {
        MapReader own(reading.complaints, node, where);
        takeSecretKeys(own, {"ca_file", "ca_ref", "cert_file", "cert_ref", "key_file", "key_ref"});
        readSecret(reading, own, "ca", out.ca, out.caFile);
        readSecret(reading, own, "cert", out.cert, out.certFile);
        readSecret(reading, own, "key", out.key, out.keyFile);
        own.text("server_name", out.serverName);
        own.boolean("insecure_skip_verify", out.insecureSkipVerify);
        own.parsed("min_version", out.minVersion, parseTlsVersion);
        own.parsed("max_version", out.maxVersion, parseTlsVersion);
        const bool cert = !out.cert.empty() || !out.certFile.empty() || own.has("cert_ref");
        const bool secret = !out.key.empty() || !out.keyFile.empty() || own.has("key_ref");
        if (cert != secret) {
            own.complain("exactly one of key or key_file must be configured when a client certificate is configured, "
                         "and a cert or cert_file when a key is");
        }
        if (out.maxVersion != http::TlsVersion::kDefault && out.minVersion > out.maxVersion) {
            own.complain("tls_config.max_version must be greater than or equal to tls_config.min_version if both are "
                         "specified");
        }
        own.finish();
    });
}

void readHttpClient(Reading& reading, MapReader& map, http::ClientOptions& out) {
    readBasicAuth(reading, map, out);
    readAuthorization(reading, map, out);
    readOAuth2(reading, map, out);
    if (out.basicAuth.has_value() + out.authorization.has_value() + out.oauth2.has_value() > 1) {
        map.complain("at most one of basic_auth, oauth2 & authorization must be configured");
    }
    readBearerToken(reading, map, out);
    readTls(reading, map, "tls_config", out.tls);
    map.boolean("follow_redirects", out.followRedirects);
    map.boolean("enable_http2", out.enableHttp2);
    readProxy(map, out);
    readHeaders(reading, map, out);
}

} // namespace hearth::config
