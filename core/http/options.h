// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

/// The HTTP client block that scrape, discovery, Alertmanager and remote configurations share
/// (Prometheus: HTTPClientConfig). Filled by config, used by Client and Transport.
namespace hearth::http {

/// Each pair is stated at most once; files are read per request and trimmed at the end.
struct BasicAuth {
    std::string username;
    std::string usernameFile;
    std::string password;
    std::string passwordFile;

    bool operator==(const BasicAuth&) const = default;
};

struct Authorization {
    std::string type = "Bearer";
    std::string credentials;
    std::string credentialsFile;

    bool operator==(const Authorization&) const = default;
};

enum class TlsVersion { kDefault, kTls10, kTls11, kTls12, kTls13 };

struct TlsOptions {
    std::string ca;
    std::string caFile;
    std::string cert;
    std::string certFile;
    std::string key;
    std::string keyFile;
    std::string serverName;
    bool insecureSkipVerify = false;
    TlsVersion minVersion = TlsVersion::kDefault;
    TlsVersion maxVersion = TlsVersion::kDefault;

    bool operator==(const TlsOptions&) const = default;
};

struct OAuth2 {
    std::string clientId;
    std::string clientSecret;
    std::string clientSecretFile;
    std::vector<std::string> scopes;
    std::string tokenUrl;
    std::map<std::string, std::string> endpointParams;
    TlsOptions tls;

    bool operator==(const OAuth2&) const = default;
};

/// One `http_headers` entry.
struct HeaderValues {
    std::vector<std::string> values;
    std::vector<std::string> secrets;
    std::vector<std::string> files;

    bool operator==(const HeaderValues&) const = default;
};

struct ClientOptions {
    std::optional<BasicAuth> basicAuth;
    std::optional<Authorization> authorization;
    std::optional<OAuth2> oauth2;
    TlsOptions tls;
    bool followRedirects = true;
    bool enableHttp2 = true;
    std::string proxyUrl;
    std::string noProxy;
    bool proxyFromEnvironment = false;
    std::map<std::string, std::vector<std::string>> proxyConnectHeader;
    std::map<std::string, HeaderValues> headers;

    bool operator==(const ClientOptions&) const = default;
};

} // namespace hearth::http
