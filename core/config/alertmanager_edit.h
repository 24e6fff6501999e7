// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "config/block_edit.h"

/// Changes single entries in the text of an alertmanager.yml and leaves all else as it stands: comments, order,
/// spelling. The results are not read again here. Errors: kInvalidArgument (the text is no such file), kNotFound,
/// kUnsupported (written in one line), kConflict (still in use). Pure. Threads: thread-safe.
namespace hearth::config {

/// An entry of a receiver: the n-th under its key.
struct EntryPlace {
    std::string receiver;
    std::string key; ///< `email_configs`
    std::size_t index = 0;
};

/// Adds an entry to a receiver, which is added where it is missing. Keys that are removed count as not there.
Result<std::string> addReceiverEntry(std::string_view text, const std::string& path, const std::string& receiver,
                                     const std::string& key, const std::vector<KeyText>& keys);
Result<std::string> changeReceiverEntry(std::string_view text, const std::string& path, const EntryPlace& place,
                                        const std::vector<KeyText>& keys);
/// With the last entry goes the receiver, unless a route names it (kConflict).
Result<std::string> removeReceiverEntry(std::string_view text, const std::string& path, const EntryPlace& place);

/// Adds a route below the root before the one at `index`; `lines` as in EntryLines, without the dash.
Result<std::string> addRouteLine(std::string_view text, const std::string& path, std::size_t index,
                                 const EntryLines& lines);
Result<std::string> removeRouteLine(std::string_view text, const std::string& path, std::size_t index);
/// The route at `from` below the root stands at `to` afterwards, with the comments directly above it.
Result<std::string> moveRouteLine(std::string_view text, const std::string& path, std::size_t from, std::size_t to);
/// Of the root, or of the route at `index` below it.
Result<std::string> setRouteKeys(std::string_view text, const std::string& path, std::optional<std::size_t> index,
                                 const std::vector<KeyText>& keys);

/// Makes the time interval of this name say `lines` (its `time_intervals` list); adds it where it is missing.
Result<std::string> putTimeInterval(std::string_view text, const std::string& path, const std::string& name,
                                    const EntryLines& lines);

} // namespace hearth::config
