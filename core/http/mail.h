// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "http/exchange_record.h"
#include "http/options.h"

namespace hearth::http {

enum class MailSecurity : std::uint8_t {
    kNone,     ///< In the clear, even where the server offers STARTTLS.
    kStartTls, ///< Nothing but EHLO is said before TLS.
    kTls,      ///< TLS from the first byte.
};

/// Who sends. Which of the words is used depends on the mechanisms that the server offers.
struct MailLogin {
    std::string username;
    std::string password; ///< For PLAIN and LOGIN.
    std::string secret;   ///< For CRAM-MD5.
    std::string identity; ///< For PLAIN, where one sends for another.
};

/// One message for an SMTP server (RFC 5321).
struct MailRequest {
    std::string server; ///< `host:port`, IPv6 in brackets.
    MailSecurity security = MailSecurity::kStartTls;
    std::string hello = "localhost";       ///< The name we say in EHLO.
    std::shared_ptr<const TlsOptions> tls; ///< May be null.
    std::optional<MailLogin> login;        ///< Unset: no AUTH.
    std::string from;                      ///< A bare address.
    std::vector<std::string> to;           ///< Bare addresses, at least one.
    std::string message;                   ///< Headers and body, lines ended by CR LF. Leading dots are taken care of.
    std::chrono::milliseconds timeout{30'000}; ///< For the whole exchange.
    std::shared_ptr<ExchangeRecord> record;    ///< Where the exchange is written down; null: nowhere.
};

/// How far an exchange came.
enum class MailStage : std::uint8_t { kConnect, kHello, kTls, kLogin, kSender, kRecipient, kData, kAccepted };

struct MailOutcome {
    MailStage stage = MailStage::kConnect;
    /// What the server said last, on one line: `250 2.0.0 Ok: queued as 4B2`. Empty: nothing.
    std::string reply;
    /// Unset: the server has taken the message. kInvalidArgument (an address with a line break, no way to log in),
    /// kTimeout, kIo. Names what was being done and repeats the reply where that is what went wrong; never a password.
    std::optional<Error> error;

    bool isSent() const { return !error.has_value(); }
    /// The code of the reply; 0: none.
    int replyCode() const;
};
using MailDone = std::move_only_function<void(MailOutcome&&)>;

} // namespace hearth::http
