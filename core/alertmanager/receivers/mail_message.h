// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/time.h"

/// The format of messages: RFC 5322, MIME (RFC 2045 to 2047).
namespace hearth::alertmanager {

/// A message of one body in several forms, the best last.
struct MailMessage {
    struct Part {
        std::string type; ///< `text/html; charset=UTF-8`
        std::string body;
    };
    /// In their order; values are any text: what is not plain ASCII is encoded, so that no value can begin a line.
    std::vector<std::pair<std::string, std::string>> headers;
    std::vector<Part> parts;
    std::string boundary; ///< Stands in no part.
};
/// Lines ended by CR LF; adds Content-Type and MIME-Version.
std::string mailText(const MailMessage& message);

/// A header's value as it may stand in a message: itself, or encoded words (`=?utf-8?q?...?=`), on several lines where
/// it is long. Addresses in headers of addresses stay readable.
std::string headerText(std::string_view name, std::string_view value);
/// Content-Transfer-Encoding: quoted-printable, line ends in any style.
std::string quotedPrintable(std::string_view text);
/// `Mon, 02 Jan 2006 15:04:05 +0000`
std::string mailDate(model::TimestampMs time);
/// `x-my-header` as `X-My-Header`. Go: textproto.CanonicalMIMEHeaderKey().
std::string canonicalHeaderName(std::string_view name);
/// Visible ASCII without a colon.
bool isHeaderName(std::string_view name);

} // namespace hearth::alertmanager
