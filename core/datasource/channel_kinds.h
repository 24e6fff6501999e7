// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

/// The kinds of receivers that the window can set up, and what a person must say of each. One table feeds the forms
/// and the writer of the file.
namespace hearth::datasource {

enum class FieldType : std::uint8_t {
    kText,
    kAddresses, ///< Mail addresses, joined by commas.
    kHostPort,
    kUrl,
    kNumber,
    kWords,    ///< A program and its arguments, separated by blanks; quotes keep blanks.
    kSecurity, ///< `starttls`, `tls` or `none`; stands for require_tls and force_implicit_tls.
    kSecret,   ///< Goes to a file of its own, which `<key>_file` names.
};

struct ChannelField {
    std::string_view key;
    FieldType type = FieldType::kText;
    bool isRequired = false;
    std::string_view otherwise{}; ///< What it is where it is not said.
};

struct ChannelKind {
    std::string_view kind; ///< `email`
    std::string_view key;  ///< `email_configs`
    std::span<const ChannelField> fields;
    /// Alertmanager itself does not know it.
    bool own = false;
};

/// In the order of a gallery. Threads: thread-safe.
std::span<const ChannelKind> channelKinds();
/// Null where there is none.
const ChannelKind* findChannelKind(std::string_view kind);

/// A provider whose settings are known.
struct MailPreset {
    std::string_view name;
    std::string_view smarthost;
    std::string_view security;
    std::string_view passwordPage; ///< Where a password for programs is made; empty: the account's own password.
    bool needsAppPassword = false;
};
std::span<const MailPreset> mailPresets();

} // namespace hearth::datasource
