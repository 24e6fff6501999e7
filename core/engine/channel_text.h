// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "config/block_edit.h"
#include "datasource/channel_kinds.h"
#include "datasource/notification_settings.h"
#include "yaml/document.h"

namespace hearth::engine {

/// The draft of an entry that stands in a file, for its form; `entry` is null for a new one. `global` is the file's
/// section of that name, or null.
datasource::ChannelDraft draftOf(const yaml::Node* entry, const datasource::ChannelKind& kind,
                                 const yaml::Node* global);

/// The keys of the file that differ from what the draft says; `entry` is null for a new one. Secrets are named by the
/// files that `secretFile(key)` says. kInvalidArgument where a value cannot be.
Result<std::vector<config::KeyText>> keysOf(const datasource::ChannelDraft& draft, const datasource::ChannelKind& kind,
                                            const yaml::Node* entry, const yaml::Node* global,
                                            const std::function<std::string(std::string_view key)>& secretFile);

/// `prog "an argument"` as its words.
Result<std::vector<std::string>> splitWords(std::string_view text);
std::string joinWords(const std::vector<std::string>& words);

} // namespace hearth::engine
