// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "alertmanager/receivers/global.h"
#include "alertmanager/receivers/registry.h"
#include "base/error.h"
#include "model/time.h"
#include "yaml/reader.h"

/// Readers of the values that receivers have in common. They take their keys and complain at the value's place.
namespace hearth::alertmanager {

/// `key` and `key_file`, at most one of both.
void readSecret(yaml::MapReader& map, const ParseContext& context, std::string_view key, Secret& out);
/// The same of a value that is an `http` or `https` URL.
void readSecretUrl(yaml::MapReader& map, const ParseContext& context, std::string_view key, Secret& out);
/// An `http` or `https` URL with a host.
void readUrl(yaml::MapReader& map, std::string_view key, std::string& out);
/// Go's syntax: `1h30m`, `1.5s`, `0`.
void readGoDuration(yaml::MapReader& map, std::string_view key, model::DurationMs& out);
/// `host:port`, both or nothing; a host with colons in brackets.
void readHostPort(yaml::MapReader& map, std::string_view key, std::string& out);

/// kInvalidArgument: `unsupported scheme "ftp" for URL`, `missing host for URL`. Never repeats the URL, which may be a
/// secret.
Result<void> checkUrl(std::string_view url);
/// Fractions of a millisecond are cut off. Errors: kInvalidArgument: `time: invalid duration "x"`.
Result<model::DurationMs> parseGoDuration(std::string_view text);

} // namespace hearth::alertmanager
