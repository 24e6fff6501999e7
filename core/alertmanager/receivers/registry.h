// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "alertmanager/notify/integration.h"
#include "alertmanager/receivers/global.h"
#include "http/options.h"
#include "yaml/reader.h"

/// The kinds of receivers. A new one is one source file that reads and sends, and one line in integrationKinds().
namespace hearth::alertmanager {

/// What the reader of an entry may ask of the file around it. Lives as long as the file is being read.
/// Threads: thread-compatible.
class ParseContext {
  public:
    virtual ~ParseContext() = default;

    virtual const GlobalOptions& global() const = 0;
    /// The entry's `http_config`, or the global one where it has none; never null. All entries that say nothing of
    /// their own share one object, and so may share connections.
    virtual std::shared_ptr<const http::ClientOptions> http(yaml::MapReader& entry) = 0;
    /// Returns whether the key stands.
    virtual bool tls(yaml::MapReader& entry, std::string_view key, http::TlsOptions& out) = 0;
    /// A path of the file, seen from the working directory.
    virtual std::string resolved(const std::string& path) const = 0;
    /// Something that is accepted without effect, or wrong one day.
    virtual void warn(const yaml::Node& at, std::string_view where, std::string_view text) = 0;
};

/// One kind of entries: `slack_configs`.
struct IntegrationKind {
    std::string_view key;
    /// Keys of an entry whose scalar values are never shown (`api_url`). Those of `http_config` and `tls_config` need
    /// not be named.
    std::span<const std::string_view> secretKeys;
    /// Alertmanager does not know this kind: it is left out where Alertmanager's own tools read the configuration.
    bool own = false;

    /// Reads an entry. What is wrong is complained of to the reader, and then the value is of no meaning (but not
    /// null). Keys that are left untaken are complained of by the caller.
    using Parse = std::shared_ptr<const IntegrationOptions> (*)(yaml::MapReader& entry, ParseContext& context);
    Parse parse = nullptr;
};

/// All kinds of this build, in Alertmanager's order of building: entries of a receiver are tried in this order.
std::span<const IntegrationKind> integrationKinds();

} // namespace hearth::alertmanager
